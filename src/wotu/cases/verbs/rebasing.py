"""Moving an undecided case to the text in force: explicitly, with the difference on record."""

import datetime as dt

from django.db import IntegrityError, transaction

from wotu.accounts.models import User
from wotu.audit.verbs import note
from wotu.cases.asking import flow_of
from wotu.cases.conflicts import against, firm_locked
from wotu.cases.difference import Difference, changed_meaning, difference
from wotu.cases.kinds import Filing, kind_of, yearly
from wotu.cases.models import Case
from wotu.cases.models.case import UNDECIDED
from wotu.cases.progress import SYSTEM, advance, locked, log
from wotu.cases.reasons import reasons_of, two, unmet
from wotu.measures.pins import pin_of
from wotu.measures.zones import Zone
from wotu.refusal import CannotDo


def rebase_case(
    *, case: Case, zone: Zone, seen: str, why: str, user: User, now: dt.datetime, today: dt.date
) -> Case:
    """Move an undecided case to the text in force (改用新文本). Its first pin stays on record.

    Steps that are done stay done where the new text has them too; what waits and the new text does not have
    lapses. `seen` is what `difference` showed.

    Raises:
        CannotDo: no reason is given, nothing is different, something else was shown, the case is decided, or
            the new text does not give the firm anything; or something stands against it, as at filing.
    """
    if not why.strip():
        raise CannotDo("请写明改用新文本的理由。", "Say why the case moves to another text.")
    with transaction.atomic():
        firm_locked(case.enterprise)
        case = locked(case, *UNDECIDED)
        found = difference(case, zone, today)
        filing = Filing(
            zone, case.enterprise, case.subject, found.asked.finding, case.data, today, moves=case
        )
        period = _period(case, filing)
        _refuse(case, found, seen)
        _refuse_as_at_filing(case, found, filing, period)
        before = {"pin": case.pin_id, "version": case.version, "on": str(case.on), "low": case.low,
                  "high": case.high, "period": case.period}  # fmt: skip
        case.pin, case.version, case.on, case.period = pin_of(zone, now), found.after, today, period
        case.unit, (case.low, case.high) = found.asked.version.benefit.type, found.now
        _keep(case)
        case.steps.filter(round=case.round, done_at=None, step__in=found.lapsed).update(
            done_at=now, outcome="lapsed", by=SYSTEM, due=None
        )
        log(
            case, "rebased", by=user.email, now=now, text=why.strip(), before=before, after=case.version,
            lapsed=list(found.lapsed), changes=[two(one) for one in found.words],
        )  # fmt: skip
        note(
            verb="rebase_case", about=case.about, by=user.email, now=now, zone=case.zone,
            before=before["version"], after=case.version, pin=case.pin_id, why=why.strip(),
        )  # fmt: skip
        advance(case, now=now, today=today)
    return case


def _refuse(case: Case, found: Difference, seen: str) -> None:
    if not found.is_any:
        raise CannotDo(
            "现行文本与办件所依据的文本相同。", "The text in force is the one the case stands under."
        )
    if seen != found.seen:
        raise CannotDo(
            "文本在您查看之后又有变化，请重新查看差异。",
            "The text changed since you looked at the difference; look again.",
        )
    if found.asked.finding.line.measure.service != case.service or changed_meaning(
        flow_of(case), found.asked.version.flow
    ):
        raise CannotDo(
            "新文本的办理方式不同，不能改用，请按原文本办理或撤回后重新申报。",
            "The new text is handled in another way. Go on under the old one, or withdraw and file anew.",
        )
    if found.asked.finding.status == "not_entitled":
        raise CannotDo(
            "按新文本不符合条件。", "Under the new text the conditions are not met.",
            unmet(reasons_of(found.asked)),
        )  # fmt: skip


def _period(case: Case, filing: Filing) -> str:
    """Return the period of a case under the text it moves to: what is had once a year is of that year.

    Where a kind names what is had by what was filed, it stays the same.
    """
    kind = kind_of(case.service)
    return kind.period(filing) if kind is not None and kind.period is yearly else case.period


def _refuse_as_at_filing(case: Case, found: Difference, filing: Filing, period: str) -> None:
    kind = kind_of(case.service)
    reasons = list(kind.check(filing)) if kind is not None else []
    reasons += against(found.asked, case.enterprise, case.subject, period, leaving_out=case)
    if reasons:
        raise CannotDo("按新文本有冲突。", "Under the new text something stands against it.", tuple(reasons))


def _keep(case: Case) -> None:
    try:
        with transaction.atomic():
            case.save()
    except IntegrityError as error:
        if "case_once" not in str(error):
            raise
        raise CannotDo(
            "同一事项同一期间已有办件，不能改用新文本。",
            "There is a case for this and its new period already.",
        ) from error
