"""What a firm buys and sells, partner by partner."""

import pytest

from tests.industry.small import firm, name, product, supplies
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


def test_papers_under_an_alias_and_under_the_name_of_a_merged_product_tell_one_delivery() -> None:
    a, b, gas, old = firm("a"), firm("b"), product("gas"), product("old")
    old.merged_into = gas
    old.save()
    supplies(b, a, name("高纯氨", gas), amount_fen=4)
    supplies(b, a, gas, kind="filing", use="", amount_fen=100)
    supplies(b, a, old, kind="statement", amount_fen=70)
    supplies(b, a, open_name := name("液氨"), amount_fen=1)

    bought, _ = dealings(claims_about(a), a)
    assert [(one.amount_fen, one.claims, one.use) for one in bought] == [
        (4, 3, "material"),
        (1, 1, "material"),
    ]
    assert bought[1].name == open_name


def test_a_proposed_invoice_does_not_silence_a_confirmed_filing() -> None:
    a, b, gas = firm("a"), firm("b"), product("gas")
    supplies(b, a, gas, state="proposed", amount_fen=4)
    supplies(b, a, gas, kind="filing", amount_fen=5)

    assert _told(a)[0] == [("b", 5)]
