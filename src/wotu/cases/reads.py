"""Reading cases: a firm's own, the desk's queue with its lights, what happened."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from wotu.cases.asking import flow_of
from wotu.cases.models import LIVE, WAITING, Appeal, Case, CaseEvent, CaseStep, Comment, Notice
from wotu.cases.theirs import filed_by_themselves
from wotu.cases.words import EVENTS, outcome
from wotu.findings import words as findings_words
from wotu.findings.words import title_of
from wotu.measures.zones import Zone
from wotu.parties.models import Party
from wotu.process.clock import LIGHTS, SOON, Light
from wotu.rules.flow import Step
from wotu.rules.text import Text


def cases_of(enterprise: Party) -> QuerySet[Case]:
    """Return the cases of a firm and of what belongs to it, the latest first.

    What a talent filed for themselves is theirs alone.
    """
    found = Case.objects.filter(enterprise=enterprise).exclude(filed_by_themselves())
    return found.with_pin().select_related("subject", "enterprise", "payee")


def cases_about(person: Party) -> QuerySet[Case]:
    """Return the cases about one person."""
    found = Case.objects.filter(subject=person)
    return found.with_pin().select_related("subject", "enterprise", "payee")


def case_in(zone: str, number: int) -> Case | None:
    """Return a case of a zone by its number."""
    found = Case.objects.with_pin().select_related("subject", "enterprise", "official", "payee", "filed_by")
    return found.filter(zone=zone, pk=number).first()


def live_cases(enterprise: Party) -> dict[tuple[str, str], Case]:
    """Return every case that stands of a firm and of what belongs to it, by measure and subject."""
    return by_subject(Case.objects.filter(enterprise=enterprise).select_related("subject"))


def by_subject(found: QuerySet[Case]) -> dict[tuple[str, str], Case]:
    """Return those of some cases that stand, by measure and subject."""
    return {(case.measure, case.subject.slug): case for case in found.filter(state__in=LIVE)}


def of_light(name: Light, now: dt.datetime) -> Q:
    """Return the condition under which a case shows a light at a local moment."""
    today, soon = now.date(), (now + SOON).date()
    waits_for_the_firm = Q(due=None) & (
        Q(is_stopped=True) | Q(correction__answered_at=None, correction__isnull=False)
    )
    if name == "overdue":
        return Q(due__lt=today)
    if name == "soon":
        return Q(due__gte=today, due__lt=soon)
    return waits_for_the_firm if name == "stopped" else ~waits_for_the_firm & (Q(due=None) | Q(due__gte=soon))


def light_of(case: Case, now: dt.datetime) -> Light:
    """Return the light of a case in a queue, by its cached deadline."""
    if case.due is None:
        asked = getattr(case, "correction", None)
        return "stopped" if case.is_stopped or (asked and asked.answered_at is None) else "calm"
    if case.due < now.date():
        return "overdue"
    return "soon" if case.due < (now + SOON).date() else "calm"


def to_do(zone: str) -> QuerySet[Case]:
    """Return a zone's cases in which somebody has something to do, the most urgent first."""
    found = Case.objects.filter(zone=zone, state__in=WAITING)
    return in_order(found)


def in_order(found: QuerySet[Case]) -> QuerySet[Case]:
    """Put the most urgent first."""
    return found.select_related("subject", "enterprise", "official", "correction").order_by(
        F("due").asc(nulls_last=True), "made_at", "pk"
    )


def lights(found: QuerySet[Case], now: dt.datetime) -> dict[Light, int]:
    """Return how many cases show each light."""
    counted = found.order_by().aggregate(
        **{str(name): Count("pk", filter=of_light(name, now)) for name in LIGHTS}
    )
    return {name: counted[name] for name in LIGHTS}


@dataclass(frozen=True)
class Happened:
    """One line of a timeline: when, what in words, by whom, and what was written."""

    at: dt.datetime
    kind: str
    title: Text
    by: str
    text: str
    lines: Sequence[str]
    for_firm: bool


def timeline(case: Case, *, for_firm: bool) -> list[Happened]:
    """Return everything that happened to a case, the latest first; for the firm without what is internal."""
    events = list(case.events.order_by("-id"))
    steps = flow_of(case).steps
    shown = [event for event in events if event.for_firm or not for_firm]
    return [
        Happened(
            event.at, event.kind, _title(event, steps.get(event.step)), event.by, event.text,
            event.detail.get("reasons", []), event.for_firm,
        )
        for event in shown if not _told_already(event, steps.get(event.step))
    ]  # fmt: skip


def _told_already(event: CaseEvent, step: Step | None) -> bool:
    """Tell whether another event says the same: what a step does has a line of its own."""
    if event.kind == "step_opened":
        return True
    ends = ("accept", "confirm", "decide", "notice", "pay", "deliver")
    return event.kind == "step_done" and step is not None and step.does in ends


def _title(event: CaseEvent, step: Step | None) -> Text:
    label = step.label if step else None
    if event.kind == "step_done" and label is not None:
        said = outcome(event.detail.get("outcome", "done"))
        return Text(f"{label.zh}：{said.zh}", f"{label.en}: {said.en}")
    if event.kind == "decided":
        said = outcome(event.detail.get("outcome", ""))
        return Text(f"作出决定：{said.zh}", f"Decided: {said.en}")
    return EVENTS[event.kind]


def title(zone: Zone, case: Case) -> Text:
    """Return the title of a case's measure."""
    return title_of(zone, case.measure)


def award(zone: Zone, case: Case) -> Text | None:
    """Return what a case gives in words: as decided, else as computed at filing; None for a service."""
    low, high = (case.low, case.high) if case.amount is None else (case.amount, case.amount)
    return findings_words.amount(zone, case.version, low, high)


def range_words(zone: Zone, case: Case, low: int | None, high: int | None) -> Text | None:
    """Return between which ends a case's award lies, in words; None for a service."""
    return findings_words.amount(zone, case.version, low, high)


def amount_words(zone: Zone, case: Case, amount: int | None) -> Text | None:
    """Return so much of what a case gives, in words; None for a service."""
    return findings_words.amount(zone, case.version, amount, amount)


def open_rows(case: Case) -> list[CaseStep]:
    """Return the steps of a case that may be taken now."""
    return list(case.steps.filter(round=case.round, done_at=None))


def appeals_of(case: Case) -> QuerySet[Appeal]:
    """Return the appeals of a case, of whichever round, the first one first."""
    return Appeal.objects.filter(decision__case=case)


def appeal_to_answer(case: Case) -> Appeal | None:
    """Return the appeal of a case that waits for its answer; of two, the one that waits longer."""
    return appeals_of(case).filter(upheld=None).first()


def messages_to_answer(zone: str) -> QuerySet[Comment]:
    """Return what applicants wrote and nobody at the desk said anything after, the oldest first.

    An internal note is an answer too: somebody may have called.
    """
    later = Comment.objects.filter(case=OuterRef("case"), side="desk", pk__gt=OuterRef("pk"))
    return Comment.objects.filter(~Exists(later), case__zone=zone, side="firm")


def public_notices(zone: str = "") -> QuerySet[Notice]:
    """Return public notices, the latest first; awards that were revoked stay, and say so."""
    found = Notice.objects.select_related("case__enterprise", "case__subject")
    return (found.filter(case__zone=zone) if zone else found).order_by("-since", "-pk")
