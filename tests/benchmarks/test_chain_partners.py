"""Whom a zone is likely to buy from outside."""

import numpy as np
from benchmarks.chain.partners import likely_suppliers

from tests.chain.small import firm, graph, product, sale
from wotu.chain.fused import Fused


def _model() -> Fused:
    return Fused(
        graph(
            firms=[firm("a", "Z"), firm("b", "Z"), firm("peer"), firm("gas"), firm("milk")],
            products=[product("高纯氨"), product("牛奶")],
            supplies=[
                sale(1, "gas", "peer", "高纯氨"),
                sale(2, "milk", "peer", "牛奶"),
                sale(3, None, "a", "高纯氨"),
            ],
        )
    )


def test_who_sells_what_the_zone_needs_comes_first_and_who_does_not_compete_is_out() -> None:
    model = _model()
    outside = np.array([False, False, True, True, True])

    scores = likely_suppliers(model, {"a": ["氨"], "b": []}, outside)

    assert model.ids[int(scores.argmax())] == "gas"
    assert np.isneginf(scores[:2]).all()
    assert np.isfinite(scores[2:]).all()


def test_who_supplies_a_buyer_already_is_asked_for_by_the_others_alone() -> None:
    model = Fused(
        graph(
            firms=[firm("a", "Z"), firm("b", "Z"), firm("old"), firm("other")],
            products=[product("高纯氨")],
            supplies=[sale(1, "old", "a", "高纯氨"), sale(2, "other", "b", "高纯氨")],
        )
    )
    outside = np.array([False, False, True, True])

    alone = likely_suppliers(model, {"a": ["氨"]}, outside)
    both = likely_suppliers(model, {"a": ["氨"], "b": ["氨"]}, outside)

    assert alone[2:].tolist() == [0, 1]
    assert both[2] == both[3] > 1


def test_nobody_competing_is_nobody_found() -> None:
    assert np.isneginf(likely_suppliers(_model(), {"a": ["氨"]}, np.zeros(5, bool))).all()
