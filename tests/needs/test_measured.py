"""How good the suggestions are: the level reached on needs that were held apart is kept."""

import datetime as dt
from functools import cache
from pathlib import Path

import pytest

from tests.house.files import ROOT
from wotu.needs.measured import Case, CasesNotReadable, Figures, measure, read_cases
from wotu.needs.ranking import EVERYTHING, Index, Offer, Reading, Suggestion, offers_of
from wotu.needs.words import office_for, terms
from wotu.rules.load import load_packs
from wotu.rules.text import Text

ON = dt.date(2026, 11, 28)
ZONES = ("guangzhou", "wangcheng", "nanchang", "mengsu", "changchun", "xian")
FOLDER = ROOT / "examples" / "needs"


@cache
def _figures(name: str, *, plain: bool = False) -> Figures:
    packs = load_packs([ROOT / "packs" / zone for zone in ZONES])
    index = Index({zone: offers_of(packs, zone, ON) for zone in ZONES}, terms(), plain=plain)
    least = EVERYTHING if plain else None
    return measure(read_cases(FOLDER / name), lambda zone, says: index.read(zone, says, enough=least))


def test_the_level_reached_on_the_held_needs_is_kept() -> None:
    figures = _figures("held.yaml")

    assert figures.served + figures.unserved >= 60
    assert figures.hit_1 >= 0.88
    assert figures.hit_3 >= 0.91
    assert figures.mrr >= 0.90
    assert figures.silent <= 0.05
    assert figures.false == 0


def test_the_level_reached_on_needs_written_last_is_kept() -> None:
    figures = _figures("fresh.yaml")

    assert figures.hit_1 >= 0.69
    assert figures.hit_3 >= 0.73
    assert figures.false == 0


@pytest.mark.parametrize("name", ["held.yaml", "fresh.yaml"])
def test_it_is_better_than_bm25_alone(name: str) -> None:
    assert _figures(name).hit_1 > _figures(name, plain=True).hit_1
    assert _figures(name).hit_3 > _figures(name, plain=True).hit_3


@pytest.mark.parametrize("name", ["tuning.yaml", "held.yaml", "fresh.yaml"])
def test_every_right_answer_is_something_the_zone_offers(name: str) -> None:
    packs = load_packs([ROOT / "packs" / zone for zone in ZONES])
    known = {zone: {one.key for one in offers_of(packs, zone, ON)} for zone in ZONES}

    lost = [
        (case.says, key)
        for case in read_cases(FOLDER / name)
        for group in case.right
        for key in group
        if key not in known[case.zone]
    ]

    assert not lost


def test_no_need_stands_in_two_files() -> None:
    said = [case.says for name in ("tuning", "held", "fresh") for case in read_cases(FOLDER / f"{name}.yaml")]

    assert len(said) == len(set(said))


def test_the_figures_count_what_they_say() -> None:
    def read(_zone: str, says: str) -> Reading:
        words = Text("甲", "A")
        shown = tuple(Suggestion(Offer(key, "measure", words, words, "law"), 1.0, ()) for key in says.split())
        return Reading(shown, "law", office_for("z", "law"), ())

    cases = [
        Case("z", "a b", (frozenset("a"),)),
        Case("z", "x a", (frozenset("a"), frozenset("q"))),
        Case("z", "", (frozenset("a"),)),
        Case("z", "x", ()),
        Case("z", "", ()),
    ]

    assert measure(cases, read) == Figures(
        served=3, hit_1=1 / 3, hit_3=2 / 3, mrr=0.5, met=0.5, silent=1 / 3, unserved=2, false=0.5
    )


@pytest.mark.parametrize("text", ["a: [", "- {zone: x}", "5", "- 5"])
def test_a_file_that_is_no_list_of_needs_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "needs.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(CasesNotReadable, match=r"needs\.yaml"):
        read_cases(path)
