"""Steps that need nobody: decisions the rule leaves nothing open about, the beginning of a public notice."""

import datetime as dt

from wotu.cases.asking import ask_again, flow_of
from wotu.cases.kinds import kind_of
from wotu.cases.models import Case, CaseStep, Notice
from wotu.cases.progress import SYSTEM, finish, log
from wotu.cases.verbs.deciding import settle
from wotu.rules.flow import Step
from wotu.workdays.reads import calendar


def done_by_itself(case: Case, step: Step, row: CaseStep, *, now: dt.datetime, today: dt.date) -> bool:
    """Do a step that needs nobody; tell whether it is done."""
    if step.does == "decide" and step.automatic:
        return _decide(case, row, now, today)
    if step.does == "notice":
        _begin_notice(case, step, now, today)
        return False
    kind = kind_of(case.service)
    if kind is not None and kind.reached(case=case, step=step, by=SYSTEM, now=now, today=today):
        finish(case, row, "done", by=SYSTEM, now=now)
        return True
    return False


def _decide(case: Case, row: CaseStep, now: dt.datetime, today: dt.date) -> bool:
    """Approve what the rule is certain of; anything else waits for a person."""
    kind = kind_of(case.service)
    if kind is not None and not kind.clear(case=case, today=today):
        return False
    asked = ask_again(case)
    low, high = asked.ends
    certain = asked.version.benefit.form == "service" or (low is not None and low == high)
    if asked.finding.status != "entitled" or not certain:
        return False
    settle(
        case, row, "approved", asked=asked, amount=kind.wants(case=case, most=high) if kind else high,
        text="", by=SYSTEM, now=now, today=today, automatic=True,
    )  # fmt: skip
    return case.state == "approved"


def _begin_notice(case: Case, step: Step, now: dt.datetime, today: dt.date) -> None:
    """Make an award public; it runs from the next day for as many working days as the step says."""
    within = step.within or flow_of(case).correction
    until = calendar().add_working_days(today, within).date
    Notice.objects.create(case=case, round=case.round, since=today, until=until)
    log(case, "notice_begun", by=SYSTEM, now=now, step=step.id, until=str(until))
