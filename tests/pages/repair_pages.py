"""What the page tests of credit repair share: the zone, its people, signing in without the pages for it."""

from pathlib import Path

from django.conf import settings
from django.test import Client
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.services.credit_repair.repair_zone import FRIDAY, NOW, Window, open_window, write_repair_zone
from wotu.accounts.models import User
from wotu.measures.demonstration import load_demonstration
from wotu.measures.zones import zone

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
FIRM = "/firms/small-f1/services/credit_repair/"
DESK = "/desk/small/credit_repair/"


def serve_window(packs: Path) -> Window:
    """Write the zone into a folder that is served already, and bring its people into the books."""
    write_repair_zone(packs)
    found = zone("small")
    assert found is not None
    load_demonstration(zone=found, by="tests", now=NOW, today=FRIDAY)
    return open_window(found)


def as_(page: Page, name: str, live_server: LiveServer) -> Page:
    """Sign somebody in without the pages of signing in."""
    client = Client()
    client.force_login(User.objects.get(email=f"{name}@example.org"), backend=BACKEND)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )
    return page
