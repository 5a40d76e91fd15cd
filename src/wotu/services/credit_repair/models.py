"""Credit entries, what is gathered for their repair, and what each body answered."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from wotu.cases.models import Case
from wotu.facts.models import Evidence
from wotu.parties.models import Party
from wotu.services.credit_repair.bodies import BODIES, bodies_concerned
from wotu.services.credit_repair.reckoning import Known, Reckoning, reckon
from wotu.services.credit_repair.regimes import LEVELS

SORTS = [
    ("penalty", "行政处罚信息 Administrative penalty"),
    ("dishonest_list", "严重失信主体名单 Dishonest list"),
]
LEVEL_WORDS = [("minor", "轻微 Minor"), ("general", "一般 General"), ("serious", "严重 Serious")]
STATES = [
    ("published", "公示中 Published"),
    ("repairing", "修复办理中 Repair under way"),
    ("repaired", "已修复 Repaired"),
    ("void", "作废 Void"),
]
STANDING = ("published", "repairing")
SIDES = [("firm", "企业 Firm"), ("desk", "园区 Zone")]
ANSWERS = [("agreed", "同意修复 Agreed"), ("refused", "不同意 Refused")]
RESULTS = [("repaired", "已修复 Repaired"), ("refused", "未修复 Not repaired")]


class Intake(models.Model):
    """A sheet of entries somebody uploaded (批次): looked through, then recorded as a whole, or undone."""

    zone = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    sheet = models.JSONField()
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=200)
    committed_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "digest"], condition=Q(undone_at=None), name="credit_intake_once",
                violation_error_message="这份表已经上传过。This sheet was uploaded already.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class CreditEntry(models.Model):
    """An entry (失信信息) about an enterprise: what was decided, by whom, when, and where it is published.

    `document_date` is the date of the decision document, from which everything is counted. `fine` is in fen,
    0 where none was imposed; `fine`, `fine_paid`, `corrected` and `level` are empty while not known. `sites`
    are where it is published. `side` tells who brought it in; what a firm states waits to be confirmed.
    """

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="credit_entries")
    sort = models.CharField(max_length=16, choices=SORTS)
    document_number = models.CharField(max_length=100)
    document_date = models.DateField()
    decided_by = models.CharField(max_length=20)
    level = models.CharField(max_length=8, choices=LEVEL_WORDS, blank=True)
    violation = models.CharField(max_length=300)
    fine = models.BigIntegerField(null=True, blank=True)
    fine_paid = models.BooleanField(null=True)
    corrected = models.BooleanField(null=True)
    sites = models.JSONField(default=list, blank=True)
    published_from = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=STATES, default="published")
    repaired_on = models.DateField(null=True, blank=True)
    promised_at = models.DateTimeField(null=True, blank=True)
    side = models.CharField(max_length=4, choices=SIDES)
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    intake = models.ForeignKey(
        Intake, on_delete=models.PROTECT, null=True, blank=True, related_name="entries"
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-document_date", "-id"]
        indexes = [models.Index(fields=["party", "state"], name="credit_entry_of_party")]
        constraints = [
            models.UniqueConstraint(
                fields=["party", "document_number"], condition=~Q(state="void"), name="credit_entry_once",
                violation_error_message="这份决定书已经登记。This decision is on record already.",
            ),
            models.CheckConstraint(
                condition=~Q(document_number="") & ~Q(violation=""), name="credit_entry_says_what",
                violation_error_message="请写明决定书文号和违法事实。Give the number and what was done.",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__in=list(BODIES)), name="credit_entry_body_known",
                violation_error_message="没有这个决定机关。Not a deciding body.",
            ),
            models.CheckConstraint(
                condition=Q(level__in=["", *LEVELS]), name="credit_entry_level_known",
                violation_error_message="失信程度只有轻微、一般、严重。A class is minor, general or serious.",
            ),
            models.CheckConstraint(
                condition=~Q(sort="dishonest_list") | Q(level="serious"), name="credit_entry_list_is_serious",
                violation_error_message="严重失信主体名单的程度是严重。A listing is of the serious class.",
            ),
            models.CheckConstraint(
                condition=Q(fine=None) | Q(fine__gte=0), name="credit_entry_fine_not_negative",
                violation_error_message="罚款不能为负。A fine is not negative.",
            ),
            models.CheckConstraint(
                condition=Q(published_from=None) | Q(published_from__gte=F("document_date")),
                name="credit_entry_published_after",
                violation_error_message="公示不能早于决定。Publication does not come before the decision.",
            ),
            models.CheckConstraint(
                condition=Q(state="repaired", repaired_on__isnull=False)
                | ~Q(state="repaired") & Q(repaired_on=None),
                name="credit_entry_repaired_when",
                violation_error_message="已修复的要有日期。A repaired entry has its day.",
            ),
            models.CheckConstraint(
                condition=~Q(state="void") | ~Q(void_reason=""), name="credit_entry_void_says_why",
                violation_error_message="作废要写明理由。Say why it is void.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.document_number

    @property
    def known(self) -> Known:
        """What the rules look at."""
        return Known(
            self.document_date, self.level or None, self.corrected, self.fine, self.fine_paid,  # type: ignore[arg-type]
            self.promised_at is not None,
        )  # fmt: skip

    def reckoned(self, on: dt.date) -> Reckoning:
        """Return what the rules say of it as of a day."""
        return reckon(self.known, on)

    @property
    def bodies(self) -> tuple[str, ...]:
        """Whom its repair has to be asked of."""
        return bodies_concerned(self.decided_by, self.sites)

    @property
    def span(self) -> tuple[dt.date, dt.date | None] | None:
        """From which day it stands, and the first day it no longer does; None where it never stood.

        It ends with its repair, or by itself with the longest publication time; nobody has to say so.
        """
        found = self.reckoned(self.document_date)
        if self.state == "void" or found.has_nothing:
            return None
        ends = [day for day in (self.repaired_on, found.ends) if day is not None]
        begin = self.published_from or self.document_date
        end = min(ends, default=None)
        return None if end is not None and end <= begin else (begin, end)

    def stands(self, on: dt.date) -> bool:
        """Tell whether it stands on a day: published, not repaired, not ended."""
        span = self.span
        return span is not None and span[0] <= on and (span[1] is None or on < span[1])


class CreditPromise(models.Model):
    """A credit promise (信用承诺书) about some entries: its words as they were signed, by whom and when."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    entries = models.ManyToManyField(CreditEntry, related_name="promises")
    text = models.TextField(max_length=2000)
    name = models.CharField(max_length=100)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["-signed_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(text=""), name="credit_promise_signed",
                violation_error_message="请签署姓名。Sign with your name.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Consent(models.Model):
    """A firm lets the window act for it (帮办代办): for which entries, until which day. It may be revoked."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    entries = models.ManyToManyField(CreditEntry, related_name="consents")
    text = models.TextField(max_length=2000)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    until = models.DateField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-given_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at=None) | ~Q(revoked_by=""), name="credit_consent_revoked_by_somebody",
                violation_error_message="撤回委托要记下是谁。Revoking names who did it.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.party_id} {self.until}"

    def holds(self, on: dt.date) -> bool:
        """Tell whether it may be acted on."""
        return self.revoked_at is None and on <= self.until


class Material(models.Model):
    """A file gathered for an entry, once for all bodies. `item` is the line of the checklist it shows."""

    entry = models.ForeignKey(CreditEntry, on_delete=models.PROTECT, related_name="materials")
    item = models.CharField(max_length=20)
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=4, choices=SIDES)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "item", "evidence"], condition=Q(removed_at=None),
                name="credit_material_once",
                violation_error_message="这份材料已经交过。This file was handed in already.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.item


class RepairItem(models.Model):
    """An entry within an application. `is_live` holds its place: nobody files the same entry twice."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="repairs")
    entry = models.ForeignKey(CreditEntry, on_delete=models.PROTECT, related_name="repairs")
    is_live = models.BooleanField(default=True)
    result = models.CharField(max_length=8, choices=RESULTS, blank=True)

    class Meta:
        ordering = ["case", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry"], condition=Q(is_live=True), name="credit_entry_in_one_case",
                violation_error_message="这条信息已在办理修复。This entry is being repaired already.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.case_id} {self.entry_id}"


class BodyRequest(models.Model):
    """What one body is asked about one entry, and its answer. All are sent at the same time.

    `step` is the step of the case that waits for it; `due` the day by whose end the body should answer.
    """

    repair = models.ForeignKey(RepairItem, on_delete=models.CASCADE, related_name="requests")
    body = models.CharField(max_length=20)
    step = models.CharField(max_length=60)
    sent_at = models.DateTimeField()
    due = models.DateField()
    answer = models.CharField(max_length=8, choices=ANSWERS, blank=True)
    text = models.TextField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["repair", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["repair", "body"], name="credit_request_once",
                violation_error_message="同一机关同一信息只发一次。A body is asked once about an entry.",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None)
                | ~Q(answer="") & Q(answered_at__isnull=False) & ~Q(answered_by=""),
                name="credit_request_answered_when",
                violation_error_message="答复要有时间和经办人。An answer has its time and who took it down.",
            ),
            models.CheckConstraint(
                condition=~Q(answer="refused") | ~Q(text=""), name="credit_request_refusal_says_why",
                violation_error_message="不同意要写明理由。A refusal says why.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.repair_id} {self.body}"
