-- Projects of NexusLang programs, and the runs of programs in the worker's sandbox.

-- A guest tries things out without an account; the row, and all that hangs on it, is removed when its time is over.
ALTER TABLE users ADD COLUMN guest_until timestamptz;
CREATE INDEX users_guest_until_idx ON users (guest_until) WHERE guest_until IS NOT NULL;

-- Files as they were together at one moment, {path: content}, kept once however often runs, checkpoints and links refer to them.
CREATE TABLE source_trees (
  id bytea PRIMARY KEY CHECK (octet_length(id) = 32), -- SHA-256
  files jsonb NOT NULL,
  file_count int NOT NULL CHECK (file_count >= 0),
  size_bytes bigint NOT NULL CHECK (size_bytes >= 0),
  used_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX source_trees_used_at_idx ON source_trees (used_at);

CREATE TABLE projects (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
  description text CHECK (length(description) <= 5000),
  visibility text NOT NULL CHECK (visibility IN ('private', 'unlisted', 'public')),
  stars_count int NOT NULL DEFAULT 0 CHECK (stars_count >= 0),
  forks_count int NOT NULL DEFAULT 0 CHECK (forks_count >= 0),
  forked_from_share text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz
);
CREATE INDEX projects_user_id_idx ON projects (user_id, updated_at DESC);
CREATE INDEX projects_deleted_at_idx ON projects (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE TABLE files (
  id uuid PRIMARY KEY,
  project_id uuid NOT NULL REFERENCES projects ON DELETE CASCADE,
  path text NOT NULL CHECK (length(path) BETWEEN 1 AND 200),
  content text NOT NULL,
  size_bytes int NOT NULL CHECK (size_bytes >= 0),
  version int NOT NULL DEFAULT 1 CHECK (version >= 1),
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz
);
-- What lies in the trash does not keep its path.
CREATE UNIQUE INDEX files_project_id_path_key ON files (project_id, path) WHERE deleted_at IS NULL;
CREATE INDEX files_project_id_idx ON files (project_id);
CREATE INDEX files_deleted_at_idx ON files (deleted_at) WHERE deleted_at IS NOT NULL;

-- Every save, the newest one included; the last 100 of each file are kept.
CREATE TABLE file_versions (
  file_id uuid NOT NULL REFERENCES files ON DELETE CASCADE,
  version int NOT NULL CHECK (version >= 1),
  path text NOT NULL,
  content text NOT NULL,
  size_bytes int NOT NULL CHECK (size_bytes >= 0),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (file_id, version)
);

CREATE FUNCTION keep_file_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO file_versions (file_id, version, path, content, size_bytes, created_at)
    VALUES (NEW.id, NEW.version, NEW.path, NEW.content, NEW.size_bytes, NEW.updated_at);
  DELETE FROM file_versions WHERE file_id = NEW.id AND version <= NEW.version - 100;
  RETURN NULL;
END $$;
CREATE TRIGGER files_keep_first_version AFTER INSERT ON files FOR EACH ROW EXECUTE FUNCTION keep_file_version();
CREATE TRIGGER files_keep_version AFTER UPDATE OF version ON files FOR EACH ROW
  WHEN (OLD.version IS DISTINCT FROM NEW.version) EXECUTE FUNCTION keep_file_version();

CREATE TABLE checkpoints (
  id uuid PRIMARY KEY,
  project_id uuid NOT NULL REFERENCES projects ON DELETE CASCADE,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  source_tree_id bytea NOT NULL REFERENCES source_trees,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX checkpoints_project_id_idx ON checkpoints (project_id);
CREATE INDEX checkpoints_source_tree_id_idx ON checkpoints (source_tree_id);

-- A link pins code, settings and the version of the language. It outlives its project.
CREATE TABLE shares (
  token text COLLATE "C" PRIMARY KEY CHECK (length(token) BETWEEN 16 AND 40),
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  project_id uuid REFERENCES projects ON DELETE SET NULL,
  title text NOT NULL CHECK (length(title) BETWEEN 1 AND 255),
  source_tree_id bytea NOT NULL REFERENCES source_trees,
  settings jsonb NOT NULL,
  language_version text NOT NULL,
  forks_count int NOT NULL DEFAULT 0 CHECK (forks_count >= 0),
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX shares_user_id_idx ON shares (user_id);
CREATE INDEX shares_project_id_idx ON shares (project_id);
CREATE INDEX shares_source_tree_id_idx ON shares (source_tree_id);

-- Compiling and analysing go the way of a run, because they read what strangers wrote; they are free and forgotten after an hour.
CREATE TABLE nexus_runs (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  purpose text NOT NULL CHECK (purpose IN ('run', 'compile', 'analyze')),
  project_id uuid REFERENCES projects ON DELETE SET NULL,
  file text NOT NULL CHECK (length(file) BETWEEN 1 AND 200),
  source_tree_id bytea NOT NULL REFERENCES source_trees,
  stdin text NOT NULL,
  stdin_closed boolean NOT NULL,
  limits jsonb NOT NULL,
  budget_millicredits bigint NOT NULL CHECK (budget_millicredits >= 0),
  price_millicredits bigint NOT NULL CHECK (price_millicredits >= 0),
  charged_millicredits bigint NOT NULL DEFAULT 0 CHECK (charged_millicredits BETWEEN 0 AND price_millicredits),
  status text NOT NULL CHECK (status IN ('queued', 'running', 'succeeded', 'failed', 'canceled', 'expired')),
  job_id bigint,
  job_fence bigint NOT NULL DEFAULT 0,
  last_event_id int NOT NULL DEFAULT 0,
  waits_for_input boolean NOT NULL DEFAULT false,
  exit_code int,
  error jsonb,
  diagnostics jsonb,
  result jsonb,
  output_characters bigint NOT NULL DEFAULT 0,
  duration_us bigint,
  memory_bytes bigint,
  steps bigint,
  created_at timestamptz NOT NULL DEFAULT now(),
  start_deadline timestamptz NOT NULL,
  started_at timestamptz,
  cancel_requested_at timestamptz,
  finished_at timestamptz,
  CHECK ((status IN ('queued', 'running')) = (finished_at IS NULL)),
  CHECK (purpose = 'run' OR price_millicredits = 0)
);
CREATE INDEX nexus_runs_user_id_idx ON nexus_runs (user_id, id DESC) WHERE purpose = 'run';
CREATE INDEX nexus_runs_under_way_idx ON nexus_runs (user_id) WHERE finished_at IS NULL;
CREATE INDEX nexus_runs_open_idx ON nexus_runs (start_deadline) WHERE finished_at IS NULL;
CREATE INDEX nexus_runs_finished_at_idx ON nexus_runs (finished_at) WHERE finished_at IS NOT NULL;
CREATE INDEX nexus_runs_project_id_idx ON nexus_runs (project_id);
CREATE INDEX nexus_runs_source_tree_id_idx ON nexus_runs (source_tree_id);

-- What the event stream of a run sends. The data of a final event is the run itself and is read when it is sent.
CREATE TABLE nexus_run_events (
  run_id uuid NOT NULL REFERENCES nexus_runs ON DELETE CASCADE,
  id int NOT NULL CHECK (id > 0),
  name text NOT NULL,
  data jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (run_id, id)
);

-- Counting on the run's row makes events visible in the order of their ids. Null when the run is no longer that fence's.
CREATE FUNCTION append_nexus_run_event(p_run_id uuid, p_fence bigint, p_name text, p_data jsonb) RETURNS int
LANGUAGE sql AS $$
  WITH numbered AS (
    UPDATE nexus_runs SET last_event_id = last_event_id + 1
    WHERE id = p_run_id AND finished_at IS NULL AND job_fence <= p_fence
    RETURNING last_event_id
  )
  INSERT INTO nexus_run_events (run_id, id, name, data)
  SELECT p_run_id, last_event_id, p_name, p_data FROM numbered
  RETURNING id
$$;

-- The AI calls that a run made on the account's credits; each is a generation with a hold of its own.
CREATE TABLE nexus_run_calls (
  run_id uuid NOT NULL REFERENCES nexus_runs ON DELETE CASCADE,
  generation_id uuid PRIMARY KEY REFERENCES generations ON DELETE CASCADE,
  kind text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX nexus_run_calls_run_id_idx ON nexus_run_calls (run_id);

-- What a run showed.
CREATE TABLE nexus_run_assets (
  run_id uuid NOT NULL REFERENCES nexus_runs ON DELETE CASCADE,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  content_type text NOT NULL,
  size_bytes bigint NOT NULL CHECK (size_bytes >= 0),
  blob_name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (run_id, name)
);

-- Trained models that programs keep from run to run.
CREATE TABLE nexus_models (
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  size_bytes bigint NOT NULL CHECK (size_bytes >= 0),
  blob_name text NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (user_id, name)
);
