"""Every function of the language, evaluated for one subject; unknown is neither zero nor false."""

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from itertools import product

import pytest

from tests.rules.tiny import load
from wotu.rules.dates import day_number
from wotu.rules.evaluate import Known, compile_node
from wotu.rules.expressions import read_expression
from wotu.rules.fold import fold, unnamed
from wotu.rules.typing import Scope
from wotu.rules.vocabulary import Slot

ON = dt.date(2024, 12, 1)
U = None
Answer = bool | None


@pytest.fixture(scope="module")
def scope(tmp_path_factory: pytest.TempPathFactory) -> Scope:
    return Scope(load(tmp_path_factory.mktemp("packs")).vocabulary)


def value(
    scope: Scope, text: str, facts: Mapping[Slot, Known] | None = None, on: dt.date = ON
) -> Known | None:
    """Evaluate a text as of a date; names, if any, make no difference."""
    node = fold(read_expression(text, scope), day_number(on))
    answer = compile_node(node)(facts or {})
    assert compile_node(unnamed(node))(facts or {}) == answer
    return answer


def day(text: str) -> int:
    """Return a date as expressions see it."""
    return day_number(dt.date.fromisoformat(text))


RD = {Slot("rd"): 300, Slot("rd", 1): 200, Slot("rd", 2): 400, Slot("rd", 3): 500}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rd", 300),
        ("rd + '1元'", 301),
        ("rd - '1元'", 299),
        ("-rd", -300),
        ("rd * 2", 600),
        ("rd / 7", Fraction(300, 7)),
        ("rd * '33.3333%'", Fraction(300 * 333_333, 1_000_000)),
        ("least(rd, '1元', '2元')", 1),
        ("greatest(rd, '1元')", 300),
        ("least(rd, previous(rd))", 200),
        ("increase(rd, previous(rd))", 100),
        ("increase(previous(rd), rd)", 0),
        ("increase(rd, '1000元')", 0),
        ("floor(rd / 7)", 42),
        ("ceil(rd / 7)", 43),
        ("floor(-rd / 7)", -43),
        ("ceil(-rd / 7)", -42),
        ("floor('1.5人')", 1),
        ("previous(rd)", 200),
        ("previous(rd, 3)", 500),
        ("average(rd, 3)", 300),
        ("average(rd, 2)", 250),
        ("average(rd, 1)", 300),
        ("total(rd, 3)", 900),
        ("best(rd, 2)", 300),
        ("best(rd, 1)", 300),
        ("best(rd, 4)", 500),
        ("best_before(rd, 1)", 200),
        ("best_before(rd, 3)", 500),
        ("growth(rd)", Fraction(1, 2)),
        ("in_year(rd, 2020)", None),
        ("average(rd, 5)", None),
        ("best_before(rd, 4)", None),
        ("rd / (rd - rd)", None),
        ("rd / 0", None),
        ("previous(rd, 4) + rd", None),
        ("revenue", None),
        ("increase(rd, revenue)", None),
        ("least(rd, revenue)", None),
    ],
)
def test_amounts_are_exact(scope: Scope, text: str, expected: Known | None) -> None:
    assert value(scope, text, RD) == expected


