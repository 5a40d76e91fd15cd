"""The local sourcing ratio: exact, apart by sort, refused where too little is known."""

import datetime as dt
from fractions import Fraction

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.chain.small import BEGINS, ENDS, firm, graph, product, sale
from tests.house.files import ROOT
from wotu.chain.graph.reading import read_graph
from wotu.chain.graph.relations import KINDS, STATES, USES, Graph, Row
from wotu.chain.links import links
from wotu.chain.ratio import Sourcing, sourcing

FIRMS = [
    firm("a", "Z", place="Z", group_id="G"),
    firm("b", "Z", place="Z"),
    firm("sister", "Z", place="Z", group_id="G"),
    firm("near", "Z", place="Z"),
    firm("far", "Y", place="Y"),
    firm("abroad", place="abroad"),
    firm("somewhere"),
]


def _of(*sales: Row, estimate: bool = False) -> Sourcing:
    return sourcing(
        graph(firms=FIRMS, supplies=list(sales)), "Z", begins=BEGINS, ends=ENDS, estimate=estimate
    )


def test_the_ratio_is_local_over_known_and_shows_what_it_covers() -> None:
    share = _of(
        sale(1, "near", "a", amount_fen=700),
        sale(2, "far", "a", amount_fen=200),
        sale(3, "abroad", "a", amount_fen=100),
        sale(4, "somewhere", "a", amount_fen=30),
        sale(5, None, "a", amount_fen=20),
        sale(6, "near", "a", "unpriced", amount_fen=None),
    ).materials

    assert (share.local_fen, share.known_fen, share.total_fen) == (700, 1000, 1050)
    assert (share.claims, share.without_amount) == (6, 1)
    assert (share.ratio, share.coverage) == (Fraction(7, 10), Fraction(1000, 1050))


def test_too_little_coverage_refuses_the_ratio_and_says_why() -> None:
    share = _of(sale(1, "near", "a", amount_fen=59), sale(2, None, "a", amount_fen=41)).materials

    assert share.ratio is None
    assert share.refused is not None
    assert "59%" in share.refused.zh
    assert "59%" in share.refused.en
    assert _of(sale(1, "near", "a", amount_fen=60), sale(2, None, "a", amount_fen=40)).materials.ratio == 1


def test_nothing_bought_is_no_ratio_rather_than_0() -> None:
    assert _of().materials.ratio is None
    assert _of().materials.coverage is None


def test_equipment_energy_and_purchases_within_a_group_are_apart() -> None:
    found = _of(
        sale(1, "near", "a", amount_fen=1),
        sale(2, "near", "a", amount_fen=10, use="equipment"),
        sale(3, "near", "a", amount_fen=100, use="energy"),
        sale(4, "sister", "a", amount_fen=1000),
        sale(5, "a", "a", amount_fen=10000),
        sale(6, "near", "a", amount_fen=100000, use=None),
    )

    totals = [found.materials, found.equipment, found.running, found.internal, found.unsorted]
    assert [share.total_fen for share in totals] == [1, 10, 100, 11000, 100000]


def test_the_strongest_paper_counts_where_several_tell_of_one_delivery() -> None:
    share = _of(
        sale(1, "near", "a", "p", amount_fen=5, kind="invoice"),
        sale(2, "near", "a", "p", amount_fen=6, kind="invoice"),
        sale(3, "near", "a", "p", amount_fen=100, kind="filing"),
        sale(4, "near", "b", "p", amount_fen=100, kind="filing"),
    ).materials

    assert share.total_fen == 111


def test_a_paper_replaces_none_of_another_year() -> None:
    sales = (
        sale(1, "near", "a", "p", amount_fen=5, kind="invoice"),
        sale(2, "near", "a", "p", amount_fen=100, kind="filing", begins=dt.date(2024, 1, 1)),
    )
    known = graph(firms=FIRMS, supplies=list(sales), products=[product("p")])

    found = sourcing(known, "Z", begins=dt.date(2024, 1, 1), ends=ENDS)

    assert found.materials.total_fen == 105
    assert {one.product: one.value_fen for one in links(known, "Z")} == {"p": 105}


def test_an_inferred_claim_never_counts_and_a_proposed_one_only_in_an_estimate() -> None:
    sales = (
        sale(1, "near", "a", "p", amount_fen=1),
        sale(2, "far", "a", "q", amount_fen=10, state="proposed", kind="extracted"),
        sale(3, "far", "a", "r", amount_fen=100, kind="inferred"),
        sale(4, "far", "a", "s", amount_fen=1000, state="rejected"),
    )

    assert _of(*sales).materials.total_fen == 1
    assert _of(*sales, estimate=True).materials.total_fen == 11
    assert _of(*sales, estimate=True).estimate


def test_claims_count_when_they_lie_within_the_period() -> None:
    share = _of(
        sale(1, "near", "a", amount_fen=1),
        sale(2, "near", "a", "q", amount_fen=10, begins=dt.date(2024, 12, 31)),
        sale(3, "near", "a", "r", amount_fen=100, ends=dt.date(2026, 1, 1)),
        sale(4, "near", "a", "s", amount_fen=1000, begins=None),
    ).materials

    assert share.total_fen == 1


