"""Reading needs: a firm's own, the desk's queue, what was said."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Case, Count, Q, When

from wotu.needs.deadlines import LIGHTS, light, light_of
from wotu.needs.models import Message, Need
from wotu.needs.words import Office, offices
from wotu.parties.models import Department, Party
from wotu.rules.text import Text
from wotu.workdays.reads import calendar

MOST = 200
"""A queue is read from the top; this many are shown."""
_DUE = Case(When(state="submitted", then="take_up_by"), default="answer_by")
"""`Need.due` of a need that waits for the desk, inside the database."""


def needs_of(party: Party) -> list[Need]:
    """Return an enterprise's needs, the latest first."""
    return list(Need.objects.filter(party=party).select_related("official")[:MOST])


def need_of(party: Party, number: int) -> Need | None:
    """Return one need of an enterprise."""
    return Need.objects.filter(party=party, pk=number).select_related("party", "official").first()


def need_in(zone: str, number: int) -> Need | None:
    """Return one need a zone was told of; a firm's drafts stay its own."""
    found = Need.objects.filter(zone=zone, pk=number).exclude(submitted_at=None)
    return found.select_related("party", "official").first()


def queue(
    zone: str, today: dt.date, *, department: str = "", state: str = "open", words: str = ""
) -> list[Need]:
    """Return a zone's needs, the most urgent first.

    `state` is `open` (an official is to act), `answered` (the firm is to say), `closed` or `all`.
    """
    found = Need.objects.filter(zone=zone).ever_sent().select_related("party", "official")
    if department:
        found = found.filter(department=department)
    if words.strip():
        found = found.filter(Q(says__icontains=words.strip()) | Q(party__name__icontains=words.strip()))
    if state == "open":
        found = found.with_the_desk()
    elif state == "answered":
        found = found.filter(state__in=("answered", "served", "not_served"))
    elif state == "closed":
        found = found.filter(state="confirmed")
    days = calendar()
    return sorted(
        found.order_by("answer_by", "submitted_at")[:MOST],
        key=lambda need: (LIGHTS.index(light(need, today, days)), need.due or dt.date.max),
    )


def lights(zone: str, today: dt.date, *, department: str = "") -> dict[str, int]:
    """Return how many needs wait for the desk, by how urgent they are."""
    counts: dict[str, int] = dict.fromkeys(LIGHTS[:-1], 0)
    found = Need.objects.filter(zone=zone).with_the_desk().order_by()
    if department:
        found = found.filter(department=department)
    if by_day := list(found.values_list(_DUE).annotate(Count("pk"))):
        days = calendar()
        for due, number in by_day:
            counts[light_of(due, today, days)] += number
    return counts


def sent_and_open(zone: str) -> list[dt.datetime | None]:
    """Return when each need was sent that waits for the desk."""
    return list(Need.objects.filter(zone=zone).with_the_desk().values_list("submitted_at", flat=True))


def said_about(need: Need, *, with_internal: bool) -> list[Message]:
    """Return what was said about a need; internal notes only for the desk."""
    said = need.messages.select_related("author")
    return list(said if with_internal else said.filter(is_internal=False))


def departments(zone: str) -> Sequence[Office]:
    """Return the departments a need can go to: those of the table, under the name the zone has registered."""
    own = {one.slug: Text(one.name_zh, one.name_en) for one in Department.objects.filter(zone=zone)}
    table = offices(zone)
    known = [Office(slug, own.get(slug, office.label), office.topics) for slug, office in table.items()]
    return [*known, *(Office(slug, label, ()) for slug, label in own.items() if slug not in table)]


def department_label(zone: str, slug: str) -> Text:
    """Return a department's name."""
    return next((one.label for one in departments(zone) if one.slug == slug), Text(slug, slug))
