"""What no enterprise's own rows can answer: who is ranked against whom, and who draws on one account.

A contest or a draw says what is to be decided; somebody who sees all the claims decides it. On one machine
that is `settle.Here`. Where the claims lie in parts, each part asks, the questions are put together, and
every part is told its own answers.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

import numpy as np

from wotu.match.ballot import Ballot
from wotu.match.plan import Line, Plan
from wotu.match.table import Ints
from wotu.rules.model import Ranking


@dataclass(frozen=True)
class Contest:
    """Claims under one line that are ranked against each other, inside equal `groups`; figures are known."""

    line: Line
    ranking: Ranking
    claims: Ints
    figures: list[Fraction]
    groups: list[object]


@dataclass(frozen=True)
class Standing:
    """Where a claim came out: how many are better, of how many."""

    claim: int
    better: int
    total: int


@dataclass(frozen=True)
class Account:
    """What there is to give in smallest units, how it is given where it is short, and who draws on it."""

    name: str
    limit: int
    in_proportion: bool
    lines: tuple[int, ...]

    @property
    def rule(self) -> str:
        """The rule that is noted where an award is cut."""
        return f"budget:{self.name}"


@dataclass(frozen=True)
class Draw:
    """Claims on one account."""

    account: Account
    claims: Ints


class Across(Protocol):
    """Decides what is asked across enterprises."""

    def standings(self, contest: Contest) -> Iterable[Standing]:
        """Return where each claim of a contest came out."""

    def households(self, ballot: Ballot) -> None:
        """Settle what the awards of one enterprise, or of one product or standard, do to each other."""

    def shares(self, draw: Draw, ballot: Ballot) -> Iterable[tuple[int, int]]:
        """Return the claims an account cuts, with what each gets."""


def contests(ballot: Ballot) -> Iterator[Contest]:
    """Yield every ranking with the claims in it. A claim whose figure is unknown is in no ranking."""
    for line in ballot.plan.lines:
        ranking = line.version.ranking
        if ranking is None:
            continue
        claims = np.flatnonzero(ballot.alive & (ballot.lines == line.index))
        found = ballot.numbers(ranking.by, claims)
        known = np.array([figure is not None for figure in found], dtype=np.bool_)
        claims, figures = claims[known], [figure for figure in found if figure is not None]
        groups = [None] * len(claims) if ranking.within is None else ballot.values(ranking.within, claims)
        yield Contest(line, ranking, claims, figures, list(groups))


def accounts(plan: Plan) -> Iterator[Account]:
    """Yield every account some line draws on, with the rule of the first that does."""
    drawing: dict[str, list[Line]] = defaultdict(list)
    for line in plan.lines:
        if line.version.capacity:
            drawing[line.version.capacity.account].append(line)
    for name, lines in drawing.items():
        limit = int(plan.packs.accounts[name].limit.value / lines[0].unit)
        capacity = lines[0].version.capacity
        in_proportion = capacity is not None and capacity.when_short == "pro_rata"
        yield Account(name, limit, in_proportion, tuple(line.index for line in lines))


def draws(ballot: Ballot) -> Iterator[Draw]:
    """Yield every account with the claims on it; an amount that is not known draws nothing."""
    for account in accounts(ballot.plan):
        mine = np.isin(ballot.lines, account.lines)
        yield Draw(account, np.flatnonzero(ballot.alive & ballot.known & mine))


def turns(draw: Draw, ballot: Ballot) -> list[Fraction | None]:
    """Return for each claim of a draw what decides its turn, the smallest first; None comes last.

    First come: the smallest order first; by score: the best first.
    """
    found: list[Fraction | None] = [None] * len(draw.claims)
    lines = ballot.lines[draw.claims]
    for index in np.unique(lines).tolist():
        capacity = ballot.plan.lines[index].version.capacity
        if capacity is None or capacity.order is None:
            continue
        places = np.flatnonzero(lines == index)
        best_first = capacity.when_short == "by_score"
        values = ballot.numbers(capacity.order, draw.claims[places])
        for place, value in zip(places.tolist(), values, strict=True):
            found[place] = -value if best_first and value is not None else value
    return found
