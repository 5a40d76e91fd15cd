"""Feeds, calendar and JSON, read back by their own parsers."""

import datetime as dt
import json
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from icalendar import Calendar

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]

ATOM = {"a": "http://www.w3.org/2005/Atom"}
ON = "on=2026-03-02"


def _atom(client: Client, address: str) -> ET.Element:
    answer = client.get(address)
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    return ET.fromstring(answer.content)  # noqa: S314 - our own feed


def _titles(feed: ET.Element) -> list[str]:
    return [title.text or "" for title in feed.findall("a:entry/a:title", ATOM)]


def _calendar(client: Client, address: str) -> list[Any]:
    answer = client.get(address)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def _json(client: Client, address: str) -> dict[str, Any]:
    answer = client.get(address)
    assert answer.headers["Content-Type"].startswith("application/json")
    found: dict[str, Any] = json.loads(answer.content)
    return found


def test_windows_are_announced_open_and_about_to_close_the_latest_first(client: Client) -> None:
    titles = _titles(_atom(client, f"/feeds/windows.atom?{ON}"))

    assert titles[:3] == [
        "开始受理：春季设备补助", "2026-02-20截止：一次性征集", "开始受理：一次性征集",
    ]  # fmt: skip
    assert "2026-03-01起受理：春季设备补助" in titles
    assert not any("长期征集" in title for title in titles)


def test_entries_have_stable_names_times_and_full_addresses(client: Client) -> None:
    first, again = (_atom(client, f"/feeds/windows.atom?{ON}").find("a:entry", ATOM) for _ in range(2))
    assert first is not None
    assert again is not None

    assert first.findtext("a:id", None, ATOM) == "urn:wotu:shelf.yearly.2026-03-01.open"
    assert first.findtext("a:id", None, ATOM) == again.findtext("a:id", None, ATOM)
    assert first.findtext("a:updated", None, ATOM) == "2026-03-01T00:00:00+08:00"
    link = first.find("a:link", ATOM)
    assert link is not None
    assert link.get("href") == "http://testserver/measures/shelf.yearly/"


def test_changes_say_what_is_new_changed_and_ended(client: Client) -> None:
    assert _titles(_atom(client, f"/feeds/changes.atom?{ON}")) == [
        "已停止施行：共享机时", "新版本：换版措施", "新施行：长期征集", "新施行：换版措施",
        "新施行：春季设备补助",
    ]  # fmt: skip


def test_the_same_as_rss_and_in_english(client: Client) -> None:
    answer = client.get(f"/feeds/windows.rss?{ON}&lang=en")
    channel = ET.fromstring(answer.content).find("channel")  # noqa: S314 - our own feed
    assert channel is not None

    assert answer.headers["Content-Type"].startswith("application/rss+xml")
    assert channel.findtext("title") == "Wotu: windows"
    assert channel.findtext("item/title") == "Now open: Spring equipment aid"
    assert channel.findtext("item/guid") == "urn:wotu:shelf.yearly.2026-03-01.open"
    assert channel.findtext("language") == "en"


@pytest.mark.parametrize("address", ["/feeds/windows.atom", "/feeds/changes.atom"])
def test_feeds_are_narrowed_by_area_and_zone(client: Client, address: str) -> None:
    by_area = _titles(_atom(client, f"{address}?{ON}&area=talent"))

    assert by_area
    assert not any("设备" in title for title in by_area)
    assert _titles(_atom(client, f"{address}?{ON}&zone=shelf")) == _titles(_atom(client, f"{address}?{ON}"))


def test_an_event_is_whole_days_and_ends_the_day_after_the_last(client: Client) -> None:
    events = {str(event["uid"]): event for event in _calendar(client, f"/windows.ics?{ON}")}
    spring = events["shelf.yearly.2026-03-01@windows.wotu"]

    assert (spring["dtstart"].dt, spring["dtend"].dt) == (dt.date(2026, 3, 1), dt.date(2026, 4, 1))
    assert str(spring["summary"]) == "受理：春季设备补助"
    assert str(spring["url"]) == "http://testserver/measures/shelf.yearly/"
    assert str(spring["location"]) == "书架园区"


