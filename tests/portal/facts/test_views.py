"""My facts: everything the zone knows, stating something oneself, taking it back, looking back."""

import datetime as dt
from http import HTTPStatus
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from tests.facts.people import member, signed_in
from wotu.facts.models import Evidence, FactEntry
from wotu.facts.verbs import NewFact, decide_fact, state_fact
from wotu.measures.zones import Zone
from wotu.parties.models import Party

pytestmark = pytest.mark.django_db

PAGE = "/firms/small-f1/facts/"
FOUND, UNPROCESSABLE, MISSING = HTTPStatus.FOUND, HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.NOT_FOUND


@pytest.fixture
def firm(small_zone: Zone) -> Party:
    return Party.objects.get(slug="small-f1")


@pytest.fixture
def alice(firm: Party) -> Client:
    return signed_in(member("alice", firm))


def _page(client: Client, path: str = PAGE) -> BeautifulSoup:
    return BeautifulSoup(client.get(path).content, "html.parser")


def _said(client: Client, path: str = PAGE) -> str:
    return " ".join(_page(client, path).get_text().split())


def _state(client: Client, **data: object):  # type: ignore[no-untyped-def]
    return client.post(f"{PAGE}state", {"subject": "small-f1"} | data)


def _year() -> str:
    return str(timezone.localdate().year - 1)


def test_everything_known_stands_by_topic_with_its_source(alice: Client) -> None:
    page, said = _page(alice), _said(alice)

    assert [h.get_text() for h in page.select("main h2")] == [
        "基本情况",
        "资质与状态",
        "年度数据",
        "演示项目一",
    ]
    for words in ("1亿元", "2015-05-01", "演示：演示数据", f"{timezone.localdate()}登记", "1000万元"):
        assert words in said


def test_a_statement_is_recorded_as_the_firms_own(alice: Client, firm: Party) -> None:
    assert _state(alice, fact="exports", value="200", unit="万元", period=_year()).status_code == FOUND

    entry = firm.facts.get(fact="exports")
    assert (entry.value, entry.kind, entry.recorded_by) == ("200万元", "statement", "alice@example.org")
    assert "200万元" in _said(alice)


def test_a_statement_never_goes_before_what_is_trusted_more(
    alice: Client, firm: Party, small_zone: Zone
) -> None:
    new = NewFact(firm, "exports", "100万元", "税务局", _year(), kind="tax")
    state_fact(fact=new, vocabulary=small_zone.packs.vocabulary, by="bob", now=timezone.now())
    _state(alice, fact="exports", value="200", unit="万元", period=_year())

    said = _said(alice)
    assert "来源不一致" in said
    assert "另有说法：企业自报 200万元" in said


def test_a_status_is_stated_with_its_dates(alice: Client, firm: Party) -> None:
    _state(alice, fact="hightech", value="true", since="2023-11-01", until="2026-10-31")

    entry = firm.facts.get(fact="hightech")
    assert (entry.value, entry.since, entry.until) == ("true", dt.date(2023, 11, 1), dt.date(2026, 10, 31))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"fact": "exports", "value": "很多", "period": "2024"}, "请只填数字"),
        ({"fact": "exports", "value": "5", "period": "春天"}, "请填写时期"),
        ({"fact": "exports", "value": "5", "period": "2999"}, "年还没到"),
        ({"fact": "hightech", "value": ""}, "请选择“是”或“否”"),
        ({"fact": "hightech", "value": "true", "since": "2999-01-01"}, "这一天还没到"),
        (
            {"fact": "hightech", "value": "true", "since": "2024-05-01", "until": "2024-01-01"},
            "不能早于开始日期",
        ),
        ({"fact": "hightech", "value": "true", "since": "昨天"}, "2024-01-05"),
    ],
)
def test_what_cannot_be_read_is_answered_beside_the_field(
    alice: Client, firm: Party, data: dict[str, str], says: str
) -> None:
    before = firm.facts.count()
    answer = _state(alice, **data)

    assert answer.status_code == UNPROCESSABLE
    assert says in answer.content.decode()
    assert firm.facts.count() == before


def test_a_statement_is_taken_back_and_stays_in_the_history(alice: Client, firm: Party) -> None:
    _state(alice, fact="staff", value="44", period=_year())
    entry = firm.facts.get(fact="staff", kind="statement")

    said = " ".join(
        BeautifulSoup(alice.post(f"{PAGE}{entry.pk}/withdraw", follow=True).content, "html.parser")
        .get_text()
        .split()
    )
    assert "之前的记录重新生效" in said
    assert "已撤回" in said
    assert "来源不一致" not in said


def test_nobody_takes_back_what_others_said(alice: Client, firm: Party) -> None:
    entry = firm.facts.get(fact="staff")

    assert alice.post(f"{PAGE}{entry.pk}/withdraw").status_code == MISSING
    assert FactEntry.objects.standing().filter(pk=entry.pk).exists()


def test_evidence_goes_with_a_statement(
    alice: Client, firm: Party, tmp_path: Path, settings: Settings
) -> None:
    settings.MEDIA_ROOT = tmp_path
    good = SimpleUploadedFile("年报.pdf", b"%PDF-1.7")
    bad = SimpleUploadedFile("年报.pdf", b"<script>")

    assert "只收" in _state(alice, fact="exports", value="5", period="2024", evidence=bad).content.decode()
    assert not Evidence.objects.exists()
    _state(alice, fact="exports", value="5", period="2024", evidence=good)
    assert firm.facts.get(fact="exports").evidence == Evidence.objects.get()


def test_only_facts_of_the_subject_can_be_stated(alice: Client) -> None:
    assert alice.get(f"{PAGE}state?subject=small-p1&fact=revenue").status_code == MISSING
    assert alice.get(f"{PAGE}state?subject=small-p1&fact=cost").status_code == HTTPStatus.OK
    assert alice.get(f"{PAGE}state?subject=small-f2").status_code == MISSING


def test_the_choice_of_a_fact_leads_to_its_field(alice: Client) -> None:
    assert "出口额" in _said(alice, f"{PAGE}state")
    form = _page(alice, f"{PAGE}state?fact=exports")
    period = form.select_one("#period")
    assert period is not None
    assert period["value"] == _year()


def test_a_decision_shows_its_reason(alice: Client, firm: Party, small_zone: Zone) -> None:
    entry = firm.facts.get(fact="staff")
    decide_fact(
        entry=entry, value="44人", reason="社保名册", vocabulary=small_zone.packs.vocabulary, by="dan",
        now=timezone.now(),
    )  # fmt: skip

    assert "社保名册" in _said(alice)


def test_looking_back_shows_what_was_known_then(alice: Client) -> None:
    said = _said(alice, f"{PAGE}?known=2001-01-01")

    assert "这是2001-01-01当时已知的内容" in said
    assert "园区还没有贵企业的数据" in said
    assert "填报一项" not in said


def test_the_page_asks_the_database_a_fixed_number_of_times(
    alice: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    _state(alice, fact="staff", value="44", period=_year())
    alice.get(PAGE)

    with django_assert_num_queries(12):
        alice.get(PAGE)
