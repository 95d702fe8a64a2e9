-- One row for each transfer, and rules that cost little.
--
-- A transfer has one customer and at most one house account: its row now carries the customer's entry itself. The house's entry is what is
-- missing to zero, so that no transfer can be unbalanced; credit_entries stays, as a view, for whoever wants the books entry by entry.
--
-- PostgreSQL parses the CHECK constraints of a table anew for every statement that writes to it, which was more than half of the work of a
-- hold or a settlement. The CHECK of a domain is parsed once for each connection, and a trigger's function is compiled once: rules for one
-- column are domains here, rules over several columns are triggers.

LOCK TABLE credit_accounts, credit_holds, credit_transfers, credit_entries IN ACCESS EXCLUSIVE MODE;

CREATE DOMAIN credit_amount AS bigint CHECK (VALUE >= 0);
CREATE DOMAIN credit_account_kind AS text CHECK (VALUE IN ('customer', 'included', 'purchased', 'revenue'));
CREATE DOMAIN credit_source AS text CHECK (VALUE IN ('included', 'purchased'));
CREATE DOMAIN credit_transfer_kind AS text CHECK (VALUE IN ('grant', 'hold', 'settle', 'release', 'expire'));
CREATE DOMAIN credit_hold_state AS text CHECK (VALUE IN ('held', 'settled', 'released', 'expired'));
CREATE DOMAIN credit_key AS text COLLATE "C" CHECK (length(VALUE) <= 255);

DROP FUNCTION credit_violations(bigint), credit_all_violations();

-- Transfers

ALTER TABLE credit_transfers RENAME TO old_transfers;
ALTER TABLE credit_entries RENAME TO old_entries;
ALTER TABLE old_transfers RENAME CONSTRAINT credit_transfers_pkey TO old_transfers_pkey;
ALTER TABLE old_transfers RENAME CONSTRAINT credit_transfers_idempotency_key_key TO old_transfers_idempotency_key_key;
ALTER SEQUENCE credit_transfers_id_seq RENAME TO old_transfers_id_seq;

CREATE TABLE credit_transfers (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind credit_transfer_kind NOT NULL,
  account_id uuid NOT NULL,
  account_version credit_amount NOT NULL, -- the transfers of an account are numbered without gaps, in the order in which they took effect
  amount credit_amount NOT NULL,
  source credit_source,
  hold_id uuid,
  idempotency_key credit_key NOT NULL UNIQUE,
  available_change bigint NOT NULL,
  held_change bigint NOT NULL,
  available_after credit_amount NOT NULL,
  held_after credit_amount NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (account_id, account_version) -- a version that were written twice would mean a lost update
);

INSERT INTO credit_transfers OVERRIDING SYSTEM VALUE
  SELECT t.id, t.kind, t.account_id, e.account_version, t.amount, t.source, t.hold_id, t.idempotency_key,
         e.available_change, e.held_change, e.available_after, e.held_after, t.created_at
  FROM old_transfers t JOIN old_entries e ON e.transfer_id = t.id AND e.account_id = t.account_id
  ORDER BY t.id;
SELECT setval('credit_transfers_id_seq', max(id)) FROM credit_transfers HAVING max(id) IS NOT NULL;

DO $$ BEGIN
  IF (SELECT count(*) FROM credit_transfers) <> (SELECT count(*) FROM old_transfers)
    OR (SELECT coalesce(sum(available_change + held_change), 0) FROM credit_transfers)
       <> (SELECT coalesce(-sum(available_change + held_change), 0) FROM old_entries WHERE account_version IS NULL) THEN
    RAISE EXCEPTION 'the books do not balance: nothing was migrated; credit_all_violations() says what is wrong';
  END IF;
END $$;
DROP TABLE old_entries, old_transfers;

-- Whether a transfer of this kind moves what its amount says. A settlement takes at most what was held.
CREATE FUNCTION credit_moves(p_kind text, p_amount bigint, p_available bigint, p_held bigint) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE p_kind
    WHEN 'grant' THEN p_amount > 0 AND p_available = p_amount AND p_held = 0
    WHEN 'hold' THEN p_amount > 0 AND p_available = -p_amount AND p_held = p_amount
    WHEN 'settle' THEN p_held < 0 AND p_available >= 0 AND p_available + p_held = -p_amount
    ELSE p_amount > 0 AND p_available = p_amount AND p_held = -p_amount
  END
$$;

CREATE FUNCTION credit_check_transfer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.kind = 'grant') <> (NEW.hold_id IS NULL) OR (NEW.kind = 'grant') <> (NEW.source IS NOT NULL)
    OR NOT credit_moves(NEW.kind, NEW.amount, NEW.available_change, NEW.held_change) THEN
    RAISE EXCEPTION 'transfer % breaks the rules of a %', NEW.idempotency_key, NEW.kind USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER credit_transfers_rules BEFORE INSERT ON credit_transfers
  FOR EACH ROW EXECUTE FUNCTION credit_check_transfer();
