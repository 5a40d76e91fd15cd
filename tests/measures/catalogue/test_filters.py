"""Filters narrow down, facets count what a choice would leave, sorting puts what counts first."""

import datetime as dt

import pytest

from wotu.measures.catalogue.filters import Facet, Filters, Sort, look_up

ON = dt.date(2026, 2, 12)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]


def _names(filters: Filters, on: dt.date = ON) -> list[str]:
    return [one.id.removeprefix("shelf.") for one in look_up(filters, on).offers]


def _only(**chosen: str) -> Filters:
    return Filters(chosen={name: frozenset({value}) for name, value in chosen.items()})  # type: ignore[misc]


@pytest.mark.parametrize(
    ("facet", "value", "found"),
    [
        ("area", "talent", {"dated", "endless"}), ("about", "person", {"dated"}),
        ("service", "booking", {"minutes"}), ("detail", "assumed", {"steps"}),
        ("window", "open", {"dated", "steps", "open_formula", "versions"}), ("window", "soon", {"yearly"}),
        ("window", "closing", {"dated"}), ("zone", "shelf", None), ("zone", "elsewhere", set()),
    ],
)  # fmt: skip
def test_a_facet_leaves_what_has_its_value(facet: str, value: str, found: set[str] | None) -> None:
    names = _names(_only(**{facet: value}))

    assert set(names) == (found if found is not None else set(_names(Filters())))


def test_values_of_one_facet_widen_and_facets_narrow() -> None:
    both: dict[Facet, frozenset[str]] = {"area": frozenset({"talent", "market"})}

    assert set(_names(Filters(chosen=both))) == {"dated", "endless", "versions"}
    assert _names(Filters(chosen={**both, "about": frozenset({"person"})})) == ["dated"]


def test_an_amount_leaves_what_may_reach_it() -> None:
    assert set(_names(Filters(least=50))) == {"steps", "open_formula"}
    assert set(_names(Filters(least=15))) == {"yearly", "steps", "open_formula", "versions"}


@pytest.mark.parametrize("facet", ["zone", "area", "about", "service", "window", "detail"])
def test_a_count_is_what_choosing_would_leave(facet: Facet) -> None:
    start = Filters(chosen={"service": frozenset({"grant"})})
    counts = look_up(start, ON).counts[facet]

    assert counts
    for value, number in counts.items():
        chosen = {**start.chosen, facet: frozenset({value})}
        assert number == len(look_up(Filters(chosen=chosen), ON).offers)


def test_the_teaching_zone_is_counted_but_shown_only_when_asked_for(settings: object) -> None:
    from wotu.site.paths import ROOT

    settings.WOTU_PACKS = ROOT / "packs"  # type: ignore[attr-defined]
    everything = look_up(Filters(), ON)
    taught = look_up(_only(zone="showcase"), ON)

    assert not any(one.is_teaching for one in everything.offers)
    assert len(taught.offers) == everything.counts["zone"]["showcase"] > 0


@pytest.mark.parametrize(
    ("sort", "first"),
    [("money", "steps"), ("closing", "dated"), ("new", "versions"), ("zone", "yearly"), ("best", "yearly")],
)
def test_sorting(sort: Sort, first: str) -> None:
    assert _names(Filters(sort=sort))[0] == first


def test_what_is_not_in_force_stands_last() -> None:
    for sort in ("money", "closing", "new", "zone"):
        assert _names(Filters(sort=sort))[-1] == "minutes"
