"""Evidence (佐证材料): a file that shows a fact, stored once by what is in it."""

from django.db import models
from django.db.models import Q

from wotu.parties.models import Party

EVIDENCE_KINDS = ("pdf", "png", "jpeg", "xlsx")


class Evidence(models.Model):
    """A file handed in about an enterprise. `digest` is the SHA-256 of its content, and its place."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="evidence")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=8)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party", "digest"], name="evidence_once",
                violation_error_message="这份材料已经提交过。This file was handed in already.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=EVIDENCE_KINDS), name="evidence_kind_known",
                violation_error_message="材料只能是 PDF、PNG、JPEG 或 XLSX。"
                "Evidence is a PDF, PNG, JPEG or XLSX file.",
            ),
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="evidence_digest_shape",
                violation_error_message="材料的摘要不对。The digest of a file is malformed.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """Where storage keeps it."""
        return f"evidence/{self.digest[:2]}/{self.digest}.{self.kind}"
