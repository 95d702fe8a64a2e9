-- Jobs that end with a settlement, and rules of the queue that are not parsed anew for every statement (see 0006_ledger_in_one_row).

LOCK TABLE jobs IN ACCESS EXCLUSIVE MODE;

CREATE DOMAIN job_state AS text
  CHECK (VALUE IN ('scheduled', 'available', 'running', 'retryable', 'completed', 'cancelled', 'discarded'));
CREATE DOMAIN job_priority AS smallint CHECK (VALUE BETWEEN 1 AND 4);
CREATE DOMAIN job_attempt AS smallint CHECK (VALUE >= 0);
CREATE DOMAIN job_max_attempts AS smallint CHECK (VALUE >= 1);

ALTER TABLE jobs
  DROP CONSTRAINT jobs_state_check,
  DROP CONSTRAINT jobs_priority_check,
  DROP CONSTRAINT jobs_attempt_check,
  DROP CONSTRAINT jobs_max_attempts_check,
  DROP CONSTRAINT jobs_check,
  DROP CONSTRAINT jobs_check1,
  DROP CONSTRAINT jobs_check2,
  ALTER state TYPE job_state,
  ALTER priority TYPE job_priority,
  ALTER attempt TYPE job_attempt,
  ALTER max_attempts TYPE job_max_attempts;

CREATE FUNCTION job_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.state IN ('completed', 'cancelled', 'discarded')) <> (NEW.finalized_at IS NOT NULL)
    OR (NEW.state = 'running') <> (NEW.lease_until IS NOT NULL)
    OR (NEW.state = 'running' AND (NEW.attempt = 0 OR NEW.attempted_by IS NULL)) THEN
    RAISE EXCEPTION 'job % breaks the rules of a job that is %', NEW.id, NEW.state USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER jobs_rules BEFORE INSERT OR UPDATE ON jobs FOR EACH ROW EXECUTE FUNCTION job_check();

-- Completes jobs and settles their holds, all or none; returns the jobs that were still their attempts' to complete. A hold that cannot be
-- settled is an error (GC002). Locks are taken in the order of the whole platform: jobs, holds, accounts by their ids.
CREATE FUNCTION job_complete_paid(p_ids bigint[], p_fences bigint[], p_holds uuid[], p_amounts bigint[])
RETURNS SETOF bigint LANGUAGE plpgsql AS $$
DECLARE
  v_id bigint;
  v_hold uuid;
  v_amount bigint;
  v_outcome text;
BEGIN
  FOR v_id, v_hold, v_amount IN
    WITH done AS (
      UPDATE jobs SET state = 'completed', finalized_at = clock_timestamp(), lease_until = NULL
      FROM unnest(p_ids, p_fences, p_holds, p_amounts) AS paid(id, fence, hold, amount)
      WHERE jobs.id = ANY(p_ids) AND jobs.id = paid.id AND jobs.fence = paid.fence AND jobs.state = 'running'
      RETURNING paid.id, paid.hold, paid.amount),
    holds AS (
      SELECT id, account_id FROM credit_holds WHERE id = ANY(ARRAY(SELECT hold FROM done)) ORDER BY id FOR NO KEY UPDATE)
    SELECT done.id, done.hold, done.amount FROM done LEFT JOIN holds ON holds.id = done.hold ORDER BY holds.account_id, done.hold
  LOOP
    v_outcome := credit_resolve(v_hold, 'settled', v_amount);
    IF v_outcome NOT IN ('applied', 'replayed') THEN
      RAISE EXCEPTION 'the hold % of job % could not be settled: %', v_hold, v_id, v_outcome USING ERRCODE = 'GC002';
    END IF;
    RETURN NEXT v_id;
  END LOOP;
END $$;
