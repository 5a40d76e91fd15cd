"""What a firm buys and sells, partner by partner."""

import pytest

from tests.industry.small import firm, product, supplies
from wotu.industry.dealings import dealings
from wotu.industry.models import Claim, Enterprise
from wotu.industry.reads import claims_about

pytestmark = pytest.mark.django_db


def _told(
    found: Enterprise,
) -> tuple[list[tuple[str | None, int | None]], list[tuple[str | None, int | None]]]:
    bought, sold = dealings(claims_about(found), found)
    return (
        [(one.partner.key if one.partner else None, one.amount_fen) for one in bought],
        [(one.partner.key if one.partner else None, one.amount_fen) for one in sold],
    )


def test_both_sides_are_told_the_largest_first() -> None:
    a, b, c, gas = firm("a"), firm("b"), firm("c"), product("gas")
    supplies(b, a, gas, amount_fen=5)
    supplies(c, a, gas, amount_fen=9)
    supplies(None, a, gas)
    supplies(a, b, gas, amount_fen=3)

    assert _told(a) == ([("c", 9), ("b", 5), (None, None)], [("b", 3)])


def test_of_several_papers_on_one_partner_and_product_the_strongest_kind_counts() -> None:
    a, b, gas = firm("a"), firm("b"), product("gas")
    supplies(b, a, gas, kind="invoice", amount_fen=4)
    supplies(b, a, gas, kind="invoice", amount_fen=5)
    supplies(b, a, gas, kind="statement", amount_fen=100)
    supplies(b, a, gas, kind="customs")

    assert _told(a)[0] == [("b", 9)]


def test_what_was_rejected_or_inferred_is_no_dealing() -> None:
    a, b, gas = firm("a"), firm("b"), product("gas")
    supplies(b, a, gas, state="rejected", reason="wrong", amount_fen=4)
    supplies(b, a, gas, kind="inferred", state="proposed", amount_fen=4)

    assert _told(a) == ([], [])
    assert Claim.objects.count() == 2
