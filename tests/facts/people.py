"""People with a standing, made one by one, and their browser sessions."""

import datetime as dt

from django.test import Client

from wotu.accounts.models import User
from wotu.parties.models import Appointment, Department, Membership, Party

SINCE = dt.date(2020, 1, 1)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def person(name: str) -> User:
    """Make an account, or return the one of this name."""
    email = f"{name}@example.org"
    return User.objects.filter(email=email).first() or User.objects.create_user(email, None, name=name)


def member(name: str, party: Party, role: str = "owner") -> User:
    """Make somebody who acts for an enterprise."""
    user = person(name)
    Membership.objects.create(user=user, party=party, role=role, since=SINCE, given_by="tests")
    return user


def official(name: str, zone: str, role: str) -> User:
    """Make an official of a zone."""
    department, _ = Department.objects.get_or_create(
        zone=zone, slug="office", defaults={"name_zh": "办公室", "name_en": "Office"}
    )
    user = person(name)
    Appointment.objects.create(user=user, department=department, role=role, since=SINCE, given_by="tests")
    return user


def signed_in(user: User) -> Client:
    """Return a browser session of somebody."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client
