"""Settling: what no row can answer alone — rankings, stacking, shared caps, budgets — in this order.

Every rule only ever takes away; each change is noted with the rule that made it. Ties are decided here
and nowhere else: equal amounts by the order of the packs, then by the subject's id.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from wotu.match.ballot import RANKED_OUT, Ballot, Claimed, gather
from wotu.match.budget import in_turn, pro_rata
from wotu.match.plan import ENTERPRISE_SCOPES, Line, Plan
from wotu.match.stack import apply_stacking, apply_top_ups
from wotu.match.table import Bools, Ints
from wotu.rules.model import Band, Ranking
from wotu.rules.quantity import MONEY


def settle(plan: Plan, answers: Sequence[Claimed], *, alone: bool = False) -> Ballot:
    """Apply every rule that looks across claims.

    Args:
        answers: what each table answered.
        alone: each enterprise for itself; rankings and budgets, which depend on others, are left out.
    """
    ballot = gather(plan, answers, involved_lines(plan, alone=alone), alone=alone)
    if not alone:
        apply_rankings(ballot)
    apply_stacking(ballot)
    apply_top_ups(ballot)
    apply_shared_caps(ballot)
    if not alone:
        apply_budgets(ballot)
    return ballot


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


def apply_rankings(ballot: Ballot) -> None:
    """Keep the top N, or place everyone in percentile bands; all who tie at a cut are inside it."""
    for line in ballot.plan.lines:
        if line.version.ranking:
            _rank(ballot, line, line.version.ranking)


def _rank(ballot: Ballot, line: Line, ranking: Ranking) -> None:
    claims = np.flatnonzero(ballot.alive & (ballot.lines == line.index))
    figures = ballot.numbers(ranking.by, claims)
    groups = _groups(ballot, claims, ranking)
    for members in groups.values():
        order = sorted(
            ((figures[i], i) for i in members if figures[i] is not None), reverse=ranking.descending
        )
        better, previous = 0, None
        for place, (figure, i) in enumerate(order):
            better = better if figure == previous else place
            previous = figure
            _place(ballot, int(claims[i]), ranking, better, len(order))


def _groups(ballot: Ballot, claims: Ints, ranking: Ranking) -> dict[object, list[int]]:
    groups: dict[object, list[int]] = defaultdict(list)
    places = [None] * len(claims) if ranking.within is None else ballot.values(ranking.within, claims)
    for index, place in enumerate(places):
        groups[place].append(index)
    return groups


def _place(ballot: Ballot, claim: int, ranking: Ranking, better: int, total: int) -> None:
    if ranking.top is not None:
        if better >= ranking.top:
            ballot.drop(claim, RANKED_OUT)
        return
    band = _band(ranking.bands, better, total)
    if band is None:
        ballot.drop(claim, RANKED_OUT)
    elif band.amount is not None:
        line = ballot.line(claim)
        amounts, known = ballot.units(band.amount, np.array([claim]), line.unit)
        if known[0]:
            ballot.give(claim, int(amounts[0]), f"band:{band.id}")


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


def apply_budgets(ballot: Ballot) -> None:
    """Give out each account until it is empty, by its own rule."""
    drawing: dict[str, list[Line]] = defaultdict(list)
    for line in ballot.plan.lines:
        if line.version.capacity:
            drawing[line.version.capacity.account].append(line)
    for account, lines in drawing.items():
        claims = np.flatnonzero(
            ballot.alive & ballot.known & np.isin(ballot.lines, [line.index for line in lines])
        )
        limit = int(ballot.plan.packs.accounts[account].limit.value / lines[0].unit)
        if sum(ballot.high[claims].tolist()) <= limit:
            continue
        capacity = lines[0].version.capacity
        rule = f"budget:{account}"
        if capacity and capacity.when_short == "pro_rata":
            _pro_rata(ballot, claims, limit, rule)
        else:
            _in_order(ballot, claims, limit, rule)


def _in_order(ballot: Ballot, claims: Ints, limit: int, rule: str) -> None:
    """Serve claims one after another; the one that empties the account gets what is left."""
    order = sorted(claims.tolist(), key=lambda c: _turn(ballot, c))
    amounts = [int(ballot.high[claim]) for claim in order]
    for claim, amount, given in zip(order, amounts, in_turn(limit, amounts), strict=True):
        if given < amount:
            ballot.set_amount(claim, given, rule)


def _turn(ballot: Ballot, claim: int) -> tuple[int, Fraction, tuple[int, str]]:
    """First come: smallest order first; by score: best first; an unknown order comes last."""
    capacity = ballot.line(claim).version.capacity
    value = None
    if capacity and capacity.order is not None:
        value = ballot.numbers(capacity.order, np.array([claim]))[0]
    if value is None:
        return (1, Fraction(0), ballot.priority(claim))
    return (
        0,
        -value if capacity and capacity.when_short == "by_score" else value,
        ballot.priority(claim),
    )


def _pro_rata(ballot: Ballot, claims: Ints, limit: int, rule: str) -> None:
    """Cut everyone in proportion; units lost to rounding go to the largest remainders."""
    order = sorted(claims.tolist(), key=ballot.priority)
    amounts = [int(ballot.high[claim]) for claim in order]
    for claim, given in zip(order, pro_rata(limit, amounts), strict=True):
        ballot.set_amount(claim, given, rule)
