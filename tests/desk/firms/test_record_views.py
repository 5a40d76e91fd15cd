"""Everything about one firm on one page."""

import datetime as dt
from http import HTTPStatus

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from tests.desk.official import NOW, official, signed_in
from wotu.accounts.models import User
from wotu.audit.verbs import note
from wotu.facts.verbs import NewFact, record_facts
from wotu.filing.verbs import tag_firms
from wotu.measures.zones import Zone
from wotu.parties.models import Membership, Party

pytestmark = pytest.mark.django_db

HERE = "/desk/small/firms/small-f1/"


@pytest.fixture
def alice(small_zone: Zone) -> User:
    """Alice, the owner of the firm."""
    user = User.objects.create_user("alice@example.org", name="Alice")
    firm = Party.objects.get(slug="small-f1")
    Membership.objects.create(
        user=user, party=firm, role="owner", since=dt.date(2025, 1, 1), given_by="tests"
    )
    return user


def _page(client: Client, query: str = "") -> BeautifulSoup:
    answer = client.get(f"{HERE}{query}")
    assert answer.status_code == HTTPStatus.OK
    return BeautifulSoup(answer.content, "html.parser")


def _text(page: BeautifulSoup) -> str:
    return " ".join(page.get_text(" ").split())


def test_the_record_says_who_how_it_stands_and_what_is_known(desk: Client, alice: User) -> None:
    page = _page(desk)

    heading = page.select_one("h1")
    assert heading is not None
    assert heading.get_text() == "演示·晨光软件有限公司"
    for words in (
        "914403001922038216", "虚构的演示企业", "4 项，确定90万元", "3 项，最多300万元",
        "研发强度奖励", "现为460万元，需500万元，还差40万元", "是否为高新技术企业？",
        "上年度营业收入 1亿元 演示数据",
        "负责人 Alice 自2025-01-01", "项目 演示项目一",
    ):  # fmt: skip
        assert words in _text(page), words


def test_each_answer_leads_to_its_reasons(desk: Client) -> None:
    link = _page(desk).select_one(".measures-short a")

    assert link is not None
    assert desk.get(str(link["href"])).status_code == HTTPStatus.OK


def test_the_timeline_holds_everything_dated_the_newest_first(
    desk: Client, dan: User, alice: User, small_zone: Zone
) -> None:
    firm, now = Party.objects.get(slug="small-f1"), timezone.now()
    record_facts(
        facts=[NewFact(firm, "hightech", "true", "登记机关", since=dt.date(2026, 1, 5))],
        vocabulary=small_zone.packs.vocabulary, about="small-f1", by="dan@example.org", now=now,
    )  # fmt: skip
    tag_firms(zone="small", name="重点联系", firms=[firm], by=dan.email, now=now)
    titles = [tag.get_text() for tag in _page(desk).select(".event-title")]

    assert "打上标签“重点联系”" in titles[:2]
    assert "高新技术企业（2026-01-05）：是" in titles[:2]
    assert titles[2].startswith("登记了")
    assert titles[-1] == "Alice成为负责人"


def test_the_timeline_shows_one_kind_when_asked(desk: Client, alice: User) -> None:
    page = _page(desk, "?kind=people")

    assert [tag.get_text() for tag in page.select(".event-title")] == ["Alice成为负责人"]
    assert [tag.get_text() for tag in page.select(".tabs [aria-current]")] == ["成员"]


def test_a_kind_nobody_knows_means_everything(desk: Client, alice: User) -> None:
    assert len(_page(desk, "?kind=gossip").select(".event")) == 2


def test_only_who_may_read_the_audit_trail_sees_it(desk: Client) -> None:
    note(verb="record_facts", about="small-f1", by="cleo@example.org", now=NOW)
    audrey = signed_in(official("audrey", "auditor"))

    assert "cleo@example.org" in _text(_page(audrey, "?kind=audit"))
    assert "操作记录" not in _text(_page(desk))
    assert "cleo@example.org" not in _text(_page(desk, "?kind=audit"))


def test_a_firm_of_another_zone_is_not_there(desk: Client) -> None:
    Party.objects.create(slug="far", kind="enterprise", zone="other", name="邻居有限公司")

    assert desk.get("/desk/small/firms/far/").status_code == HTTPStatus.NOT_FOUND
    assert desk.get("/desk/small/firms/small-p1/").status_code == HTTPStatus.NOT_FOUND


def test_a_firm_nobody_knows_anything_about_has_a_record_too(desk: Client) -> None:
    Party.objects.create(slug="new", kind="enterprise", zone="small", name="新来有限公司")
    page = " ".join(desk.get("/desk/small/firms/new/").content.decode().split())

    assert "还没有任何事实" in page
    assert "还没有人开通账号" in page
    assert "这里还没有记录" in page
