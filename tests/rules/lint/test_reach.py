"""Conditions that can never be met, or always are."""

from pathlib import Path

import pytest

from tests.rules.lint.reviewing import (
    ENOUGH,
    MEASURE,
    TECH,
    Found,
    found,
    line_of,
    odd,
    review_text,
    with_condition,
)

DEFINITIONS = """\
definitions:
  open_now: {zh: 已开放, en: Open, versions: {2020-01-01: 'TRUE', 2025-06-01: hightech}}
"""


@pytest.mark.parametrize(
    ("when", "message"),
    [
        ("TRUE", "Is always met"),
        ("rate > '5%'", "Is always met"),
        ("rate > '50%'", "Can never be met"),
        ("as_of < '2020-01-01'", "Can never be met"),
        ("hightech AND 1 = 2", "Can never be met"),
        ("open_now", "Is always met"),
    ],
)
def test_u1_a_condition_that_depends_on_no_fact(tmp_path: Path, when: str, message: str) -> None:
    text = with_condition(odd(when))
    [finding] = review_text(tmp_path, text, definitions=DEFINITIONS)
    assert (finding.code, finding.severity, finding.clause) == ("U1", "warning", "odd")
    assert (finding.place.line, finding.message.en) == (line_of(text, "{id: odd"), message)


@pytest.mark.parametrize(
    "when",
    [
        "revenue > '5000万元' AND revenue < '3000万元'",
        "revenue >= '5000万元' AND NOT (revenue > '3000万元')",
        "'5000万元' < revenue AND revenue <= '5000万元'",
        "revenue = '5000万元' AND revenue <> '5000万元'",
        "flag AND NOT flag",
        "staff BETWEEN 10 AND 5",
        "NOT (staff < 10 OR staff > 5)",
        "industry = 'C39' AND industry IN ('I65', 'C40')",
        "founded_on > '2020-01-01' AND founded_on < '2019-01-01'",
    ],
)
def test_u2_a_condition_that_contradicts_itself(tmp_path: Path, when: str) -> None:
    text = with_condition(odd(when))
    assert found(tmp_path, text) == [Found("U2", "warning", "odd", line_of(text, "{id: odd"))]


@pytest.mark.parametrize(
    "when",
    [
        "revenue > '3000万元' AND revenue < '5000万元'",
        "revenue >= '5000万元' AND revenue <= '5000万元'",
        "revenue > '5000万元' OR revenue < '3000万元'",
        "revenue > '5000万元' AND previous(revenue) < '3000万元'",
        "staff <> 5",
    ],
)
def test_what_can_be_met_is_not_flagged(tmp_path: Path, when: str) -> None:
    assert found(tmp_path, with_condition(odd(when))) == []


@pytest.mark.parametrize(
    ("when", "names"),
    [
        ("rd < '50万元'", "enough, odd"),
        ("NOT hightech", "tech, odd"),
        ("rd < '50万元' AND staff > 5", "enough, odd"),
    ],
)
def test_u3_conditions_that_contradict_each_other(tmp_path: Path, when: str, names: str) -> None:
    text = with_condition(odd(when))
    [finding] = review_text(tmp_path, text)
    assert (finding.code, finding.severity, finding.clause) == ("U3", "warning", "odd")
    assert finding.place.line == line_of(text, "{id: odd")
    assert finding.message.en == f"Conditions {names} cannot be met together"


def test_u3_is_not_said_again_of_a_condition_that_contradicts_itself(tmp_path: Path) -> None:
    text = with_condition(odd("rd < '50万元' AND rd > '60万元'"))
    assert [finding.code for finding in found(tmp_path, text)] == ["U2"]


def test_u4_a_condition_the_others_imply(tmp_path: Path) -> None:
    text = with_condition(odd("rd > '50万元'"))
    assert found(tmp_path, text) == [Found("U4", "note", "odd", line_of(text, "{id: odd"))]


def test_u4_points_to_the_weaker_one_wherever_it_stands(tmp_path: Path) -> None:
    text = with_condition("{id: strict, zh: 条件, en: Condition, when: rd >= '200万元' AND staff > 5}")
    assert found(tmp_path, text) == [Found("U4", "note", "enough", line_of(text, ENOUGH))]


def test_a_stricter_condition_on_another_year_implies_nothing(tmp_path: Path) -> None:
    text = with_condition(odd("previous(rd) > '50万元'"))
    assert found(tmp_path, text) == []


def test_a_veto_may_contradict_a_condition(tmp_path: Path) -> None:
    text = MEASURE + "  vetoes:\n    - {id: veto, zh: 否决, en: Veto, when: hightech}\n"
    assert found(tmp_path, text) == [Found("U3", "warning", "veto", line_of(text, "{id: veto"))]


def test_a_dated_threshold_is_the_one_of_the_day(tmp_path: Path) -> None:
    text = MEASURE.replace(
        "rate: {zh: 比例, en: Rate, value: 10%}",
        "rate: {zh: 比例, en: Rate, value: 10%}\n"
        "    most: {zh: 最多, en: Most, values: {2024-01-01: 300万元, 2025-06-01: 50万元}}",
    ).replace(TECH, "{id: small, zh: 小, en: Small, when: rd <= most}")
    assert found(tmp_path, text) == []
    later = text.replace("2025-06-01", "2025-02-01")
    assert [finding.code for finding in found(tmp_path, later)] == ["U3"]
