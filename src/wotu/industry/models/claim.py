"""Claims: who makes what, what goes into what, who supplies whom. One row is one statement by somebody."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from wotu.industry.models.enterprise import Enterprise
from wotu.industry.models.intake import Passage, SheetIntake
from wotu.industry.models.product import ProductName

SAYS = [
    ("makes", "生产 Makes"),
    ("input_of", "投入 Goes into"),
    ("supplies", "供应 Supplies"),
    ("serves", "服务 Serves"),
]
USES = [
    ("material", "材料 Material"),
    ("component", "零部件 Component"),
    ("equipment", "设备 Equipment"),
    ("energy", "能源 Energy"),
    ("service", "服务 Service"),
]
CLAIM_KINDS = [
    ("invoice", "发票 Invoice"),
    ("customs", "海关 Customs"),
    ("filing", "公开披露 Filing"),
    ("statement", "企业自述 Firm’s statement"),
    ("expert", "专家 Expert"),
    ("extracted", "文本摘取 Extracted"),
    ("inferred", "推断 Inferred"),
]
"""The strongest first, as in `wotu.chain.graph.relations.KINDS`."""
CLAIM_STATES = [
    ("proposed", "待确认 Proposed"),
    ("confirmed", "已确认 Confirmed"),
    ("rejected", "已否定 Rejected"),
]
PROPOSED_ONLY = ("extracted", "inferred")
"""Kinds nobody but an official turns into more than a proposal."""


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Questions about claims."""

    def standing(self) -> Self:
        """Keep those nobody rejected."""
        return self.exclude(state="rejected")

    def waiting(self) -> Self:
        """Keep those an official is to decide on."""
        return self.filter(state="proposed").exclude(kind="inferred")


class Claim(models.Model):
    """One statement (主张), by one source, and what became of it.

    What it `says` tells which fields it has. `makes`: the firm, the name, and in `amount_fen` what it can
    make a year (产能), where known. `supplies`: firm (the seller, empty where only the buyer is known),
    `buyer`, name (may be unknown), use, amount, period, whether imported. `input_of`: name goes into
    `output`, use, criticality and substitutability from 1 (low) to 3 (high). `serves`: the firm serves those
    in `words`. Two papers on one delivery are two claims. `confidence` is in percent, the amount of a supply
    in fen for its whole period. `paper` is the number of the invoice or customs declaration. `quote` is the
    sentence of the passage it was read from, which begins at `quote_at`.
    """

    zone = models.CharField(max_length=60)
    says = models.CharField(max_length=10, choices=SAYS)
    firm = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, null=True, blank=True, related_name="said_of"
    )
    buyer = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, null=True, blank=True, related_name="buys"
    )
    name = models.ForeignKey(
        ProductName, on_delete=models.PROTECT, null=True, blank=True, related_name="claims"
    )
    output = models.ForeignKey(
        ProductName, on_delete=models.PROTECT, null=True, blank=True, related_name="made_of"
    )
    use = models.CharField(max_length=10, choices=USES, blank=True)
    criticality = models.PositiveSmallIntegerField(null=True, blank=True)
    substitutability = models.PositiveSmallIntegerField(null=True, blank=True)
    amount_fen = models.BigIntegerField(null=True, blank=True)
    begins = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    imported = models.BooleanField(null=True, blank=True)
    words = models.CharField(max_length=500, blank=True)

    kind = models.CharField(max_length=10, choices=CLAIM_KINDS)
    source = models.CharField(max_length=300)
    address = models.URLField(max_length=500, blank=True)
    paper = models.CharField(max_length=60, blank=True, default="", db_default="")
    confidence = models.PositiveSmallIntegerField(default=50)
    state = models.CharField(max_length=10, choices=CLAIM_STATES, default="proposed")
    intake = models.ForeignKey(
        SheetIntake, on_delete=models.PROTECT, null=True, blank=True, related_name="claims"
    )
    row = models.PositiveIntegerField(null=True, blank=True)
    passage = models.ForeignKey(
        Passage, on_delete=models.PROTECT, null=True, blank=True, related_name="claims"
    )
    quote = models.CharField(max_length=500, blank=True, default="", db_default="")
    quote_at = models.PositiveIntegerField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=500, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        indexes = [
            models.Index(fields=["zone", "says", "state"], name="claim_relation"),
            models.Index(fields=["zone", "state", "kind"], name="claim_queue"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(says="makes", firm__isnull=False, name__isnull=False, buyer=None, output=None)
                | Q(says="supplies", buyer__isnull=False, output=None)
                | Q(says="input_of", name__isnull=False, output__isnull=False, firm=None, buyer=None)
                | (Q(says="serves", firm__isnull=False, name=None, buyer=None, output=None) & ~Q(words="")),
                name="claim_complete",
                violation_error_message="这条主张缺少企业或产品。This claim lacks a firm or a product.",
            ),
            models.CheckConstraint(
                condition=~Q(says="supplies") | Q(firm__isnull=False) | Q(name__isnull=False),
                name="claim_supply_says_something",
                violation_error_message="采购要写明供应商或产品。A purchase names its seller or its product.",
            ),
            models.CheckConstraint(
                condition=Q(amount_fen=None) | Q(amount_fen__gte=0), name="claim_amount_not_negative",
                violation_error_message="金额不能为负数。An amount is not negative.",
            ),
            models.CheckConstraint(
                condition=Q(begins=None) | Q(ends=None) | Q(ends__gte=F("begins")), name="claim_period",
                violation_error_message="结束日期早于开始日期。The period ends before it begins.",
            ),
            models.CheckConstraint(
                condition=Q(criticality=None) | Q(criticality__range=(1, 3)), name="claim_criticality_level",
                violation_error_message="关键程度是1到3。Criticality is 1 to 3.",
            ),
            models.CheckConstraint(
                condition=Q(substitutability=None) | Q(substitutability__range=(1, 3)),
                name="claim_substitutability_level",
                violation_error_message="可替代程度是1到3。Substitutability is 1 to 3.",
            ),
            models.CheckConstraint(
                condition=Q(confidence__lte=100), name="claim_confidence_percent",
                violation_error_message="可信度是0到100。Confidence is 0 to 100.",
            ),
            models.CheckConstraint(
                condition=~Q(state="rejected") | ~Q(reason=""), name="claim_rejected_says_why",
                violation_error_message="否定一条主张要写明原因。A claim is rejected with a reason.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_says_display()} {self.pk}"
