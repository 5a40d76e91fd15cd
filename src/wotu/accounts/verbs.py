"""Writing accounts."""

import datetime as dt

from django.db import transaction

from wotu.accounts.models import User
from wotu.audit.verbs import note


def register_account(
    *, email: str, name: str, password: str | None, by: str, now: dt.datetime, is_demo: bool = False
) -> User:
    """Make an account, or return the one this address has already; a known account keeps its password."""
    with transaction.atomic():
        known = User.objects.filter(email__iexact=email.strip()).first()
        if known is not None:
            return known
        user = User.objects.create_user(email, password, name=name, is_demo=is_demo, joined_at=now)
        note(verb="register_account", about=user.email, by=by, now=now)
    return user
