-- The credit ledger: double entry, append-only, in millicredits (1 credit = 1000).
--
-- An account has two sides, available and held. A transfer is a set of entries that sums to zero over both sides of all accounts it touches:
--   grant    house -x                     customer available +x
--   hold     customer available -x        customer held +x
--   settle   customer held -x             customer available +(x-y)      revenue +y      (y <= x)
--   release  customer held -x             customer available +x
--   expire   the same, by the clock
--
-- One function per step, one round trip each. A customer's account row is the only row that many transactions want, so every function locks
-- it after all other work that does not need its balance. House accounts take part in every grant and settlement: their rows are never
-- updated, and their balance is the sum of their entries.

CREATE TABLE credit_accounts (
  id uuid PRIMARY KEY, -- a customer's account has the user's id; no foreign key, because the books outlive the person
  kind text NOT NULL CHECK (kind IN ('customer', 'included', 'purchased', 'revenue')),
  available bigint NOT NULL DEFAULT 0 CHECK (available >= 0),
  held bigint NOT NULL DEFAULT 0 CHECK (held >= 0),
  version bigint NOT NULL DEFAULT 0 CHECK (version >= 0),
  included bigint NOT NULL DEFAULT 0 CHECK (included >= 0),
  purchased bigint NOT NULL DEFAULT 0 CHECK (purchased >= 0),
  settled_month date NOT NULL DEFAULT '-infinity',
  settled_in_month bigint NOT NULL DEFAULT 0 CHECK (settled_in_month >= 0),
  created_at timestamptz NOT NULL DEFAULT now(),
  CHECK (kind = 'customer' OR (available = 0 AND held = 0 AND version = 0))
) WITH (fillfactor = 60); -- room for the new version of a row beside the old one, so that updates touch no index

CREATE UNIQUE INDEX credit_accounts_house_key ON credit_accounts (kind) WHERE kind <> 'customer';

INSERT INTO credit_accounts (id, kind) VALUES
  ('00000000-0000-0000-0000-000000000001', 'included'),
  ('00000000-0000-0000-0000-000000000002', 'purchased'),
  ('00000000-0000-0000-0000-000000000003', 'revenue');

CREATE TABLE credit_transfers (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('grant', 'hold', 'settle', 'release', 'expire')),
  account_id uuid NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0 OR (kind = 'settle' AND amount = 0)),
  source text CHECK (source IN ('included', 'purchased')),
  hold_id uuid,
  idempotency_key text NOT NULL UNIQUE CHECK (length(idempotency_key) <= 255),
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CHECK ((kind = 'grant') = (hold_id IS NULL)),
  CHECK ((kind = 'grant') = (source IS NOT NULL))
);

CREATE TABLE credit_entries (
  transfer_id bigint NOT NULL,
  account_id uuid NOT NULL,
  account_version bigint, -- null for house accounts, whose rows are not locked
  available_change bigint NOT NULL,
  held_change bigint NOT NULL,
  available_before bigint,
  available_after bigint CHECK (available_after >= 0),
  held_before bigint,
  held_after bigint CHECK (held_after >= 0),
  PRIMARY KEY (transfer_id, account_id),
  CHECK (num_nulls(account_version, available_before, available_after, held_before, held_after) IN (0, 5)),
  CHECK (available_after = available_before + available_change AND held_after = held_before + held_change)
);

-- The history of an account in its own order; a version that were written twice would mean a lost update.
CREATE UNIQUE INDEX credit_entries_account_version_key ON credit_entries (account_id, account_version) WHERE account_version IS NOT NULL;

CREATE TABLE credit_holds (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  state text NOT NULL DEFAULT 'held' CHECK (state IN ('held', 'settled', 'released', 'expired')),
  settled_amount bigint CHECK (settled_amount BETWEEN 0 AND amount),
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  resolved_at timestamptz,
  CHECK ((state = 'held') = (resolved_at IS NULL)),
  CHECK ((state = 'settled') = (settled_amount IS NOT NULL))
) WITH (fillfactor = 70);

CREATE INDEX credit_holds_expiry_idx ON credit_holds (expires_at) WHERE state = 'held';

