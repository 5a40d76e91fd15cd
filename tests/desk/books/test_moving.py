"""Changing accounts at the desk: once for each form, by a document, and with words when it cannot be."""

import uuid
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client

from tests.desk.books.test_views import HOME, finn, fund, opened
from tests.ledger.conftest import Open
from wotu.ledger.models import Account, Entry
from wotu.ledger.reads import not_adding_up

__all__ = ["finn", "fund", "opened"]


def _send(client: Client, account: Account, move: str, **fields: str) -> Any:
    return client.post(f"{HOME}{account.pk}/{move}", {"key": str(uuid.uuid4()), **fields})


def _counters(account: Account) -> tuple[int, int, int, int]:
    account.refresh_from_db()
    return account.limit, account.reserved, account.held, account.posted


def test_each_move_is_made_and_leads_back_to_the_account(finn: Client, fund: Account, opened: Open) -> None:
    other = opened("small.other", 1)
    for move, fields in {
        "appropriate": {"way": "up", "amount": "5元", "document": "财预1号"},
        "reserve": {"amount": "4", "reason": "下半年"},
        "release": {"amount": "1", "reason": "启用"},
        "correct": {"way": "up", "amount": "2", "reason": "启用台账前已付"},
        "move": {"amount": "3", "document": "纪要1号", "target": str(other.pk)},
    }.items():
        answer = _send(finn, fund, move, **fields)
        assert answer.status_code == HTTPStatus.FOUND, answer.content.decode()

    assert _counters(fund) == (1_200, 300, 0, 200)
    assert _counters(other)[0] == 301
    assert not not_adding_up()
    assert "已调剂3元" in finn.get(f"{HOME}{fund.pk}/").content.decode()


def test_what_is_left_goes_to_the_next_year_which_is_opened_for_it(finn: Client, fund: Account) -> None:
    answer = _send(finn, fund, "carry-over", amount="", document="财预2号")

    assert answer.status_code == HTTPStatus.FOUND
    following = Account.objects.get(code="small.fund/2027")
    assert (_counters(fund)[0], following.limit) == (0, 1_000)


def test_a_form_sent_twice_is_done_once(finn: Client, fund: Account) -> None:
    key = str(uuid.uuid4())
    for _ in range(2):
        _send(finn, fund, "reserve", key=key, amount="4", reason="下半年")

    assert _counters(fund) == (1_000, 400, 0, 0)


@pytest.mark.parametrize(
    ("move", "fields", "words"),
    [
        ("reserve", {"amount": "很多", "reason": "x"}, "请写一个整齐的数额"),
        ("reserve", {"amount": "10.01", "reason": "x"}, "额度不足"),
        ("reserve", {"amount": "1"}, "请填写"),
        ("release", {"amount": "1", "reason": "x"}, "只预留了0元"),
        ("appropriate", {"way": "sideways", "amount": "1", "document": "x"}, "请从列表中选择"),
        ("appropriate", {"way": "down", "amount": "11", "document": "x"}, "额度不足"),
        ("move", {"target": "999999", "amount": "1", "document": "x"}, "请从列表中选择"),
        ("reserve", {"key": "none", "amount": "1", "reason": "x"}, "请刷新页面"),
    ],
)
def test_what_cannot_be_is_said_beside_its_form_and_nothing_is_written(  # noqa: PLR0917
    finn: Client, fund: Account, opened: Open, move: str, fields: dict[str, str], words: str
) -> None:
    opened("small.other", 1)
    number = Entry.objects.count()

    answer = _send(finn, fund, move, **fields)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert words in answer.content.decode()
    assert Entry.objects.count() == number


def test_an_unknown_move_does_not_exist(finn: Client, fund: Account) -> None:
    assert _send(finn, fund, "embezzle").status_code == HTTPStatus.NOT_FOUND


def test_a_first_appropriation_opens_the_budget_of_a_measure(finn: Client) -> None:
    page = finn.get(HOME).content.decode()
    assert 'value="small.staff"' in page
    from django.utils import timezone

    year = timezone.localdate().year
    form = {"measure": "small.staff", "year": str(year), "amount": "20万元", "document": "财预3号"}
    for more in ({"amount": "20张床"}, {"document": ""}, {"year": "1999"}, {"measure": "small.none"}):
        answer = finn.post(f"{HOME}budget", {"key": str(uuid.uuid4()), **form, **more})
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not Account.objects.exists()

    for _ in range(2):
        answer = finn.post(f"{HOME}budget", {"key": str(uuid.uuid4()), **form})
        assert answer.status_code == HTTPStatus.FOUND

    account = Account.objects.get(code=f"small.staff/{year}")
    assert account.limit == 40_000_000
