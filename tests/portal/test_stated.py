"""Ask once: what somebody who acts for a firm answers is on record, and is never asked again."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.facts.people import member, signed_in
from wotu.facts.models import FactEntry, Withdrawal
from wotu.measures.zones import Zone
from wotu.parties.models import Party

pytestmark = pytest.mark.django_db

FIRM = "/firms/small-f1/"


@pytest.fixture
def firm(small_zone: Zone) -> Party:
    cache.clear()
    return Party.objects.get(slug="small-f1")


@pytest.fixture
def alice(firm: Party) -> Client:
    return signed_in(member("alice", firm))


def _answer(client: Client, slot: str, value: str, **more: str) -> None:
    client.post(f"{FIRM}answer", {"question": f"small-f1:{slot}", "value": value} | more)


def _page(client: Client, path: str = FIRM) -> BeautifulSoup:
    return BeautifulSoup(client.get(path).content, "html.parser")


def _asked(client: Client) -> str:
    found = _page(client).select_one("#question")
    return found.get_text() if found else ""


def test_an_answer_becomes_the_firms_own_statement(alice: Client, firm: Party) -> None:
    _answer(alice, "hightech", "true")

    entry = firm.facts.get(fact="hightech")
    assert (entry.value, entry.kind, entry.recorded_by) == ("true", "statement", "alice@example.org")
    assert "已记为本企业填报" in _page(alice).get_text()


def test_it_is_never_asked_again_whoever_comes(alice: Client, firm: Party) -> None:
    assert "是否为高新技术企业" in _asked(alice)
    _answer(alice, "hightech", "true")

    carol = signed_in(member("carol", firm, "clerk"))
    for somebody in (alice, carol, Client()):
        assert "是否为高新技术企业" not in _asked(somebody)


def test_the_period_is_recorded_with_it(alice: Client, firm: Party) -> None:
    _answer(alice, "exports", "200", unit="万元")

    entry = firm.facts.get(fact="exports")
    assert (entry.value, entry.period) == ("200万元", str(timezone.localdate().year - 1))


def test_undo_withdraws_it_and_the_question_returns(alice: Client, firm: Party) -> None:
    _answer(alice, "hightech", "true")
    button = _page(alice).select_one("button[name=answer]")
    assert button is not None
    alice.post(f"{FIRM}undo", {"answer": str(button["value"])})

    assert "是否为高新技术企业" in _asked(alice)
    assert firm.facts.filter(fact="hightech").count() == Withdrawal.objects.count() == 1


def test_everything_answered_today_is_taken_back_at_once(alice: Client, firm: Party) -> None:
    _answer(alice, "hightech", "true")
    _answer(alice, "share", "60")
    alice.post(f"{FIRM}undo", {"all": "1"})

    assert not FactEntry.objects.standing().filter(kind="statement").exists()


def test_not_sure_stays_in_the_session(alice: Client, firm: Party) -> None:
    _answer(alice, "hightech", "", unsure="1")

    assert not firm.facts.filter(kind="statement").exists()
    assert "暂时不清楚" in _page(alice).get_text()
    assert "是否为高新技术企业" not in _asked(alice)


def test_a_visitor_and_a_viewer_of_a_demonstration_keep_to_their_session(firm: Party) -> None:
    for somebody in (Client(), signed_in(member("carol", firm, "viewer"))):
        _answer(somebody, "hightech", "true")
        assert "只保存在您的浏览器会话中" in _page(somebody).get_text()

    assert not FactEntry.objects.filter(kind="statement").exists()


def test_a_firm_that_is_no_demonstration_is_answered_for_by_its_members(small_zone: Zone) -> None:
    cache.clear()
    real = Party.objects.create(slug="real", kind="enterprise", zone="small", name="真实企业")
    alice = signed_in(member("alice", real))
    alice.post("/firms/real/answer", {"question": "real:hightech", "value": "true"})

    assert real.facts.get().kind == "statement"


def test_the_check_up_by_what_was_known_then_asks_nothing(alice: Client) -> None:
    _answer(alice, "hightech", "true")
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    page = _page(alice, f"{FIRM}?known={yesterday}")

    assert f"按{yesterday}当时已知的事实" in page.get_text()
    assert page.select_one("#question") is None
    assert not page.select(".finding.entitled"), "nothing was on record then"


def test_a_members_page_asks_the_database_a_fixed_number_of_times(
    alice: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    _answer(alice, "hightech", "true")
    alice.get(FIRM)

    with django_assert_num_queries(13):
        alice.get(FIRM)
