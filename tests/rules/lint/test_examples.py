"""Worked examples that are missing: an answer never shown, a threshold never hit."""

import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest

from tests.match.making import facts
from tests.rules.lint.reviewing import MEASURE, ON, SOURCES, VOCABULARY, odd, with_condition
from tests.rules.tiny import load
from wotu.rules.lint.examples import Threshold, missing_examples, missing_thresholds, thresholds_of
from wotu.rules.model import Pack
from wotu.rules.vocabulary import Slot

DEFINITIONS = """\
definitions:
  large: {zh: 规上, en: Above scale, versions: {2020-01-01: revenue >= '2000万元'}}
"""


def pack_of(folder: Path, measures: str = MEASURE) -> Pack:
    """Return the pack, read."""
    files = {
        "vocabulary": VOCABULARY,
        "sources": SOURCES,
        "definitions": DEFINITIONS,
        "measures__grant": measures,
    }
    return load(folder, **files).packs["demo"]


def thresholds(folder: Path, measures: str, on: dt.date = ON) -> list[Threshold]:
    """Return the thresholds of the one measure."""
    [version] = pack_of(folder, measures).measures[0].versions
    return thresholds_of(version, on)


def test_every_answer_of_every_measure_needs_an_example() -> None:
    seen = {"demo.a": {"entitled", "not_entitled", "unknown"}, "demo.b": {"entitled"}}
    assert [text.en for text in missing_examples(["demo.a", "demo.b", "demo.c"], seen)] == [
        "demo.b: no example is not_entitled",
        "demo.b: no example is unknown",
        "demo.c: no example is entitled",
        "demo.c: no example is not_entitled",
        "demo.c: no example is unknown",
    ]


def test_the_threshold_no_example_hits_is_named(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, with_condition(odd("staff <= 300 AND revenue > '2000万元'")))
    shown = {"demo.grant": [facts(rd=1_000_000, staff=299), facts(rd=5, revenue=20_000_000)]}
    [missing] = missing_thresholds(pack, ON, shown)
    assert missing.en.startswith("demo.grant condition odd: no example stands exactly at staff = 300")


def test_an_example_of_another_measure_does_not_count(tmp_path: Path) -> None:
    pack = pack_of(tmp_path)
    assert len(missing_thresholds(pack, ON, {"demo.other": [facts(rd=1_000_000)]})) == 1
    assert len(missing_thresholds(pack, ON, {})) == 1


def test_one_threshold_is_named_once_in_each_condition(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, with_condition(odd("staff >= 300 AND (staff >= 300 OR staff < 300)")))
    assert sum("odd" in line.en for line in missing_thresholds(pack, ON, {})) == 1


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("staff > 300", [(Slot("staff"), 300)]),
        ("NOT (staff > 300 OR flag)", [(Slot("staff"), 300)]),
        ("staff > 300 OR staff < 10", [(Slot("staff"), 300), (Slot("staff"), 10)]),
        ("large", [(Slot("revenue"), 20_000_000)]),
        ("rd >= '3万元' AND previous(rd) >= '2万元'", [(Slot("rd"), 30_000), (Slot("rd", 1), 20_000)]),
        ("founded_on >= '1970-01-11'", [(Slot("founded_on"), 10)]),
        ("rate > '5%'", []),
        ("founded_on <= as_of", []),
        ("founded_on > add_years(as_of, -5)", []),
        ("years_since(founded_on) >= '5年'", []),
        ("rd / revenue >= '5%'", []),
        ("rd >= revenue", []),
        ("industry = 'C39'", []),
        ("flag", []),
    ],
)
def test_thresholds_are_facts_against_numbers_that_stay(
    tmp_path: Path, when: str, expected: list[tuple[Slot, Fraction]]
) -> None:
    found = thresholds(tmp_path, with_condition(odd(when)))
    assert [(t.slot, t.value) for t in found if t.condition == "odd"] == expected


def test_a_threshold_that_changes_is_the_one_of_the_day(tmp_path: Path) -> None:
    low = "low: {zh: 起点, en: Start, values: {2024-01-01: 1万元, 2025-06-01: 2万元}}"
    text = with_condition(odd("revenue >= low")).replace("  params:\n", f"  params:\n    {low}\n")
    for number, (day, value) in enumerate([("2025-03-01", 10_000), ("2026-03-01", 20_000)]):
        found = thresholds(tmp_path / str(number), text, dt.date.fromisoformat(day))
        assert Threshold("odd", Slot("revenue"), Fraction(value)) in found


def test_every_version_needs_its_own(tmp_path: Path) -> None:
    versions = """\
  versions:
    - {id: old, valid: {from: 2023-01-01, to: 2023-12-31}}
    - {id: new, valid: {from: 2024-01-01}, conditions: [{id: few, zh: 少, en: Few, when: staff <= 20}]}
"""
    text = MEASURE.replace("  valid: {from: 2024-01-01}\n", "") + versions
    missing = missing_thresholds(pack_of(tmp_path, text), ON, {"demo.grant": [facts(rd=1_000_000)]})
    assert [line.en.partition(":")[0] for line in missing] == ["demo.grant#new condition few"]
