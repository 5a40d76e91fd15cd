"""Settling: what no row can answer alone — rankings, stacking, shared caps, budgets — in this order.

Every rule only ever takes away; each change is noted with the rule that made it. Ties are decided here
and nowhere else: equal amounts by the order of the packs, then by the subject's id.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from wotu.match.across import Across, Contest, Draw, Standing, contests, draws, turns
from wotu.match.ballot import RANKED_OUT, Ballot, Claimed, gather
from wotu.match.budget import in_turn, pro_rata
from wotu.match.plan import ENTERPRISE_SCOPES, Plan
from wotu.match.stack import apply_stacking, apply_top_ups
from wotu.match.table import Bools, Ints
from wotu.rules.model import Band, Ranking
from wotu.rules.quantity import MONEY


def settle(
    plan: Plan, answers: Sequence[Claimed], *, alone: bool = False, across: Across | None = None
) -> Ballot:
    """Apply every rule that looks across claims.

    Args:
        answers: what each table answered.
        alone: each enterprise for itself; rankings and budgets, which depend on others, are left out.
        across: who decides what is asked across enterprises, where the tables are a part of all rows.
    """
    ballot = gather(plan, answers, involved_lines(plan, alone=alone), alone=alone)
    across = across or Here()
    if not alone:
        apply_rankings(ballot, across)
    across.households(ballot)
    if not alone:
        apply_budgets(ballot, across)
    return ballot


def settle_households(ballot: Ballot) -> None:
    """Apply what the awards of one enterprise, or of one product or standard, do to each other."""
    apply_stacking(ballot)
    apply_top_ups(ballot)
    apply_shared_caps(ballot)


class Here:
    """Decides everything at once: all the claims there are stand in the ballot."""

    def standings(self, contest: Contest) -> Iterator[Standing]:
        """Rank inside each group; equal figures share the better place."""
        groups: dict[object, list[int]] = defaultdict(list)
        for index, group in enumerate(contest.groups):
            groups[group].append(index)
        for members in groups.values():
            order = sorted(((contest.figures[i], i) for i in members), reverse=contest.ranking.descending)
            better, previous = 0, None
            for place, (figure, i) in enumerate(order):
                better = better if figure == previous else place
                previous = figure
                yield Standing(int(contest.claims[i]), better, len(order))

    def households(self, ballot: Ballot) -> None:
        """Settle all enterprises."""
        settle_households(ballot)

    def shares(self, draw: Draw, ballot: Ballot) -> Iterator[tuple[int, int]]:
        """Give out an account that is too small: in turn, or in proportion."""
        account = draw.account
        if sum(ballot.high[draw.claims].tolist()) <= account.limit:
            return
        values = [None] * len(draw.claims) if account.in_proportion else turns(draw, ballot)
        order = sorted(
            zip(draw.claims.tolist(), values, strict=True),
            key=lambda pair: (pair[1] is None, pair[1] or 0, ballot.priority(pair[0])),
        )
        amounts = [int(ballot.high[claim]) for claim, _ in order]
        divide = pro_rata if account.in_proportion else in_turn
        for (claim, _), amount, given in zip(order, amounts, divide(account.limit, amounts), strict=True):
            if account.in_proportion or given < amount:
                yield claim, given


def involved_lines(plan: Plan, *, alone: bool = False) -> set[int]:
    """Return the lines some rule looks across; all others are settled as they are."""
    named = {name for rule in plan.stacking for name in (rule.measure, *rule.members)}
    named |= {name for cap in plan.shared_caps for name in cap.members}
    return {
        line.index
        for line in plan.lines
        if line.measure.id in named
        or next(line.shared_limits(), None)
        or (not alone and (line.version.ranking or line.version.capacity))
    }


def apply_rankings(ballot: Ballot, across: Across) -> None:
    """Keep the top N, or place everyone in percentile bands; all who tie at a cut are inside it."""
    for contest in contests(ballot):
        for standing in across.standings(contest):
            _place(ballot, standing, contest.ranking)


def _place(ballot: Ballot, standing: Standing, ranking: Ranking) -> None:
    claim = standing.claim
    if ranking.top is not None:
        if standing.better >= ranking.top:
            ballot.drop(claim, RANKED_OUT)
        return
    band = _band(ranking.bands, standing.better, standing.total)
    if band is None:
        ballot.drop(claim, RANKED_OUT)
    elif band.amount is not None:
        line = ballot.line(claim)
        amounts, known = ballot.units(band.amount, np.array([claim]), line.unit)
        if known[0]:
            ballot.give(claim, max(int(amounts[0]), 0), f"band:{band.id}")


def _band(bands: Iterable[Band], better: int, total: int) -> Band | None:
    position = Fraction(better + 1, total)
    return next((band for band in bands if position <= band.to), None)


@dataclass(frozen=True)
class SharedLimit:
    """A limit over several claims: who shares it (equal keys), and how much each group has."""

    rule: str
    claims: Ints
    keys: Ints
    most: Ints
    known: Bools


def _shared_limits(ballot: Ballot) -> Iterator[SharedLimit]:
    """Yield caps over one enterprise's rows, then caps over several measures, in the packs' order."""
    for line in ballot.plan.lines:
        for limit in line.shared_limits():
            claims = np.flatnonzero(ballot.alive & (ballot.lines == line.index))
            most, known = ballot.units(limit.limit, claims, line.unit)
            if limit.already is not None:
                spent, spent_known = ballot.units(limit.already, claims, line.unit)
                most, known = np.maximum(most - spent, 0), known & spent_known
            yield SharedLimit(f"cap:{limit.cap.id}", claims, ballot.owners[claims], most, known)
    for cap in ballot.plan.shared_caps:
        claims = ballot.of(cap.members)
        claims = claims[_is_money(ballot)[ballot.lines[claims]]]
        most, known = ballot.units(cap.limit, claims, Fraction(1, 100))
        keys = ballot.owners[claims] if cap.per in ENTERPRISE_SCOPES else ballot.row_codes(claims)
        yield SharedLimit(f"cap:{cap.id}", claims, keys, most, known)


def _is_money(ballot: Ballot) -> Bools:
    """Return for every line of the plan whether its benefit is money."""
    return np.array([line.version.benefit.dimension == MONEY for line in ballot.plan.lines], dtype=np.bool_)


def shared_limits_of(ballot: Ballot) -> Iterator[tuple[list[int], int]]:
    """Yield each group of claims that shares a known limit, and the limit."""
    for shared in _shared_limits(ballot):
        for key in np.unique(shared.keys[shared.known]).tolist():
            places = np.flatnonzero(shared.known & (shared.keys == key))
            yield shared.claims[places].tolist(), int(shared.most[places[0]])


def apply_shared_caps(ballot: Ballot) -> None:
    """Let caps over several rows or measures bite: the largest award is served first.

    Where the limit is unknown, so is the amount: nothing is promised that the limit might take back.
    """
    for shared in _shared_limits(ballot):
        left: dict[int, int] = {}
        for place in _tight(ballot, shared):
            claim, key = int(shared.claims[place]), int(shared.keys[place])
            if not shared.known[place]:
                ballot.leave_open(claim, shared.rule)
                continue
            rest, amount = left.setdefault(key, int(shared.most[place])), int(ballot.high[claim])
            if amount > rest:
                ballot.set_amount(claim, rest, shared.rule)
            left[key] = rest - min(amount, rest)


def _tight(ballot: Ballot, shared: SharedLimit) -> list[int]:
    """Return the places of the claims whose group may not fit its limit, the largest award first."""
    amounts = ballot.high[shared.claims]
    _, group = np.unique(shared.keys, return_inverse=True)
    sums = np.bincount(group, weights=amounts.astype(np.float64)) if len(group) else np.empty(0)
    roomy = shared.known & (sums[group] * (1 + 1e-9) < shared.most)
    loose = np.ones(len(sums), np.bool_)
    np.logical_and.at(loose, group, roomy)
    places = np.flatnonzero(ballot.known[shared.claims] & ~loose[group])
    return sorted(places.tolist(), key=lambda i: (-int(amounts[i]), ballot.priority(int(shared.claims[i]))))


def apply_budgets(ballot: Ballot, across: Across) -> None:
    """Give out each account until it is empty, by its own rule."""
    for draw in draws(ballot):
        for claim, given in across.shares(draw, ballot):
            ballot.set_amount(claim, given, draw.account.rule)
