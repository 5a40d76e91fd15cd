from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_appeals_of_revocations")]

    operations = [
        migrations.RemoveConstraint(
            model_name="case",
            name="case_state_known",
        ),
        migrations.RemoveConstraint(
            model_name="case",
            name="case_decided_when",
        ),
        migrations.RemoveConstraint(
            model_name="case",
            name="case_closed_when",
        ),
        migrations.RemoveConstraint(
            model_name="caseevent",
            name="case_event_kind_known",
        ),
        migrations.AlterField(
            model_name="case",
            name="state",
            field=models.CharField(
                choices=[
                    ("offered", "待企业确认 Waits for the firm"),
                    ("filed", "待受理 Waits for acceptance"),
                    ("open", "办理中 In process"),
                    ("approved", "已批准，兑现中 Approved, being delivered"),
                    ("delivered", "已兑现 Delivered"),
                    ("refused", "不予批准 Refused"),
                    ("not_accepted", "不予受理 Not accepted"),
                    ("withdrawn", "已撤回 Withdrawn"),
                    ("declined", "企业放弃 Declined by the firm"),
                    ("revoked", "已撤销 Revoked"),
                    ("unfunded", "已批准，未分得额度 Approved, but nothing was left to grant"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="caseevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("offered", "发起 Offered"),
                    ("filed", "提交 Filed"),
                    ("confirmed", "企业确认 Confirmed by the firm"),
                    ("accepted", "受理 Accepted"),
                    ("not_accepted", "不予受理 Not accepted"),
                    ("correction_asked", "要求补正 Correction asked for"),
                    ("corrected", "补正提交 Corrected"),
                    ("step_opened", "环节开始 Step opened"),
                    ("step_done", "环节办结 Step done"),
                    ("experts_asked", "送专家评审 Sent to experts"),
                    ("experts_done", "专家意见收回 Experts answered"),
                    ("transferred", "转办 Passed on"),
                    ("rebased", "改用新文本 Moved to another text"),
                    ("decided", "作出决定 Decided"),
                    ("notice_begun", "公示开始 Notice begun"),
                    ("objected", "收到异议 Objection received"),
                    ("objection_answered", "异议答复 Objection answered"),
                    ("notice_ended", "公示结束 Notice ended"),
                    ("appealed", "申请复核 Appealed"),
                    ("appeal_decided", "复核决定 Appeal decided"),
                    ("paid", "拨付 Paid"),
                    ("delivered", "交付 Delivered"),
                    ("withdrawn", "撤回 Withdrawn"),
                    ("declined", "放弃 Declined"),
                    ("revoked", "撤销 Revoked"),
                    ("unfunded", "未分得额度 Nothing granted"),
                    ("reminded", "催办 Reminded"),
                    ("escalated", "督办 Escalated"),
                    ("noted", "其他 Noted"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "offered",
                            "filed",
                            "open",
                            "approved",
                            "delivered",
                            "refused",
                            "not_accepted",
                            "withdrawn",
                            "declined",
                            "revoked",
                            "unfunded",
                        ],
                    )
                ),
                name="case_state_known",
                violation_error_message="办件没有这种状态。Not a state of a case.",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state__in", ("approved", "delivered", "refused", "revoked", "unfunded")),
                        _negated=True,
                    ),
                    ("decided_at__isnull", False),
                    _connector="OR",
                ),
                name="case_decided_when",
                violation_error_message="决定要有时间。A decision has its time.",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "state__in",
                            (
                                "delivered",
                                "refused",
                                "not_accepted",
                                "withdrawn",
                                "declined",
                                "revoked",
                                "unfunded",
                            ),
                        ),
                        _negated=True,
                    ),
                    ("closed_at__isnull", False),
                    _connector="OR",
                ),
                name="case_closed_when",
                violation_error_message="办结要有时间。A closed case has its time.",
            ),
        ),
        migrations.AddConstraint(
            model_name="caseevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "offered",
                            "filed",
                            "confirmed",
                            "accepted",
                            "not_accepted",
                            "correction_asked",
                            "corrected",
                            "step_opened",
                            "step_done",
                            "experts_asked",
                            "experts_done",
                            "transferred",
                            "rebased",
                            "decided",
                            "notice_begun",
                            "objected",
                            "objection_answered",
                            "notice_ended",
                            "appealed",
                            "appeal_decided",
                            "paid",
                            "delivered",
                            "withdrawn",
                            "declined",
                            "revoked",
                            "unfunded",
                            "reminded",
                            "escalated",
                            "noted",
                        ],
                    )
                ),
                name="case_event_kind_known",
                violation_error_message="没有这种事件。Not a kind of event.",
            ),
        ),
    ]
