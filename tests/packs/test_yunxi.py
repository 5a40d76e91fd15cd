"""The pack of the tutorial: clean, with an example at every threshold."""

import datetime as dt

from tests.house.files import ROOT
from wotu.match.examples import read_examples, run_examples
from wotu.rules.lint import review
from wotu.rules.lint.examples import missing_examples, missing_thresholds
from wotu.rules.lint.turning import missing_turning_points
from wotu.rules.load import load_packs
from wotu.rules.nodes import Const

FOLDER = ROOT / "examples" / "yunxi"
ON = dt.date(2025, 3, 10)
PACKS = load_packs([FOLDER])
PACK = PACKS.packs["yunxi"]
REPORT = run_examples(read_examples(PACK, PACKS), PACKS)


def test_every_example_holds() -> None:
    assert REPORT.ran
    assert not REPORT.failures


def test_no_example_is_missing() -> None:
    ids = [measure.id for measure in PACK.measures]

    assert not missing_examples(ids, REPORT.seen)
    assert not missing_thresholds(PACK, ON, REPORT.facts)
    assert not missing_turning_points(PACK, ON, REPORT.shown)


def test_an_example_stands_at_every_tier() -> None:
    tiers = [v.benefit.tiers for measure in PACK.measures for v in measure.versions if v.benefit.tiers]
    starts = {step.start.value for tier in tiers for step in tier.steps if isinstance(step.start, Const)}
    shown = {value for facts in REPORT.facts["yunxi.scale"] for value in facts.values()}

    assert starts
    assert starts <= shown


def test_the_reviewer_finds_nothing_to_mend() -> None:
    found = [f for f in review(PACKS, ON) if f.place.file.is_relative_to(FOLDER) and f.severity != "note"]

    assert not found
