"""The books in a real browser: for everyone, on a phone and a desk, by day and by night."""

import datetime as dt
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast
from tests.pages.conftest import NewPage
from tests.pages.test_people import READERS, enter
from tests.pages.usable import usable
from tests.pages.widths import fits
from wotu.ledger import moves, rounds, verbs
from wotu.ledger.models import Account
from wotu.ledger.moves import Claim
from wotu.ledger.reads import rounds_of
from wotu.measures.zones import Zone
from wotu.rules.text import Text

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

BOOKS = "/desk/small/books/"
DAY = dt.timedelta(days=1)


@pytest.fixture
def story(live_server: LiveServer, cast: Cast, small_zone: Zone) -> Cast:
    """Bring a fund, a share of it, nights, holds, a payment, a waiting list and a round into the books."""
    now, today = timezone.now(), timezone.localdate()
    by: dict[str, Any] = {"by": "finn@example.org", "now": now}
    year: dict[str, Any] = {"starts": dt.date(today.year, 1, 1), "ends": dt.date(today.year + 1, 1, 1)}
    new, beds = verbs.NewAccount, Text("驿站床位", "Beds of the station")
    earlier = now - 2 * DAY
    fund = verbs.open_account(
        account=new(
            "small", f"small.fund/{today.year}", "small.fund", "fen", Text("创新创业基金", "Innovation fund"),
            document="演示〔2026〕1号", published=False, assumption=Text("演示", "A demonstration"), **year,
        ),
        limit=1_000_000_00, **by,
    )  # fmt: skip
    share = verbs.open_account(
        account=new(
            "small", f"small.staff/{today.year}", "small.staff", "fen", Text("用工补贴", "Staff subsidy"),
            part_of=fund, **year,
        ),
        limit=300_000_00, **by,
    )  # fmt: skip
    verbs.open_account(
        account=new("small", "small.beds", "small.beds", "bed_night", beds),
        limit=3_600, **by,
    )  # fmt: skip
    verbs.reserve(account=fund, amount=100_000_00, reason="下半年", key="r", **by)
    with transaction.atomic():
        for n, amount in enumerate((120_000_00, 80_000_00), start=1):
            held = moves.hold(
                key=f"case:{n}", claims=[Claim(fund.pk, amount), Claim(share.pk, amount)], case=f"case:{n}",
                verb="approve", **by,
            )  # fmt: skip
            if n == 1:
                moves.post(transfer=held, amount=90_000_00, key="pay", keep_rest=True, **by)
        for n in range(3, 8):
            rounds.wait(
                account=share,
                amount=40_000_00,
                case=f"case:{n}",
                key=f"wait:{n}",
                by="anna",
                now=earlier,
            )
    rounds.open_round(
        account=share, since=now - 9 * DAY, until=now - DAY, rule="first_come", key="round", **by
    )
    return cast


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_everyone_can_use_the_books(
    live_server: LiveServer, new_page: NewPage, story: Cast, reader: dict[str, Any]
) -> None:
    page = new_page(**reader)
    enter(page, story, "finn", live_server.url)
    fund = Account.objects.get(family="small.fund")
    share = Account.objects.get(family="small.staff")
    paths = (
        "",
        "?year=all",
        "?q=none",
        f"{fund.pk}/",
        f"{share.pk}/",
        f"rounds/{rounds_of(share).get().pk}/",
    )
    for path in paths:
        page.goto(f"{live_server.url}{BOOKS}{path}")
        fits(page, reader["width"])
        for folded in page.locator("main details").all():
            folded.evaluate("it => it.open = true")
        usable(page, reader["width"])


def test_finance_reserves_an_amount_and_draws_a_round(
    live_server: LiveServer, new_page: NewPage, story: Cast
) -> None:
    page = new_page()
    enter(page, story, "finn", live_server.url)
    page.goto(f"{live_server.url}{BOOKS}")
    page.get_by_role("link", name="用工补贴").click()
    page.get_by_text("预留", exact=True).and_(page.locator("summary")).click()
    form = page.locator("form").filter(has=page.get_by_role("button", name="预留", exact=True))

    form.get_by_label("数额").fill("很多")
    form.get_by_label("理由").fill("应急")
    form.get_by_role("button", name="预留").click()
    expect(page.get_by_text("请写一个整齐的数额")).to_be_visible()
    form.get_by_label("数额").fill("4万元")
    form.get_by_role("button", name="预留").click()
    expect(page.get_by_text("已预留4万元。")).to_be_visible()

    page.get_by_role("region", name="历次批次").get_by_role("link").click()
    page.get_by_text("按这个结果分配").click()
    page.get_by_role("button", name="确认分配").click()

    expect(page.get_by_text("批次已分配，共5个办件。")).to_be_visible()
    share = Account.objects.get(family="small.staff")
    assert (share.left, share.reserved) == (0, 4_000_000)
