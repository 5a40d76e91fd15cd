"""Whatever time alone brings about: notices end, silence counts, reminders (催办) and escalation (督办).

Each case is seen to in a transaction of its own, locked; one somebody works on is left for the next sweep.
One that fails is logged and keeps nobody else waiting.
Everything happens once, however often and by however many workers it is swept.
"""

import datetime as dt
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from wotu.audit.verbs import note
from wotu.cases.asking import ask_again, flow_of
from wotu.cases.clocks import clocks_of
from wotu.cases.models import WAITING, Appeal, Case, CaseStep, Correction, Notice
from wotu.cases.progress import SYSTEM, advance, close, finish, locked, log
from wotu.cases.reminding import escalate, remind, remind_applicant
from wotu.cases.selfdone import decide_by_rule
from wotu.cases.verbs.notices import end_notice
from wotu.process.clock import SOON, Light, light
from wotu.workdays.reads import calendar

logger = logging.getLogger(__name__)
OFFER_WAITS = 5
"""Working days after which a firm is reminded of an offer: the zone's own choice, not a published norm."""
SAID_NOTHING = "逾期未提出意见，视为同意 No opinion in time: taken as agreed"
GIVEN_UP = (
    "逾期未补正，视为撤回申请，可重新申报 Not corrected in time: taken as withdrawn; file again any time"
)


@dataclass
class Swept:
    """How much a sweep brought about; `failed` errands are in the log, and tried again by the next sweep."""

    notices: int = 0
    deemed: int = 0
    lapsed: int = 0
    reminded: int = 0
    escalated: int = 0
    failed: int = 0


def sweep(*, now: dt.datetime, today: dt.date) -> Swept:
    """See to every case whose time has come, as of a moment; return how much that was."""
    swept = Swept()
    for name, waiting, do in _ERRANDS:
        for key in list(waiting(now, today)):
            try:
                counted, done = name, _alone(key, do, now, today)
            except Exception:  # whatever is wrong with one case, the others have their time too
                logger.exception("case %d: %s failed in the sweep", key, do.__name__)
                counted, done = "failed", 1
            setattr(swept, counted, getattr(swept, counted) + done)
    return swept


def _alone(key: int, do: "Do", now: dt.datetime, today: dt.date) -> int:
    """See to one case, kept from everybody else; 0 where somebody works on it at this moment."""
    with transaction.atomic():
        free = Case.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=key)
        if not free.exists():
            return 0
        return do(locked(Case(pk=key)), now, today)


def _end_notice(case: Case, now: dt.datetime, today: dt.date) -> int:
    return sum(end_notice(notice=one, now=now, today=today) for one in case.notices.filter(ended_at=None))


def _give_up(case: Case, now: dt.datetime, today: dt.date) -> int:
    """Take a case as withdrawn whose correction did not come in time; the firm may file again."""
    if case.state != "filed" or case.correction.answered_at or case.correction.answer_by >= today:
        return 0
    log(case, "withdrawn", by=SYSTEM, now=now, text=GIVEN_UP)
    note(verb="give_up_case", about=case.about, by=SYSTEM, now=now, zone=case.zone)
    close(case, "withdrawn", by=SYSTEM, now=now, today=today)
    return 1


def _remind_to_correct(case: Case, now: dt.datetime, _today: dt.date) -> int:
    if case.state != "filed" or case.correction.answered_at:
        return 0
    return remind_applicant(case, "correction", case.correction.answer_by, now=now)


def _remind_of_offer(case: Case, now: dt.datetime, today: dt.date) -> int:
    since = timezone.localtime(case.made_at).date()
    day = calendar().add_working_days(since, OFFER_WAITS).date
    return remind_applicant(case, "offer", day, now=now) if case.state == "offered" and today >= day else 0


