"""The pages of cases in a real browser: readable by everyone, on a phone and a desk, by day and by night."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests.cases.hall import Hall
from tests.pages.cases_world import open_hall, sign_in, write_noticed_zone
from tests.pages.conftest import NewPage
from tests.pages.test_shell import READERS
from tests.pages.usable import usable
from wotu.cases.models import Case, Notice, Objection
from wotu.cases.verbs.appeals import appeal
from wotu.cases.verbs.saying import comment

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

FIRM, DESK = "/firms/small-f1/", "/desk/small/cases/"


@pytest.fixture
def hall(transactional_db: None, tmp_path: Path, settings: Settings) -> Hall:
    """Serve the zone with cases in every state."""
    cache.clear()
    write_noticed_zone(tmp_path)
    settings.WOTU_PACKS = tmp_path
    hall = open_hall()
    sent_back = hall.sent_back("营业执照不清晰，请重新上传", "缺2025年度员工名册")
    now = timezone.now()
    comment(case=sent_back, text="名册请加盖公章", user=hall["cleo"], side="desk", now=now)
    comment(case=sent_back, text="上次也是这样", user=hall["cleo"], side="desk", now=now, is_internal=True)
    refused = hall.decided("refused", "收入为代收代付，不计入", "small.second")
    today = timezone.localdate()
    appeal(decision=refused.decisions.get(), text="都是主营收入", user=hall["alice"], now=now, today=today)
    noticed = hall.decided(measure="small.noticed")
    Objection.objects.create(
        notice=Notice.objects.get(case=noticed), name="李四", contact="13800000000", text="人数不实",
        at=now + dt.timedelta(seconds=1),
    )  # fmt: skip
    hall.offered("small.quick")
    hall.accepted("small.hightech")
    return hall


def _paths(who: str) -> list[str]:
    by = {case.measure.partition(".")[2]: case for case in Case.objects.all()}
    notice = Notice.objects.get()
    return {
        "alice": [
            f"{FIRM}cases/", f"{FIRM}cases/file/small.exports/small-f1/",
            *(f"{FIRM}cases/{by[name].pk}/" for name in ("staff", "second", "noticed", "quick")),
            FIRM, f"{FIRM}entitlements/",
        ],
        "cleo": [DESK, f"{DESK}?view=open", f"{DESK}{by['staff'].pk}/", f"{DESK}board/",
                 f"{DESK}file/?q=晨光", f"{DESK}file/small-f1/small.exports/"],
        "dan": [f"{DESK}{by['hightech'].pk}/"],
        "anna": [f"{DESK}{by['noticed'].pk}/", f"{DESK}{by['second'].pk}/", f"{DESK}bulk/",
                 f"{DESK}bulk/small.quick/"],
        "": ["/notices/", "/zones/small/notices/", f"/notices/{notice.pk}/", "/verify/",
             f"/verify/{by['second'].decisions.get().code}"],
    }[who]  # fmt: skip


@pytest.mark.parametrize("who", ["alice", "cleo", "dan", "anna", ""])
@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_everyone_can_use_the_pages(
    live_server: LiveServer, new_page: NewPage, hall: Hall, reader: dict[str, Any], who: str
) -> None:
    page = new_page(**reader)
    if who:
        sign_in(page, hall, who, live_server)
    for path in _paths(who):
        page.goto(live_server.url + path)
        page.evaluate("document.querySelectorAll('main details.folded').forEach(one => one.open = true)")
        usable(page, reader["width"])


def test_the_queue_is_walked_and_accepted_by_keyboard(
    live_server: LiveServer, new_page: NewPage, hall: Hall
) -> None:
    one = hall.filed("small.exports")
    page = sign_in(new_page(), hall, "cleo", live_server)
    page.goto(f"{live_server.url}{DESK}")

    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.get_by_text("已选1项")).to_be_visible()
    page.get_by_role("button", name="受理所选").click()

    expect(page.get_by_text("已受理1件")).to_be_visible()
    one.refresh_from_db()
    assert one.state == "open"


def test_an_offer_is_confirmed_on_one_page_without_script(
    live_server: LiveServer, new_page: NewPage, hall: Hall
) -> None:
    case = Case.objects.get(measure="small.quick")
    page = sign_in(new_page(width=390), hall, "alice", live_server)
    page.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(f"{live_server.url}{FIRM}cases/{case.pk}/")

    page.get_by_label("同意园区为办理这件事").check()
    page.get_by_role("button", name="确认", exact=True).click()

    expect(page.get_by_text("已确认，等待兑付。")).to_be_visible()
    expect(page.get_by_role("heading", name="决定：批准")).to_be_visible()
