-- What the history of files takes up counts against the account, so it is summed once for each save and bounded for each file.

ALTER TABLE files ADD COLUMN history_bytes bigint NOT NULL DEFAULT 0 CHECK (history_bytes >= 0);
UPDATE files SET history_bytes = (SELECT coalesce(sum(size_bytes), 0) FROM file_versions WHERE file_id = files.id);

-- The newest version and the one before it are always kept; of the others the last 100, as far as they fit into 4 MB together.
CREATE OR REPLACE FUNCTION keep_file_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO file_versions (file_id, version, path, content, size_bytes, created_at)
    VALUES (NEW.id, NEW.version, NEW.path, NEW.content, NEW.size_bytes, NEW.updated_at);
  DELETE FROM file_versions WHERE file_id = NEW.id AND version <= (
    SELECT max(version) FROM (
      SELECT version, row_number() OVER newest AS place, sum(size_bytes) OVER newest AS bytes
      FROM file_versions WHERE file_id = NEW.id WINDOW newest AS (ORDER BY version DESC)
    ) kept WHERE place > 100 OR (place > 2 AND bytes > 4194304));
  UPDATE files SET history_bytes = (SELECT sum(size_bytes) FROM file_versions WHERE file_id = NEW.id) WHERE id = NEW.id;
  RETURN NULL;
END $$;
