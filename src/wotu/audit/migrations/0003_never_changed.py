"""The audit trail only grows: the database refuses to change it, and notes every entry for sealing."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION audit_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit trail never changes. Write a further entry instead.'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'audit_never_changed';
END $$;
CREATE TRIGGER audit_never_changed BEFORE UPDATE OR DELETE ON audit_auditentry
    FOR EACH ROW EXECUTE FUNCTION audit_never_changed();
CREATE TRIGGER audit_never_changed BEFORE UPDATE OR DELETE ON audit_auditlink
    FOR EACH ROW EXECUTE FUNCTION audit_never_changed();
CREATE TRIGGER audit_never_changed BEFORE UPDATE OR DELETE ON audit_daydigest
    FOR EACH ROW EXECUTE FUNCTION audit_never_changed();

CREATE FUNCTION audit_unsealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_unsealed (entry) VALUES (NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER audit_unsealed AFTER INSERT ON audit_auditentry
    FOR EACH ROW EXECUTE FUNCTION audit_unsealed();
INSERT INTO audit_unsealed (entry) SELECT id FROM audit_auditentry;
"""
ALLOW = """
DROP TRIGGER audit_unsealed ON audit_auditentry;
DROP FUNCTION audit_unsealed();
DROP TRIGGER audit_never_changed ON audit_daydigest;
DROP TRIGGER audit_never_changed ON audit_auditlink;
DROP TRIGGER audit_never_changed ON audit_auditentry;
DROP FUNCTION audit_never_changed();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_chain")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
