"""Rounds at the desk: planned, looked at, drawn once, explained."""

import datetime as dt
import uuid
from http import HTTPStatus

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import Cast
from tests.desk.books.test_views import HOME, anna, finn, fund, opened
from wotu.access.actor import actor_of
from wotu.desk.books.waiting import waiting
from wotu.ledger import rounds
from wotu.ledger.models import Account, Round
from wotu.measures.zones import Zone

__all__ = ["anna", "finn", "fund", "opened"]
DAY = dt.timedelta(days=1)


@pytest.fixture
def claims(fund: Account) -> None:
    for n, amount in enumerate((600, 600, 600), start=1):
        rounds.wait(
            account=fund, amount=amount, case=f"case:{n}", key=f"case:{n}", by="anna",
            now=timezone.now() - 3 * DAY,
        )  # fmt: skip


def _plan(client: Client, account: Account, *, since: int, until: int, rule: str = "pro_rata") -> str:
    today = timezone.localdate()
    answer = client.post(
        f"{HOME}{account.pk}/round",
        {"key": str(uuid.uuid4()), "since": today - since * DAY, "until": today - until * DAY, "rule": rule},
    )
    assert answer.status_code == HTTPStatus.FOUND, answer.content.decode()
    return str(answer["Location"])


def test_a_round_is_looked_at_before_it_is_drawn_and_explained_after(
    finn: Client, anna: Client, fund: Account, claims: None
) -> None:
    here = _plan(finn, fund, since=5, until=1)

    preview = finn.get(here).content.decode()
    assert "未分配，以下是预览" in preview
    assert "3.34元" in preview
    assert "同一比例折减，分得申请的55.67%" in preview
    assert "确认分配" not in anna.get(here).content.decode()

    for _ in range(2):
        assert finn.post(f"{here}draw").status_code == HTTPStatus.FOUND
    after = anna.get(here).content.decode()
    assert "分配结果" in after
    assert "3.34元" in after
    fund.refresh_from_db()
    assert fund.held == 1_000


@pytest.mark.parametrize(
    ("rule", "words"),
    [("first_come", "轮到时只剩4元，全部分给这一件"), ("by_score", "轮到时已经分完，继续候补")],
)
def test_who_comes_late_reads_why(finn: Client, fund: Account, claims: None, rule: str, words: str) -> None:
    page = finn.get(_plan(finn, fund, since=5, until=1, rule=rule)).content.decode()

    assert words in page


def test_a_round_that_runs_cannot_be_drawn_yet(finn: Client, fund: Account, claims: None) -> None:
    here = _plan(finn, fund, since=5, until=-3)

    assert "结束后才能分配" in finn.get(here).content.decode()
    assert "批次还没有截止" in finn.post(f"{here}draw", follow=True).content.decode()
    assert Round.objects.get().drawn_at is None


def test_an_empty_round_says_so(finn: Client, fund: Account) -> None:
    assert "这段时间没有候补" in finn.get(_plan(finn, fund, since=5, until=1)).content.decode()


def test_dates_that_cannot_be_are_said_beside_the_form(finn: Client, fund: Account) -> None:
    form = {"key": str(uuid.uuid4()), "since": "2026-03-09", "until": "2026-03-01", "rule": "pro_rata"}

    answer = finn.post(f"{HOME}{fund.pk}/round", form)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "截止日期要晚于开始日期" in answer.content.decode()


def test_a_round_that_is_over_waits_for_the_keeper(
    finn: Client, cast: Cast, small_zone: Zone, fund: Account, claims: None
) -> None:
    here, today = _plan(finn, fund, since=5, until=1), timezone.localdate()

    (line,) = waiting(actor_of(cast["finn"], today), small_zone, today)
    assert (line.count, line.address) == (1, here)
    assert waiting(actor_of(cast["anna"], today), small_zone, today) == []

    finn.post(f"{here}draw")
    assert waiting(actor_of(cast["finn"], today), small_zone, today) == []
