"""Proposed chain leaders: every part shown, size and place in the network side by side."""

import pytest

from tests.chain.small import firm, graph, sale
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
