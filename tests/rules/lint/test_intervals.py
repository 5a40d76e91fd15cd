"""What a conjunction of simple conditions leaves open."""

import operator
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.random_examples import examples
from tests.rules import tiny
from wotu.rules.expressions import read_expression
from wotu.rules.fold import fold
from wotu.rules.lint.intervals import Bound, Range, bounds, ranges
from wotu.rules.typing import Scope
from wotu.rules.vocabulary import Slot

SLOT, OTHER = Slot("staff"), Slot("area")
OPERATORS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "=": operator.eq, "<>": operator.ne, "<": operator.lt,
    "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
DOMAIN = [Fraction(half, 2) for half in range(-4, 17)]
"""Whole and half numbers reaching beyond every bound: between two whole bounds there is always a half."""
NUMBERS = st.builds(Bound, st.just(SLOT), st.sampled_from(sorted(OPERATORS)), st.integers(0, 6).map(Fraction))
TEXTS = st.builds(Bound, st.just(SLOT), st.just("="), st.frozensets(st.sampled_from("ABC"), min_size=1))
FLAGS = st.builds(Bound, st.just(SLOT), st.just("="), st.booleans())


def left(found: list[Bound]) -> Range:
    """Return the range left of the one fact that the bounds are about."""
    return ranges(iter(found)).get(SLOT, Range())


def holds(bound: Bound, value: Fraction) -> bool:
    """Tell whether a number satisfies a bound."""
    assert isinstance(bound.value, Fraction)
    return OPERATORS[bound.op](value, bound.value)


@settings(max_examples=examples(300))
@given(st.lists(NUMBERS, max_size=6))
def test_a_range_of_numbers_is_empty_exactly_if_no_number_is_left(found: list[Bound]) -> None:
    some = any(all(holds(bound, value) for bound in found) for value in DOMAIN)
    assert left(found).is_empty() is not some


@settings(max_examples=examples(100))
@given(st.lists(NUMBERS, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_conditions_does_not_matter(found: list[Bound], random: Random) -> None:
    shuffled = random.sample(found, len(found))
    assert left(shuffled) == left(found)


@settings(max_examples=examples(100))
@given(st.lists(TEXTS, max_size=4))
def test_a_range_of_texts_is_empty_exactly_if_no_text_is_left(found: list[Bound]) -> None:
    allowed = [bound.value for bound in found if isinstance(bound.value, frozenset)]
    assert left(found).is_empty() is not any(all(text in values for values in allowed) for text in "ABCD")


@settings(max_examples=examples(50))
@given(st.lists(FLAGS, max_size=3))
def test_a_flag_cannot_be_both(found: list[Bound]) -> None:
    assert left(found).is_empty() is (len({bound.value for bound in found}) == 2)


def test_facts_are_kept_apart() -> None:
    found = ranges(iter([Bound(SLOT, ">", Fraction(5)), Bound(OTHER, "<", Fraction(3))]))
    assert not any(range_.is_empty() for range_ in found.values())


@pytest.fixture(scope="module")
def scope(tmp_path_factory: pytest.TempPathFactory) -> Scope:
    return Scope(tiny.load(tmp_path_factory.mktemp("packs")).vocabulary)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("staff > 5", ["staff > 5"]),
        ("5 < staff", ["staff > 5"]),
        ("NOT staff > 5", ["staff <= 5"]),
        ("NOT (staff > 5 OR staff < 2)", ["staff <= 5", "staff >= 2"]),
        ("staff > 5 AND flag", ["staff > 5", "flag = True"]),
        ("NOT flag", ["flag = False"]),
        ("staff BETWEEN 2 AND 5", ["staff >= 2", "staff <= 5"]),
        ("founded_on >= '1970-01-02'", ["founded_on >= 1"]),
        ("industry = 'C39'", ["industry = C39"]),
        ("industry IN ('I65', 'C39')", ["industry = C39 I65"]),
        ("previous(rd) >= '5元'", ["rd@-1 >= 5"]),
        ("staff > 5 OR flag", []),
        ("NOT (staff > 5 AND flag)", []),
        ("industry LIKE 'C%'", []),
        ("industry NOT IN ('C39')", []),
        ("industry <> 'C39'", []),
        ("rd > revenue", []),
        ("rd / revenue > '5%'", []),
        ("CASE WHEN flag THEN staff > 5 ELSE other END", []),
    ],
)
def test_simple_conditions_are_told_from_the_others(scope: Scope, text: str, expected: list[str]) -> None:
    found = bounds(read_expression(text, scope))
    assert [f"{bound.slot} {bound.op} {_written(bound)}" for bound in found] == expected


def _written(bound: Bound) -> str:
    return " ".join(sorted(bound.value)) if isinstance(bound.value, frozenset) else str(bound.value)


def test_a_definition_is_seen_through(tmp_path: Path) -> None:
    definitions = "definitions:\n  many: {zh: 多, en: Many, versions: {2020-01-01: staff}}\n"
    packs = tiny.load(tmp_path, definitions=definitions)
    scope = Scope(packs.vocabulary, {name: d.node for name, d in packs.definitions.items()})
    node = fold(read_expression("many > 5", scope), 20_000)
    assert list(bounds(node)) == [Bound(SLOT, ">", Fraction(5))]
