"""The summary of a match in parts: each part's, written beside its answers, added up exactly."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wotu.match.plan import Plan
from wotu.match.read import Reading
from wotu.match.summary import Summary, Total, by_count
from wotu.rules.vocabulary import About

NUMBERS = ("rows", "entitled", "unknown", "least", "most", "open")


@dataclass(frozen=True)
class ReadOfKind:
    """How many rows of one kind the parts have, and how many of them were set aside."""

    about: About
    rows: int
    rejected: int


def note_of(summary: Summary, readings: Sequence[Reading]) -> str:
    """Return what is to be added up, as JSON. Whole numbers of any size stay whole."""
    return json.dumps(
        {
            "totals": {t.measure.id: [getattr(t, name) for name in NUMBERS] for t in summary.totals},
            "missing": dict(summary.missing),
            "read": {r.table.about: [r.rows, r.rejected_rows] for r in readings},
            "said": {r.table.about: list(r.notes) for r in readings},
        },
        ensure_ascii=False,
    )


@dataclass(frozen=True)
class Added:
    """What all parts together say."""

    summary: Summary
    read: tuple[ReadOfKind, ...]
    said: tuple[str, ...]


def add_up(plan: Plan, notes: Iterable[str]) -> Added:
    """Add up the notes of all parts."""
    totals: dict[str, list[int]] = {}
    missing: Counter[str] = Counter()
    read: dict[About, list[int]] = {}
    said: dict[str, None] = {}
    for note in map(json.loads, notes):
        for measure, numbers in note["totals"].items():
            totals[measure] = _plus(totals.get(measure), numbers)
        missing.update(note["missing"])
        for about, numbers in note["read"].items():
            read[about] = _plus(read.get(about), numbers)
        said |= dict.fromkeys(f"{about}: {text}" for about, texts in note["said"].items() for text in texts)
    measures = {line.measure.id: line.measure for line in plan.lines}
    order = [measure for about in read for measure in measures.values() if measure.about == about]
    added = [Total(measure, *totals[measure.id]) for measure in order if measure.id in totals]
    kinds = tuple(ReadOfKind(about, *numbers) for about, numbers in read.items())
    return Added(Summary(tuple(added), by_count(missing)), kinds, tuple(said))


def _plus(sums: list[int] | None, numbers: list[int]) -> list[int]:
    return list(numbers) if sums is None else [a + b for a, b in zip(sums, numbers, strict=True)]
