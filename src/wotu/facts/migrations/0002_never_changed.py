"""Entries never change: the database refuses to update or delete one."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION facts_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A recorded fact never changes. Record a later entry instead.'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'fact_never_changed';
END $$;
CREATE TRIGGER fact_never_changed BEFORE UPDATE OR DELETE ON facts_factentry
    FOR EACH ROW EXECUTE FUNCTION facts_never_changed();
"""
ALLOW = """
DROP TRIGGER fact_never_changed ON facts_factentry;
DROP FUNCTION facts_never_changed();
"""


class Migration(migrations.Migration):
    dependencies = [("facts", "0001_first")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
