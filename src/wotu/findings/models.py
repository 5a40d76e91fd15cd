"""Standing answers (常态匹配): as last asked; runs and their proofs; and what changed when."""

from typing import Final

from django.db import models
from django.db.models import F, Q

from wotu.parties.models import Party

STATUSES: Final = ("entitled", "not_entitled", "unknown")
WHYS = [
    ("facts", "事实有变 Facts changed"),
    ("measures", "政策有变 Measures changed"),
    ("date", "日期推移 A new day"),
    ("asked", "人工发起 Asked for"),
    ("full", "全部重算 Everything again"),
]
STATES = [("running", "进行中 Running"), ("done", "已完成 Done"), ("stopped", "已中断 Stopped")]
KINDS = [
    ("entitled", "新符合 Became entitled"),
    ("grew", "金额增加 Amount grew"),
    ("shrank", "金额减少 Amount shrank"),
    ("amount", "金额有变 Amount known or open"),
    ("lost", "不再享受 Lost"),
    ("possible", "可能符合 May be entitled"),
    ("ruled_out", "确定不符 Ruled out"),
    ("opened", "开始受理 Window opens"),
]


class RuleSet(models.Model):
    """The rules of a zone as they once stood: the fingerprint of each bundle of lines, the texts in force."""

    zone = models.CharField(max_length=60)
    text = models.CharField(max_length=24)
    bundles = models.JSONField()
    versions = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "text"], name="rule_set_once",
                violation_error_message="这套规则已经登记。This set of rules is on record already.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.zone} {self.text}"


class CheckedFirm(models.Model):
    """Up to what an enterprise and what belongs to it have been checked.

    `mark` says which facts were seen, `rules` which rules, `on` as of which date the answers stand.
    `told` is the last change its members have been told of.
    """

    enterprise = models.OneToOneField(Party, on_delete=models.CASCADE, primary_key=True, related_name="+")
    zone = models.CharField(max_length=60)
    mark = models.CharField(max_length=24)
    rules = models.ForeignKey(RuleSet, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    checked_at = models.DateTimeField()
    told = models.BigIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["zone"], name="checked_firm_zone")]

    def __str__(self) -> str:
        return f"{self.enterprise_id} · {self.on}"


class ToldZone(models.Model):
    """The last change of a zone its officials have been told of."""

    zone = models.CharField(max_length=60, primary_key=True)
    told = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.zone} · {self.told}"


class StandingAnswer(models.Model):
    """One text's answer for one subject, as it stands.

    `low` and `high` are in the smallest unit (fen for money) after stacking and caps; None where open.
    `unknown` names the facts it waits for. `displaced`: entitled, but another award leaves nothing of it.
    `seen` is the fingerprint of the facts it follows from; that of the rule, and of the date where the rule
    looks at it, is in the household's `RuleSet`.
    `since` is the date the status holds from, `previous` the status before, `on` the date it was asked.
    """

    enterprise = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+")
    zone = models.CharField(max_length=60)
    measure = models.CharField(max_length=120)
    version = models.CharField(max_length=160)
    status = models.CharField(max_length=12)
    low = models.BigIntegerField(null=True)
    high = models.BigIntegerField(null=True)
    displaced = models.BooleanField()
    window_open = models.BooleanField()
    unknown = models.JSONField()
    seen = models.CharField(max_length=24)
    on = models.DateField()
    since = models.DateField()
    changed_at = models.DateTimeField()
    previous = models.CharField(max_length=12, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["enterprise"], name="answer_enterprise"),
            models.Index(fields=["zone", "status", "measure"], name="answer_zone_status"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "version"], name="answer_once",
                violation_error_message="每个主体的每条措施只有一个结论。One answer a subject and text.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=STATUSES), name="answer_status_known",
                violation_error_message="结论只能是符合、不符合或未知。Not a status of an answer.",
            ),
            models.CheckConstraint(
                condition=Q(low=None) | Q(high=None) | Q(low__lte=F("high")), name="answer_range_forward",
                violation_error_message="金额下限不能高于上限。The least cannot exceed the most.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.version}: {self.status}"


class Run(models.Model):
    """One re-matching of a zone: why, and how much was asked again and how much was not.

    `evaluated` and `saved` count answers: one text for one subject.
    """

    zone = models.CharField(max_length=60)
    why = models.CharField(max_length=10, choices=WHYS)
    by = models.CharField(max_length=200)
    on = models.DateField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=STATES, default="running")
    firms = models.IntegerField(default=0)
    firms_done = models.IntegerField(default=0)
    firms_skipped = models.IntegerField(default=0)
    evaluated = models.IntegerField(default=0)
    saved = models.IntegerField(default=0)
    changes = models.IntegerField(default=0)

    class Meta:
        ordering = ["-started_at", "-id"]
        indexes = [models.Index(fields=["zone", "-started_at"], name="run_zone_started")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[name for name, _ in STATES]) & Q(why__in=[name for name, _ in WHYS]),
                name="run_state_known",
                violation_error_message="匹配任务的状态或缘由不对。Not a state of a run, or not a reason.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.zone} {self.started_at:%Y-%m-%d %H:%M} {self.state}"

    @property
    def seconds(self) -> float | None:
        """How long it took; None until it is done."""
        return (self.finished_at - self.started_at).total_seconds() if self.finished_at else None