def test_a_window_without_an_end_is_its_first_day_and_one_is_cut_with_its_text(client: Client) -> None:
    events = {str(event["uid"]): event for event in _calendar(client, f"/windows.ics?{ON}")}
    endless = events["shelf.endless.2026-05-01@windows.wotu"]
    last = events["shelf.yearly.2026-12-15@windows.wotu"]

    assert (endless["dtend"].dt - endless["dtstart"].dt).days == 1
    assert str(endless["summary"]) == "开始受理：长期征集"
    assert last["dtend"].dt == dt.date(2027, 1, 1)


def test_events_keep_their_names_from_day_to_day_and_follow_the_filters(client: Client) -> None:
    def names(query: str) -> set[str]:
        return {str(event["uid"]) for event in _calendar(client, f"/windows.ics?{query}")}

    assert names("on=2026-03-02") == names("on=2026-03-20")
    assert all(name.startswith(("shelf.dated", "shelf.endless")) for name in names(f"{ON}&area=talent"))
    assert names(f"{ON}&area=law") == set()


def test_measures_as_json_have_the_shape_that_is_described(client: Client) -> None:
    found = _json(client, f"/measures.json?{ON}")
    yearly = next(one for one in found["measures"] if one["id"] == "shelf.yearly")

    assert (found["shape"], found["on"], found["count"]) == (1, "2026-03-02", 7)
    assert yearly["title"] == {"zh": "春季设备补助", "en": "Spring equipment aid"}
    assert yearly["zone"]["id"] == "shelf"
    assert yearly["window"] == {"open": True, "always": False, "opens": None, "closes": "2026-03-31"}
    assert yearly["award"]["fen"] == 20_000_000
    assert yearly["award"]["bound"] == "up_to"
    assert yearly["source"]["number"] == "试发〔2025〕9号"
    assert yearly["url"] == "http://testserver/measures/shelf.yearly/"


def test_what_was_not_published_names_its_assumption(client: Client) -> None:
    (steps,) = _json(client, f"/measures.json?{ON}&detail=assumed")["measures"]

    assert steps["published"] is False
    assert steps["assumptions"] == [{"zh": "档次未公布，按报道", "en": "The steps were not published"}]


def test_one_measure_in_full(client: Client) -> None:
    found = _json(client, f"/measures/shelf.yearly.json?{ON}")
    (text,) = found["texts"]

    assert text["conditions"][0]["words"] == {"zh": "设备投入 > 0元", "en": "Equipment cost > CNY 0"}
    assert text["account"] == {
        "id": "pool", "label": {"zh": "小资金池", "en": "A small pool"},
        "limit": {"zh": "50万元", "en": "CNY 500,000"}, "period": "year",
    }  # fmt: skip
    process = text["process"]
    assert (process["mode"], process["working_days"], process["publicity_days"]) == ("apply", 20, 5)
    assert (process["published"], process["source"]) == (False, None)
    assert [step["does"] for step in process["steps"]] == ["accept", "review", "decide", "notice", "pay"]
    assert found["cases"] == {"number": 3, "hold": 3}
    assert found["combined"][0]["with"] == ["shelf.steps"]


@pytest.mark.parametrize("page", ["/measures/?area=talent", "/zones/shelf/"])
def test_pages_name_their_feeds_for_readers_to_find(client: Client, page: str) -> None:
    links = BeautifulSoup(client.get(page).content, "html.parser").find_all("link", rel="alternate")

    assert {link["type"] for link in links} == {
        "application/atom+xml", "text/calendar", "application/json",
    }  # fmt: skip
    for link in links:
        assert client.get(str(link["href"])).status_code == 200
