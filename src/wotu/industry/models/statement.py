"""What firms say for themselves in their portal: what they make, what they need, and where they buy it."""

from django.db import models
from django.db.models import Q

from wotu.industry.models.claim import USES, Claim
from wotu.parties.models import Party

STATED = [
    ("makes", "生产 Makes"),
    ("needs", "需要 Needs"),
]
BOUGHT_AT = [
    ("zone", "本园区 In the zone"),
    ("china", "国内其他地方 Elsewhere in China"),
    ("abroad", "进口 Imported"),
]


class Statement(models.Model):
    """One thing a firm says of itself (企业自述), in the words it typed.

    `makes`: the product, and in `amount_fen` what the firm can make a year. `needs`: the product, its use,
    where it is bought and from whom, as far as the firm says; `amount_fen` is what it buys in `year`.
    `claim` is what the officials have of it; it goes when the firm takes the statement back. `before` is what
    was said before the last correction, which undoing brings back.
    """

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="statements")
    claim = models.OneToOneField(
        Claim, on_delete=models.PROTECT, null=True, blank=True, related_name="statement"
    )
    says = models.CharField(max_length=10, choices=STATED)
    product = models.CharField(max_length=200)
    amount_fen = models.BigIntegerField(null=True, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    use = models.CharField(max_length=10, choices=USES, blank=True)
    bought_at = models.CharField(max_length=10, choices=BOUGHT_AT, blank=True)
    seller = models.CharField(max_length=200, blank=True)
    before = models.JSONField(null=True, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(claim=None, withdrawn_at__isnull=False)
                | Q(claim__isnull=False, withdrawn_at=None),
                name="statement_claimed_while_it_stands",
                violation_error_message="没有撤回的填报要有主张。A statement that stands has its claim.",
            ),
            models.CheckConstraint(
                condition=~Q(product=""), name="statement_names_a_product",
                violation_error_message="请填写产品名称。Name the product.",
            ),
            models.CheckConstraint(
                condition=Q(says="needs") | Q(use="", bought_at="", seller="", year=None),
                name="statement_of_making_is_short",
                violation_error_message="生产的产品没有采购信息。What is made has nothing about buying.",
            ),
            models.CheckConstraint(
                condition=Q(amount_fen=None) | Q(amount_fen__gte=0), name="statement_amount_not_negative",
                violation_error_message="金额不能为负数。An amount is not negative.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.product
