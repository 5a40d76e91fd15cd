"""The world of the browser tests of cases: the hall's zone, with awards that go on public notice."""

from pathlib import Path

from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.cases.hall import Hall, assemble_hall
from tests.small_zone import write_small_zone
from wotu.measures.demonstration import load_demonstration
from wotu.measures.zones import zone

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
MORE = """
- measure: small.noticed
  title: {zh: 稳岗奖励, en: Steady jobs award}
  about: enterprise
  area: research
  service: grant
  kind: trial
  source: {ref: paper, article: 第九条}
  clause: {zh: 对从业人员不少于10人的企业奖励20万元。, en: Firms with ten staff or more get 200000 yuan.}
  conditions: [{id: staff, zh: 从业人员不少于10人, en: At least ten staff, when: "staff >= 10"}]
  benefit: {amount: 20万元}
  process: {mode: apply, working_days: 20, publicity_days: 5}
- measure: small.quick
  title: {zh: 数字化补贴, en: Digital subsidy}
  about: enterprise
  area: research
  service: grant
  kind: trial
  source: {ref: paper, article: 第十条}
  clause: {zh: 符合条件的企业免申即享5万元。, en: Firms that qualify get 50000 yuan without applying.}
  conditions: [{id: any, zh: 有收入, en: Has revenue, when: revenue > 0}]
  benefit: {amount: 5万元}
  process: {mode: confirm}
"""


def write_noticed_zone(folder: Path) -> None:
    """Write the small zone with two measures more."""
    pack = write_small_zone(folder)
    (pack / "measures" / "more.yaml").write_text(MORE.lstrip("\n"), encoding="utf-8")


def open_hall() -> Hall:
    """Bring the zone's demonstration firms and its people into the books."""
    found = zone("small")
    assert found is not None
    load_demonstration(zone=found, by="tests", now=timezone.now(), today=timezone.localdate())
    return assemble_hall(found)


def sign_in(page: Page, hall: Hall, name: str, live_server: LiveServer) -> Page:
    """Sign somebody in without the pages of signing in."""
    client = Client()
    client.force_login(hall[name], backend=BACKEND)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )
    return page