CREATE TRIGGER credit_transfers_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON credit_transfers
  FOR EACH STATEMENT EXECUTE FUNCTION credit_refuse_change();
REVOKE UPDATE, DELETE, TRUNCATE ON credit_transfers FROM PUBLIC, CURRENT_USER;

-- Accounts

ALTER TABLE credit_accounts
  DROP CONSTRAINT credit_accounts_kind_check,
  DROP CONSTRAINT credit_accounts_available_check,
  DROP CONSTRAINT credit_accounts_held_check,
  DROP CONSTRAINT credit_accounts_version_check,
  DROP CONSTRAINT credit_accounts_included_check,
  DROP CONSTRAINT credit_accounts_purchased_check,
  DROP CONSTRAINT credit_accounts_settled_in_month_check,
  DROP CONSTRAINT credit_accounts_check,
  ALTER available TYPE credit_amount,
  ALTER held TYPE credit_amount,
  ALTER version TYPE credit_amount,
  ALTER included TYPE credit_amount,
  ALTER purchased TYPE credit_amount,
  ALTER settled_in_month TYPE credit_amount;
ALTER TABLE credit_accounts ALTER kind TYPE credit_account_kind;

CREATE FUNCTION credit_check_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.kind <> 'customer' AND (NEW.available <> 0 OR NEW.held <> 0 OR NEW.version <> 0) THEN
    RAISE EXCEPTION 'the house account % keeps no balance of its own', NEW.kind USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER credit_accounts_rules BEFORE INSERT OR UPDATE ON credit_accounts
  FOR EACH ROW EXECUTE FUNCTION credit_check_account();

-- Both sides of every transfer: the customer's, and the house's where the customer's does not sum to zero by itself.
CREATE VIEW credit_entries AS
  SELECT id AS transfer_id, account_id, account_version::bigint, available_change, held_change,
         available_after - available_change AS available_before, available_after::bigint,
         held_after - held_change AS held_before, held_after::bigint
    FROM credit_transfers
  UNION ALL
  SELECT t.id, house.id, NULL, -t.available_change - t.held_change, 0, NULL, NULL, NULL, NULL
    FROM credit_transfers t JOIN credit_accounts house ON house.kind = coalesce(t.source, 'revenue')
    WHERE t.available_change + t.held_change <> 0;

-- Holds

DROP TRIGGER credit_holds_resolve_once ON credit_holds;
DROP TRIGGER credit_holds_keep ON credit_holds;
DROP FUNCTION credit_hold_resolves_once();
DROP INDEX credit_holds_expiry_idx;
ALTER TABLE credit_holds
  DROP CONSTRAINT credit_holds_amount_check,
  DROP CONSTRAINT credit_holds_state_check,
  DROP CONSTRAINT credit_holds_check,
  DROP CONSTRAINT credit_holds_check1,
  DROP CONSTRAINT credit_holds_check2,
  ALTER amount TYPE credit_amount,
  ALTER state TYPE credit_hold_state,
  ALTER settled_amount TYPE credit_amount;
CREATE INDEX credit_holds_expiry_idx ON credit_holds (expires_at) WHERE state = 'held';

-- A hold leaves 'held' once and never changes afterwards.
CREATE FUNCTION credit_check_hold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'held' THEN
    RAISE EXCEPTION 'hold % is already %', OLD.id, OLD.state USING ERRCODE = 'restrict_violation';
  ELSIF NEW.amount = 0 OR NEW.settled_amount > NEW.amount
    OR (NEW.state = 'held') <> (NEW.resolved_at IS NULL) OR (NEW.state = 'settled') <> (NEW.settled_amount IS NOT NULL) THEN
    RAISE EXCEPTION 'hold % breaks the rules of a hold', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER credit_holds_rules BEFORE INSERT OR UPDATE ON credit_holds
  FOR EACH ROW EXECUTE FUNCTION credit_check_hold();

-- What the books know is kept. A hold that found too little is not in the books yet: see credit_hold.
CREATE FUNCTION credit_keep_hold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM credit_transfers WHERE idempotency_key = 'hold:' || OLD.id) THEN
    RAISE EXCEPTION 'hold % is in the books and stays', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER credit_holds_keep BEFORE DELETE ON credit_holds
  FOR EACH ROW EXECUTE FUNCTION credit_keep_hold();
CREATE TRIGGER credit_holds_no_truncate BEFORE TRUNCATE ON credit_holds
  FOR EACH STATEMENT EXECUTE FUNCTION credit_refuse_change();

