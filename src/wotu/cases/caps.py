"""What a limit over several awards leaves, once other awards under it are decided (封顶)."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Q, QuerySet

from wotu.cases.asking import Asked
from wotu.cases.conflicts import firm_locked
from wotu.cases.models import Case
from wotu.facts.models import FactEntry
from wotu.match.plan import ENTERPRISE_SCOPES
from wotu.rules.evaluate import compile_node
from wotu.rules.nodes import Node
from wotu.rules.quantity import MONEY
from wotu.rules.text import Text

FEN = Fraction(1, 100)
GIVEN = ("approved", "delivered")
"""States of a case whose award counts against a limit."""


@dataclass(frozen=True)
class Room:
    """What a limit still leaves for a case, in smallest units, and which awards took the rest."""

    label: Text
    left: int
    taken: int

    @property
    def words(self) -> Text:
        """Say what the limit leaves."""
        return Text(
            f"{self.label.zh}：已核定的办件占去{self.taken / 100:,.2f}元，还剩{self.left / 100:,.2f}元。",
            f"{self.label.en}: awards decided before take CNY {self.taken / 100:,.2f}; "
            f"CNY {self.left / 100:,.2f} is left.",
        )


def room_of(case: Case, asked: Asked) -> Room | None:
    """Return the narrowest limit a case shares with awards that are decided; None where none is shared.

    Called in a transaction with the case locked: its firm is locked too, so that two of its cases decided
    at once cannot both take what is left.
    """
    if asked.version.benefit.dimension != MONEY:
        return None
    shares = list(_shares(case, asked))
    if not shares:
        return None
    firm_locked(case.enterprise)
    rooms = []
    for label, most, others in shares:
        taken = sum(other.amount or 0 for other in others.exclude(pk=case.pk))
        if taken:
            rooms.append(Room(label, max(most - taken, 0), taken))
    return min(rooms, key=lambda room: room.left, default=None)


def ends_within(asked: Asked, room: Room | None) -> tuple[int | None, int | None]:
    """Return the least and the most that may be given, within what a limit leaves."""
    low, high = asked.ends
    if room is None:
        return low, high
    return (None if low is None else min(low, room.left)), (
        room.left if high is None else min(high, room.left)
    )


def _shares(case: Case, asked: Asked) -> Iterator[tuple[Text, int, QuerySet[Case]]]:
    """Yield each known limit over a case and others: its words, how much, and the awards under it."""
    given = Case.objects.filter(state__in=GIVEN, unit="money", amount__isnull=False)
    for limit in asked.finding.line.shared_limits():
        most, already = _fen(asked, limit.limit), 0 if limit.already is None else _fen(asked, limit.already)
        if most is not None and already is not None:
            others = given.filter(measure=case.measure) & given.filter(_same(case, limit.cap.per))
            if limit.already is not None:
                others = others.filter(_since_recorded(case, limit.already))
            yield limit.cap.label, max(most - already, 0), others
    for cap in asked.checker.plan.shared_caps:
        most = _fen(asked, asked.checker.plan.fix(cap.limit)) if case.measure in cap.members else None
        if most is not None:
            yield cap.label, most, given.filter(_same(case, cap.per), measure__in=cap.members)


def _same(case: Case, per: str) -> Q:
    """Whose awards count: the firm's or the row's; of this year, or ever."""
    if per not in ENTERPRISE_SCOPES:
        return Q(subject=case.subject_id)
    year = Q(on__year=case.on.year) if per == "enterprise_year" else Q()
    return Q(enterprise=case.enterprise_id) & year


def _since_recorded(case: Case, already: Node) -> Q:
    """Awards decided before the fact of what was received was recorded are in it already."""
    entries = FactEntry.objects.filter(
        party__in={case.enterprise_id, case.subject_id}, fact__in={slot.fact for slot in already.slots}
    )
    last: dt.datetime | None = entries.order_by("-recorded_at").values_list("recorded_at", flat=True).first()
    return Q() if last is None else Q(decided_at__gte=last)


def _fen(asked: Asked, node: Node) -> int | None:
    value = compile_node(node)(asked.finding.subject.facts)
    return None if value is None or isinstance(value, str) else int(Fraction(value) / FEN)
