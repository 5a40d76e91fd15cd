"""Steps that overlap, fall or leave a gap; bands that leave somebody out."""

from pathlib import Path

import pytest

from tests.rules.lint.reviewing import MEASURE, Found, found, line_of, with_benefit, with_keys

FIRST = "{from: 100万元, amount: 10万元}"
SECOND = "{from: 500万元, amount: 50万元}"


def tiers(first: str = FIRST, second: str = SECOND, *, below: str = "") -> str:
    """Return the measure with two steps, each on a line of its own."""
    steps = [f"    - {first}", f"    - {second}"]
    return with_benefit("tiers:", "  of: rd", *([below] if below else []), "  steps:", *steps)


def test_steps_that_rise_from_the_entry_condition_are_clean(tmp_path: Path) -> None:
    assert found(tmp_path, tiers()) == []


@pytest.mark.parametrize("second", ["{from: 100万元, amount: 50万元}", "{from: 60万元, amount: 50万元}"])
def test_t1_a_step_that_hides_another(tmp_path: Path, second: str) -> None:
    text = tiers(second=second)
    [finding] = [f for f in found(tmp_path, text) if f.code == "T1"]
    assert finding == Found("T1", "warning", "tiers", line_of(text, second))


def test_t2_a_higher_step_that_pays_less(tmp_path: Path) -> None:
    second = "{from: 500万元, amount: 5万元}"
    text = tiers(second=second)
    assert found(tmp_path, text) == [Found("T2", "warning", "tiers", line_of(text, second))]


def test_t3_a_gap_between_the_entry_condition_and_the_first_step(tmp_path: Path) -> None:
    first = "{from: 150万元, amount: 10万元}"
    text = tiers(first)
    assert found(tmp_path, text) == [Found("T3", "warning", "tiers", line_of(text, first))]


def test_t3_is_no_gap_where_it_is_said_what_is_paid_below(tmp_path: Path) -> None:
    assert found(tmp_path, tiers("{from: 150万元, amount: 10万元}", below="  below: 1万元")) == []


def test_t4_a_first_step_that_is_never_used(tmp_path: Path) -> None:
    first, second = "{from: 50万元, amount: 10万元}", "{from: 100万元, amount: 50万元}"
    text = tiers(first, second)
    assert found(tmp_path, text) == [Found("T4", "warning", "tiers", line_of(text, first))]


def test_steps_of_another_figure_than_the_condition_are_not_compared(tmp_path: Path) -> None:
    assert found(tmp_path, tiers("{from: 150万元, amount: 10万元}").replace("of: rd", "of: revenue")) == []


def test_steps_by_parameter_are_seen_through(tmp_path: Path) -> None:
    low = "low: {zh: 起点, en: Start, value: 150万元}"
    text = tiers("{from: low, amount: 10万元}").replace("  params:\n", f"  params:\n    {low}\n")
    assert [finding.code for finding in found(tmp_path, text)] == ["T3"]


def test_t5_bands_that_leave_somebody_out(tmp_path: Path) -> None:
    bands = "ranking: {by: rd, bands: [{to: 25%, id: A, amount: 9万元}, {to: 70%, id: B, amount: 5万元}]}"
    assert found(tmp_path, with_keys(bands)) == [Found("T5", "note", "", 1)]
    assert found(tmp_path, with_keys(bands.replace("70%", "100%"))) == []


def test_a_measure_without_tiers_is_clean(tmp_path: Path) -> None:
    assert found(tmp_path, MEASURE) == []
