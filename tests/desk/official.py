"""Officials of the small zone, for the desk's tests: Dan reviews, Audrey audits."""

import datetime as dt
from urllib.parse import urljoin

from django.contrib.auth import BACKEND_SESSION_KEY
from django.test import Client
from playwright.sync_api import Page

from wotu.accounts.models import User
from wotu.accounts.verbs import register_account
from wotu.parties.models import Appointment, Department

NOW = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def official(name: str, role: str, zone: str = "small") -> User:
    """Return somebody appointed to a role in a zone."""
    user = register_account(
        email=f"{name}@example.org", name=name.title(), password=None, by="tests", now=NOW
    )
    department, _ = Department.objects.get_or_create(
        zone=zone, slug="office", defaults={"name_zh": "企业服务局", "name_en": "Office of enterprises"}
    )
    Appointment.objects.create(
        user=user, department=department, role=role, since=NOW.date(), given_by="tests"
    )
    return user


def signed_in(user: User) -> Client:
    """Return a browser in which somebody is signed in."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    assert BACKEND_SESSION_KEY in client.session
    return client


def enter(page: Page, address: str, user: User) -> None:
    """Sign somebody in to a real browser, and open a page."""
    cookie = signed_in(user).cookies["sessionid"]
    page.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": urljoin(address, "/")}])
    page.goto(address)
