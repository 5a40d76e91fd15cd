"""Evidence (佐证材料): a file that shows a fact, stored once by what is in it."""

from django.db import models
from django.db.models import Q

from wotu.parties.models import Party

EVIDENCE_KINDS = ("pdf", "png", "jpeg", "xlsx")
SCANS = [
    ("not_scanned", "未扫描 Not scanned"),
    ("clean", "已扫描，未发现病毒 Scanned, clean"),
    ("infected", "发现病毒，已隔离 Infected, in quarantine"),
]


class Evidence(models.Model):
    """A file handed in about an enterprise. `digest` is the SHA-256 of its content, and its place.

    `scan` is what a virus scanner said of it, if one was asked; `found` names what it found. From
    `keep_until` on the content is removed once nothing refers to it; the row, with the digest, stays.
    """

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="evidence")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=8)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)
    scan = models.CharField(max_length=12, choices=SCANS, default="not_scanned")
    scanned_at = models.DateTimeField(null=True, blank=True)
    scanner = models.CharField(max_length=100, blank=True)
    found = models.CharField(max_length=100, blank=True)
    keep_until = models.DateField()
    purged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["keep_until"], condition=Q(purged_at=None), name="evidence_due")]
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
            models.CheckConstraint(
                condition=Q(scan="not_scanned", scanned_at=None, found="")
                | Q(scan="clean", scanned_at__isnull=False, found="")
                | (Q(scan="infected", scanned_at__isnull=False) & ~Q(found="")),
                name="evidence_scan_said",
                violation_error_message="扫描结果要写明何时扫描、发现了什么。"
                "A scan says when it was and what it found.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """Where storage keeps it."""
        return f"evidence/{self.digest[:2]}/{self.digest}.{self.kind}"