class RunDay(models.Model):
    """The finished re-matchings of one day for one reason, added up: what stays of runs that are forgotten.

    `seconds` is what they took together.
    """

    zone = models.CharField(max_length=60)
    on = models.DateField()
    why = models.CharField(max_length=10, choices=WHYS)
    runs = models.IntegerField(default=0)
    evaluated = models.BigIntegerField(default=0)
    saved = models.BigIntegerField(default=0)
    changes = models.BigIntegerField(default=0)
    seconds = models.FloatField(default=0.0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "on", "why"], name="run_day_once",
                violation_error_message="每天每种缘由只有一个合计。One sum a day and reason.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.zone} {self.on} {self.why}"


class Proof(models.Model):
    """A zone's answers worked out in full and held against what stands (全量核对).

    `compared` counts answers held against each other, `waiting` those the next re-matching will ask again
    anyhow, `differences` those that differ. `standing` and `full` are digests of the two sides of what was
    compared: equal where nothing differs. `mended_at` says that what stands was set right since.
    """

    zone = models.CharField(max_length=60)
    by = models.CharField(max_length=200)
    on = models.DateField()
    started_at = models.DateTimeField()
    seconds = models.FloatField()
    compared = models.BigIntegerField()
    waiting = models.BigIntegerField()
    differences = models.BigIntegerField()
    standing = models.CharField(max_length=64)
    full = models.CharField(max_length=64)
    mended_at = models.DateTimeField(null=True)
    mended_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-started_at", "-id"]
        indexes = [models.Index(fields=["zone", "-started_at"], name="proof_zone_started")]

    def __str__(self) -> str:
        return f"{self.zone} {self.started_at:%Y-%m-%d %H:%M} {self.differences}"


class Difference(models.Model):
    """One field of an answer that a proof found apart; `field` is "answer" where one side has no answer."""

    proof = models.ForeignKey(Proof, on_delete=models.CASCADE, related_name="apart")
    enterprise = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+")
    measure = models.CharField(max_length=120)
    version = models.CharField(max_length=160)
    field = models.CharField(max_length=20)
    standing = models.JSONField(null=True)
    full = models.JSONField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.version} {self.field}"


class Change(models.Model):
    """Something that changed about what a subject is entitled to. Never altered, never deleted.

    One entry for one measure of one subject in one run, whichever text of the measure answers.
    """

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="log")
    enterprise = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    subject = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    zone = models.CharField(max_length=60)
    measure = models.CharField(max_length=120)
    version = models.CharField(max_length=160)
    kind = models.CharField(max_length=10, choices=KINDS)
    on = models.DateField()
    at = models.DateTimeField()
    before = models.CharField(max_length=12, blank=True)
    before_low = models.BigIntegerField(null=True)
    before_high = models.BigIntegerField(null=True)
    after = models.CharField(max_length=12, blank=True)
    after_low = models.BigIntegerField(null=True)
    after_high = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["enterprise", "-id"], name="change_enterprise"),
            models.Index(fields=["zone", "at"], name="change_zone_at"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[name for name, _ in KINDS]), name="change_kind_known",
                violation_error_message="没有这种变化。Not a kind of change.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.measure} {self.kind}"
