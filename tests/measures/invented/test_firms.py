"""Invented firms: valid, consistent, the same every time, and never mistaken for real ones."""

import datetime as dt
from collections import defaultdict

import pytest

from tests.house.files import ROOT
from wotu.match.credit_code import checked
from wotu.match.periods import parse_cell
from wotu.measures.invented.firms import Drawn, credit_code, draw_rows
from wotu.measures.invented.recipe import Recipe, read_recipe
from wotu.rules.load import load_packs
from wotu.rules.vocabulary import Vocabulary

TODAY = dt.date(2026, 11, 28)
RECIPES = sorted(path.parents[1].name for path in (ROOT / "packs").glob("*/demo/invented.yaml"))


def _zone(name: str) -> tuple[Recipe, Vocabulary]:
    packs = load_packs([ROOT / "packs" / name])
    recipe = read_recipe(ROOT / "packs" / name / "demo", packs.vocabulary)
    assert recipe is not None
    return recipe, packs.vocabulary


@pytest.fixture(scope="module", params=RECIPES)
def drawn(request: pytest.FixtureRequest) -> tuple[Vocabulary, list[Drawn]]:
    """Return every row of one zone."""
    recipe, vocabulary = _zone(request.param)
    return vocabulary, list(draw_rows(request.param, recipe, vocabulary, TODAY))


def test_the_six_zones_have_some_two_thousand_firms_with_the_hand_written() -> None:
    invented = sum(_zone(name)[0].firms for name in RECIPES)
    written = sum(
        len((ROOT / "packs" / name / "demo" / "firms.csv").read_text("utf-8").splitlines()) - 1
        for name in RECIPES
    )

    assert len(RECIPES) == 6
    assert 2_000 <= invented + written <= 2_100


def test_every_name_says_demonstration_and_none_comes_twice(drawn: tuple[Vocabulary, list[Drawn]]) -> None:
    names, ids = [cells["name"] for _, cells in drawn[1]], [cells["id"] for _, cells in drawn[1]]

    assert all("演示" in name for name in names)
    assert len(names) == len(set(names))
    assert len(ids) == len(set(ids))


def test_every_credit_code_is_valid_and_says_so_too(drawn: tuple[Vocabulary, list[Drawn]]) -> None:
    codes = [cells["credit_code"] for kind, cells in drawn[1] if kind == "enterprise"]

    assert [checked(code) for code in codes] == codes
    assert all(code[8:11] == "DEM" for code in codes)
    assert len(codes) == len(set(codes))


def test_every_cell_is_a_value_of_its_fact(drawn: tuple[Vocabulary, list[Drawn]]) -> None:
    vocabulary, rows = drawn

    for kind, cells in rows:
        for column, text in cells.items():
            name = column.partition("@")[0]
            if name not in {"id", "name", "credit_code", "enterprise"}:
                assert vocabulary[name].about == kind
                parse_cell(vocabulary[name], text)


def test_figures_of_a_firm_agree_with_each_other(drawn: tuple[Vocabulary, list[Drawn]]) -> None:
    for kind, cells in drawn[1]:
        if kind == "enterprise" and "revenue" in cells and "staff" in cells:
            assert int(cells["st_staff"]) <= int(cells["staff"])
            assert int(cells["rd_expense"]) <= int(cells["revenue"])
            assert dt.date.fromisoformat(cells.get("founded_on", "2020-01-01")) < TODAY


def test_something_is_unknown_about_most_firms_but_nothing_about_all() -> None:
    recipe, vocabulary = _zone("nanchang")
    told: dict[str, int] = defaultdict(int)
    for kind, cells in draw_rows("nanchang", recipe, vocabulary, TODAY):
        if kind == "enterprise":
            for name in cells:
                told[name] += 1

    assert told["revenue"] / recipe.firms == pytest.approx(0.93, abs=0.04)
    assert told["innovation_score"] / recipe.firms == pytest.approx(0.75, abs=0.06)
    assert told["name"] == recipe.firms


def test_the_same_recipe_draws_the_same_firms_and_a_longer_one_keeps_them() -> None:
    recipe, vocabulary = _zone("xian")
    longer = Recipe(
        recipe.firms + 5, recipe.letters, recipe.industries, recipe.facts, recipe.members
    )  # fmt: skip
    once = list(draw_rows("xian", recipe, vocabulary, TODAY))

    assert list(draw_rows("xian", recipe, vocabulary, TODAY)) == once
    assert list(draw_rows("xian", longer, vocabulary, TODAY))[: len(once)] == once


def test_research_goes_with_recognition() -> None:
    recipe, vocabulary = _zone("guangzhou")
    shares: dict[str, list[float]] = {"true": [], "false": []}
    for kind, cells in draw_rows("guangzhou", recipe, vocabulary, TODAY):
        if kind == "enterprise" and {"hightech", "revenue", "rd_expense"} <= cells.keys():
            shares[cells["hightech"]].append(int(cells["rd_expense"]) / max(int(cells["revenue"]), 1))

    assert min(shares["true"]) >= 0.029
    assert sum(shares["true"]) / len(shares["true"]) > 2 * sum(shares["false"]) / len(shares["false"])


def test_a_credit_code_has_the_number_in_it() -> None:
    assert credit_code("NA", 107).startswith("91990000DEMNA107")
