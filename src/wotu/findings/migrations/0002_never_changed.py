"""The log of changes only grows: the database refuses to update or delete an entry."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION changes_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A logged change never changes.'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'change_never_changed';
END $$;
CREATE TRIGGER change_never_changed BEFORE UPDATE OR DELETE ON findings_change
    FOR EACH ROW EXECUTE FUNCTION changes_never_changed();
"""
ALLOW = """
DROP TRIGGER change_never_changed ON findings_change;
DROP FUNCTION changes_never_changed();
"""


class Migration(migrations.Migration):
    dependencies = [("findings", "0001_first")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
