"""Who a draft would reach and what it would cost, on today's facts, beside what is in force."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from wotu.match.chart import draw_chart
from wotu.match.plan import make_plan
from wotu.match.simulate import Group, Shift, Side, Simulation, compare
from wotu.match.subject import Household
from wotu.match.summary import Total, summarise
from wotu.match.table import Builder, Table
from wotu.match.whole import Matched, match_tables
from wotu.measures.trial import Draft, load_draft
from wotu.rules.model import PackSet
from wotu.rules.text import Text
from wotu.rules.vocabulary import ABOUTS, Vocabulary

MOST_LISTED = 10
GROUPS = {"section": Text("行业门类", "Industry section"), "size_class": Text("企业规模", "Size class")}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the comparison: a measure, an industry, a size class. Costs are in fen."""

    label: Text
    before: Side
    after: Side

    @property
    def difference(self) -> int:
        """How much more it would cost."""
        return self.after.cost - self.before.cost


@dataclass(frozen=True)
class Reach:
    """The comparison. `unknown` counts the answers that wait for a fact, before and after."""

    firms: int
    total: Row
    measures: tuple[Row, ...]
    groups: tuple[tuple[Text, tuple[Row, ...]], ...]
    winners: tuple[Shift, ...]
    losers: tuple[Shift, ...]
    winner_count: int
    loser_count: int
    unknown: tuple[int, int]
    charts: Text


def tables_of(households: Sequence[Household], vocabulary: Vocabulary) -> list[Table]:
    """Lay households out as the tables a match runs over."""
    tables = []
    for about in ABOUTS:
        rows = [
            (member, household.enterprise.id)
            for household in households
            for member in (household.enterprise, *household.members)
            if member.about == about
        ]
        if rows:
            builder = Builder(vocabulary, [member.facts for member, _ in rows])
            table = builder.table(about, [member.id for member, _ in rows], [owner for _, owner in rows])
            tables.append(replace(table, names=[member.name for member, _ in rows]))
    return tables


def reach(draft: Draft, in_force: Draft, tables: Sequence[Table], on: dt.date) -> Reach:
    """Match a zone under what is in force and under a draft, and compare.

    Raises:
        PackError: the draft or what is in force cannot be loaded.
    """
    now, then = load_draft(in_force), load_draft(draft)
    before = match_tables(make_plan(now, on), _understood(tables, now, then.vocabulary))
    after = match_tables(make_plan(then, on), tables)
    simulation = compare(before, after)
    old, new = _totals(before), _totals(after)
    firms = next((len(table) for table in tables if table.about == "enterprise"), 0)
    return Reach(
        firms, Row(Text("合计", "In all"), simulation.before, simulation.after),
        tuple(_measures(old, new)),
        tuple((GROUPS[name], tuple(map(_row, rows))) for name, rows in simulation.groups.items() if rows),
        simulation.winners[:MOST_LISTED], simulation.losers[:MOST_LISTED],
        len(simulation.winners), len(simulation.losers),
        (sum(t.unknown for t in old.values()), sum(t.unknown for t in new.values())),
        _charts(simulation),
    )  # fmt: skip


def _understood(tables: Sequence[Table], packs: PackSet, drafted: Vocabulary) -> list[Table]:
    """Leave out facts the packs in force do not know, or know as something else."""
    same = {name for name, fact in packs.vocabulary.items() if _kind(fact) == _kind(drafted.get(name))}
    return [
        replace(table, columns={slot: c for slot, c in table.columns.items() if slot.fact in same})
        for table in tables
    ]


def _kind(fact: object) -> tuple[object, ...]:
    return tuple(getattr(fact, name, None) for name in ("type", "period", "about", "scale"))


def _totals(matched: Matched) -> dict[str, Total]:
    return {total.measure.id: total for total in summarise(matched.answers, matched.ballot).totals}


def _measures(old: Mapping[str, Total], new: Mapping[str, Total]) -> list[Row]:
    rows = []
    for id_ in dict.fromkeys((*new, *old)):
        before, after = _side(old.get(id_)), _side(new.get(id_))
        if before != after:
            rows.append(Row((new.get(id_) or old[id_]).measure.title, before, after))
    return rows


def _side(total: Total | None) -> Side:
    if total is None:
        return Side(0, 0)
    is_money = any(version.benefit.type == "money" for version in total.measure.versions)
    return Side(total.entitled, total.most if is_money else 0)


def _row(group: Group) -> Row:
    return Row(group.label, group.before, group.after)


def _charts(simulation: Simulation) -> Text:
    return Text(*(draw_chart(simulation, language).decode() for language in ("zh", "en")))
