"""Steps that need nobody: what the rule leaves nothing open about, the beginning of a public notice."""

import datetime as dt

from django.db import transaction

from wotu.cases.asking import Asked, ask_again, flow_of
from wotu.cases.caps import ends_within, room_of
from wotu.cases.kinds import kind_of
from wotu.cases.models import Case, CaseStep, Notice
from wotu.cases.progress import SYSTEM, finish, log
from wotu.cases.reasons import two
from wotu.cases.verbs.deciding import settle
from wotu.refusal import CannotDo
from wotu.rules.flow import Step
from wotu.workdays.reads import calendar


def done_by_itself(case: Case, step: Step, row: CaseStep, *, now: dt.datetime, today: dt.date) -> bool:
    """Do a step that needs nobody; tell whether it is done."""
    if step.does == "notice":
        _begin_notice(case, step, now, today)
        return False
    if step.automatic and step.does in ("accept", "review", "decide"):
        return _by_rule(case, step, row, now, today)
    kind = kind_of(case.service)
    done = kind is not None and kind.reached(case=case, step=step, by=SYSTEM, now=now, today=today)
    if done or (step.automatic and step.does == "deliver"):
        finish(case, row, "done", by=SYSTEM, now=now)
        return True
    return False


def decide_by_rule(case: Case, row: CaseStep, asked: Asked, *, now: dt.datetime, today: dt.date) -> bool:
    """Approve what the rule is certain of; tell whether that was done. Anything else waits for a person."""
    kind = kind_of(case.service)
    if not is_certain(asked) or (kind is not None and not kind.clear(case=case, today=today)):
        return False
    amount = ends_within(asked, room_of(case, asked))[1]
    if amount == 0:  # a limit is used up: a person says so
        return False
    try:
        with transaction.atomic():
            settle(
                case, row, "approved", asked=asked,
                amount=kind.wants(case=case, most=amount) if kind else amount, text="", by=SYSTEM, now=now,
                today=today, automatic=True,
            )  # fmt: skip
    except CannotDo as refused:
        _as_before(case, row)
        said = [two(one) for one in (refused.text, *refused.reasons)]
        log(case, "noted", by=SYSTEM, now=now, step=row.step, for_firm=False, reasons=said)
        return False
    return True


def is_certain(asked: Asked) -> bool:
    """Tell whether the rule leaves nothing open: entitled, and to how much."""
    low, high = asked.ends
    fixed = asked.version.benefit.form == "service" or (low is not None and low == high)
    return asked.finding.status == "entitled" and fixed


def _by_rule(case: Case, step: Step, row: CaseStep, now: dt.datetime, today: dt.date) -> bool:
    asked = ask_again(case)
    if step.does == "decide":
        return decide_by_rule(case, row, asked, now=now, today=today)
    if asked.finding.status != "entitled":
        return False
    if step.does == "accept":
        case.accepted_at = now
        log(case, "accepted", by=SYSTEM, now=now)
        finish(case, row, "accepted", by=SYSTEM, now=now)
    else:
        finish(case, row, "agreed", by=SYSTEM, now=now, for_firm=False)
    return True


def _as_before(case: Case, row: CaseStep) -> None:
    """Forget what a decision that was taken back had changed of what is held in memory."""
    before = Case.objects.get(pk=case.pk)
    case.state, case.amount, case.decided_at = before.state, before.amount, before.decided_at
    row.refresh_from_db()


def _begin_notice(case: Case, step: Step, now: dt.datetime, today: dt.date) -> None:
    """Make an award public; it runs from the next day for as many working days as the step says."""
    within = step.within or flow_of(case).correction
    until = calendar().add_working_days(today, within).date
    Notice.objects.create(case=case, round=case.round, since=today, until=until)
    log(case, "notice_begun", by=SYSTEM, now=now, step=step.id, until=str(until))
