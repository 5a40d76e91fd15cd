"""What a change of parameters would do: cost, beneficiaries, who wins and who loses, against today."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from wotu.match.groups import Grouping, group_by
from wotu.match.outcome import MeasureOutcome, outcomes
from wotu.match.summary import Total, exact_sum, summarise
from wotu.match.table import Bools, Ints, Table
from wotu.match.whole import Matched
from wotu.rules.text import Text

GROUPINGS = ("section", "size_class")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: enterprises that receive money, and how much at most, in fen."""

    beneficiaries: int
    cost: int


@dataclass(frozen=True, slots=True)
class Group:
    """The enterprises of one industry section or size class, before and after."""

    label: Text
    before: Side
    after: Side


@dataclass(frozen=True, slots=True)
class Shift:
    """One enterprise whose money changes, in fen."""

    id: str
    name: str
    before: int
    after: int

    @property
    def gain(self) -> int:
        """How much more it receives; less where negative."""
        return self.after - self.before


@dataclass(frozen=True)
class Simulation:
    """The whole comparison. `measures` are those whose totals change, as (before, after)."""

    before: Side
    after: Side
    measures: tuple[tuple[Total, Total], ...]
    groups: dict[str, tuple[Group, ...]]
    winners: tuple[Shift, ...]
    losers: tuple[Shift, ...]


@dataclass(frozen=True)
class _Money:
    """What each enterprise receives: ids in order of appearance, amounts, and who receives anything."""

    total: Ints
    receives: Bools
    cost: int

    def side(self, rows: Bools | None = None) -> Side:
        if rows is None:
            return Side(int(np.count_nonzero(self.receives)), self.cost)
        return Side(int(np.count_nonzero(self.receives & rows)), exact_sum(self.total, rows))


def compare(before: Matched, after: Matched) -> Simulation:
    """Compare two matches of the same tables under two sets of parameters."""
    tables = [answer.table for answer in before.answers]
    places = _enterprises(tables)
    then, now = _money(before, places), _money(after, places)
    names = _names(tables)
    shifts = [
        Shift(id_, names.get(id_, ""), int(then.total[place]), int(now.total[place]))
        for id_, place in places.items()
        if then.total[place] != now.total[place]
    ]
    return Simulation(
        then.side(), now.side(), tuple(_changed(before, after)), _groups(before, tables, places, then, now),
        tuple(sorted((s for s in shifts if s.gain > 0), key=lambda s: (-s.gain, s.id))),
        tuple(sorted((s for s in shifts if s.gain < 0), key=lambda s: (s.gain, s.id))),
    )  # fmt: skip


def _enterprises(tables: Sequence[Table]) -> dict[str, int]:
    """Number the enterprises: those with rows of their own first, then owners known by id only."""
    places: dict[str, int] = {}
    for table in tables:
        for id_ in table.owner_ids():
            places.setdefault(str(id_), len(places))
    return places


def _names(tables: Sequence[Table]) -> dict[str, str]:
    return {
        str(id_): str(name)
        for table in tables
        if table.about == "enterprise" and len(table.names)
        for id_, name in zip(table.ids, table.names, strict=True)
    }


def _money(matched: Matched, places: dict[str, int]) -> _Money:
    """Add up the upper ends of all money awards by enterprise."""
    total, receives = np.zeros(len(places), np.int64), np.zeros(len(places), np.bool_)
    cost = 0
    for answer in matched.answers:
        owner = np.array([places[str(id_)] for id_ in answer.table.owner_ids()], dtype=np.int64)
        for outcome in outcomes([answer], matched.ballot):
            cost += _add_up(outcome, owner, total, receives)
    return _Money(total, receives, cost)


def _add_up(outcome: MeasureOutcome, owner: Ints, total: Ints, receives: Bools) -> int:
    cost = 0
    for line in outcome.lines:
        if line.line.version.benefit.type == "money":
            rows, amounts = line.rows[line.high_known], line.high[line.high_known]
            np.add.at(total, owner[rows], amounts)
            receives[owner[rows[amounts > 0]]] = True
            cost += exact_sum(line.high, line.high_known)
    return cost


def _changed(before: Matched, after: Matched) -> list[tuple[Total, Total]]:
    then = summarise(before.answers, before.ballot).totals
    now = {total.measure.id: total for total in summarise(after.answers, after.ballot).totals}
    pairs = [(total, now[total.measure.id]) for total in then if total.measure.id in now]
    return [(a, b) for a, b in pairs if _figures(a) != _figures(b)]


def _figures(total: Total) -> tuple[int, ...]:
    return total.entitled, total.unknown, total.least, total.most, total.open


def _groups(
    matched: Matched, tables: Sequence[Table], places: dict[str, int], then: _Money, now: _Money
) -> dict[str, tuple[Group, ...]]:
    """Compare the groups of the enterprises that have rows of their own."""
    table = next((table for table in tables if table.about == "enterprise"), None)
    if table is None:
        return {}
    position = np.array([places[str(id_)] for id_ in table.ids], dtype=np.int64)
    found: dict[str, tuple[Group, ...]] = {}
    for name in GROUPINGS:
        grouping = group_by(matched.plan, table, name)
        if grouping is not None:
            found[name] = tuple(_compared(grouping, position, then, now))
    return found


def _compared(grouping: Grouping, position: Ints, then: _Money, now: _Money) -> list[Group]:
    groups = []
    for code, label in enumerate(grouping.labels):
        rows = np.zeros(len(then.total), np.bool_)
        rows[position[grouping.codes == code]] = True
        group = Group(label, then.side(rows), now.side(rows))
        if group.before.beneficiaries or group.after.beneficiaries:
            groups.append(group)
    return groups