def _let_silence_count(case: Case, now: dt.datetime, today: dt.date) -> int:
    """Do what silence means once its time is over (默认同意)."""
    if case.state not in WAITING:
        return 0
    lapsed = clocks_of(flow_of(case), case.events.all(), today).lapsed
    rows = case.steps.select_for_update().filter(round=case.round, done_at=None, step__in=lapsed)
    counted = sum(_deem(case, row, now, today) for row in rows.order_by("pk"))
    if counted:
        note(
            verb="let_silence_count", about=case.about, by=SYSTEM, now=now, zone=case.zone, steps=list(lapsed)
        )
        advance(case, now=now, today=today)
    return counted


def _deem(case: Case, row: CaseStep, now: dt.datetime, today: dt.date) -> int:
    if row.does == "decide":
        return int(decide_by_rule(case, row, ask_again(case), now=now, today=today))
    finish(case, row, "deemed", by=SYSTEM, now=now, opinion=SAID_NOTHING, for_firm=False)
    return 1


def _remind(case: Case, now: dt.datetime, today: dt.date) -> int:
    return sum(remind(case, row, day, now=now) for row, day in _lit(case, "soon", now, today))


def _escalate(case: Case, now: dt.datetime, today: dt.date) -> int:
    return sum(escalate(case, row, day, now=now) for row, day in _lit(case, "overdue", now, today))


def _lit(case: Case, wanted: Light, now: dt.datetime, today: dt.date) -> Iterator[tuple[CaseStep, dt.date]]:
    """Yield the steps that wait for officials under a light, with their day: their own, or the whole's."""
    if case.state not in WAITING:
        return
    clocks = clocks_of(flow_of(case), case.events.all(), today)
    local = timezone.localtime(now)
    for row in case.steps.filter(round=case.round, done_at=None).exclude(office__in=("firm", "system")):
        dues = [one for one in (clocks.steps.get(row.step), clocks.total) if one and one.date]
        first = min(dues, key=lambda one: one.date or dt.date.max, default=None)
        if first is not None and first.date is not None and light(first, local) == wanted:
            yield row, first.date


def _escalate_appeal(case: Case, now: dt.datetime, today: dt.date) -> int:
    waiting = Appeal.objects.filter(decision__case=case, upheld=None, answer_by__lt=today).first()
    if waiting is None:
        return 0
    row = CaseStep(case=case, step="appeal", office="approver", department=case.department)
    return escalate(case, row, waiting.answer_by, now=now)


def _under_notice(_now: dt.datetime, today: dt.date) -> Iterable[int]:
    return Notice.objects.filter(ended_at=None, until__lt=today).values_list("case", flat=True)


def _correcting(_now: dt.datetime, today: dt.date) -> Iterable[int]:
    asked = Correction.objects.filter(answered_at=None, case__state="filed", answer_by__lte=today + SOON)
    return asked.values_list("case", flat=True)


def _with_a_time(_now: dt.datetime, today: dt.date) -> Iterable[int]:
    return Case.objects.filter(state__in=WAITING, due__lte=today + SOON).values_list("pk", flat=True)


def _appealed(_now: dt.datetime, today: dt.date) -> Iterable[int]:
    return Appeal.objects.filter(upheld=None, answer_by__lt=today).values_list("decision__case", flat=True)


def _offered(now: dt.datetime, _today: dt.date) -> Iterable[int]:
    return Case.objects.filter(state="offered", made_at__lt=now - SOON).values_list("pk", flat=True)


Waiting = Callable[[dt.datetime, dt.date], Iterable[int]]
Do = Callable[[Case, dt.datetime, dt.date], int]
_ERRANDS: tuple[tuple[str, Waiting, Do], ...] = (
    ("notices", _under_notice, _end_notice),
    ("lapsed", _correcting, _give_up),
    ("reminded", _correcting, _remind_to_correct),
    ("deemed", _with_a_time, _let_silence_count),
    ("reminded", _with_a_time, _remind),
    ("escalated", _with_a_time, _escalate),
    ("escalated", _appealed, _escalate_appeal),
    ("reminded", _offered, _remind_of_offer),
)
"""What a sweep sees to, in this order: what it counts as, which cases, what is done with each."""
