"""Holding in one step inside the database: asking and taking cannot be parted, and cost one journey.

It is the only move kept here: every award begins with it, and it was measured to cost half of what two
statements from outside do (docs/benchmarks.md).
"""

from django.db import migrations

HOLD = """
CREATE FUNCTION ledger_hold(
    _key text, _case text, _verb text, _by text, _at timestamptz, _expires timestamptz,
    _accounts bigint[], _amounts bigint[], _shares boolean[], _note text,
    OUT _transfer bigint, OUT _outcome text
) LANGUAGE plpgsql AS $$
DECLARE
    _done integer := 1;
BEGIN
    INSERT INTO ledger_transfer (key, "case", verb, state, amount, at, by, expires_at)
    VALUES (_key, _case, _verb, 'held', (SELECT max(a) FROM unnest(_amounts) a), _at, _by, _expires)
    ON CONFLICT (key) DO NOTHING RETURNING id INTO _transfer;
    IF _transfer IS NULL THEN
        _outcome := 'known';
        RETURN;
    END IF;
    IF cardinality(_accounts) > 1 THEN
        -- several accounts: lock them in the order everybody does, and look before anything changes
        SELECT count(*) INTO _done
        FROM (
            SELECT id, "limit" - reserved - held - posted AS rest FROM ledger_account
            WHERE id = ANY(_accounts) ORDER BY id FOR NO KEY UPDATE
        ) locked
        JOIN unnest(_accounts, _amounts) AS asked(account_id, amount)
            ON locked.id = asked.account_id AND locked.rest >= asked.amount;
    END IF;
    IF _done = cardinality(_accounts) THEN
        WITH taken AS (
            UPDATE ledger_account a SET held = a.held + asked.amount
            FROM unnest(_accounts, _amounts, _shares) AS asked(account_id, amount, share)
            WHERE a.id = asked.account_id
              AND a.reserved + a.held + a.posted + asked.amount <= a."limit"
            RETURNING asked.*
        ), line AS (
            INSERT INTO ledger_transferline (transfer_id, account_id, amount, held, posted, share)
            SELECT _transfer, account_id, amount, amount, 0, share FROM taken
        )
        INSERT INTO ledger_entry
            (account_id, "limit", reserved, held, posted, transfer_id, key, code, at, by, verb, "case", note)
        SELECT account_id, 0, 0, amount, 0, _transfer, _key, 'hold', _at, _by, _verb, _case, _note FROM taken;
        GET DIAGNOSTICS _done = ROW_COUNT;
    END IF;
    IF _done = cardinality(_accounts) THEN
        _outcome := 'held';
    ELSE
        DELETE FROM ledger_transfer WHERE id = _transfer;
        _outcome := 'short';
    END IF;
END $$;
"""
FORGET = "DROP FUNCTION ledger_hold;"


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_rounds")]

    operations = [migrations.RunSQL(HOLD, FORGET)]
