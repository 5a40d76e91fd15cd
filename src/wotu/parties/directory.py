"""Reading who holds which office and who acts for which firm, for a zone's directory."""

import datetime as dt
from collections.abc import Collection

from django.db.models import Q, QuerySet

from wotu.accounts.models import User
from wotu.parties.models import Appointment, Department, Membership, held_on


def departments(zone: str) -> list[Department]:
    """Return a zone's departments."""
    return list(Department.objects.filter(zone=zone))


def officials(zone: str, on: dt.date, words: str = "") -> list[Appointment]:
    """Return the offices of a zone that hold on a day or later; with words, by person or department."""
    offices = Appointment.objects.select_related("user", "department", "delegated_from__user")
    offices = offices.filter(Q(until=None) | Q(until__gt=on), department__zone=zone)
    if typed := words.strip():
        offices = offices.filter(
            Q(user__name__icontains=typed)
            | Q(user__email__icontains=typed)
            | Q(department__name_zh__icontains=typed)
            | Q(department__name_en__icontains=typed)
        )
    return list(offices.order_by("department__slug", "user__name", "role", "pk"))


def holders_of(roles: Collection[str], on: dt.date) -> set[int]:
    """Return the keys of the accounts that hold one of these offices on a day, in whatever zone."""
    found = Appointment.objects.filter(held_on(on), role__in=roles)
    return set(found.values_list("user", flat=True))


def colleagues(zone: str, on: dt.date, *, but: int) -> list[User]:
    """Return whoever holds an office in a zone on a day, but one person."""
    held = Appointment.objects.filter(held_on(on), department__zone=zone).values("user")
    return list(User.objects.filter(pk__in=held, is_active=True).exclude(pk=but).order_by("name", "pk"))


def office(zone: str, id_: int, on: dt.date) -> Appointment | None:
    """Return an office of a zone that has not ended by a day."""
    offices = Appointment.objects.select_related("user", "department", "delegated_from__user")
    return offices.filter(Q(until=None) | Q(until__gt=on), department__zone=zone, pk=id_).first()


def members_of_firms(zone: str, on: dt.date, words: str = "") -> QuerySet[Membership]:
    """Return who acts for a zone's firms on a day; with words, by person or firm."""
    held = Membership.objects.select_related("user", "party").filter(
        held_on(on), party__zone=zone, party__kind="enterprise"
    )
    if typed := words.strip():
        compact = typed.replace(" ", "").lower()
        held = held.filter(
            Q(user__name__icontains=typed)
            | Q(user__email__icontains=typed)
            | Q(party__name__icontains=typed)
            | Q(party__initials__contains=compact)
        )
    return held.order_by("party__name", "party_id", "since", "pk")
