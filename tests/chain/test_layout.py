"""A chain as a drawing: every product once, inputs before outputs, few crossings, always the same."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wotu.chain.layout import COLUMN, ROW, Layout, Spot, crossings, lay_out

Told = tuple[list[Spot], list[tuple[str, str]]]
IDS = [f"p{n}" for n in range(24)]


@st.composite
def chains(draw: st.DrawFn, *, circles: bool = False) -> Told:
    ids = IDS[: draw(st.integers(0, len(IDS)))]
    spots = [Spot(one, draw(st.integers(1, 3)), draw(st.integers(0, 3))) for one in ids]
    pairs = [(a, b) for i, a in enumerate(ids) for j, b in enumerate(ids) if i < j or (circles and i != j)]
    return spots, draw(st.lists(st.sampled_from(pairs), max_size=60)) if pairs else []


@given(chains(circles=True))
def test_every_product_stands_in_one_place_of_its_own(
    chain: Told,
) -> None:
    found = lay_out(*chain)

    assert set(found.places) == {spot.id for spot in chain[0]}
    assert len({(one.column, one.row) for one in found.places.values()}) == len(chain[0])
    for one in found.places.values():
        assert 0 < one.x < found.width
        assert 0 < one.y < found.height
    for column in {one.column for one in found.places.values()}:
        rows = sorted(one.y for one in found.places.values() if one.column == column)
        assert all(b - a >= ROW - 1e-6 for a, b in pairwise(rows))


@given(chains())
def test_an_input_is_never_to_the_right_of_what_it_goes_into(
    chain: Told,
) -> None:
    found = lay_out(*chain)

    for source, target in chain[1]:
        assert found.places[source].column < found.places[target].column


@given(chains(circles=True))
def test_a_product_stands_in_the_band_of_its_stage_unless_its_input_is_further_down(
    chain: Told,
) -> None:
    found = lay_out(*chain)

    for spot in chain[0]:
        at = _band(found, spot.id)
        assert at >= spot.stage
        assert (at > spot.stage) == (spot.id in found.moved)
        assert spot.id not in found.moved or any(target == spot.id for _, target in chain[1])


@given(chains(circles=True), st.randoms(use_true_random=False))
def test_the_order_in_which_a_chain_is_told_does_not_matter(chain: Told, shuffled: random.Random) -> None:
    spots, edges = list(chain[0]), list(chain[1])
    shuffled.shuffle(spots)
    shuffled.shuffle(edges)

    assert lay_out(spots, edges) == lay_out(*chain)


@given(chains())
def test_what_nothing_goes_into_and_nothing_comes_of_stays_where_it_was_put(
    chain: Told,
) -> None:
    found = lay_out(chain[0], [])

    assert not found.moved
    assert [band.stage for band in found.bands] == [1, 2, 3]
    assert sum(band.width for band in found.bands) == found.width


def test_lines_are_untangled() -> None:
    inputs, outputs = [f"in{n}" for n in range(6)], [f"out{n}" for n in range(6)]
    edges = [(one, outputs[5 - n]) for n, one in enumerate(inputs)]
    assert crossings([inputs, outputs], edges) == 15
    spots = [Spot(one, 1, n) for n, one in enumerate(inputs)]
    spots += [Spot(one, 2, n) for n, one in enumerate(outputs)]

    places = lay_out(spots, edges).places

    order = [sorted(layer, key=lambda one: places[one].y) for layer in (inputs, outputs)]
    assert crossings(order, edges) == 0


def test_a_layer_of_many_products_takes_several_columns() -> None:
    found = lay_out([Spot(f"p{n}", 1, n) for n in range(100)], [])

    assert found.width == COLUMN * 9
    assert found.height == pytest.approx(ROW * (12 + 8 / 9))


def test_an_edge_to_what_is_not_there_is_left_out() -> None:
    assert set(lay_out([Spot("a", 1)], [("a", "gone"), ("a", "a")]).places) == {"a"}


def test_500_products_are_laid_out_from_left_to_right() -> None:
    chance = random.Random(7)  # noqa: S311
    spots = [Spot(f"p{n}", 1 + n * 3 // 500, n) for n in range(500)]
    edges = [(f"p{n}", f"p{min(n + chance.randint(1, 60), 499)}") for n in range(499) for _ in range(2)]

    found = lay_out(spots, edges)

    assert len(found.places) == 500
    assert found.height <= ROW * 30
    for source, target in edges:
        if source != target:
            assert found.places[source].x < found.places[target].x


def _band(found: Layout, one: str) -> int:
    x = found.places[one].x
    return next(band.stage for band in found.bands if band.x <= x < band.x + band.width)