def test_growth_from_nothing_is_unknown(scope: Scope) -> None:
    assert value(scope, "growth(rd)", {Slot("rd"): 5, Slot("rd", 1): 0}) is None
    assert value(scope, "growth(rd) > '5%'", {Slot("rd"): 5, Slot("rd", 1): 0}) is None


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        ("year('2024-02-29')", "2024-12-01", 2024),
        ("year(as_of)", "2026-01-01", 2026),
        ("days_since('2024-02-28')", "2024-03-01", 2),
        ("days_since('2023-02-28')", "2023-03-01", 1),
        ("days_since('2024-12-02')", "2024-12-01", -1),
        ("months_since('2024-01-31')", "2024-02-29", 0),
        ("months_since('2024-01-31')", "2024-03-01", 1),
        ("months_since('2024-01-31')", "2024-03-31", 2),
        ("months_since('2024-01-15')", "2024-02-14", 0),
        ("months_since('2024-01-15')", "2024-02-15", 1),
        ("months_since('2024-02-15')", "2024-01-15", -1),
        ("years_since('2020-02-29')", "2021-02-28", 0),
        ("years_since('2020-02-29')", "2021-03-01", 12),
        ("years_since('2020-02-29')", "2024-02-28", 36),
        ("years_since('2020-02-29')", "2024-02-29", 48),
        ("years_since('2019-12-01')", "2024-11-30", 48),
        ("years_since('2019-12-01')", "2024-12-01", 60),
    ],
)
def test_what_has_passed_is_completed(scope: Scope, text: str, on: str, expected: int) -> None:
    assert value(scope, text, on=dt.date.fromisoformat(on)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("add_days('2024-02-28', 1)", "2024-02-29"),
        ("add_days('2023-02-28', 1)", "2023-03-01"),
        ("add_days('2024-03-01', -1)", "2024-02-29"),
        ("add_days('2024-03-01', '10天')", "2024-03-11"),
        ("add_months('2024-01-31', 1)", "2024-02-29"),
        ("add_months('2023-01-31', 1)", "2023-02-28"),
        ("add_months('2024-03-31', -1)", "2024-02-29"),
        ("add_months('2024-11-30', 3)", "2025-02-28"),
        ("add_months('2024-02-29', 12)", "2025-02-28"),
        ("add_months('2024-12-31', '1年')", "2025-12-31"),
        ("add_years('2024-02-29', 1)", "2025-02-28"),
        ("add_years('2024-02-29', 4)", "2028-02-29"),
        ("add_years('2024-02-29', -4)", "2020-02-29"),
        ("add_years('2024-06-01', '24月')", "2026-06-01"),
        ("add_years(as_of, -5)", "2019-12-01"),
    ],
)
def test_a_month_end_stays_a_month_end(scope: Scope, text: str, expected: str) -> None:
    assert value(scope, text) == day(expected)


@pytest.mark.parametrize(
    "text", ["add_years('9999-01-01', 1)", "add_days('9999-12-31', 1)", "add_years('0001-01-01', -1)"]
)
def test_a_date_outside_the_calendar_is_unknown(scope: Scope, text: str) -> None:
    assert value(scope, text) is None


def test_cells_named_by_time_are_read(scope: Scope) -> None:
    facts: dict[Slot, Known] = {
        Slot("rd", year=2023): 7,
        Slot("hightech", began=True): day("2023-10-16"),
        Slot("output", 3): 9,
        Slot("hightech"): True,
    }
    assert value(scope, "in_year(rd, 2023)", facts) == 7
    assert value(scope, "since(hightech) >= '2023-10-16'", facts) is True
    assert value(scope, "months_since(since(hightech))", facts) == 13
    assert value(scope, "previous(output, 3)", facts) == 9
    assert value(scope, "hightech", facts) is True


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("industry = 'C3975'", True),
        ("industry <> 'C3975'", False),
        ("industry LIKE 'C39%'", True),
        ("industry LIKE 'C3975%'", True),
        ("industry LIKE 'I%'", False),
        ("industry NOT LIKE 'I%'", True),
        ("industry IN ('A01', 'C3975')", True),
        ("industry IN ('C39')", False),
        ("industry NOT IN ('C39')", True),
        ("degree = 'master'", None),
        ("degree IN ('master', 'doctor')", None),
        ("degree LIKE 'm%'", None),
    ],
)
def test_texts_are_compared_whole_or_by_their_beginning(scope: Scope, text: str, expected: Answer) -> None:
    assert value(scope, text, {Slot("industry"): "C3975"}) is expected


@pytest.mark.parametrize(
    ("op", "below", "equal", "above"),
    [
        ("=", False, True, False),
        ("<>", True, False, True),
        ("<", True, False, False),
        ("<=", True, True, False),
        (">", False, False, True),
        (">=", False, True, True),
    ],
)
def test_comparisons_at_the_threshold(scope: Scope, op: str, below: bool, equal: bool, above: bool) -> None:
    text = f"rd {op} '100元'"
    assert [value(scope, text, {Slot("rd"): n}) for n in (99, 100, 101)] == [below, equal, above]
    assert value(scope, text) is None


