-- What a customer asked for, what it made, how it went, and the answers to requests that carried an Idempotency-Key.
CREATE TABLE generations (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('image', 'video', 'voice', 'music', 'text')),
  model text NOT NULL,
  prompt text NOT NULL CHECK (length(prompt) BETWEEN 1 AND 4000),
  options jsonb NOT NULL,
  units int NOT NULL CHECK (units > 0),
  price_millicredits bigint NOT NULL CHECK (price_millicredits > 0),
  charged_millicredits bigint NOT NULL DEFAULT 0 CHECK (charged_millicredits BETWEEN 0 AND price_millicredits),
  status text NOT NULL CHECK (status IN ('queued', 'running', 'succeeded', 'failed', 'canceled', 'expired')),
  progress double precision NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 1),
  job_id bigint,
  -- The fencing number of the run that owns the row: writes of an older run match nothing.
  job_fence bigint NOT NULL DEFAULT 0,
  last_event_id int NOT NULL DEFAULT 0,
  error_code text,
  error_message text,
  error_retryable boolean,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- A generation that has not started by then expires, and its credits return.
  start_deadline timestamptz NOT NULL,
  started_at timestamptz,
  cancel_requested_at timestamptz,
  finished_at timestamptz,
  trashed_at timestamptz,
  CHECK ((status IN ('queued', 'running')) = (finished_at IS NULL)),
  -- A generation that was cut short is paid for what it delivered.
  CHECK (status IN ('succeeded', 'failed', 'canceled') OR charged_millicredits = 0),
  CHECK ((error_code IS NULL) = (error_message IS NULL) AND (error_code IS NULL) = (error_retryable IS NULL)),
  CHECK (trashed_at IS NULL OR finished_at IS NOT NULL)
);
-- Ids are UUID version 7, so this is also the order of creation.
CREATE INDEX generations_library_idx ON generations (user_id, id DESC) WHERE trashed_at IS NULL;
CREATE INDEX generations_trash_idx ON generations (user_id, id DESC) WHERE trashed_at IS NOT NULL;
CREATE INDEX generations_purge_idx ON generations (trashed_at) WHERE trashed_at IS NOT NULL;
CREATE INDEX generations_open_idx ON generations (start_deadline) WHERE finished_at IS NULL;

CREATE TABLE assets (
  id uuid PRIMARY KEY,
  generation_id uuid NOT NULL REFERENCES generations ON DELETE CASCADE,
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  position int NOT NULL CHECK (position >= 0),
  content_type text NOT NULL,
  size_bytes bigint NOT NULL CHECK (size_bytes > 0),
  width int,
  height int,
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  blob_name text NOT NULL,
  thumbnail_blob_name text,
  recipe jsonb,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX assets_generation_id_position_key ON assets (generation_id, position);
CREATE UNIQUE INDEX assets_blob_name_key ON assets (blob_name);
CREATE UNIQUE INDEX assets_thumbnail_blob_name_key ON assets (thumbnail_blob_name);
CREATE INDEX assets_user_id_idx ON assets (user_id);

-- What the event stream of a generation sends. The data of a final event is the generation itself and is read when it is sent.
CREATE TABLE generation_events (
  generation_id uuid NOT NULL REFERENCES generations ON DELETE CASCADE,
  id int NOT NULL CHECK (id > 0),
  name text NOT NULL,
  data jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (generation_id, id)
);

-- Counting on the generation's row makes events visible in the order of their ids: a reader who has seen n never misses n - 1.
CREATE FUNCTION append_generation_event(p_generation_id uuid, p_name text, p_data jsonb) RETURNS int
LANGUAGE sql AS $$
  WITH numbered AS (
    UPDATE generations SET last_event_id = last_event_id + 1 WHERE id = p_generation_id RETURNING last_event_id
  )
  INSERT INTO generation_events (generation_id, id, name, data)
  SELECT p_generation_id, last_event_id, p_name, p_data FROM numbered
  RETURNING id
$$;

CREATE TABLE idempotency_keys (
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  route text NOT NULL,
  key text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
  fingerprint bytea NOT NULL CHECK (octet_length(fingerprint) = 32),
  -- Null only inside the transaction that claims the key.
  response text,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (user_id, route, key)
);
CREATE INDEX idempotency_keys_created_at_idx ON idempotency_keys (created_at);

-- True: the key is the caller's, whose transaction stores the response. False: another transaction stored it before.
-- A twin that is still being worked on is waited for; lock_not_available (55P03) when that takes too long.
CREATE FUNCTION claim_idempotency_key(p_user_id uuid, p_route text, p_key text, p_fingerprint bytea) RETURNS boolean
LANGUAGE plpgsql SET lock_timeout = '5s' AS $$
BEGIN
  INSERT INTO idempotency_keys (user_id, route, key, fingerprint) VALUES (p_user_id, p_route, p_key, p_fingerprint)
  ON CONFLICT DO NOTHING;
  RETURN FOUND;
END
$$;