-- Steps
--
-- Who changes an account first queues for its advisory lock, after all work that does not need its balance. Waiting for the row itself would
-- wake every waiter at each commit, and each would walk from the version it once saw to the newest one; here each waits once, in order,
-- and its statement sees the newest version at once. Whoever needs several accounts takes them in the order of their ids.

CREATE OR REPLACE FUNCTION credit_grant(p_account uuid, p_amount bigint, p_source text, p_key text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(p_key, 0));
  IF EXISTS (SELECT FROM credit_transfers WHERE idempotency_key = p_key) THEN
    RETURN CASE WHEN EXISTS (
        SELECT FROM credit_transfers
        WHERE idempotency_key = p_key AND kind = 'grant' AND account_id = p_account AND amount = p_amount AND source = p_source)
      THEN 'replayed' ELSE 'key_reused' END;
  END IF;

  INSERT INTO credit_accounts (id, kind) VALUES (p_account, 'customer') ON CONFLICT (id) DO NOTHING;
  PERFORM pg_advisory_xact_lock(uuid_hash_extended(p_account, 0));
  WITH account AS (
    UPDATE credit_accounts
    SET available = available + p_amount, version = version + 1,
        included = included + CASE p_source WHEN 'included' THEN p_amount ELSE 0 END,
        purchased = purchased + CASE p_source WHEN 'purchased' THEN p_amount ELSE 0 END
    WHERE id = p_account AND kind = 'customer'
    RETURNING available, held, version)
  INSERT INTO credit_transfers (kind, account_id, account_version, amount, source, idempotency_key,
                                available_change, held_change, available_after, held_after)
    SELECT 'grant', p_account, version, p_amount, p_source, p_key, p_amount, 0, available, held FROM account;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'account % takes no grants', p_account USING ERRCODE = 'check_violation';
  END IF;
  RETURN 'applied';
END $$;

-- outcome: held | replayed | insufficient | resolved | key_reused
CREATE OR REPLACE FUNCTION credit_hold(p_account uuid, p_hold uuid, p_amount bigint, p_lease interval, OUT outcome text, OUT available_now bigint)
LANGUAGE plpgsql AS $$
DECLARE
  v_hold credit_holds;
BEGIN
  -- Most refusals are decided here, without writing anything.
  INSERT INTO credit_holds (id, account_id, amount, expires_at)
    SELECT p_hold, p_account, p_amount, clock_timestamp() + p_lease FROM credit_accounts
    WHERE id = p_account AND kind = 'customer' AND available >= p_amount
    ON CONFLICT (id) DO NOTHING;
  IF FOUND THEN
    PERFORM pg_advisory_xact_lock(uuid_hash_extended(p_account, 0));
    WITH account AS (
      UPDATE credit_accounts SET available = available - p_amount, held = held + p_amount, version = version + 1
      WHERE id = p_account AND available >= p_amount
      RETURNING available, held, version)
    INSERT INTO credit_transfers (kind, account_id, account_version, amount, hold_id, idempotency_key,
                                  available_change, held_change, available_after, held_after)
      SELECT 'hold', p_account, version, p_amount, p_hold, 'hold:' || p_hold, -p_amount, p_amount, available, held FROM account
      RETURNING available_after INTO available_now;
    IF FOUND THEN
      outcome := 'held';
      RETURN;
    END IF;
    DELETE FROM credit_holds WHERE id = p_hold; -- another hold was faster
  END IF;

  SELECT * INTO v_hold FROM credit_holds WHERE id = p_hold;
  IF NOT FOUND THEN
    outcome := 'insufficient';
  ELSIF v_hold.account_id <> p_account OR v_hold.amount <> p_amount THEN
    outcome := 'key_reused';
  ELSE
    outcome := CASE v_hold.state WHEN 'held' THEN 'replayed' ELSE 'resolved' END;
  END IF;
  available_now := coalesce((SELECT available FROM credit_accounts WHERE id = p_account AND kind = 'customer'), 0);
END $$;

-- Resolves a hold once, as p_state ('settled', 'released' or 'expired').
-- outcome: applied | replayed | already_settled | already_released | expired | exceeds_hold | not_expired | not_found
CREATE OR REPLACE FUNCTION credit_resolve(p_hold uuid, p_state text, p_amount bigint) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_hold credit_holds;
  v_state text := p_state;
  v_account uuid;
  v_held bigint;
  v_settled bigint;
  v_month date;
