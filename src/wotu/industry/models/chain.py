"""Chains: which products belong together, and in which order."""

from django.db import models
from django.db.models import Q

from wotu.industry.models.product import Product
from wotu.rules.text import Text

STAGES = [(1, "上游 Upstream"), (2, "中游 Midstream"), (3, "下游 Downstream")]


class Chain(models.Model):
    """An industrial chain (产业链) of a zone; `assumption` is what it rests on where nobody published it."""

    zone = models.CharField(max_length=60)
    slug = models.SlugField(max_length=60)
    zh = models.CharField(max_length=200)
    en = models.CharField(max_length=200)
    published = models.BooleanField(default=True)
    assumption_zh = models.TextField(max_length=1000, blank=True)
    assumption_en = models.TextField(max_length=1000, blank=True)

    class Meta:
        ordering = ["zone", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "slug"], name="chain_once",
                violation_error_message="这条产业链已经有了。There is such a chain.",
            ),
            models.CheckConstraint(
                condition=Q(published=True) | (~Q(assumption_zh="") & ~Q(assumption_en="")),
                name="chain_assumption_in_words",
                violation_error_message="没有公布依据的产业链要写明假设。Say what the chain rests on.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.zh

    @property
    def name(self) -> Text:
        """What it is called."""
        return Text(self.zh, self.en)

    @property
    def assumption(self) -> Text:
        """What it rests on where nobody published it."""
        return Text(self.assumption_zh, self.assumption_en)


class ChainLink(models.Model):
    """A product's place (环节) in a chain: its stage, and its place in order within the stage."""

    chain = models.ForeignKey(Chain, on_delete=models.CASCADE, related_name="links")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="places")
    stage = models.PositiveSmallIntegerField(choices=STAGES)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["chain", "stage", "place", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["chain", "product"], name="chain_link_once",
                violation_error_message="这个产品已经在这条链上。This product is in the chain already.",
            ),
            models.CheckConstraint(
                condition=Q(stage__range=(1, 3)), name="chain_link_stage",
                violation_error_message="环节是上游、中游或下游。A link is up-, mid- or downstream.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.chain_id}: {self.product_id}"


class Revision(models.Model):
    """The state of what a zone knows. Every change gives it a new token.

    A token and not a count: a change that was rolled back must not share its number with the next one.
    """

    zone = models.CharField(max_length=60, primary_key=True)
    token = models.UUIDField()

    def __str__(self) -> str:
        return f"{self.zone} {self.token}"


class FoundLeads(models.Model):
    """Whom to invite for a product, as worked out in the background for one state of knowledge.

    `leads` are as `wotu.industry.leading.written` writes them.
    """

    zone = models.CharField(max_length=60)
    product = models.CharField(max_length=90)
    token = models.UUIDField()
    leads = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "product"], name="found_leads_once",
                violation_error_message="这个产品的线索已经算过。The leads of it are there already.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.zone}: {self.product}"
