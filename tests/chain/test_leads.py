"""Leads for a missing link: the category first, never who is inside already."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.chain.small import firm, graph, makes, product, sale
from tests.house.files import ROOT
from wotu.chain.graph.reading import read_graph
from wotu.chain.graph.relations import Row
from wotu.chain.leads import OWN, REASONS, Lead, Leads

DEMO = ROOT / "packs" / "nanchang" / "chain"


@pytest.fixture(scope="module")
def shown() -> list[Lead]:
    return Leads(read_graph(DEMO)).find("nanchang", "mocvd")


def test_in_the_demonstration_the_makers_of_mocvd_come_first(shown: list[Lead]) -> None:
    assert {lead.firm for lead in shown[:4]} == {"DEMO-OUT-01", "DEMO-OUT-02", "DEMO-OUT-03", "ZHONGWEI"}
    assert all(lead.makes and lead.confirmed for lead in shown[:4])


def test_a_firm_of_a_group_inside_and_a_dissolved_one_are_no_leads(shown: list[Lead]) -> None:
    assert not {"DEMO-OUT-04", "DEMO-OUT-05"} & {lead.firm for lead in shown}


def test_every_lead_shows_the_way_to_it_with_claims_and_sources(shown: list[Lead]) -> None:
    (first,) = (lead for lead in shown if lead.firm == "DEMO-OUT-01")

    said = [step.text.zh for step in first.evidence]
    assert said == [
        "东海薄膜装备（演示）生产MOCVD 设备（已确认）",
        "已知向鹭岛外延（演示）供应MOCVD 设备",
        "已知向扬子外延（演示）供应MOCVD 设备",
        "与园区的供应关系：天祥光电封装（演示） — 鹭岛外延（演示） — 东海薄膜装备（演示）",
    ]
    assert first.evidence[-1].claims == ("DEMO-004", "DEMO-022")
    assert all(step.text.en and step.sources for lead in shown[:4] for step in lead.evidence)


def test_the_firm_the_article_names_says_what_it_rests_on(shown: list[Lead]) -> None:
    (named,) = (lead for lead in shown if lead.firm == "ZHONGWEI")

    ((source,),) = (step.sources for step in named.evidence)
    assert source.startswith("stdaily-2024")


def test_every_part_of_a_score_can_be_told_as_a_reason(shown: list[Lead]) -> None:
    assert shown[0].parts.keys() == REASONS.keys()


def test_a_score_is_the_sum_of_its_parts(shown: list[Lead]) -> None:
    for lead in shown:
        assert lead.score == pytest.approx(sum(lead.parts.values()))


@pytest.mark.parametrize(
    ("part", "better", "worse"),
    [
        ("size", {"size_fen": 10**12}, {"size_fen": 10**9}),
        ("growth", {"growth_bp": 2000}, {"growth_bp": -500}),
        ("distance", {"lat": 29.0, "lon": 116.0}, {"lat": 45.0, "lon": 126.0}),
        ("signs", {"signs": "new plant"}, {}),
        ("group_link", {"group_id": "G"}, {}),
    ],
)
def test_of_two_makers_alike_the_better_part_comes_first(part: str, better: Row, worse: Row) -> None:
    found = Leads(
        graph(
            firms=[
                firm("buyer", "Z"),
                firm("a", **worse),
                firm("b", **better),
                firm("supplier", "Y", group_id="G"),
            ],
            zones=[{"id": "Z", "name": "Z", "lat": 28.7, "lon": 115.9}],
            products=[product("设备"), product("别的")],
            makes=[makes("a", "设备"), makes("b", "设备")],
            supplies=[sale(1, None, "buyer", "设备"), sale(2, "supplier", "buyer", "别的")],
        )
    ).find("Z", "设备")

    assert [lead.firm for lead in found] == ["b", "a"]
    assert found[0].parts[part] > found[1].parts[part]
    assert part in OWN


def test_a_confirmed_maker_stands_above_one_who_is_only_near() -> None:
    found = Leads(
        graph(
            firms=[firm("buyer", "Z"), firm("near", "Y"), firm("maker", "X")],
            products=[product("MOCVD 设备"), product("MOCVD 零件")],
            makes=[makes("maker", "MOCVD 设备"), makes("near", "MOCVD 零件", "proposed")],
            supplies=[sale(1, "near", "buyer", "MOCVD 零件"), sale(2, None, "buyer", "MOCVD 设备")],
        )
    ).find("Z", "MOCVD 设备")

    assert [(lead.firm, lead.makes) for lead in found] == [("maker", True), ("near", False)]


def test_a_product_that_is_not_there_is_an_error_and_an_empty_zone_has_no_leads() -> None:
    leads = Leads(graph(firms=[firm("a", "Y")], products=[product("p")], makes=[makes("a", "p")]))

    with pytest.raises(LookupError):
        leads.find("Y", "q")
    assert leads.find("nowhere", "p") == []


_FIRM = st.fixed_dictionaries(
    {
        "zone": st.sampled_from(["Z", "Y", None]),
        "group_id": st.sampled_from(["f0", "G", None]),
        "dissolved": st.sampled_from([True, False, None]),
    }
)
_SALE = st.tuples(st.integers(0, 5), st.integers(0, 5), st.sampled_from("pq"))


@given(st.lists(_FIRM, min_size=2, max_size=6), st.lists(_SALE, max_size=6), st.data())
def test_a_lead_is_never_inside_nor_of_a_group_inside_nor_dissolved(
    drawn: list[Row], sales: list[tuple[int, int, str]], data: st.DataObject
) -> None:
    firms = [firm(f"f{at}", row.pop("zone"), **row) for at, row in enumerate(map(dict, drawn))]
    last = len(firms) - 1
    makers = data.draw(st.sets(st.integers(0, last)))
    leads = Leads(
        graph(
            firms=firms,
            products=[product("p"), product("q")],
            makes=[makes(f"f{at}", "p") for at in sorted(makers)],
            supplies=[
                sale(at, f"f{min(a, last)}", f"f{min(b, last)}", what)
                for at, (a, b, what) in enumerate(sales)
            ],
        )
    ).find("Z", "p")

    by_id = {row["id"]: row for row in firms}
    inside = {row["id"] for row in firms if row["zone"] == "Z" and not row["dissolved"]}
    groups = {by_id[one]["group_id"] for one in inside} - {None} | inside
    for lead in leads:
        assert by_id[lead.firm]["zone"] != "Z"
        assert not by_id[lead.firm]["dissolved"]
        assert not {lead.firm, by_id[lead.firm]["group_id"]} & groups
    if inside:
        allowed = {f"f{at}" for at in makers} - {
            one
            for one, row in by_id.items()
            if row["zone"] == "Z" or row["dissolved"] or {one, row["group_id"]} & groups
        }
        assert allowed <= {lead.firm for lead in leads}
