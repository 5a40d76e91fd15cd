"""Processes nobody could go through as written, or in the time they promise."""

from pathlib import Path

import pytest

from tests.rules.lint.reviewing import MEASURE, review_text
from tests.rules.test_load_process import PROCESSES

USING = MEASURE + "  process: {use: joint}\n"


def _found(folder: Path, processes: str, measures: str = USING) -> list[tuple[str, str, str, int]]:
    findings = review_text(folder, measures, processes=processes)
    return [(f.code, f.clause, f.place.file.name, f.place.line) for f in findings if f.code.startswith("W")]


def test_a_sound_process_is_clean(tmp_path: Path) -> None:
    assert _found(tmp_path, PROCESSES) == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("      - {does: decide, within: 1, automatic: true, who: system}\n", "",
         ("W1", "", "processes.yaml", 6)),
        ("      - {does: pay}\n", "      - {does: pay}\n      - {does: notice, id: late, within: 5}\n",
         ("W2", "late", "processes.yaml", 24)),
        ("  fire: {zh", "  art: {zh: 文化局, en: Arts}\n  fire: {zh", ("W3", "art", "processes.yaml", 3)),
        ("total: 12", "total: 4", ("W4", "", "processes.yaml", 6)),
        ("      - {does: accept, within: 2}\n", "      - {does: review, id: first}\n      - {does: accept}\n",
         ("W6", "accept", "processes.yaml", 16)),
    ],
    ids=["no decision", "notice after payment", "idle department", "too short", "accepted late"],
)  # fmt: skip
def test_what_is_wrong_with_a_process(
    tmp_path: Path, old: str, new: str, found: tuple[str, str, str, int]
) -> None:
    assert old in PROCESSES
    assert _found(tmp_path, PROCESSES.replace(old, new)) == [found]


def test_w4_a_measure_that_promises_less_time_than_the_steps_take(tmp_path: Path) -> None:
    [finding] = _found(tmp_path, PROCESSES, MEASURE + "  process: {use: joint, working_days: 4}\n")

    assert finding[:3] == ("W4", "process", "grant.yaml")


def test_w5_a_process_no_measure_uses(tmp_path: Path) -> None:
    assert _found(tmp_path, PROCESSES, MEASURE) == [("W5", "", "processes.yaml", 6)]


def test_w7_money_through_a_process_that_never_pays(tmp_path: Path) -> None:
    [finding] = _found(tmp_path, PROCESSES.replace("{does: pay}", "{does: deliver}"))

    assert finding[:3] == ("W7", "process", "grant.yaml")
