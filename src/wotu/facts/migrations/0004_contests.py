"""Where sources may disagree is kept by the database as entries are added."""

import django.db.models.deletion
from django.db import migrations, models

FIND = """
INSERT INTO facts_contest (party_id, fact)
SELECT DISTINCT one.party_id, one.fact
  FROM {entries} AS one
  JOIN facts_factentry AS other
    ON other.party_id = one.party_id AND other.fact = one.fact AND other.period = one.period
   AND other.since IS NOT DISTINCT FROM one.since AND other.at IS NOT DISTINCT FROM one.at
   AND other.kind <> one.kind AND other.value <> one.value
ON CONFLICT DO NOTHING;
"""
# Two who record at once would not see each other's entries: one waits until the other is done.
KEEP = """
CREATE FUNCTION facts_note_contests() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM parties_party WHERE id IN (SELECT party_id FROM added) ORDER BY id FOR NO KEY UPDATE;
    FIND
    RETURN NULL;
END $$;
CREATE TRIGGER fact_contests AFTER INSERT ON facts_factentry REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION facts_note_contests();
""".replace("FIND", FIND.format(entries="added"))
FORGET = """
DROP TRIGGER fact_contests ON facts_factentry;
DROP FUNCTION facts_note_contests();
"""


class Migration(migrations.Migration):
    dependencies = [("facts", "0003_provenance"), ("parties", "0003_invitations")]

    operations = [
        migrations.CreateModel(
            name="Contest",
            fields=[
                ("id", models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID",
                )),
                ("fact", models.CharField(max_length=60)),
                ("party", models.ForeignKey(
                    db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+",
                    to="parties.party",
                )),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("party", "fact"), name="contest_once",
                        violation_error_message=(
                            "这项事实的来源分歧已经登记。This contest is on record already."
                        ),
                    )
                ],
            },
        ),
        migrations.RunSQL(KEEP, FORGET),
        migrations.RunSQL(FIND.format(entries="facts_factentry"), migrations.RunSQL.noop),
    ]  # fmt: skip
