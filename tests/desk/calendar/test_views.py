"""The calendar of a year, as the desk shows it."""

import datetime as dt

import pytest
from django.test import Client

from tests.desk.official import official, signed_in
from wotu.calendar import Day, Kind
from wotu.calendar.seed import seeded
from wotu.measures.zones import Zone
from wotu.workdays.verbs import import_year, seed_notices

pytestmark = pytest.mark.django_db
HERE = "/desk/small/calendar/"
NOW = dt.datetime(2026, 11, 20, 2, tzinfo=dt.UTC)
LAST = seeded().last_year


@pytest.fixture
def zoe(small_zone: Zone) -> Client:
    """The administrator's browser."""
    seed_notices(now=NOW)
    return signed_in(official("zoe", "zone_admin"))


def _page(client: Client, **asked: str | int) -> str:
    return client.get(HERE, asked).content.decode()


def test_a_published_year_names_its_notice_and_where_it_comes_from(zoe: Client) -> None:
    page = _page(zoe, year=2026)

    assert "已公布" in page
    assert "https://www.gov.cn/zhengce/content/202511/content_7047090.htm" in page
    assert "随软件附带（chinesecalendar 包）" in page
    assert page.count("<table") == 13
    assert "撤回这份通知" not in page


def test_a_year_without_a_notice_says_provisional(zoe: Client) -> None:
    page = _page(zoe, year=LAST + 1)

    assert "暂定" in page
    assert f"{LAST + 1}年的放假通知还没有导入" in page


def test_a_notice_taken_in_by_hand_can_be_taken_back(zoe: Client) -> None:
    new_year = Day(dt.date(LAST + 1, 1, 1), Kind.HOLIDAY, "元旦", "New Year's Day")
    import_year(year=LAST + 1, document="国办发明电1号", source="", days=[new_year], by="zoe", now=NOW)

    page = _page(zoe, year=LAST + 1)

    assert "撤回这份通知" in page
    assert "重新标为暂定" in page


@pytest.mark.parametrize("year", [1949, LAST + 9])
def test_a_year_outside_the_calendar_is_not_found(zoe: Client, year: int) -> None:
    assert zoe.get(HERE, {"year": year}).status_code == 404


def test_nonsense_for_a_year_shows_this_one(zoe: Client) -> None:
    assert zoe.get(HERE, {"year": "soon"}).status_code == 200
