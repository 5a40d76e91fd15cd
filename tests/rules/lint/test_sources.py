"""Documents that are missing, unfound or old, and texts no longer in force."""

from pathlib import Path

import pytest

from tests.rules.lint.reviewing import MEASURE, SOURCES, Found, found, review_text

VALID = "  valid: {from: 2024-01-01}\n"


def test_s1_a_measure_without_a_source(tmp_path: Path) -> None:
    text = MEASURE.replace("  source: {ref: plan, article: 第一条}\n", "")
    assert found(tmp_path, text) == [Found("S1", "warning", "", 1)]


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("S2", "number: 示〔2024〕1号", "found: false"),
        ("S3", ", number: 示〔2024〕1号", ""),
        ("S4", "date: 2024-01-01", "date: 2020-02-01"),
    ],
)
def test_what_is_wrong_with_the_document(tmp_path: Path, code: str, old: str, new: str) -> None:
    assert found(tmp_path, sources=SOURCES.replace(old, new)) == [Found(code, "note", "", 1)]


@pytest.mark.parametrize("date", ["2020-06-01", "2024-01-01"])
def test_a_recent_document_with_its_number_is_clean(tmp_path: Path, date: str) -> None:
    assert found(tmp_path, sources=SOURCES.replace("2024-01-01", date)) == []


def test_an_address_does_instead_of_a_number(tmp_path: Path) -> None:
    assert (
        found(tmp_path, sources=SOURCES.replace("number: 示〔2024〕1号", "address: https://example.org/1"))
        == []
    )


def test_s5_a_measure_that_does_not_say_since_when(tmp_path: Path) -> None:
    assert found(tmp_path, MEASURE.replace(VALID, "")) == [Found("S5", "note", "", 1)]


def test_s6_a_measure_that_has_expired(tmp_path: Path) -> None:
    text = MEASURE.replace(VALID, "  valid: {from: 2023-01-01, to: 2025-02-28}\n")
    [finding] = review_text(tmp_path, text)
    assert (finding.code, finding.severity, finding.measure) == ("S6", "note", "demo.grant")
    assert (finding.place.file.name, finding.place.line) == ("grant.yaml", 1)
    assert finding.message.en == "Expired on 2025-02-28"


@pytest.mark.parametrize("last", ["2025-03-01", "2027-12-31"])
def test_the_last_day_of_validity_is_inside(tmp_path: Path, last: str) -> None:
    assert found(tmp_path, MEASURE.replace(VALID, f"  valid: {{from: 2023-01-01, to: {last}}}\n")) == []


def test_a_measure_with_one_text_still_in_force_has_not_expired(tmp_path: Path) -> None:
    versions = """\
  versions:
    - {id: old, valid: {from: 2023-01-01, to: 2023-12-31}}
    - {id: new, valid: {from: 2024-01-01}}
"""
    assert found(tmp_path, MEASURE.replace(VALID, "") + versions) == []


def test_only_the_text_in_force_is_reviewed(tmp_path: Path) -> None:
    versions = """\
  versions:
    - {id: old, valid: {from: 2023-01-01, to: 2023-12-31}, benefit: {amount: 900亿元}}
    - {id: new, valid: {from: 2024-01-01}}
"""
    assert found(tmp_path, MEASURE.replace(VALID, "") + versions) == []
