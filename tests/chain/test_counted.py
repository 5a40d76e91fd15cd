"""The claims behind a ratio, and the places to find out first."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from tests.chain.small import BEGINS, ENDS, firm, graph, product, sale
from tests.chain.test_ratio import _SALES, FIRMS
from wotu.chain.counted import Hidden, LeftOut, hidden, left_out, papers, years
from wotu.chain.graph.relations import Row
from wotu.chain.ratio import sourcing, sourcing_by_buyer

SORTS = ("materials", "equipment", "running", "unsorted", "internal")


@given(_SALES, st.booleans())
def test_the_claims_that_count_add_up_to_every_sum(drawn: list[Row], estimate: bool) -> None:
    sales = [{**row, "id": f"s{at}", "ends": dt.date(2025, 12, 31)} for at, row in enumerate(drawn)]
    found = graph(firms=FIRMS, products=[product("p"), product("q")], supplies=sales)
    whole = sourcing(found, "Z", begins=BEGINS, ends=ENDS, estimate=estimate)
    counted = [one for one in papers(found, "Z", begins=BEGINS, ends=ENDS, estimate=estimate) if one.counts]

    for sort in SORTS:
        own = [one for one in counted if one.sort == sort]
        share = getattr(whole, sort)
        assert share.claims == len(own)
        assert share.total_fen == sum(one.amount_fen or 0 for one in own)
        assert share.known_fen == sum(one.amount_fen or 0 for one in own if one.known)
        assert share.local_fen == sum(one.amount_fen or 0 for one in own if one.local)


@given(_SALES)
def test_buyers_add_up_to_the_zone(drawn: list[Row]) -> None:
    sales = [{**row, "id": f"s{at}", "ends": dt.date(2025, 12, 31)} for at, row in enumerate(drawn)]
    found = graph(firms=FIRMS, supplies=sales)
    whole = sourcing(found, "Z", begins=BEGINS, ends=ENDS)
    each = sourcing_by_buyer(found, "Z", begins=BEGINS, ends=ENDS)

    assert sum(one.claims for _, one in each) == whole.claims
    assert sum(one.materials.local_fen for _, one in each) == whole.materials.local_fen
    for buyer, one in each:
        assert one == sourcing(found, "Z", begins=BEGINS, ends=ENDS, buyer=buyer)


def test_a_weaker_paper_stands_there_and_does_not_count() -> None:
    found = papers(
        graph(
            firms=FIRMS,
            products=[product("p")],
            supplies=[
                sale(1, "near", "a", "p", amount_fen=5),
                sale(2, "near", "a", "p", amount_fen=9, kind="filing"),
            ],
        ),
        "Z",
        begins=BEGINS,
        ends=ENDS,
    )

    assert [(one.claim, one.counts) for one in found] == [("s2", False), ("s1", True)]


def test_the_places_that_hide_the_most_come_first() -> None:
    counted = papers(
        graph(
            firms=FIRMS,
            products=[product("p"), product("q")],
            supplies=[
                sale(1, "somewhere", "a", "p", amount_fen=5),
                sale(2, "somewhere", "a", "p", amount_fen=6),
                sale(3, None, "b", "q", amount_fen=30),
                sale(4, "near", "b", "q", amount_fen=99),
                sale(5, "somewhere", "a", "p", amount_fen=70, use="equipment"),
            ],
        ),
        "Z",
        begins=BEGINS,
        ends=ENDS,
    )

    assert hidden(counted) == [Hidden(None, "b", "q", 30), Hidden("somewhere", "a", "p", 11)]


def test_claims_that_reach_beyond_a_quarter_are_counted_apart() -> None:
    found = graph(
        firms=FIRMS, supplies=[sale(1, "near", "a", amount_fen=1), sale(2, "near", "far", amount_fen=1)]
    )

    assert left_out(found, "Z", begins=BEGINS, ends=dt.date(2025, 3, 31)) == LeftOut(1, 0)
    assert left_out(found, "Z", begins=BEGINS, ends=ENDS) == LeftOut(0, 0)


def test_an_amount_of_no_stated_period_counts_in_none_and_is_told() -> None:
    undated: Row = {"begins": None, "ends": None}
    found = graph(
        firms=FIRMS,
        supplies=[
            sale(1, "near", "a", amount_fen=1, **undated),
            sale(2, "near", "a", **undated),
            sale(3, "near", "a", amount_fen=1, state="proposed", **undated),
            sale(4, "near", "far", amount_fen=1, **undated),
        ],
    )

    assert left_out(found, "Z", begins=BEGINS, ends=ENDS) == LeftOut(0, 1)
    assert left_out(found, "Z", begins=BEGINS, ends=ENDS, estimate=True) == LeftOut(0, 2)
    assert left_out(found, "Z", begins=BEGINS, ends=ENDS, buyer="b") == LeftOut(0, 0)


def test_years_run_from_the_first_purchase_to_the_last() -> None:
    early = sale(1, "near", "a", begins=dt.date(2023, 5, 1), ends=dt.date(2023, 5, 31))

    assert years(graph(firms=FIRMS, supplies=[early, sale(2, "near", "a")]), "Z") == [2025, 2024, 2023]
    assert years(graph(firms=[firm("a", "Z")]), "Z") == []


def test_what_is_lacking_to_a_ratio_is_exact() -> None:
    found = graph(
        firms=FIRMS, supplies=[sale(1, "near", "a", amount_fen=59), sale(2, None, "a", amount_fen=42)]
    )
    share = sourcing(found, "Z", begins=BEGINS, ends=ENDS).materials

    assert share.refused is not None
    assert share.lacking_fen == 2, "60% of 101 is 60.6, so 61 must be known"
