"""Finding cases: by number, or by the firm they are of."""

import re

from django.db.models import Q

from wotu.access.actor import Actor
from wotu.cases.addresses import for_desk
from wotu.cases.models import Case
from wotu.cases.telling import title_of
from wotu.desk.search.hits import EXACT, Hit, fit
from wotu.measures.zones import Zone
from wotu.rules.text import Text

_NUMBER = re.compile(r"(?:\d{4}-)?0*(\d{1,9})")


def find(actor: Actor, zone: Zone, words: str, limit: int) -> list[Hit]:  # noqa: ARG001  # as every source
    """Return the zone's cases that fit, the latest first; the exact number before anything else."""
    typed = words.strip()
    number = _NUMBER.fullmatch(typed)
    wanted = Q(enterprise__name__icontains=typed) | Q(enterprise__initials__startswith=typed.lower())
    if number:
        wanted |= Q(pk=int(number[1]))
    cases = Case.objects.filter(wanted, zone=zone.id).with_pin().select_related("enterprise", "subject")
    return [
        Hit(
            Text(f"办件{case.number}", f"Case {case.number}"), _detail(case), for_desk(case),
            EXACT if number and case.pk == int(number[1]) else fit(typed, case.enterprise.name),
        )
        for case in cases.order_by("-made_at", "-pk")[:limit]
    ]  # fmt: skip


def _detail(case: Case) -> Text:
    title = title_of(case)
    return Text(f"{case.enterprise.name} · {title.zh}", f"{case.enterprise.name} · {title.en}")
