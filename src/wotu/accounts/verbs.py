"""Writing accounts."""

import datetime as dt

from allauth.account.models import EmailAddress
from django.db import transaction

from wotu.accounts.models import User
from wotu.audit.verbs import note

LONGEST_EMAIL = 100
"""The audit trail names people by their address and has this much room."""


def register_account(
    *,
    email: str,
    name: str,
    password: str | None,
    by: str,
    now: dt.datetime,
    is_demo: bool = False,
    is_verified: bool = False,
) -> User:
    """Make an account, or return the one this address has already; a known account keeps its password.

    `is_verified` says that whoever gets the account has shown the address to be theirs.

    Raises:
        ValueError: the address is longer than the audit trail can name.
    """
    email = email.strip().lower()
    if len(email) > LONGEST_EMAIL:
        raise ValueError(f"an e-mail address may have {LONGEST_EMAIL} characters")
    with transaction.atomic():
        known = User.objects.filter(email=email).first()
        if known is not None:
            return known
        user = User.objects.create_user(email, password, name=name, is_demo=is_demo, joined_at=now)
        EmailAddress.objects.create(user=user, email=email, primary=True, verified=is_verified)
        note(verb="register_account", about=user.email, by=by, now=now)
    return user


def verify_address(*, user: User, by: str, now: dt.datetime) -> None:
    """Take note that an account's address is its person's own: they followed a link that was sent there."""
    with transaction.atomic():
        address, _ = EmailAddress.objects.get_or_create(
            user=user, email=user.email, defaults={"primary": True}
        )
        if not address.verified:
            address.verified = True
            address.save(update_fields=["verified"])
            note(verb="verify_address", about=user.email, by=by, now=now)
