"""Every pack of the box: its examples hold, none is missing, and the review has no warning."""

import datetime as dt
from pathlib import Path

import pytest

from tests.house.files import ROOT
from wotu.match.examples import read_examples, run_examples
from wotu.rules.lint import review
from wotu.rules.lint.examples import missing_examples, missing_thresholds
from wotu.rules.lint.turning import missing_turning_points
from wotu.rules.load import load_packs

ON = dt.date(2025, 6, 1)
FOLDERS = sorted(path.parent for path in (ROOT / "packs").glob("*/pack.yaml"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_pack_is_clean(folder: Path) -> None:
    packs = load_packs([folder])
    pack = packs.packs[folder.name]
    report = run_examples(read_examples(pack, packs), packs)

    assert not report.failures
    assert not missing_examples([measure.id for measure in pack.measures], report.seen)
    assert not missing_thresholds(pack, ON, report.facts)
    assert not missing_turning_points(pack, ON, report.shown)
    warnings = [f for f in review(packs, ON) if f.severity == "warning"]
    assert not [f for f in warnings if f.place.file.is_relative_to(folder)]