CREATE FUNCTION credit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: a correction is a new transfer', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER credit_transfers_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON credit_transfers
  FOR EACH STATEMENT EXECUTE FUNCTION credit_refuse_change();
CREATE TRIGGER credit_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON credit_entries
  FOR EACH STATEMENT EXECUTE FUNCTION credit_refuse_change();
REVOKE UPDATE, DELETE, TRUNCATE ON credit_transfers, credit_entries FROM PUBLIC, CURRENT_USER;

-- A hold leaves 'held' once and never changes afterwards.
CREATE FUNCTION credit_hold_resolves_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'hold % is already %', OLD.id, OLD.state USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER credit_holds_resolve_once BEFORE UPDATE ON credit_holds
  FOR EACH ROW WHEN (OLD.state <> 'held') EXECUTE FUNCTION credit_hold_resolves_once();
CREATE TRIGGER credit_holds_keep BEFORE DELETE OR TRUNCATE ON credit_holds
  FOR EACH STATEMENT EXECUTE FUNCTION credit_refuse_change();

-- outcome: applied | replayed | key_reused
CREATE FUNCTION credit_grant(p_account uuid, p_amount bigint, p_source text, p_key text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_transfer bigint;
  v_house uuid := CASE p_source WHEN 'included' THEN '00000000-0000-0000-0000-000000000001'::uuid
                                WHEN 'purchased' THEN '00000000-0000-0000-0000-000000000002'::uuid END;
BEGIN
  INSERT INTO credit_transfers (kind, account_id, amount, source, idempotency_key)
    VALUES ('grant', p_account, p_amount, p_source, p_key)
    ON CONFLICT (idempotency_key) DO NOTHING RETURNING id INTO v_transfer;
  IF v_transfer IS NULL THEN
    RETURN CASE WHEN EXISTS (
        SELECT FROM credit_transfers
        WHERE idempotency_key = p_key AND kind = 'grant' AND account_id = p_account AND amount = p_amount AND source = p_source)
      THEN 'replayed' ELSE 'key_reused' END;
  END IF;

  INSERT INTO credit_accounts (id, kind) VALUES (p_account, 'customer') ON CONFLICT (id) DO NOTHING;
  WITH account AS (
    UPDATE credit_accounts
    SET available = available + p_amount, version = version + 1,
        included = included + CASE p_source WHEN 'included' THEN p_amount ELSE 0 END,
        purchased = purchased + CASE p_source WHEN 'purchased' THEN p_amount ELSE 0 END
    WHERE id = p_account AND kind = 'customer'
    RETURNING available, held, version)
  INSERT INTO credit_entries
    SELECT v_transfer, p_account, version, p_amount, 0, available - p_amount, available, held, held FROM account
    UNION ALL SELECT v_transfer, v_house, NULL, -p_amount, 0, NULL, NULL, NULL, NULL FROM account;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'account % takes no grants', p_account USING ERRCODE = 'check_violation';
  END IF;
  RETURN 'applied';
END $$;

-- outcome: held | replayed | insufficient | resolved | key_reused
CREATE FUNCTION credit_hold(p_account uuid, p_hold uuid, p_amount bigint, p_lease interval, OUT outcome text, OUT available_now bigint)
LANGUAGE plpgsql AS $$
DECLARE
  v_transfer bigint;
  v_hold credit_holds;
BEGIN
  -- Most refusals are decided here, without writing anything.
  SELECT available INTO available_now FROM credit_accounts WHERE id = p_account AND kind = 'customer';
  IF available_now IS NULL OR available_now < p_amount THEN
    SELECT * INTO v_hold FROM credit_holds WHERE id = p_hold;
    IF v_hold.id IS NULL THEN
      outcome := 'insufficient';
      available_now := coalesce(available_now, 0);
      RETURN;
    END IF;
  ELSE
    BEGIN
      INSERT INTO credit_holds (id, account_id, amount, expires_at)
        VALUES (p_hold, p_account, p_amount, clock_timestamp() + p_lease)
        ON CONFLICT (id) DO NOTHING;
      IF FOUND THEN
        INSERT INTO credit_transfers (kind, account_id, amount, hold_id, idempotency_key)
          VALUES ('hold', p_account, p_amount, p_hold, 'hold:' || p_hold) RETURNING id INTO v_transfer;
        WITH account AS (
          UPDATE credit_accounts SET available = available - p_amount, held = held + p_amount, version = version + 1
          WHERE id = p_account AND available >= p_amount
          RETURNING available, held, version)
        INSERT INTO credit_entries
          SELECT v_transfer, p_account, version, -p_amount, p_amount, available + p_amount, available, held - p_amount, held FROM account
          RETURNING available_after INTO available_now;
        IF NOT FOUND THEN
          RAISE EXCEPTION USING ERRCODE = 'GC001'; -- another hold was faster: undo the rows above
        END IF;
        outcome := 'held';
        RETURN;
      END IF;
    EXCEPTION WHEN SQLSTATE 'GC001' THEN
      outcome := 'insufficient';
      SELECT available INTO available_now FROM credit_accounts WHERE id = p_account;
      RETURN;
    END;
    SELECT * INTO v_hold FROM credit_holds WHERE id = p_hold;
  END IF;

  outcome := CASE WHEN v_hold.account_id <> p_account OR v_hold.amount <> p_amount THEN 'key_reused'
                  WHEN v_hold.state = 'held' THEN 'replayed'
                  ELSE 'resolved' END;
END $$;

-- Resolves a hold once, as p_state ('settled', 'released' or 'expired').
-- outcome: applied | replayed | already_settled | already_released | expired | exceeds_hold | not_expired | not_found
CREATE FUNCTION credit_resolve(p_hold uuid, p_state text, p_amount bigint) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_hold credit_holds;
  v_transfer bigint;
  v_kind text;
  v_state text := p_state;
  v_settled bigint := CASE p_state WHEN 'settled' THEN p_amount END;
  v_month date := date_trunc('month', clock_timestamp() AT TIME ZONE 'UTC')::date;
BEGIN
  -- The hold's row decides every race between settle, release and expiry; nobody but its own resolvers waits for it.
  SELECT * INTO v_hold FROM credit_holds WHERE id = p_hold FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RETURN 'not_found';
  ELSIF v_hold.state <> 'held' THEN
    RETURN CASE WHEN v_hold.state = p_state AND v_hold.settled_amount IS NOT DISTINCT FROM v_settled THEN 'replayed'
                WHEN v_hold.state = 'settled' THEN 'already_settled'
                WHEN v_hold.state = 'released' THEN 'already_released'
                ELSE 'expired' END;
  ELSIF v_settled > v_hold.amount THEN
    RETURN 'exceeds_hold';
  END IF;

  IF v_hold.expires_at <= clock_timestamp() THEN
    v_state := 'expired'; -- too late to settle or release, whether or not the sweeper has come by
    v_settled := NULL;
  ELSIF p_state = 'expired' THEN
    RETURN 'not_expired'; -- its lease was extended meanwhile
  END IF;

  v_kind := CASE v_state WHEN 'settled' THEN 'settle' WHEN 'released' THEN 'release' ELSE 'expire' END;
  UPDATE credit_holds SET state = v_state, settled_amount = v_settled, resolved_at = clock_timestamp() WHERE id = p_hold;
  INSERT INTO credit_transfers (kind, account_id, amount, hold_id, idempotency_key)
    VALUES (v_kind, v_hold.account_id, coalesce(v_settled, v_hold.amount), p_hold, 'resolve:' || p_hold) RETURNING id INTO v_transfer;
  v_settled := coalesce(v_settled, 0);
  WITH account AS (
    UPDATE credit_accounts
    SET available = available + v_hold.amount - v_settled, held = held - v_hold.amount, version = version + 1,
        settled_in_month = v_settled + CASE WHEN settled_month = v_month THEN settled_in_month ELSE 0 END,
        settled_month = v_month
    WHERE id = v_hold.account_id
    RETURNING available, held, version)
  INSERT INTO credit_entries
    SELECT v_transfer, v_hold.account_id, version, v_hold.amount - v_settled, -v_hold.amount,
           available - v_hold.amount + v_settled, available, held + v_hold.amount, held
      FROM account
    UNION ALL
    SELECT v_transfer, '00000000-0000-0000-0000-000000000003', NULL, v_settled, 0, NULL, NULL, NULL, NULL
      FROM account WHERE v_settled > 0;
  RETURN CASE WHEN v_state = p_state THEN 'applied' ELSE 'expired' END;
END $$;

-- outcome: applied | already_settled | already_released | expired | not_found
CREATE FUNCTION credit_extend(p_hold uuid, p_lease interval) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_state text;
BEGIN
  UPDATE credit_holds SET expires_at = clock_timestamp() + p_lease
    WHERE id = p_hold AND state = 'held' AND expires_at > clock_timestamp();
  IF FOUND THEN
    RETURN 'applied';
  END IF;
  SELECT state INTO v_state FROM credit_holds WHERE id = p_hold;
  RETURN CASE v_state WHEN 'settled' THEN 'already_settled' WHEN 'released' THEN 'already_released'
                      WHEN 'held' THEN 'expired' WHEN 'expired' THEN 'expired' ELSE 'not_found' END;
END $$;

-- Expires up to p_limit holds whose lease has run out; returns how many. Holds that somebody is just resolving are left to them.
CREATE FUNCTION credit_expire_due(p_limit int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_hold uuid;
  v_count int := 0;
BEGIN
  -- In the order of accounts, so that two sweepers cannot wait for each other.
  FOR v_hold IN
    SELECT id FROM (
      SELECT id, account_id FROM credit_holds WHERE state = 'held' AND expires_at <= clock_timestamp()
      ORDER BY expires_at LIMIT p_limit FOR NO KEY UPDATE SKIP LOCKED) due
    ORDER BY account_id, id
  LOOP
    IF credit_resolve(v_hold, 'expired', 0) = 'applied' THEN
      v_count := v_count + 1;
    END IF;
  END LOOP;
  RETURN v_count;
END $$;

-- Every rule of the books that a row alone cannot carry, over transfers from p_from on. No rows: the books are right.
CREATE FUNCTION credit_violations(p_from bigint) RETURNS TABLE (rule text, subject text) LANGUAGE sql STABLE AS $$
  WITH recent AS MATERIALIZED (SELECT * FROM credit_entries WHERE transfer_id >= p_from),
  touched AS MATERIALIZED (SELECT DISTINCT account_id FROM recent WHERE account_version IS NOT NULL)
  SELECT 'a transfer sums to zero', transfer_id::text FROM recent
    GROUP BY transfer_id HAVING sum(available_change + held_change) <> 0
  UNION ALL
  SELECT 'a transfer has entries', t.id::text FROM credit_transfers t
    WHERE t.id >= p_from AND NOT EXISTS (SELECT FROM recent e WHERE e.transfer_id = t.id)
  UNION ALL
  SELECT 'an entry continues the one before', e.account_id || ' version ' || e.account_version
    FROM recent e
    LEFT JOIN credit_entries p ON p.account_id = e.account_id AND p.account_version = e.account_version - 1
    WHERE e.account_version IS NOT NULL
      AND (e.available_before, e.held_before) IS DISTINCT FROM
          CASE WHEN e.account_version = 1 THEN (0::bigint, 0::bigint) ELSE (p.available_after, p.held_after) END
  UNION ALL
  SELECT 'an account equals its last entry', a.id::text
    FROM touched t JOIN credit_accounts a ON a.id = t.account_id
    LEFT JOIN credit_entries e ON e.account_id = a.id AND e.account_version = a.version
    WHERE (a.available, a.held) IS DISTINCT FROM (e.available_after, e.held_after)
  UNION ALL
  SELECT 'held equals the open holds', a.id::text
    FROM touched t JOIN credit_accounts a ON a.id = t.account_id
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
  SELECT 'an account has entries', id::text FROM credit_accounts a
    WHERE kind = 'customer' AND version > 0 AND NOT EXISTS (SELECT FROM credit_entries e WHERE e.account_id = a.id AND e.account_version = a.version)
$$;
