"""The audit trail."""

from django.db import models


class AuditEntry(models.Model):
    """One write: which verb, about what, by whom, when. Entries never change."""

    at = models.DateTimeField()
    by = models.CharField(max_length=100)
    verb = models.CharField(max_length=60)
    about = models.CharField(max_length=100)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["about", "at"], name="audit_about_at")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(by="") & ~models.Q(verb=""),
                name="audit_says_who_and_what",
                violation_error_message="审计记录必须写明谁、做了什么。An audit entry says who did what.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by}: {self.verb} {self.about}"
