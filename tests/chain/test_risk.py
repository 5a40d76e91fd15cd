"""Concentration, known single sources, and what follows when a firm stops."""

from fractions import Fraction

from tests.chain.small import firm, graph, makes, product, sale
from wotu.chain.risk import Concentration, concentrations, downstream, exposures, if_stops, troubles
from wotu.rules.text import Text

FIRMS = [firm("a", "Z"), firm("b", "Z"), firm("c", "Z"), firm("s", "Y"), firm("t", "Y")]
PRODUCTS = [product("p"), product("q"), product("r")]


def test_concentration_is_exact_and_says_how_much_it_covers() -> None:
    (found,) = concentrations(
        graph(
            firms=FIRMS,
            products=PRODUCTS,
            supplies=[
                sale(1, "s", "a", "p", amount_fen=3, imported=True),
                sale(2, "t", "b", "p", amount_fen=1, imported=False),
                sale(3, None, "b", "p", amount_fen=4),
            ],
        ),
        "Z",
    )

    assert found.hhi == Fraction(10_000 * (9 + 1), 16)
    assert (found.known_share, found.import_share) == (Fraction(1, 2), Fraction(3, 4))
    assert (found.sellers, found.sole) == (2, None)


def test_single_sources_come_first_and_unknown_amounts_stay_unknown() -> None:
    found = concentrations(
        graph(
            firms=FIRMS,
            products=PRODUCTS,
            supplies=[
                sale(1, "s", "a", "p", amount_fen=3),
                sale(2, "t", "a", "p", amount_fen=1),
                sale(3, "s", "a", "q"),
                sale(4, None, "a", "r", amount_fen=9),
            ],
        ),
        "Z",
    )

    assert [(one.product, one.sole) for one in found] == [("q", "s"), ("p", None)]
    assert (found[0].hhi, found[0].known_share, found[0].import_share) == (None, None, None)


def test_those_downstream_are_reached_once_by_the_shortest_way() -> None:
    chain = graph(
        firms=FIRMS,
        supplies=[
            sale(1, "s", "a"),
            sale(2, "a", "b"),
            sale(3, "s", "b"),
            sale(4, "b", "c"),
            sale(5, "c", "s"),
            sale(6, "b", "t", kind="inferred"),
        ],
    )

    assert {hit.firm: hit.path for hit in downstream(chain, "s")} == {
        "a": ("s", "a"),
        "b": ("s", "b"),
        "c": ("s", "b", "c"),
    }
    assert [hit.firm for hit in downstream(chain, "s", hops=1)] == ["a", "b"]


def test_a_firm_that_stops_leaves_buyers_without_a_source_and_a_zone_without_a_link() -> None:
    stop = if_stops(
        graph(
            firms=FIRMS,
            products=PRODUCTS,
            makes=[makes("a", "p"), makes("a", "q"), makes("b", "q")],
            supplies=[
                sale(1, "a", "c", "p"),
                sale(2, "a", "c", "q"),
                sale(3, "b", "c", "q"),
                sale(4, "b", "t", "q"),
            ],
        ),
        "Z",
        firm="a",
    )

    assert stop.without_source == (("c", "p"),)
    assert stop.links_lost == ("p",)
    assert [hit.firm for hit in stop.hits] == ["c"]
    assert stop.sole_claims == ("s1",)
    assert [hit.claims for hit in stop.hits] == [("s1",)]


def test_concentration_has_a_word_by_the_usual_bounds() -> None:
    def level(hhi: int | None) -> str | None:
        exact = None if hhi is None else Fraction(hhi)
        return Concentration("p", Text("p", "p"), 2, 0, exact, None, None, None).level

    assert [level(hhi) for hhi in (1499, 1500, 2500, 2501, None)] == [
        "low",
        "moderate",
        "moderate",
        "high",
        None,
    ]


def test_exposure_counts_firms_of_the_zone_by_steps_each_once() -> None:
    found = exposures(
        graph(
            firms=FIRMS,
            supplies=[
                sale(1, "s", "a"),
                sale(2, "a", "b"),
                sale(3, "s", "b"),
                sale(4, "b", "c"),
                sale(5, "c", "s"),
                sale(6, "b", "t"),
            ],
        ),
        "Z",
    )

    assert [(one.firm, one.by_hops) for one in found] == [
        ("s", (2, 1, 0)),
        ("a", (1, 1, 0)),
        ("b", (1, 0, 1)),
        ("c", (0, 2, 0)),
    ]


def test_sellers_in_trouble_come_with_what_hangs_on_them() -> None:
    found = troubles(
        graph(
            firms=[*FIRMS, firm("ill", "Y", distress="listed"), firm("gone", "Y", dissolved=True)],
            products=PRODUCTS,
            supplies=[
                sale(1, "ill", "a", "p", amount_fen=5),
                sale(2, "s", "a", "p", amount_fen=5),
                sale(3, "ill", "b", "p", amount_fen=1),
                sale(4, "gone", "c"),
                sale(5, "ill", "t", "p"),
                sale(6, "ill", "c", "q", kind="inferred"),
            ],
        ),
        "Z",
    )

    assert [(one.seller, one.buyer, one.product, one.others, one.dissolved) for one in found] == [
        ("ill", "b", "p", 0, False),
        ("gone", "c", None, 0, True),
        ("ill", "a", "p", 1, False),
    ]


def test_a_delivery_told_by_two_papers_weighs_once() -> None:
    told = graph(
        firms=[*FIRMS, firm("ill", "Y", distress="listed")],
        products=PRODUCTS,
        supplies=[
            sale(1, "ill", "a", "p", amount_fen=3),
            sale(2, "ill", "a", "p", amount_fen=4, kind="filing"),
            sale(3, "t", "b", "p", amount_fen=1),
        ],
    )

    (found,) = concentrations(told, "Z")
    assert (found.value_fen, found.hhi, found.sellers) == (4, Fraction(10_000 * (9 + 1), 16), 2)
    (trouble,) = troubles(told, "Z")
    assert (trouble.amount_fen, trouble.claim) == (3, "s1")


def test_a_dissolved_seller_is_no_other_source() -> None:
    told = graph(
        firms=[*FIRMS, firm("gone", "Y", dissolved=True), firm("ill", "Y", distress="listed")],
        products=PRODUCTS,
        supplies=[
            sale(1, "ill", "a", "p", amount_fen=3),
            sale(2, "gone", "a", "p", amount_fen=1),
            sale(3, "s", "b", "q"),
            sale(4, "gone", "b", "q"),
        ],
    )

    assert [(one.seller, one.product, one.others) for one in troubles(told, "Z")] == [
        ("ill", "p", 0),
        ("gone", "p", 1),
        ("gone", "q", 1),
    ]
    assert if_stops(told, "Z", firm="s").without_source == (("b", "q"),)
    assert [(one.product, one.sellers, one.sole) for one in concentrations(told, "Z")] == [
        ("p", 1, "ill"),
        ("q", 1, "s"),
    ]


def test_who_makes_a_kind_still_makes_the_family() -> None:
    stop = if_stops(
        graph(
            firms=FIRMS,
            products=[product("wafer"), *(product(kind, parent="wafer") for kind in ("sapphire", "silicon"))],
            makes=[makes("a", "wafer"), makes("a", "silicon"), makes("b", "sapphire")],
        ),
        "Z",
        firm="a",
    )

    assert stop.links_lost == ("silicon",)
