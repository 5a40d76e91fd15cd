"""The books at the desk: what there is, and why the balance is what it is."""

import csv
import datetime as dt
import io

import pytest
from django.test import Client
from openpyxl import load_workbook

from tests.cast import Cast
from tests.ledger.conftest import NOW, Open, fund, opened
from wotu.desk.books import views
from wotu.ledger import moves
from wotu.ledger.models import Account
from wotu.ledger.moves import Claim
from wotu.ledger.opening import budget_of
from wotu.ledger.verbs import open_account
from wotu.measures.zones import Zone
from wotu.rules.text import Text

__all__ = ["fund", "opened"]
HOME = "/desk/small/books/"
DAY = dt.timedelta(days=1)


@pytest.fixture
def finn(cast: Cast, small_zone: Zone) -> Client:
    """The browser of the finance official."""
    return cast.client("finn")


@pytest.fixture
def anna(cast: Cast, small_zone: Zone) -> Client:
    """The browser of the approver, who may look and not touch."""
    return cast.client("anna")


def _hold(account: Account, amount: int) -> None:
    claims = [Claim(account.pk, amount)]
    moves.hold(key=f"k{amount}", claims=claims, case="case:1", verb="approve", by="anna", now=NOW)


def test_before_any_account_the_page_says_how_to_begin(finn: Client, anna: Client) -> None:
    assert "在下面为一项措施下达指标" in finn.get(HOME).content.decode()
    page = anna.get(HOME).content.decode()
    assert "财务人员下达指标后" in page
    assert "为措施下达年度指标" not in page


def test_an_account_says_whose_it_is(finn: Client, small_zone: Zone, fund: Account) -> None:
    (measure,) = (one for one in small_zone.measures if one.id == "small.staff")
    of_the_city = budget_of(zone="small", measure=measure, year=2026, document="指标文", bearer="city")
    theirs = open_account(account=of_the_city, limit=100, by="tests", now=NOW)

    assert "归属 市级" in finn.get(f"{HOME}{theirs.pk}/").content.decode()
    assert f"归属 {small_zone.pack.zone.zh}" in finn.get(f"{HOME}{fund.pk}/").content.decode()


def test_every_account_of_the_year_is_shown_with_what_is_left(
    finn: Client, fund: Account, opened: Open
) -> None:
    opened("small.beds", 3_600, unit="bed_night", label=Text("床位", "Beds"))
    _hold(fund, 600)

    page = finn.get(f"{HOME}?year=2026").content.decode()

    assert "账户small.fund/2026" in page
    assert "4元" in page
    assert "3,600床·晚" in page
    assert "余额与分录逐笔相符" in page


def test_an_account_is_found_by_a_word_of_its_name(finn: Client, fund: Account, opened: Open) -> None:
    opened("small.beds", 5, label=Text("床位", "Beds"))

    page = finn.get(f"{HOME}?year=all&q=床").content.decode()

    assert "床位" in page
    assert "账户small.fund" not in page
    assert "没有找到账户" in finn.get(f"{HOME}?q=飞机").content.decode()


def test_nights_are_shown_together_until_they_are_opened(finn: Client, opened: Open) -> None:
    first = dt.date(2026, 3, 1)
    for n in range(30):
        day = first + n * DAY
        opened(
            f"stay.nights/{day}", 304, unit="bed_night", starts=day, ends=day + DAY,
            label=Text("床位", "Beds"),
        )  # fmt: skip

    together = finn.get(f"{HOME}?year=2026").content.decode()
    assert "共30个期间，合计" in together
    assert "9,120床·晚" in together
    one_by_one = finn.get(f"{HOME}?year=2026&family=stay.nights").content.decode()
    assert "2026-03-30" in one_by_one
    assert "共30个期间" not in one_by_one

    night = finn.get(f"{HOME}{Account.objects.get(code='stay.nights/2026-03-30').pk}/").content.decode()
    assert "结转下年" not in night
    assert "调剂到另一账户" not in night


def test_balances_that_do_not_add_up_are_called_out(finn: Client, fund: Account) -> None:
    Account.objects.filter(pk=fund.pk).update(posted=5)

    assert "余额与分录对不上" in finn.get(f"{HOME}?year=2026").content.decode()
    assert "余额与分录对不上" in finn.get(f"{HOME}{fund.pk}/").content.decode()


def test_a_statement_explains_every_entry_and_only_the_keeper_may_do_something(
    finn: Client, anna: Client, fund: Account
) -> None:
    _hold(fund, 600)

    for client, may in ((finn, True), (anna, False)):
        page = client.get(f"{HOME}{fund.pk}/").content.decode()
        assert "为办件1占用6元，余4元。" in page
        assert ("下达或收回指标" in page) is may


def test_a_long_statement_is_shown_from_its_end(
    finn: Client, fund: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    for amount in range(1, 44):
        _hold(fund, amount)
    monkeypatch.setattr(views, "LAST", 20)

    assert "列出全部44条" in finn.get(f"{HOME}{fund.pk}/").content.decode()
    assert "列出全部" not in finn.get(f"{HOME}{fund.pk}/?all=1").content.decode()


def test_a_statement_is_taken_along_as_csv_and_excel(anna: Client, fund: Account) -> None:
    _hold(fund, 650)

    text = anna.get(f"{HOME}{fund.pk}/statement.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    book = load_workbook(io.BytesIO(anna.get(f"{HOME}{fund.pk}/statement.xlsx").content))

    assert [(row["摘要"], row["占用变动"], row["剩余"], row["单位"]) for row in rows] == [
        ("下达指标", "0", "10", "元"), ("占用", "6.5", "3.5", "元"),
    ]  # fmt: skip
    assert book.active is not None
    assert book.active.max_row == 3
    assert anna.get(f"{HOME}{fund.pk}/statement.pdf").status_code == 404


def test_another_zones_account_does_not_exist(finn: Client, opened: Open) -> None:
    other = opened(zone="other")

    assert finn.get(f"{HOME}{other.pk}/").status_code == 404
