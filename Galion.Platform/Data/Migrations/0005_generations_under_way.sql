-- Counts the generations of one person that wait or run: for the limit on them, and for the headers of every answer.
CREATE INDEX generations_under_way_idx ON generations (user_id) WHERE finished_at IS NULL;
