"""Missing links, ranked, each with the sentence that explains it."""

import pytest

from tests.chain.small import firm, graph, makes, product, sale
from tests.house.files import ROOT
from wotu.chain.gaps import WEIGHTS, gaps
from wotu.chain.graph.reading import read_graph


def test_in_the_demonstration_mocvd_comes_first_with_its_reason() -> None:
    first = gaps(read_graph(ROOT / "packs" / "nanchang" / "chain"), "nanchang")[0]

    assert first.link.product == "mocvd"
    assert first.why.zh == (
        "MOCVD 设备：园区内 3 家企业需要，区内无企业生产；已知采购额 9.9亿元；全部依赖进口；属关键设备；"
        "难以替代；已知供应商仅一家；区外已知 5 家可生产。"
    )
    assert first.why.en == (
        "MOCVD reactors: 3 firms need it, nobody inside makes it; known purchases of CNY 990,000,000; "
        "all of it imported; critical as equipment; hard to replace; only one supplier is known; "
        "5 makers are known outside."
    )


def test_what_somebody_inside_makes_is_no_gap() -> None:
    assert not gaps(
        graph(
            firms=[firm("a", "Z"), firm("b", "Z")],
            products=[product("gas")],
            makes=[makes("a", "gas")],
            supplies=[sale(1, "a", "b", "gas")],
        ),
        "Z",
    )


@pytest.mark.parametrize("more", ["buyers", "value", "imports", "criticality", "substitutability"])
def test_of_two_gaps_alike_the_one_with_more_of_a_part_comes_first(more: str) -> None:
    """`b` would stand second by name."""
    inputs = [
        {"input": what, "output": "out", "use": "material", "criticality": 1, "substitutability": 3}
        for what in "ab"
    ]
    supplies = [
        sale(1, "s", "x", "a", amount_fen=10, imported=False),
        sale(2, "s", "x", "b", amount_fen=10, imported=more == "imports"),
    ]
    if more == "buyers":
        supplies.append(sale(3, "s", "y", "b"))
    if more == "value":
        supplies[1]["amount_fen"] = 20
    if more in ("criticality", "substitutability"):
        inputs[1][more] = 2
    found = gaps(
        graph(
            firms=[firm("x", "Z"), firm("y", "Z"), firm("s", "Y")],
            products=[product("a"), product("b"), product("out")],
            makes=[makes("x", "out")],
            input_of=inputs,
            supplies=supplies,
        ),
        "Z",
    )

    assert [gap.link.product for gap in found] == ["b", "a"]
    assert found[0].score > found[1].score


def test_a_score_is_the_sum_of_its_parts_and_at_most_100() -> None:
    assert sum(WEIGHTS.values()) == 100
    for gap in gaps(read_graph(ROOT / "packs" / "nanchang" / "chain"), "nanchang"):
        assert gap.score == pytest.approx(sum(WEIGHTS[name] * part for name, part in gap.parts.items()))
        assert all(0 <= part <= 1 for part in gap.parts.values())


def test_one_seller_named_by_one_buyer_is_no_single_source() -> None:
    (gap,) = gaps(
        graph(
            firms=[firm("x", "Z"), firm("s", "Y")],
            products=[product("a")],
            supplies=[sale(1, "s", "x", "a")],
        ),
        "Z",
    )

    assert gap.parts["single_source"] == 0
    assert "仅一家" in gap.why.zh
