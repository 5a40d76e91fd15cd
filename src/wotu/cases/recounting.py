"""A new calendar for running cases: what rows keep of their deadlines is counted again, case by case."""

import datetime as dt
import logging

from django.db import transaction

from wotu.audit.verbs import note
from wotu.cases.models import WAITING, Case
from wotu.cases.progress import SYSTEM, keep_dues, locked

logger = logging.getLogger(__name__)


def recount(*, now: dt.datetime, today: dt.date) -> int:
    """Count the deadlines of every case that waits again; return how many are due on another day.

    Each case is counted in a transaction of its own, after whoever works on it. One that fails is logged and
    keeps no other from being counted.
    """
    moved = 0
    for key in list(Case.objects.filter(state__in=WAITING).order_by("pk").values_list("pk", flat=True)):
        try:
            moved += _recount(key, today)
        except Exception:  # whatever is wrong with one case, the others have their day
            logger.exception("case %d: its deadlines could not be counted again", key)
    if moved:
        with transaction.atomic():
            note(verb="recount_dues", about="calendar", by=SYSTEM, now=now, cases=moved)
    return moved


def _recount(key: int, today: dt.date) -> bool:
    with transaction.atomic():
        case = locked(Case(pk=key))
        if case.state not in WAITING:
            return False
        before = case.due
        keep_dues(case, today)
        return case.due != before
