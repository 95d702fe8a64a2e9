-- Sound and video last; one generation may make files of different purpose: a mix, its stems, a score.
ALTER TABLE assets
  ADD COLUMN name text CHECK (length(name) BETWEEN 1 AND 200),
  ADD COLUMN duration_ms bigint CHECK (duration_ms >= 0);
