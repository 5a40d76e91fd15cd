"""A statement explains a balance entry by entry, in both languages."""

import datetime as dt

from tests.ledger.conftest import NOW
from wotu.ledger import moves, verbs
from wotu.ledger.models import CODES, Account
from wotu.ledger.moves import Claim
from wotu.ledger.statement import _SENTENCES, entries_number, statement


def test_every_line_says_what_happened_and_what_is_left(fund: Account) -> None:
    transfer = moves.hold(
        key="k", claims=[Claim(fund.pk, 600)], case="case:1", verb="approve", by="anna", now=NOW
    )
    moves.post(transfer=transfer, amount=450, key="p", by="finn", now=NOW + dt.timedelta(days=9))
    fund.refresh_from_db()

    lines = statement(fund)

    assert [(line.limit, line.reserved, line.held, line.posted, line.left) for line in lines] == [
        (1_000, 0, 0, 0, 1_000), (1_000, 0, 600, 0, 400), (1_000, 0, 150, 450, 400), (1_000, 0, 0, 450, 550),
    ]  # fmt: skip
    assert lines[1].sentence.zh == "为办件1占用6元，余4元。"
    assert lines[1].sentence.en == "CNY 6 held for case 1; CNY 4 left."
    assert (lines[-1].left, entries_number(fund)) == (fund.left, 4)


def test_a_later_part_of_a_statement_goes_on_from_the_balances_before(fund: Account) -> None:
    verbs.reserve(account=fund, amount=100, reason="x", key="a", by="finn", now=NOW)
    verbs.reserve(account=fund, amount=50, reason="x", key="b", by="finn", now=NOW + dt.timedelta(days=1))

    assert [line.reserved for line in statement(fund, last=1)] == [150]
    assert [line.reserved for line in statement(fund, since=NOW + dt.timedelta(hours=1))] == [150]


def test_every_code_has_a_sentence() -> None:
    assert _SENTENCES.keys() == CODES.keys()
