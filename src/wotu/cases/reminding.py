"""Reminders before a deadline (催办) and escalation after it (督办): each said once, to whom it concerns."""

import datetime as dt

from django.utils import timezone

from wotu.audit.verbs import note
from wotu.cases.models import Case, CaseStep
from wotu.cases.progress import SYSTEM, log
from wotu.cases.telling import News, officials, tell_applicant, tell_officials, title_of
from wotu.parties.models import Appointment, held_on
from wotu.rules.text import Text


def remind(case: Case, row: CaseStep, due: dt.date, *, now: dt.datetime) -> int:
    """Remind those a step waits for that it is due soon; return 1 if that was not said yet."""
    if not _said(case, "reminded", row.step, due, now, for_firm=False):
        return 0
    title = title_of(case)
    news = News(
        Text(f"催办：办件{case.number}将于{due}到期", f"Reminder: case {case.number} is due on {due}"),
        (Text(f"{case.enterprise.name}：{title.zh}", f"{case.enterprise.name}: {title.en}"),),
    )
    _tell(case, news, _at(case, row, now), f"case:{case.pk}:reminded:{row.step}:{due}", now)
    return 1


def escalate(case: Case, row: CaseStep, due: dt.date, *, now: dt.datetime) -> int:
    """Tell the zone's administrators, and those it waits for, that a step is overdue; 1 if not said yet."""
    if not _said(case, "escalated", row.step, due, now, for_firm=False):
        return 0
    title = title_of(case)
    news = News(
        Text(f"督办：办件{case.number}已逾期，期限{due}", f"Overdue: case {case.number} was due on {due}"),
        (
            Text(f"{case.enterprise.name}：{title.zh}", f"{case.enterprise.name}: {title.en}"),
            Text(f"承办部门：{row.department}", f"With: {row.department}"),
        ),
    )
    today = timezone.localtime(now).date()
    admins = Appointment.objects.filter(held_on(today), department__zone=case.zone, role="zone_admin")
    users = _at(case, row, now) | set(admins.values_list("user", flat=True))
    _tell(case, news, users, f"case:{case.pk}:escalated:{row.step}:{due}", now)
    return 1


def remind_applicant(case: Case, what: str, due: dt.date, *, now: dt.datetime) -> int:
    """Remind the firm of what it was asked for, or offered; return 1 if that was not said yet."""
    if not _said(case, "reminded", what, due, now, for_firm=True):
        return 0
    title = title_of(case)
    if what == "offer":
        said = Text(f"“{title.zh}”还在等您确认", f"“{title.en}” still waits for you to confirm")
    else:
        said = Text(f"“{title.zh}”的补正将于{due}到期", f"The correction of “{title.en}” is due on {due}")
    key = f"case:{case.pk}:reminded:{what}:{due}"
    tell_applicant(case, News(said), key=key, by=SYSTEM, now=now)
    return 1


def _said(case: Case, kind: str, step: str, due: dt.date, now: dt.datetime, *, for_firm: bool) -> bool:
    """Write down that something is said; False where it was said before. The caller holds the case locked."""
    if case.events.filter(kind=kind, step=step, detail__due=str(due)).exists():
        return False
    log(case, kind, by=SYSTEM, now=now, step=step, for_firm=for_firm, due=str(due))
    note(verb=kind, about=case.about, by=SYSTEM, now=now, zone=case.zone, step=step, due=str(due))
    return True


def _at(case: Case, row: CaseStep, now: dt.datetime) -> set[int]:
    found = officials(case.zone, row.department, row.office, timezone.localtime(now).date())
    return found | ({case.official_id} if case.official_id else set())


def _tell(case: Case, news: News, users: set[int], key: str, now: dt.datetime) -> None:
    tell_officials(case, news, users, key=key, by=SYSTEM, now=now)