BEGIN
  LOOP
    -- The hold's row decides every race between settle, release and expiry; nobody but its own resolvers waits for it.
    UPDATE credit_holds
      SET state = v_state, settled_amount = CASE v_state WHEN 'settled' THEN p_amount END, resolved_at = clock_timestamp()
      WHERE id = p_hold AND state = 'held' AND amount >= p_amount AND (expires_at <= clock_timestamp()) = (v_state = 'expired')
      RETURNING account_id, amount, coalesce(settled_amount, 0) INTO v_account, v_held, v_settled;
    EXIT WHEN FOUND;

    SELECT * INTO v_hold FROM credit_holds WHERE id = p_hold;
    IF NOT FOUND THEN
      RETURN 'not_found';
    ELSIF v_hold.state <> 'held' THEN
      RETURN CASE WHEN v_hold.state = p_state AND coalesce(v_hold.settled_amount, p_amount) = p_amount THEN 'replayed'
                  WHEN v_hold.state = 'settled' THEN 'already_settled'
                  WHEN v_hold.state = 'released' THEN 'already_released'
                  ELSE 'expired' END;
    ELSIF p_amount > v_hold.amount THEN
      RETURN 'exceeds_hold';
    ELSIF p_state = 'expired' THEN
      RETURN 'not_expired'; -- its lease was extended meanwhile
    END IF;
    v_state := 'expired'; -- too late to settle or release, whether or not the sweeper has come by
  END LOOP;

  v_month := date_trunc('month', clock_timestamp() AT TIME ZONE 'UTC')::date;
  PERFORM pg_advisory_xact_lock(uuid_hash_extended(v_account, 0));
  WITH account AS (
    UPDATE credit_accounts
    SET available = available + v_held - v_settled, held = held - v_held, version = version + 1,
        settled_in_month = v_settled + CASE WHEN settled_month = v_month THEN settled_in_month ELSE 0 END,
        settled_month = v_month
    WHERE id = v_account
    RETURNING available, held, version)
  INSERT INTO credit_transfers (kind, account_id, account_version, amount, hold_id, idempotency_key,
                                available_change, held_change, available_after, held_after)
    SELECT CASE v_state WHEN 'settled' THEN 'settle' WHEN 'released' THEN 'release' ELSE 'expire' END, v_account, version,
           CASE v_state WHEN 'settled' THEN v_settled ELSE v_held END, p_hold, 'resolve:' || p_hold,
           v_held - v_settled, -v_held, available, held
      FROM account;
  RETURN CASE WHEN v_state = p_state THEN 'applied' ELSE 'expired' END;
END $$;

-- Every rule of the books that a row alone cannot carry, over transfers from p_from on. No rows: the books are right.
CREATE FUNCTION credit_violations(p_from bigint) RETURNS TABLE (rule text, subject text) LANGUAGE sql STABLE AS $$
  WITH recent AS MATERIALIZED (SELECT * FROM credit_transfers WHERE id >= p_from),
  touched AS MATERIALIZED (SELECT DISTINCT account_id FROM recent)
  SELECT 'a transfer moves what its kind says', id::text FROM recent
    WHERE NOT credit_moves(kind, amount, available_change, held_change)
  UNION ALL
  SELECT 'a transfer continues the one before', r.account_id || ' version ' || r.account_version
    FROM recent r
    LEFT JOIN credit_transfers p ON p.account_id = r.account_id AND p.account_version = r.account_version - 1
    WHERE (r.available_after - r.available_change, r.held_after - r.held_change) IS DISTINCT FROM
          CASE WHEN r.account_version = 1 THEN (0::bigint, 0::bigint) ELSE (p.available_after::bigint, p.held_after::bigint) END
  UNION ALL
  SELECT 'an account equals its last transfer', a.id::text
    FROM touched JOIN credit_accounts a ON a.id = touched.account_id
    LEFT JOIN credit_transfers t ON t.account_id = a.id AND t.account_version = a.version
    WHERE (a.available, a.held) IS DISTINCT FROM (t.available_after, t.held_after)
  UNION ALL
  SELECT 'held equals the open holds', a.id::text
    FROM touched JOIN credit_accounts a ON a.id = touched.account_id
    LEFT JOIN (SELECT account_id, sum(amount) AS held FROM credit_holds WHERE state = 'held' GROUP BY account_id) open USING (account_id)
    WHERE a.held <> coalesce(open.held, 0)
$$;

-- All of the above over the whole history, and the sum over all accounts, customers' and the house's.
CREATE FUNCTION credit_all_violations() RETURNS TABLE (rule text, subject text) LANGUAGE sql STABLE AS $$
  SELECT * FROM credit_violations(0)
  UNION ALL
  SELECT 'all accounts sum to zero', total::text FROM (
    SELECT (SELECT coalesce(sum(available + held), 0) FROM credit_accounts)
         + (SELECT coalesce(sum(available_change), 0) FROM credit_entries WHERE account_version IS NULL) AS total) sums
    WHERE total <> 0
  UNION ALL
  SELECT 'an account has transfers', id::text FROM credit_accounts a
    WHERE kind = 'customer' AND version > 0
      AND NOT EXISTS (SELECT FROM credit_transfers t WHERE t.account_id = a.id AND t.account_version = a.version)
$$;
