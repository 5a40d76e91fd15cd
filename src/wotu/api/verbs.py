"""Making and revoking tokens."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from wotu.accounts.models import User
from wotu.api.models import ApiToken
from wotu.api.scopes import SCOPES, Scope
from wotu.audit.verbs import note

PREFIX = "wotu_"
LONGEST = dt.timedelta(days=366)


class WrongToken(ValueError):
    """A token cannot be made: why, and what to do."""


@dataclass(frozen=True)
class Issued:
    """A new token. `secret` is shown this once and kept nowhere."""

    token: ApiToken
    secret: str


def digest(secret: str) -> str:
    """Return the hash a token is found by."""
    return hashlib.sha256(secret.encode()).hexdigest()


def issue_token(
    *, user: User, name: str, scopes: Collection[Scope], days: int, by: str, now: dt.datetime
) -> Issued:
    """Make a token.

    Raises:
        WrongToken: it has no name or no scope, an unknown one, or would live too long.
    """
    unknown = sorted(set(scopes) - SCOPES.keys())
    if not name.strip() or not scopes or unknown:
        raise WrongToken("名称和至少一个权限范围是必填的。A token needs a name and at least one scope.")
    if not 0 < days <= LONGEST.days:
        raise WrongToken(f"有效期为1至{LONGEST.days}天。A token lives 1 to {LONGEST.days} days.")
    secret = PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        token = ApiToken.objects.create(
            user=user, name=name.strip()[:60], digest=digest(secret), hint=secret[-4:],
            scopes=sorted(set(scopes)), made_at=now, expires_at=now + dt.timedelta(days=days),
        )  # fmt: skip
        note(verb="issue_token", about=user.email, by=by, now=now, name=token.name, scopes=token.scopes)
    return Issued(token, secret)


def revoke_token(*, token: ApiToken, by: str, now: dt.datetime) -> None:
    """Make a token useless, at once. Doing it twice changes nothing."""
    with transaction.atomic():
        if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now):
            note(verb="revoke_token", about=token.user.email, by=by, now=now, name=token.name)
