"""Tokens that programs show, and the answers they were already given."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q


class ApiToken(models.Model):
    """A token of one person, for some scopes, until a day. Only its hash is kept.

    `digest` is the SHA-256 of the token in hexadecimal; `hint` its last four characters, to tell one from
    another.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="api_tokens")
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=4)
    scopes = ArrayField(models.CharField(max_length=20))
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""), name="api_token_named",
                violation_error_message="请给令牌起一个名字。A token needs a name.",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="api_token_lives",
                violation_error_message="到期时间要晚于创建时间。A token expires after it was made.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.name} …{self.hint}"


class Reply(models.Model):
    """What a write answered to one idempotency key of a token: asked again, the same is answered.

    `request` is a hash of method, address and body: the same key for something else is a mistake.
    """

    token = models.ForeignKey(ApiToken, on_delete=models.CASCADE, related_name="replies")
    key = models.CharField(max_length=100)
    request = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["token", "key"], name="api_reply_once",
                violation_error_message="这个幂等键已经用过。This idempotency key was used.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.key}: {self.status}"
