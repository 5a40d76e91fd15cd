"""Entries never change: the database refuses to update or delete one. Accounts change often: room for it."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION ledger_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'An entry of the ledger never changes. Write a further entry instead.'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'entry_never_changed';
END $$;
CREATE TRIGGER entry_never_changed BEFORE UPDATE OR DELETE ON ledger_entry
    FOR EACH ROW EXECUTE FUNCTION ledger_never_changed();
ALTER TABLE ledger_account SET (fillfactor = 50);
"""
ALLOW = """
ALTER TABLE ledger_account RESET (fillfactor);
DROP TRIGGER entry_never_changed ON ledger_entry;
DROP FUNCTION ledger_never_changed();
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_first")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
