"""What of the cases waits for an official: steps that are theirs, objections, appeals, messages."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from wotu.access.actor import Actor
from wotu.cases import reads
from wotu.cases.models import Appeal, Objection
from wotu.desk.cases.queue_views import my_turn, unanswered
from wotu.look.waiting import Urgency, Waiting, urgency_of
from wotu.measures.zones import Zone
from wotu.rules.text import Text

_LIGHTS: tuple[tuple[str, Urgency, Text], ...] = (
    ("overdue", "overdue", Text("已逾期的办件", "Cases past their day")),
    ("soon", "soon", Text("48小时内到期的办件", "Cases due within 48 hours")),
    ("calm", "calm", Text("轮到您的办件", "Cases in which it is your turn")),
)


def waiting(actor: Actor, zone: Zone, today: dt.date) -> list[Waiting]:
    """Return what waits, under each light."""
    here = reverse("desk:cases:home", args=[zone.id])
    counts = reads.lights(my_turn(actor, zone), timezone.localtime())
    lines = [
        Waiting(label, counts[light], f"{here}?view=mine&light={light}", urgency)  # type: ignore[index]
        for light, urgency, label in _LIGHTS
    ]
    if not actor.may("handle_cases", zone.id):
        return lines
    objections = Objection.objects.filter(notice__case__zone=zone.id, sustained=None).order_by("at")
    for found in objections.select_related("notice")[:1]:
        since = timezone.localtime(found.at).date()
        urgency = urgency_of(found.notice.until, today)
        label = Text("待答复的公示异议", "Objections to answer")
        to = reverse("desk:cases:case", args=[zone.id, found.notice.case_id])
        lines.append(Waiting(label, objections.count(), to, urgency, since))
    appeals = Appeal.objects.filter(decision__case__zone=zone.id, upheld=None).order_by("answer_by")
    for one in appeals.select_related("decision")[:1]:
        label = Text("待答复的复核申请", "Appeals to answer")
        to = reverse("desk:cases:case", args=[zone.id, one.decision.case_id])
        lines.append(Waiting(label, appeals.count(), to, urgency_of(one.answer_by, today)))
    written = unanswered(actor, zone)
    for first in written[:1]:
        since = timezone.localtime(first.at).date()
        label = Text("申请人留言待回复", "Messages of applicants to answer")
        cases = written.order_by().values("case").distinct().count()
        lines.append(Waiting(label, cases, f"{here}?view=messages", "now", since))
    return lines
