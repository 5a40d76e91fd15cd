"""Invitations to act for an enterprise: a link, good once, for a while."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from wotu.parties.models.party import Party
from wotu.parties.models.standing import MEMBERS


class Invitation(models.Model):
    """A link somebody may join an enterprise by (邀请). Only a digest of its secret is kept.

    With an e-mail address it is good for the account of that address alone.
    """

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="invitations")
    role = models.CharField(max_length=20)
    email = models.EmailField(max_length=100, blank=True)
    digest = models.CharField(max_length=64)
    given_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["digest"], name="invitation_secret_once",
                violation_error_message="请再生成一次邀请链接。Make the invitation once more.",
            ),
            models.CheckConstraint(
                condition=Q(role__in=[name for name, _ in MEMBERS]), name="invitation_role_known",
                violation_error_message="角色只能是负责人、经办人或查看人。Not a role of a member.",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="invitation_expires_later",
                violation_error_message="邀请要在发出之后失效。An invitation expires after it was made.",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False, revoked_at=None),
                name="invitation_used_once",
                violation_error_message="邀请只能接受一次，撤回的不能接受。"
                "An invitation is accepted once, and not after it was taken back.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.party} · {self.role}"
