-- The job queue.
--
--   scheduled --(run_at)--> available --(claim)--> running --> completed
--                               ^                    |   \---> cancelled, discarded
--                               |                    v
--                               +--(run_at)------ retryable        (also: back to available when a worker dies or stops)
--
-- A claim is one short statement that sets a lease and raises the fence; the work runs outside any transaction. Every later write of the
-- worker names the fence it was given, so a worker that was thought dead and wakes up late changes nothing.

CREATE TABLE jobs (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL,
  args jsonb NOT NULL,
  state text NOT NULL DEFAULT 'available'
    CHECK (state IN ('scheduled', 'available', 'running', 'retryable', 'completed', 'cancelled', 'discarded')),
  priority smallint NOT NULL DEFAULT 2 CHECK (priority BETWEEN 1 AND 4), -- 1 first
  attempt smallint NOT NULL DEFAULT 0 CHECK (attempt >= 0),
  max_attempts smallint NOT NULL CHECK (max_attempts >= 1),
  fence bigint NOT NULL DEFAULT 0,
  run_at timestamptz NOT NULL DEFAULT now(),
  created_at timestamptz NOT NULL DEFAULT now(),
  attempted_at timestamptz,
  attempted_by text,
  lease_until timestamptz,
  cancel_requested_at timestamptz,
  finalized_at timestamptz,
  unique_key text,
  traceparent text,
  errors jsonb NOT NULL DEFAULT '[]', -- [{at, attempt, error}], oldest first
  CHECK ((state IN ('completed', 'cancelled', 'discarded')) = (finalized_at IS NOT NULL)),
  CHECK ((state = 'running') = (lease_until IS NOT NULL)),
  CHECK (state <> 'running' OR (attempt >= 1 AND attempted_by IS NOT NULL))
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000, autovacuum_analyze_scale_factor = 0.1);

CREATE INDEX jobs_available_idx ON jobs (kind, priority, id) WHERE state = 'available';
CREATE INDEX jobs_due_idx ON jobs (run_at) WHERE state IN ('scheduled', 'retryable');
-- Not on lease_until: heartbeats would then rewrite the index, and few jobs run at a time.
CREATE INDEX jobs_running_idx ON jobs (id) WHERE state = 'running';
CREATE INDEX jobs_finalized_idx ON jobs (finalized_at) WHERE finalized_at IS NOT NULL;
CREATE UNIQUE INDEX jobs_unique_key ON jobs (unique_key) WHERE unique_key IS NOT NULL AND finalized_at IS NULL;

-- Wakes idle workers when the enqueuing transaction commits. PostgreSQL makes notifying transactions commit one after another, so only one
-- of several concurrent ones notifies: its commit is moments away from theirs, and a woken worker looks again a few times.
CREATE FUNCTION job_wake_workers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state = 'available' AND pg_try_advisory_xact_lock(5136456, 1) THEN
    PERFORM pg_notify('galion_jobs', '');
  END IF;
  RETURN NULL;
END $$;

-- Deferred: it runs at commit, so the lock above is held for no longer than the commit takes.
CREATE CONSTRAINT TRIGGER jobs_wake_workers AFTER INSERT ON jobs DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION job_wake_workers();

-- Returns the new job, or the unfinished one that already has the unique key.
CREATE FUNCTION job_enqueue(
  p_kind text, p_args jsonb, p_priority smallint, p_max_attempts smallint, p_run_at timestamptz, p_unique_key text, p_traceparent text)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  v_id bigint;
BEGIN
  LOOP
    INSERT INTO jobs (kind, args, state, priority, max_attempts, run_at, unique_key, traceparent)
      VALUES (p_kind, p_args, CASE WHEN p_run_at > clock_timestamp() THEN 'scheduled' ELSE 'available' END,
              p_priority, p_max_attempts, coalesce(p_run_at, now()), p_unique_key, p_traceparent)
      ON CONFLICT (unique_key) WHERE unique_key IS NOT NULL AND finalized_at IS NULL DO NOTHING
      RETURNING id INTO v_id;
    IF v_id IS NOT NULL THEN
      RETURN v_id;
    END IF;
    SELECT id INTO v_id FROM jobs WHERE unique_key = p_unique_key AND finalized_at IS NULL;
    IF v_id IS NOT NULL THEN
      RETURN v_id;
    END IF;
    -- The other job finished between the two statements.
  END LOOP;
END $$;

-- A waiting job is cancelled at once; a running one is told, and ends when its handler does.
-- outcome: cancelled | signalled | finished | not_found
CREATE FUNCTION job_request_cancel(p_id bigint) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_state text;
BEGIN
  SELECT state INTO v_state FROM jobs WHERE id = p_id FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RETURN 'not_found';
  ELSIF v_state IN ('completed', 'cancelled', 'discarded') THEN
    RETURN 'finished';
  ELSIF v_state = 'running' THEN
    UPDATE jobs SET cancel_requested_at = coalesce(cancel_requested_at, clock_timestamp()) WHERE id = p_id;
    PERFORM pg_notify('galion_job_cancel', p_id::text);
    RETURN 'signalled';
  END IF;
  UPDATE jobs SET state = 'cancelled', cancel_requested_at = clock_timestamp(), finalized_at = clock_timestamp() WHERE id = p_id;
  RETURN 'cancelled';
END $$;

CREATE TABLE job_schedules (
  name text PRIMARY KEY,
  last_due_at timestamptz NOT NULL
);
