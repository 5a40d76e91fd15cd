"""Worked examples that are missing: an answer never shown, a threshold never hit."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from wotu.rules.dates import day_number
from wotu.rules.evaluate import Known
from wotu.rules.fold import fold
from wotu.rules.lint.intervals import bounds
from wotu.rules.model import Pack, Version
from wotu.rules.nodes import Compare, Logic, Node, Not, bare
from wotu.rules.text import Text
from wotu.rules.vocabulary import Slot

ANSWERS = ("entitled", "not_entitled", "unknown")
FactSets = Mapping[str, Sequence[Mapping[Slot, Known]]]


@dataclass(frozen=True)
class Threshold:
    """A fact compared with a literal: the value an example should stand at exactly."""

    condition: str
    slot: Slot
    value: Fraction


def missing_examples(measures: Sequence[str], seen: Mapping[str, set[str]]) -> list[Text]:
    """Return which answers of which measures no example shows."""
    return [
        Text(f"{measure}：没有算例为 {answer}", f"{measure}: no example is {answer}")
        for measure in measures
        for answer in ANSWERS
        if answer not in seen.get(measure, set())
    ]


def missing_thresholds(pack: Pack, on: dt.date, facts: FactSets) -> list[Text]:
    """Return the thresholds at which no example of the measure stands exactly."""
    found = []
    for measure in pack.measures:
        for version in measure.versions:
            for threshold in dict.fromkeys(thresholds_of(version, on)):
                shown = (known.get(threshold.slot) for known in facts.get(measure.id, ()))
                if threshold.value not in shown:
                    name, at = threshold.condition, f"{threshold.slot} = {_words(threshold)}"
                    found.append(
                        Text(
                            f"{version.key} 条件 {name}：没有算例恰在 {at}",
                            f"{version.key} condition {name}: no example stands exactly at {at}",
                        )
                    )
    return found


def _words(threshold: Threshold) -> str:
    value = threshold.value
    return str(value.numerator) if value.denominator == 1 else f"{float(value):g}"


def thresholds_of(version: Version, on: dt.date) -> list[Threshold]:
    """Return every comparison of a fact with a number inside the conditions of a text.

    Comparisons with the as-of date move with it and are left out: they differ between two days.
    """
    earlier = set(_thresholds_on(version, on - dt.timedelta(days=37)))
    return [threshold for threshold in _thresholds_on(version, on) if threshold in earlier]


def _thresholds_on(version: Version, on: dt.date) -> Iterator[Threshold]:
    for condition in version.conditions:
        for comparison in _comparisons(fold(condition.node, day_number(on))):
            for bound in bounds(comparison):
                if isinstance(bound.value, Fraction):
                    yield Threshold(condition.id, bound.slot, bound.value)


def _comparisons(node: Node) -> Iterator[Compare]:
    node = bare(node)
    if isinstance(node, Compare):
        yield node
    elif isinstance(node, Logic | Not):
        for child in node.children:
            yield from _comparisons(child)