KLEENE_AND = {
    (True, True): True, (True, False): False, (True, U): U,
    (False, True): False, (False, False): False, (False, U): False,
    (U, True): U, (U, False): False, (U, U): U,
}  # fmt: skip


def facts_of(**answers: Answer) -> dict[Slot, Known]:
    """Return the facts that are known."""
    return {Slot(name): answer for name, answer in answers.items() if answer is not None}


@pytest.mark.parametrize(("a", "b"), list(product((True, False, U), repeat=2)))
def test_and_or_not_are_kleenes(scope: Scope, a: Answer, b: Answer) -> None:
    def negated(answer: Answer) -> Answer:
        return None if answer is None else not answer

    facts = facts_of(flag=a, other=b)
    assert value(scope, "flag AND other", facts) is KLEENE_AND[a, b]
    assert value(scope, "flag OR other", facts) is negated(KLEENE_AND[negated(a), negated(b)])
    assert value(scope, "NOT flag", facts) is negated(a)
    same = None if a is None or b is None else a == b
    assert value(scope, "flag = other", facts) is same
    assert value(scope, "flag <> other", facts) is negated(same)


@pytest.mark.parametrize(
    ("test", "then", "otherwise", "expected"),
    [
        (True, 1, 2, 1),
        (False, 1, 2, 2),
        (True, 1, U, 1),
        (False, U, 2, 2),
        (True, U, 2, U),
        (U, 1, 2, U),
        (U, 1, 1, 1),
        (U, U, 1, U),
        (U, U, U, U),
    ],
)
def test_case_is_known_if_every_branch_left_agrees(
    scope: Scope, test: Answer, then: int | None, otherwise: int | None, expected: int | None
) -> None:
    facts: dict[Slot, Known] = facts_of(flag=test)
    facts |= {Slot("rd"): then} if then is not None else {}
    facts |= {Slot("revenue"): otherwise} if otherwise is not None else {}
    assert value(scope, "CASE WHEN flag THEN rd ELSE revenue END", facts) == expected


def test_case_takes_the_first_branch_that_is_met(scope: Scope) -> None:
    text = "CASE WHEN flag THEN 1 WHEN other THEN 2 ELSE 3 END"
    assert value(scope, text, facts_of(flag=True, other=True)) == 1
    assert value(scope, text, facts_of(flag=False, other=True)) == 2
    assert value(scope, text, facts_of(flag=False, other=False)) == 3
    assert value(scope, text, facts_of(flag=False)) is None
    assert value(scope, text, facts_of(other=True)) is None


@pytest.mark.parametrize(
    ("staff", "expected"), [(0, False), (1, True), (3, True), (5, True), (6, False), (None, None)]
)
def test_between_includes_both_ends(scope: Scope, staff: int | None, expected: Answer) -> None:
    facts: dict[Slot, Known] = {} if staff is None else {Slot("staff"): staff}
    assert value(scope, "staff BETWEEN 1 AND 5", facts) is expected
    assert value(scope, "staff NOT BETWEEN 1 AND 5", facts) is (None if expected is None else not expected)


def test_between_with_one_known_end_may_still_be_answered(scope: Scope) -> None:
    text = "rd BETWEEN revenue AND '10元'"
    assert value(scope, text, {Slot("rd"): 11}) is False
    assert value(scope, text, {Slot("rd"): 9}) is None


@pytest.mark.parametrize(("staff", "expected"), [(1, True), (2, True), (3, False), (None, None)])
def test_in_is_a_choice_of_equals(scope: Scope, staff: int | None, expected: Answer) -> None:
    facts: dict[Slot, Known] = {} if staff is None else {Slot("staff"): staff}
    assert value(scope, "staff IN (1, 2)", facts) is expected
    assert value(scope, "staff NOT IN (1, 2)", facts) is (None if expected is None else not expected)


def test_least_and_greatest_of_dates(scope: Scope) -> None:
    assert value(scope, "least(as_of, '2024-01-01')") == day("2024-01-01")
    assert value(scope, "greatest(as_of, '2024-01-01')") == day("2024-12-01")
