-- What a list of runs shows: what each program begins with, the link that it was run from, and how long it waited beside running.

ALTER TABLE nexus_runs
  ADD COLUMN title text NOT NULL DEFAULT '' CHECK (length(title) <= 100),
  ADD COLUMN share_token text COLLATE "C" REFERENCES shares ON DELETE SET NULL,
  ADD COLUMN waited_us bigint;
CREATE INDEX nexus_runs_share_token_idx ON nexus_runs (share_token) WHERE share_token IS NOT NULL;
