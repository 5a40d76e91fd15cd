"""The links of a zone's chain, and how strong it is in each."""

import datetime as dt
from typing import Any

import pytest

from tests.chain.small import firm, graph, makes, product, sale
from wotu.chain.links import links


def test_a_link_is_strong_weak_or_missing_by_its_makers_inside() -> None:
    found = links(
        graph(
            firms=[firm("a", "Z"), firm("b", "Z"), firm("far", "Y")],
            products=[product("chip"), product("wafer"), product("mocvd")],
            makes=[makes("a", "chip"), makes("b", "chip"), makes("b", "wafer"), makes("far", "mocvd")],
            input_of=[{"input": "mocvd", "output": "wafer", "use": "equipment"}],
        ),
        "Z",
    )

    assert {link.product: link.strength for link in found} == {
        "chip": "strong",
        "wafer": "weak",
        "mocvd": "missing",
    }


def test_a_link_is_weak_where_its_makers_state_less_capacity_than_is_bought() -> None:
    def strength(**capacity: int) -> str:
        (link,) = links(
            graph(
                firms=[firm("a", "Z"), firm("b", "Z"), firm("c", "Z")],
                products=[product("gas")],
                makes=[{**makes(one, "gas"), "capacity_fen": capacity.get(one)} for one in ("a", "b")],
                supplies=[sale(1, None, "c", "gas", amount_fen=100)],
            ),
            "Z",
        )
        return link.strength

    assert strength(a=40, b=50) == "weak"
    assert strength(a=50, b=50) == "strong"
    assert strength(a=1) == "strong", "what b can make is not known"


def test_a_need_comes_from_what_a_firm_makes_or_from_what_it_buys() -> None:
    found = links(
        graph(
            firms=[firm("a", "Z"), firm("b", "Z")],
            products=[product("wafer"), product("gas")],
            makes=[makes("a", "wafer")],
            input_of=[{"input": "gas", "output": "wafer", "use": "material"}],
            supplies=[sale(1, None, "b", "gas")],
        ),
        "Z",
    )

    assert {link.product: link.buyers for link in found} == {"wafer": 0, "gas": 2}


def test_what_nobody_stated_is_unknown_and_not_0() -> None:
    (link,) = links(
        graph(
            firms=[firm("a", "Z")],
            products=[product("gas")],
            supplies=[sale(1, None, "a", "gas")],
        ),
        "Z",
    )

    assert (link.value_fen, link.imported_fen, link.origin_fen, link.sellers) == (None, None, None, 0)
    assert (link.criticality, link.use) == (None, None)


def test_a_rejected_or_inferred_claim_adds_no_value() -> None:
    (link,) = links(
        graph(
            firms=[firm("a", "Z"), firm("s")],
            products=[product("gas")],
            supplies=[
                sale(1, "s", "a", "gas", amount_fen=100),
                sale(2, "s", "a", "gas", amount_fen=30, state="rejected"),
                sale(3, "s", "a", "gas", amount_fen=7, kind="inferred"),
            ],
        ),
        "Z",
    )

    assert link.value_fen == 100


def test_a_delivery_told_by_two_papers_is_counted_once_and_its_seller_too() -> None:
    (link,) = links(
        graph(
            firms=[firm("a", "Z"), firm("s"), firm("t")],
            products=[product("gas")],
            supplies=[
                sale(
                    1, "s", "a", "gas", amount_fen=40, begins=dt.date(2024, 1, 1), ends=dt.date(2024, 12, 31)
                ),
                sale(2, "s", "a", "gas", amount_fen=60),
                sale(3, "s", "a", "gas", amount_fen=90, kind="filing", imported=True),
                sale(4, "t", "a", "gas", amount_fen=5, kind="statement"),
                sale(5, None, "a", "gas", amount_fen=1),
                sale(6, None, "a", "gas", amount_fen=2, kind="expert"),
            ],
        ),
        "Z",
    )

    assert (link.value_fen, link.sellers) == (40 + 60 + 5 + 1 + 2, 2)
    assert (link.imported_fen, link.origin_fen) == (60, 60), (
        "the filing says where that year's gas of s is from"
    )


@pytest.mark.parametrize(
    ("weaker", "stronger"),
    [
        ({"kind": "invoice", "state": "proposed"}, {"kind": "filing", "state": "confirmed"}),
        ({"kind": "invoice", "amount_fen": None}, {"kind": "filing", "state": "proposed"}),
        ({"kind": None}, {"kind": "customs"}),
    ],
)
def test_what_a_paper_states_and_who_confirmed_it_goes_before_its_kind(
    weaker: dict[str, Any], stronger: dict[str, Any]
) -> None:
    (link,) = links(
        graph(
            firms=[firm("a", "Z"), firm("s")],
            products=[product("gas")],
            supplies=[
                sale(1, "s", "a", "gas", **{"amount_fen": 100, **weaker}),
                sale(2, "s", "a", "gas", amount_fen=30, **stronger),
            ],
        ),
        "Z",
    )

    assert link.value_fen == 30


def test_a_years_capacity_is_compared_with_what_is_bought_in_one_year() -> None:
    def strength(*amounts: int) -> str:
        (link,) = links(
            graph(
                firms=[firm("a", "Z"), firm("b", "Z"), firm("c", "Z")],
                products=[product("gas")],
                makes=[{**makes(one, "gas"), "capacity_fen": 50} for one in ("a", "b")],
                supplies=[
                    sale(at, None, "c", "gas", amount_fen=one, begins=dt.date(2023 + at, 1, 1))
                    for at, one in enumerate(amounts)
                ],
            ),
            "Z",
        )
        assert link.value_fen == sum(amounts)
        return link.strength

    assert strength(70, 80, 90) == "strong"
    assert strength(70, 101, 90) == "weak"


def test_what_is_inferred_makes_no_need_no_buyer_and_no_capacity() -> None:
    found = graph(
        firms=[firm("a", "Z"), firm("b", "Z")],
        products=[product("gas"), product("chip")],
        makes=[makes("a", "chip"), {**makes("a", "chip"), "kind": "inferred", "capacity_fen": 1}],
        supplies=[sale(1, None, "b", "gas", kind="inferred"), sale(2, None, "b", "chip", amount_fen=9)],
    )

    (link,) = links(found, "Z")
    assert (link.product, link.buyers, link.capacity_fen) == ("chip", 1, None)
    assert found.ask("needing", zone="Z", product="gas") == []
    assert [row["product"] for row in found.ask("needs", zone="Z")] == ["chip"]


def test_what_a_firm_can_make_of_a_family_is_what_it_can_make_of_its_kinds() -> None:
    def able(*capacities: tuple[str, int | None]) -> int | None:
        found = graph(
            firms=[firm("a", "Z")],
            products=[product("gas"), product("ammonia", parent="gas"), product("silane", parent="gas")],
            makes=[{**makes("a", what), "capacity_fen": fen} for what, fen in capacities],
        )
        return next(one.capacity_fen for one in links(found, "Z") if one.product == "gas")

    assert able(("ammonia", 60), ("silane", 50)) == 110
    assert able(("ammonia", 60), ("silane", None)) is None
    assert able(("gas", 200), ("silane", None)) == 200
    assert able(("gas", 100), ("ammonia", 60), ("silane", 50)) == 110
    assert able(("ammonia", 60), ("ammonia", None)) == 60