def test_in_the_demonstration_one_firm_buys_more_than_70_percent_inside() -> None:
    found = sourcing(
        read_graph(ROOT / "packs" / "nanchang" / "chain"),
        "nanchang",
        buyer="DEMO-LED-08",
        begins=BEGINS,
        ends=ENDS,
    ).materials

    assert found.ratio is not None
    assert Fraction(7, 10) < found.ratio < Fraction(8, 10)


_NAMES = [row["id"] for row in FIRMS]
_SALES = st.lists(
    st.fixed_dictionaries(
        {
            "seller": st.sampled_from([*_NAMES, None]),
            "buyer": st.sampled_from(["a", "b", "far"]),
            "product": st.sampled_from(["p", "q", None]),
            "use": st.sampled_from([*USES, None]),
            "kind": st.sampled_from(KINDS),
            "state": st.sampled_from([*STATES, None]),
            "amount_fen": st.one_of(st.none(), st.integers(0, 10**15)),
            "begins": st.sampled_from([dt.date(2025, 1, 1), dt.date(2024, 6, 1), None]),
        }
    ),
    max_size=12,
)

INDEPENDENT = """
WITH c AS (
  SELECT s.*, b.group_id AS bg, f.group_id AS sg, f.zone AS sz, f.place AS sp,
         list_position(['invoice','customs','filing','statement','expert','extracted'], s.kind) AS strength
  FROM sales s JOIN firms b ON b.id = s.buyer AND b.zone = 'Z' LEFT JOIN firms f ON f.id = s.seller
  WHERE s.kind <> 'inferred' AND s.state = 'confirmed' AND s.begins >= DATE '2025-01-01'
    AND s.ends <= DATE '2025-12-31'
), k AS (
  SELECT * FROM c
  QUALIFY seller IS NULL OR product IS NULL OR amount_fen IS NULL
    OR strength = min(strength) FILTER (amount_fen IS NOT NULL)
      OVER (PARTITION BY seller, buyer, product, year(begins))
)
SELECT coalesce(sum(amount_fen) FILTER (sz = 'Z'), 0),
       coalesce(sum(amount_fen) FILTER (sz IS NOT NULL OR sp IS NOT NULL), 0),
       coalesce(sum(amount_fen), 0)
FROM k
WHERE use IN ('material', 'component')
  AND NOT coalesce(seller = buyer, false) AND NOT coalesce(sg = bg, false)
"""


@given(_SALES)
def test_the_sums_equal_those_of_an_independent_query_to_the_fen(drawn: list[Row]) -> None:
    sales = [{**row, "id": f"s{at}", "ends": dt.date(2025, 12, 31)} for at, row in enumerate(drawn)]
    share = sourcing(graph(firms=FIRMS, supplies=sales), "Z", begins=BEGINS, ends=ENDS).materials

    assert (share.local_fen, share.known_fen, share.total_fen) == _independent(sales)


def _independent(sales: list[Row]) -> tuple[int, ...]:
    tables: Graph = graph(firms=FIRMS, supplies=sales)
    with duckdb.connect() as connection:
        for name, relation in (("firms", "firms"), ("sales", "supplies")):
            rows = tables.rows(relation)
            if not rows:
                return 0, 0, 0
            connection.register(name, pa.Table.from_pylist(rows, schema=_schema(relation)))
        found = connection.execute(INDEPENDENT).fetchone()
    assert found is not None
    return tuple(int(number) for number in found)


def _schema(relation: str) -> pa.Schema:
    from wotu.chain.graph.relations import RELATIONS

    return pa.schema(list(RELATIONS[relation].items()))


def test_the_demonstration_agrees_with_the_independent_query() -> None:
    shown = read_graph(ROOT / "packs" / "nanchang" / "chain")
    share = sourcing(shown, "nanchang", begins=BEGINS, ends=ENDS).materials
    with duckdb.connect() as connection:
        for name, relation in (("firms", "firms"), ("sales", "supplies")):
            connection.register(name, pa.Table.from_pylist(shown.rows(relation), schema=_schema(relation)))
        found = connection.execute(INDEPENDENT.replace("'Z'", "'nanchang'")).fetchone()

    assert found == pytest.approx((share.local_fen, share.known_fen, share.total_fen), abs=0)
    assert share.ratio == Fraction(3638, 4713)


def test_a_paper_without_an_amount_replaces_none_and_unknown_products_replace_each_other_never() -> None:
    supplies = [
        sale(1, "near", "a", "p", kind="filing"),
        sale(2, "near", "a", "p", amount_fen=500, kind="statement"),
        sale(3, "near", "a", amount_fen=10),
        sale(4, "near", "a", amount_fen=20, kind="filing"),
    ]
    found = sourcing(
        graph(firms=FIRMS, products=[product("p")], supplies=supplies), "Z", begins=BEGINS, ends=ENDS
    )

    assert (found.materials.total_fen, found.materials.claims, found.materials.without_amount) == (530, 4, 1)


def test_a_group_has_several_storeys() -> None:
    firms = [
        firm("grandchild", "Z", group_id="child"),
        firm("child", "Y", group_id="head"),
        firm("head", "Y"),
        firm("cousin", "Y", group_id="head"),
    ]
    sales = [
        sale(at, seller, "grandchild", amount_fen=1) for at, seller in enumerate(("child", "head", "cousin"))
    ]

    found = sourcing(graph(firms=firms, supplies=sales), "Z", begins=BEGINS, ends=ENDS)

    assert (found.internal.claims, found.materials.claims) == (3, 0)
