"""Events and decisions never change: the database refuses to update or delete one."""

from django.db import migrations, models

REFUSE = """
CREATE FUNCTION cases_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'What happened to a case never changes. Write a further event, or decide in another round.'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER case_event_never_changed BEFORE UPDATE OR DELETE ON cases_caseevent
    FOR EACH ROW EXECUTE FUNCTION cases_never_changed();
CREATE TRIGGER decision_never_changed BEFORE UPDATE OR DELETE ON cases_decision
    FOR EACH ROW EXECUTE FUNCTION cases_never_changed();
"""
ALLOW = """
DROP TRIGGER decision_never_changed ON cases_decision;
DROP TRIGGER case_event_never_changed ON cases_caseevent;
DROP FUNCTION cases_never_changed();
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_cases")]

    operations = [
        migrations.AlterModelOptions(name="caseevent", options={"ordering": ["id"]}),
        migrations.RemoveIndex(model_name="caseevent", name="case_event_at"),
        migrations.AddIndex(
            model_name="caseevent", index=models.Index(fields=["case", "id"], name="case_event_order")
        ),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
