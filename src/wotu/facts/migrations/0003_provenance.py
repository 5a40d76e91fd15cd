"""Provenance: kinds of source, evidence, withdrawals, batches of imports, disputes."""

import django.db.models.deletion
from django.db import migrations, models

REFUSE = """
CREATE TRIGGER withdrawal_never_changed BEFORE UPDATE OR DELETE ON facts_withdrawal
    FOR EACH ROW EXECUTE FUNCTION facts_never_changed();
"""
ALLOW = "DROP TRIGGER withdrawal_never_changed ON facts_withdrawal;"


class Migration(migrations.Migration):
    dependencies = [
        ("facts", "0002_never_changed"),
        ("parties", "0002_standings"),
    ]

    operations = [
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.TextField()),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.CharField(max_length=200)),
            ],
        ),
        migrations.AddField(
            model_name="factentry",
            name="corrects",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrections",
                to="facts.factentry",
            ),
        ),
        # Until now only demonstrations were recorded.
        migrations.AddField(
            model_name="factentry",
            name="kind",
            field=models.CharField(default="demonstration", max_length=16),
        ),
        migrations.AlterField(
            model_name="factentry",
            name="kind",
            field=models.CharField(default="official", max_length=16),
        ),
        migrations.AddField(
            model_name="factentry",
            name="note",
            field=models.TextField(blank=True),
        ),
        migrations.AlterField(
            model_name="factentry",
            name="recorded_by",
            field=models.CharField(max_length=200),
        ),
        migrations.CreateModel(
            name="Batch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("zone", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=200)),
                ("digest", models.CharField(max_length=64)),
                ("kind", models.CharField(max_length=16)),
                ("source", models.CharField(max_length=200)),
                ("new_firms", models.CharField(default="report", max_length=8)),
                ("sheet", models.JSONField()),
                ("mapping", models.JSONField(default=list)),
                ("problems", models.JSONField(default=list)),
                ("rows", models.PositiveIntegerField()),
                ("done", models.PositiveIntegerField(default=0)),
                ("good", models.PositiveIntegerField(default=0)),
                ("recorded", models.PositiveIntegerField(default=0)),
                ("registered", models.PositiveIntegerField(default=0)),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.CharField(max_length=200)),
                ("committed_at", models.DateTimeField(blank=True, null=True)),
                ("committed_by", models.CharField(blank=True, max_length=200)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                ("undone_by", models.CharField(blank=True, max_length=200)),
                ("undone_because", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["-opened_at", "-id"],
                "indexes": [models.Index(fields=["zone", "-opened_at"], name="batch_of_zone")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at", None)),
                        fields=("zone", "digest"),
                        name="batch_once",
                        violation_error_message="这份文件已经上传过。This file was uploaded already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                (
                                    "decision",
                                    "registry",
                                    "tax",
                                    "statistics",
                                    "meter",
                                    "official",
                                    "statement",
                                    "demonstration",
                                ),
                            ),
                            models.Q(("kind", "decision"), _negated=True),
                            models.Q(("source", ""), _negated=True),
                        ),
                        name="batch_has_a_source",
                        violation_error_message="请选择来源类别并写明来源。Say what kind of source it is, and which.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("new_firms__in", ("report", "register"))),
                        name="batch_new_firms_known",
                        violation_error_message="未登记的企业只能登记或列入问题。Firms not on record are registered or reported.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("undone_at", None),
                            models.Q(("undone_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="batch_undone_with_a_reason",
                        violation_error_message="撤销批次要写明理由。Undoing a batch needs a reason.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="factentry",
            name="batch",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entries",
                to="facts.batch",
            ),
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("kind", models.CharField(max_length=8)),
                ("size", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.CharField(max_length=200)),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="parties.party",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Dispute",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value", models.TextField(blank=True)),
                ("reason", models.TextField()),
                ("state", models.CharField(default="open", max_length=10)),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.CharField(max_length=200)),
                ("answer", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answered_by", models.CharField(blank=True, max_length=200)),
                (
                    "correction",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follows_from",
                        to="facts.factentry",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disputes",
                        to="facts.factentry",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disputes",
                        to="parties.party",
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disputes",
                        to="facts.evidence",
                    ),
                ),
            ],
            options={
                "ordering": ["opened_at", "id"],
            },
        ),
        migrations.AddField(
            model_name="factentry",
            name="evidence",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entries",
                to="facts.evidence",
            ),
        ),
        migrations.AddConstraint(
            model_name="factentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        (
                            "decision",
                            "registry",
                            "tax",
                            "statistics",
                            "meter",
                            "official",
                            "statement",
                            "demonstration",
                        ),
                    )
                ),
                name="fact_source_kind_known",
                violation_error_message="没有这种来源。Not a kind of source.",
            ),
        ),
        migrations.AddConstraint(
            model_name="factentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "decision"), _negated=True),
                    models.Q(("note", ""), _negated=True),
                    _connector="OR",
                ),
                name="fact_decision_has_a_reason",
                violation_error_message="裁定要写明理由。A decision needs a reason.",
            ),
        ),
        migrations.AddField(
            model_name="withdrawal",
            name="entry",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="withdrawal", to="facts.factentry"
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.UniqueConstraint(
                fields=("party", "digest"),
                name="evidence_once",
                violation_error_message="这份材料已经提交过。This file was handed in already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ("pdf", "png", "jpeg", "xlsx"))),
                name="evidence_kind_known",
                violation_error_message="材料只能是 PDF、PNG、JPEG 或 XLSX。Evidence is a PDF, PNG, JPEG or XLSX file.",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")),
                name="evidence_digest_shape",
                violation_error_message="材料的摘要不对。The digest of a file is malformed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="dispute_has_a_reason",
                violation_error_message="请写明为什么有异议。Say why it is disputed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("open", "accepted", "rejected", "taken_back"))),
                name="dispute_state_known",
                violation_error_message="没有这种状态。Not a state of a dispute.",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["open", "taken_back"]),
                    models.Q(("answer", ""), _negated=True),
                    _connector="OR",
                ),
                name="dispute_answered_with_words",
                violation_error_message="答复要写明理由。An answer needs a reason.",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")),
                fields=("entry",),
                name="dispute_open_once",
                violation_error_message="这一条已经提出异议，正在处理。This entry is disputed already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="withdrawal",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="withdrawal_has_a_reason",
                violation_error_message="撤回要写明理由。A withdrawal needs a reason.",
            ),
        ),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
