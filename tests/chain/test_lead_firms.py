"""Proposed chain leaders: every part shown, size and place in the network side by side."""

from fractions import Fraction

import pytest

from tests.chain.small import firm, graph, makes, product, sale
from tests.house.files import ROOT
from wotu.chain.graph.reading import read_graph
from wotu.chain.lead_firms import WEIGHTS, lead_firms


def test_size_and_ties_are_ranked_apart() -> None:
    found = lead_firms(
        graph(
            firms=[
                firm("big", "Z", size_fen=100),
                firm("hub", "Z", size_fen=10),
                firm("x", "Z"),
                firm("y", "Z"),
            ],
            supplies=[sale(1, "hub", "x"), sale(2, "hub", "y"), sale(3, "big", "x")],
        ),
        "Z",
    )
    ranks = {one.firm: (one.by_size, one.by_ties) for one in found}

    assert ranks == {"big": (1, 3), "hub": (2, 1), "x": (None, 1), "y": (None, 3)}
    assert [one.firm for one in found][:2] == ["big", "hub"]


def test_a_size_that_is_not_known_is_said_and_gives_no_place() -> None:
    (found,) = lead_firms(graph(firms=[firm("x", "Z")]), "Z")

    assert found.by_size is None
    assert found.why.zh.startswith("规模未知")
    assert found.score == 0


def test_a_dissolved_firm_and_one_outside_lead_nobody() -> None:
    assert not lead_firms(graph(firms=[firm("x", "Z", dissolved=True), firm("y", "Y")]), "Z")


def test_a_score_is_the_sum_of_parts_that_are_shown() -> None:
    assert sum(WEIGHTS.values()) == 100
    found = lead_firms(read_graph(ROOT / "packs" / "nanchang" / "chain"), "nanchang")

    assert found[0].firm == "DEMO-LED-08"
    for one in found:
        assert one.score == pytest.approx(sum(WEIGHTS[name] * part for name, part in one.parts.items()))


def test_a_chain_has_only_its_makers_its_products_and_its_places() -> None:
    found = graph(
        firms=[firm("big", "Z", size_fen=100), firm("hub", "Z", size_fen=10), firm("x", "Z", size_fen=5)],
        products=[product("chip"), product("bread")],
        stages=[{"chain": "led", "product": "chip", "stage": 1}],
        makes=[makes("hub", "chip"), makes("x", "chip")],
        supplies=[
            sale(1, "hub", "x", "chip", amount_fen=3),
            sale(2, "big", "hub", "bread", amount_fen=90),
            sale(3, "x", "hub", "chip", amount_fen=1),
        ],
    )
    whole = {one.firm: one for one in lead_firms(found, "Z")}
    led = {one.firm: one for one in lead_firms(found, "Z", chain="led")}

    assert led.keys() == {"hub", "x"}
    assert (whole["hub"].by_size, led["hub"].by_size) == (2, 1)
    assert (led["hub"].value_fen, led["hub"].value_share) == (4, Fraction(1))
    assert whole["hub"].value_share == 1
    assert whole["big"].value_share == Fraction(90, 94)


def test_two_papers_on_one_delivery_are_valued_once() -> None:
    found = graph(
        firms=[firm("a", "Z"), firm("b", "Z")],
        products=[product("p")],
        supplies=[
            sale(1, "a", "b", "p", amount_fen=3),
            sale(2, "a", "b", "p", amount_fen=50, kind="filing"),
        ],
    )

    assert [one.value_fen for one in lead_firms(found, "Z")] == [3, 3]


def test_a_head_of_a_group_controls_those_that_name_it() -> None:
    found = graph(
        firms=[
            firm("head", "Z", group_id="head"),
            firm("x", "Z", group_id="head"),
            firm("y", "Y", group_id="head"),
        ]
    )

    assert [(one.firm, one.controls) for one in lead_firms(found, "Z")] == [("head", 2), ("x", 0)]
