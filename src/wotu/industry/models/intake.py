"""Where claims come from: sheets that were uploaded, passages that were pasted."""

from django.db import models
from django.db.models import Q

SHEETS = [
    ("firms", "企业 Firms"),
    ("products", "企业与产品 Firms and products"),
    ("suppliers", "供应关系 Suppliers"),
    ("input_of", "投入关系 What goes into what"),
    ("invoices", "发票汇总 Invoices"),
]


class SheetIntake(models.Model):
    """A sheet somebody uploaded (批次): looked through, then recorded as a whole, or undone as a whole.

    `made` is what recording it brought besides claims, for undoing: {"firms": [ids], "parties": {firm id:
    the party it was made with}, "first_sites": [ids of the sites of those firms], "names": [ids], "sites":
    [ids of sites added to known firms], "moved_in": [ids of known sites in the zone since], "changed": {firm
    id: {field: [before, after]}}, "figures": {firm id: {year: [[fen, source] before or null, the same
    after]}}, "state": the state its claims were given}.
    """

    zone = models.CharField(max_length=60)
    sort = models.CharField(max_length=10, choices=SHEETS)
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    sheet = models.JSONField()
    made = models.JSONField(
        default=dict, blank=True, db_default=models.Value({}, output_field=models.JSONField())
    )
    source = models.CharField(max_length=300, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=200)
    committed_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "sort", "digest"], condition=Q(undone_at=None), name="chain_intake_once",
                violation_error_message="这份表已经上传过。This sheet was uploaded already.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Passage(models.Model):
    """A text somebody pasted (摘录): claims found in it are proposed, and point to where they stand in it."""

    zone = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    address = models.URLField(max_length=500, blank=True)
    text = models.TextField(max_length=20_000)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(text=""), name="passage_says_something",
                violation_error_message="请填写出处和正文。A passage needs its source and its text.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title
