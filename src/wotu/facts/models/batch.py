"""A batch (批次): one sheet handed in by an official, mapped, imported, and perhaps undone."""

from django.db import models
from django.db.models import Q

from wotu.rules.vocabulary import SOURCES

NEW_FIRMS = ("report", "register")


class Batch(models.Model):
    """A sheet on its way into the books.

    `digest` is the SHA-256 of the file: the same file again leads to the same batch. `sheet` keeps its
    cells as texts, `mapping` which column is what, `problems` what was wrong with the rows set aside.
    `done` counts the rows gone through, in order; it is committed once that is all of them.
    """

    zone = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    kind = models.CharField(max_length=16)
    source = models.CharField(max_length=200)
    new_firms = models.CharField(max_length=8, default="report")
    sheet = models.JSONField()
    mapping = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    rows = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    good = models.PositiveIntegerField(default=0)
    recorded = models.PositiveIntegerField(default=0)
    registered = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=200)
    committed_at = models.DateTimeField(null=True, blank=True)
    committed_by = models.CharField(max_length=200, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.CharField(max_length=200, blank=True)
    undone_because = models.TextField(blank=True)

    class Meta:
        ordering = ["-opened_at", "-id"]
        indexes = [models.Index(fields=["zone", "-opened_at"], name="batch_of_zone")]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "digest"], condition=Q(undone_at=None), name="batch_once",
                violation_error_message="这份文件已经上传过。This file was uploaded already.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=SOURCES) & ~Q(kind="decision") & ~Q(source=""),
                name="batch_has_a_source",
                violation_error_message="请选择来源类别并写明来源。Say what kind of source it is, and which.",
            ),
            models.CheckConstraint(
                condition=Q(new_firms__in=NEW_FIRMS), name="batch_new_firms_known",
                violation_error_message="未登记的企业只能登记或列入问题。"
                "Firms not on record are registered or reported.",
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None) | ~Q(undone_because=""), name="batch_undone_with_a_reason",
                violation_error_message="撤销批次要写明理由。Undoing a batch needs a reason.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> str:
        """Where it stands: draft, part, committed or undone."""
        if self.undone_at:
            return "undone"
        if self.committed_at:
            return "committed"
        return "part" if self.done else "draft"
