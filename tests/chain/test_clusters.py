"""The output of a cluster: a group counted once, flags, structure, and what is not known."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.chain.small import firm, graph, makes, product, sale
from tests.house.files import ROOT
from wotu.chain.clusters import FLAGS, YI, Member, Output, cluster, figures, output, sectors
from wotu.chain.graph.reading import read_graph


def _of(incomes: dict[str, int], control: dict[str, str] | None = None) -> Output:
    members = [Member(key, key, None, None, dissolved=False) for key in (*incomes, "silent")]
    return output(members, incomes, control or {})


def test_firms_of_their_own_are_added() -> None:
    found = _of({"a": 3, "b": 5})

    assert (found.income_fen, found.reported_fen) == (8, 8)
    assert [unit.head for unit in found.units] == ["b", "a"]
    assert (found.firms, found.known, found.unknown) == (3, 2, ("silent",))


def test_a_consolidated_income_takes_those_it_controls_in() -> None:
    found = _of({"head": 100, "sub": 30, "other": 1}, {"sub": "head"})

    assert found.income_fen == 101
    assert found.units[0].firms == ("head", "sub")
    assert found.units[0].left_out_fen == 30


def test_a_head_that_reports_for_itself_alone_hides_nobody() -> None:
    assert _of({"head": 10, "x": 30, "y": 20}, {"x": "head", "y": "head"}).income_fen == 50


def test_members_of_a_group_whose_head_is_outside_are_added_and_are_one_unit() -> None:
    found = _of({"x": 30, "y": 20}, {"x": "GROUP", "y": "GROUP"})

    assert [(unit.head, unit.income_fen) for unit in found.units] == [("GROUP", 50)]


def test_a_firm_controlled_through_one_outside_the_cluster_is_in_the_group() -> None:
    assert _of({"top": 100, "leaf": 30}, {"leaf": "between", "between": "top"}).income_fen == 100


def test_a_circle_of_control_is_one_group_and_ends() -> None:
    found = _of({"a": 10, "b": 7, "c": 5}, {"a": "b", "b": "a", "c": "b"})

    assert [(unit.head, unit.income_fen) for unit in found.units] == [("a", 10)]


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 10**13), min_size=1),
    st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("abcdefgh")),
)
def test_a_group_counts_at_least_its_greatest_and_at_most_the_sum(
    incomes: dict[str, int], control: dict[str, str]
) -> None:
    found = _of(incomes, control)

    assert found.reported_fen == sum(incomes.values())
    assert sorted(one for unit in found.units for one in unit.firms) == sorted(incomes)
    for unit in found.units:
        own = [incomes[one] for one in unit.firms]
        assert max(own) <= unit.income_fen <= sum(own)


def test_flags_stand_at_ten_and_a_hundred_billion_yuan() -> None:
    assert [_of({"a": 100 * YI - 1}).flag, _of({"a": 100 * YI}).flag, _of({"a": 1000 * YI}).flag] == [
        None,
        FLAGS[1][1],
        FLAGS[0][1],
    ]
    assert _of({"a": 100 * YI - 1}).to_next_fen == 1
    assert _of({"a": 100 * YI}).to_next_fen == 900 * YI
    assert _of({"a": 1000 * YI}).to_next_fen is None


def test_structure_is_shares_of_units_and_firms_by_size() -> None:
    found = _of({"a": 5 * YI, "b": 3 * YI, "c": YI, "d": YI // 5, "e": YI // 5 - 1})

    assert found.largest == Fraction(5 * YI, found.income_fen)
    assert found.top_three == Fraction(9 * YI, found.income_fen)
    assert [number for _, number in found.sizes] == [0, 0, 3, 1, 1]
    assert _of({}).largest is None


def test_a_cluster_is_who_makes_something_of_the_chain_or_stands_in_the_sector() -> None:
    found = graph(
        firms=[
            firm("maker", "Z", size_fen=5),
            firm("seller", "Z", sector="steel"),
            firm("gone", "Z", dissolved=True),
            firm("outside", "Y"),
            firm("other", "Z"),
        ],
        products=[product("chip"), product("bread")],
        stages=[{"chain": "led", "product": "chip", "stage": 1}],
        makes=[
            *(makes(one, "chip") for one in ("maker", "gone", "outside")),
            makes("other", "bread"),
        ],
        supplies=[sale(1, "seller", "other", "chip")],
        figures=[
            {"firm": "gone", "year": 2023, "income_fen": 7, "source": "t"},
            {"firm": "maker", "year": 2023, "income_fen": 4, "source": "t"},
            {"firm": "outside", "year": 2023, "income_fen": 9, "source": "t"},
        ],
    )  # fmt: skip
    led = cluster(found, "Z", chain="led")

    assert [one.firm for one in led.members] == ["gone", "maker", "seller"]
    assert led.now().firms == 2
    assert led.now().unknown == ("seller",)
    assert led.in_year(figures(found, "Z")[2023]).income_fen == 11, "years before it ended were its years too"
    assert [one.firm for one in cluster(found, "Z", sector="steel").members] == ["seller"]
    assert sectors(found, "Z") == ["steel"]


def test_the_demonstration_is_over_ten_billion_with_three_years_and_more() -> None:
    found = read_graph(ROOT / "packs" / "nanchang" / "chain")
    led, years = cluster(found, "nanchang", chain="led"), figures(found, "nanchang")

    assert led.now().flag == FLAGS[1][1]
    assert led.now().reported_fen - led.now().income_fen == 88 * YI // 10, "the display firm is in its group"
    assert [led.in_year(years[year]).flag is not None for year in sorted(years)] == [False, True, True, True]


@pytest.mark.parametrize("pack", ["nanchang", "changchun"])
def test_the_demonstration_years_end_with_what_the_register_says(pack: str) -> None:
    found = read_graph(ROOT / "packs" / pack / "chain")
    sizes = {row["id"]: row["size_fen"] for row in found.rows("firms")}
    latest = figures(found, pack)[2025]

    assert latest == {firm: sizes[firm] for firm in latest}
