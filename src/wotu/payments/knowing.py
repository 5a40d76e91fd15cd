"""What the text a case is pinned to says today about its payment: which parts are due, what is reclaimed."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from wotu.cases.asking import pinned, version_of
from wotu.cases.models import Case
from wotu.facts.models import FactEntry
from wotu.facts.reads import household_of
from wotu.match.payment import Due, schedule_of
from wotu.match.plan import Plan
from wotu.rules.benefits import TYPES
from wotu.rules.evaluate import Facts
from wotu.rules.model import Payment, Version
from wotu.rules.nodes import Node
from wotu.rules.text import Text
from wotu.rules.vocabulary import Vocabulary


@dataclass(frozen=True)
class Stand:
    """How the payment of a case stands by the facts of a day.

    `missing` names, by stage, the facts its condition waits for. `owed` is what the rule's own offset says
    the payee owes, in fen; None where it is unknown. `owed_since` is when that was last put on record.
    """

    version: Version
    due: Mapping[str, Due]
    missing: Mapping[str, tuple[Text, ...]]
    reclaim: bool
    owed: int | None
    owed_since: dt.datetime | None


def stand_of(case: Case, today: dt.date) -> Stand:
    """Return how the payment of a case stands on a day, by what is known then.

    The conditions are those of the text the case was filed under; facts are as of the day, because what
    later stages wait for happens after the decision.
    """
    zone, version = pinned(case), version_of(case)
    payment = version.payment
    if payment is None or not _asks(payment):
        return Stand(version, {}, {}, reclaim=False, owed=0, owed_since=None)
    vocabulary = zone.packs.vocabulary
    plan = Plan(zone.packs, today, (), (), (), ())
    facts = _facts(case, vocabulary, today)
    unit = TYPES[version.benefit.type][1]
    schedule = schedule_of(plan, payment, case.amount or 0, facts, unit)
    return Stand(
        version,
        {part.id: part.state for part in schedule.parts},
        {
            stage.id: _unknown(plan.fix(stage.when), facts, vocabulary)
            for stage in payment.stages
            if stage.when
        },
        reclaim=bool(schedule.reclaimed),
        owed=schedule.offset,
        owed_since=_recorded(case, payment.offset),
    )


def _asks(payment: Payment) -> bool:
    stages = any(stage.when is not None for stage in payment.stages)
    return stages or payment.clawback is not None or payment.offset is not None


def _facts(case: Case, vocabulary: Vocabulary, today: dt.date) -> Facts:
    household = household_of(case.enterprise, vocabulary, today)
    for about in ("enterprise", "person", "project", "site"):
        for row in household.rows(about):
            if row.id == case.subject.slug:
                return row.facts
    return household.enterprise.facts


def _unknown(node: Node, facts: Facts, vocabulary: Vocabulary) -> tuple[Text, ...]:
    known = {slot for slot in node.slots if facts.get(slot) is not None}
    labels = [vocabulary[slot.fact].label for slot in sorted(node.slots - known)]
    return tuple(dict.fromkeys(labels))


def _recorded(case: Case, node: Node | None) -> dt.datetime | None:
    if node is None:
        return None
    names = {slot.fact for slot in node.slots}
    parties = {case.enterprise_id, case.subject_id}
    entries = FactEntry.objects.filter(party__in=parties, fact__in=names).order_by("-recorded_at")
    return entries.values_list("recorded_at", flat=True).first()
