"""Callers of the API for its tests."""

import datetime as dt
from collections.abc import Collection

from django.utils import timezone

from wotu.accounts.models import User
from wotu.accounts.verbs import register_account
from wotu.api.scopes import SCOPES, Scope
from wotu.api.verbs import issue_token
from wotu.parties.models import Appointment, Department, Membership, Party

SINCE = dt.date(2020, 1, 1)


def person(email: str) -> User:
    """Return the account of an address."""
    return register_account(
        email=email, name=email.partition("@")[0], password=None, by="tests", now=timezone.now()
    )


def make_token(email: str, scopes: Collection[Scope] = tuple(SCOPES)) -> str:
    """Return a token of somebody."""
    issued = issue_token(
        user=person(email), name="test", scopes=scopes, days=30, by="tests", now=timezone.now()
    )
    return issued.secret


def member(email: str, firm: str, role: str) -> None:
    """Let somebody act for a firm."""
    party = Party.objects.get(slug=firm)
    Membership.objects.create(user=person(email), party=party, role=role, since=SINCE, given_by="tests")


def official(email: str, zone: str, role: str) -> None:
    """Appoint somebody in a zone."""
    department, _ = Department.objects.get_or_create(
        zone=zone, slug="service", defaults={"name_zh": "企业服务局", "name_en": "Enterprise services"}
    )
    Appointment.objects.create(
        user=person(email), department=department, role=role, since=SINCE, given_by="tests"
    )
