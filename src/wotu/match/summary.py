"""Totals of a match: how many, how much, and which missing facts hold up the most."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from wotu.match.ballot import Ballot
from wotu.match.outcome import LineOutcome, outcomes
from wotu.match.reasons import SEPARATOR, Missing
from wotu.match.run import Answers
from wotu.match.table import Bools, Ints
from wotu.rules.model import Measure


@dataclass(frozen=True)
class Total:
    """One measure's totals; amounts count smallest units (fen) and are exact.

    `least` and `most` add up what is known: `open` of the entitled rows have an upper end nobody knows.
    """

    measure: Measure
    rows: int
    entitled: int
    unknown: int
    least: int
    most: int
    open: int

    @property
    def not_entitled(self) -> int:
        """How many rows are not entitled."""
        return self.rows - self.entitled - self.unknown


@dataclass(frozen=True)
class Summary:
    """Totals of every measure, and how many unknown answers wait for each fact."""

    totals: tuple[Total, ...]
    missing: tuple[tuple[str, int], ...]

    @property
    def entitled(self) -> int:
        """How many answers are "entitled"."""
        return sum(total.entitled for total in self.totals)

    @property
    def unknown(self) -> int:
        """How many answers are "unknown"."""
        return sum(total.unknown for total in self.totals)


def summarise(answers: Sequence[Answers], ballot: Ballot | None = None) -> Summary:
    """Add up what came out."""
    totals: list[Total] = []
    waiting: Counter[str] = Counter()
    for answer in answers:
        found = Missing(answer)
        for outcome in outcomes([answer], ballot):
            lines = outcome.lines
            totals.append(
                Total(
                    outcome.measure, len(outcome.table), outcome.entitled, outcome.unknown,
                    sum(exact_sum(line.low, line.low_known) for line in lines),
                    sum(exact_sum(line.high, line.high_known) for line in lines),
                    sum(int(np.count_nonzero(~line.high_known)) for line in lines),
                )
            )  # fmt: skip
            for line in lines:
                _count_missing(line, found, waiting)
    return Summary(tuple(totals), by_count(waiting))


def by_count(waiting: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Return facts with how many answers wait for each, the most first, then by name."""
    return tuple(sorted(waiting.items(), key=lambda pair: (-pair[1], pair[0])))


def exact_sum(units: Ints, known: Bools) -> int:
    """Add without overflow: the two halves of each number apart."""
    chosen = units[known]
    return (int((chosen >> 32).sum()) << 32) + int((chosen & 0xFFFFFFFF).sum())


def _count_missing(line: LineOutcome, found: Missing, waiting: Counter[str]) -> None:
    if not len(line.unknown):
        return
    names = found.of_unknown(line)
    counts = np.bincount(names.indices.to_numpy(), minlength=len(names.dictionary))
    for text, count in zip(names.dictionary.to_pylist(), counts.tolist(), strict=True):
        for name in text.split(SEPARATOR):
            waiting[name] += count
