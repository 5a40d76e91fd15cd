"""Filing a case, offering one to the firm, confirming, declining, taking back."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from wotu.accounts.models import User
from wotu.audit.verbs import note
from wotu.cases.asking import Asked, ask
from wotu.cases.conflicts import against, firm_locked
from wotu.cases.kinds import Filing, Kind, kind_of
from wotu.cases.models import LIVE, Case, Payee
from wotu.cases.progress import advance, close, finish, locked, log
from wotu.cases.reasons import reasons_of, unmet
from wotu.cases.refusal import HasOne
from wotu.match.explain import explain
from wotu.measures.pins import pin_of
from wotu.measures.zones import Zone
from wotu.parties.models import Department, Party
from wotu.refusal import CannotDo
from wotu.rules.text import Text
from wotu.rules.windows import window_on

MAY_WAIT = ("apply", "case_by_case")
"""Modes in which what is unknown is looked into by the review; elsewhere it must be known to file."""


def file_case(
    *, zone: Zone, enterprise: Party, subject: Party, measure: str, user: User, now: dt.datetime,
    today: dt.date, data: Mapping[str, Any] | None = None, handled: bool = False,
) -> Case:  # fmt: skip
    """File a case (申报) for something a subject is entitled to, or may be.

    `handled`: an official files it for the firm (帮办代办), with the firm's consent on record.

    Raises:
        CannotDo: with every reason at once — not entitled, facts missing, window shut, in conflict with
            another case, no bank account, or whatever the kind of service asks for.
    """
    asked, kind = _asked(zone, enterprise, subject, measure, today, data=data)
    filing = Filing(zone, enterprise, subject, asked.finding, data or {}, today)
    with transaction.atomic():
        firm_locked(enterprise)
        reasons = [*_not_entitled(asked), *_used_up(asked), *_window(asked, today), *kind.check(filing)]
        payee = payee_of(enterprise, subject) if kind.needs_payee else None
        if kind.needs_payee and payee is None:
            reasons.append(_NO_PAYEE)
        reasons += against(asked, enterprise, subject, kind.period(filing))
        if reasons:
            raise CannotDo("现在还不能申报。", "This cannot be filed yet.", tuple(reasons))
        case = _create(filing, asked, kind, "handled" if handled else "firm", now)
        case.filed_by, case.filed_at = user, now
        case.payee = payee
        case.save()
        log(case, "filed", by=user.email, now=now)
        _note("file_case", case, user.email, now, measure=case.version, handled=handled)
        kind.filed(case=case, by=user.email, now=now, today=today)
        _advance_confirmed(case, user, now, today)
    return case


def offer_case(
    *, zone: Zone, enterprise: Party, subject: Party, measure: str, by: str, now: dt.datetime, today: dt.date
) -> Case:
    """Offer a firm what it is entitled to without an application (免申即享); it only confirms.

    Raises:
        HasOne: it has a case for it already, or declined it in this period.
        CannotDo: it is not certainly entitled, or something stands against it.
    """
    asked, kind = _asked(zone, enterprise, subject, measure, today)
    filing = Filing(zone, enterprise, subject, asked.finding, {}, today)
    with transaction.atomic():
        firm_locked(enterprise)
        _refuse_where_there_is_one(subject, measure, kind.period(filing))
        reasons = [*_not_entitled(asked, certainly=True), *_used_up(asked), *kind.check(filing)]
        reasons += against(asked, enterprise, subject, kind.period(filing))
        if reasons:
            raise CannotDo("这家企业不能免申即享。", "This cannot be offered to the firm.", tuple(reasons))
        case = _create(filing, asked, kind, "bulk", now)
        log(case, "offered", by=by, now=now)
        _note("offer_case", case, by, now, measure=case.version)
        advance(case, now=now, today=today)
    return case


def confirm_case(*, case: Case, user: User, now: dt.datetime, today: dt.date) -> Case:
    """Confirm an offer: the firm wants it, the payee is right, and consents to its facts being used.

    Raises:
        CannotDo: no bank account is known, or it is confirmed already.
    """
    with transaction.atomic():
        case = locked(case, "offered")
        kind = _kind(case.service)
        if kind.needs_payee:
            case.payee = payee_of(case.enterprise, case.subject)
            if case.payee is None:
                raise CannotDo(_NO_PAYEE.zh, _NO_PAYEE.en)
        case.state, case.filed_by, case.filed_at = "open", user, now
        case.save()
        log(case, "confirmed", by=user.email, now=now)
        _note("confirm_case", case, user.email, now)
        _advance_confirmed(case, user, now, today)
    return case


def decline_case(*, case: Case, user: User, now: dt.datetime, today: dt.date) -> Case:
    """Decline an offer: the firm does not want it. It may still file until the window shuts."""
    with transaction.atomic():
        case = locked(case, "offered")
        log(case, "declined", by=user.email, now=now)
        _note("decline_case", case, user.email, now)
        close(case, "declined", by=user.email, now=now, today=today)
    return case


def withdraw_case(*, case: Case, user: User, why: str, now: dt.datetime, today: dt.date) -> Case:
    """Take a case back before it is decided."""
    with transaction.atomic():
        case = locked(case, "filed", "open")
        log(case, "withdrawn", by=user.email, now=now, text=why.strip())
        _note("withdraw_case", case, user.email, now, why=why.strip())
        close(case, "withdrawn", by=user.email, now=now, today=today)
    return case


def state_payee(*, party: Party, name: str, bank: str, number: str, by: str, now: dt.datetime) -> Payee:
    """State the bank account a party is paid into; the one before is kept on record.

    Raises:
        CannotDo: the account cannot be right.
    """
    digits = number.replace(" ", "").replace("-", "")
    payee = Payee(
        party=party, name=name.strip(), bank=bank.strip(), number=digits, stated_at=now, stated_by=by
    )
    if not (payee.name and payee.bank and digits.isascii() and digits.isdigit() and 8 <= len(digits) <= 30):
        raise CannotDo(
            "请填写户名、开户行和8至30位数字的账号。",
            "Give the account holder, the bank, and an account number of 8 to 30 digits.",
        )
    with transaction.atomic():
        firm_locked(party)
        Payee.objects.filter(party=party, replaced_at=None).update(replaced_at=now)
        payee.save()
        note(verb="state_payee", about=party.slug, by=by, now=now, account=f"…{digits[-4:]}", bank=payee.bank)
    return payee


def payee_of(enterprise: Party, subject: Party) -> Payee | None:
    """Return where an award is paid: a person's own account if there is one, else the firm's."""
    found: QuerySet[Payee] = Payee.objects.filter(replaced_at=None)
    mine = found.filter(party=subject).first() if subject.kind == "person" else None
    return mine or found.filter(party=enterprise).first()


_NO_PAYEE = Text(
    "还没有收款账户。请先填写户名、开户行和账号。",
    "No bank account is known yet. State the account holder, the bank and the number first.",
)


def _asked(
    zone: Zone, enterprise: Party, subject: Party, measure: str, today: dt.date, *,
    data: Mapping[str, Any] | None = None,
) -> tuple[Asked, Kind]:  # fmt: skip
    asked = ask(zone, enterprise, subject, measure, today, data=data)
    if asked is None:
        raise CannotDo("这项措施现在没有有效条文。", "No text of this measure is in force now.")
    return asked, _kind(asked.finding.line.measure.service)


def _kind(service: str) -> Kind:
    kind = kind_of(service)
    if kind is None:
        raise CannotDo(
            "这类服务还不能在这里申报，请联系园区窗口。",
            "Cases of this service are not taken here yet; ask at the zone's window.",
        )
    return kind


def _not_entitled(asked: Asked, *, certainly: bool = False) -> tuple[Text, ...]:
    """Return which conditions are not met, and which nobody knows where they may not wait."""
    if asked.finding.status == "not_entitled":
        said = unmet(reasons_of(asked)) or (Text("不在名次之内", "Not among those ranked in"),)
        return tuple(Text(f"不符合：{one.zh}", f"Not met: {one.en}") for one in said)
    if asked.finding.status == "unknown" and (certainly or asked.version.process.mode not in MAY_WAIT):
        said = unmet(reasons_of(asked), "unknown")
        return tuple(Text(f"还不知道：{one.zh}", f"Not known yet: {one.en}") for one in said)
    return ()


def _used_up(asked: Asked) -> tuple[Text, ...]:
    """Say where a limit, or what was received already, leaves nothing to file for."""
    if not asked.finding.taken_away or asked.is_displaced:
        return ()
    said = explain(asked.checker.plan, asked.finding).amount
    return tuple(
        Text(f"没有可以给的：{one.label.zh}", f"Nothing is left to give: {one.label.en}")
        for one in said
        if one.bit
    )


def _window(asked: Asked, today: dt.date) -> tuple[Text, ...]:
    state = window_on(asked.version.window, today)
    if state.is_open:
        return ()
    if state.opens is None:
        return (Text("受理时间已过。", "The window is shut."),)
    return (Text(f"现在不受理，{state.opens}开始受理。", f"The window opens on {state.opens}."),)


def _create(filing: Filing, asked: Asked, kind: Kind, origin: str, now: dt.datetime) -> Case:
    measure = asked.finding.line.measure
    low, high = asked.ends
    try:
        with transaction.atomic():
            return Case.objects.create(
                zone=filing.zone.id, service=measure.service, measure=measure.id, version=asked.version.key,
                pin=pin_of(filing.zone, now), on=filing.today, enterprise=filing.enterprise,
                subject=filing.subject, period=kind.period(filing), origin=origin,
                state="offered" if origin == "bulk" else "filed",
                department=department_for(filing.zone.id, measure.area), unit=asked.version.benefit.type,
                low=low, high=high, data=dict(filing.data), made_at=now,
            )  # fmt: skip
    except IntegrityError as error:
        if "case_once" not in str(error):
            raise
        raise CannotDo(
            "同一事项同一期间已有办件，不能重复申报。", "There is a case for this already."
        ) from error


def _refuse_where_there_is_one(subject: Party, measure: str, period: str) -> None:
    had = Case.objects.filter(subject=subject, measure=measure, period=period)
    if had.filter(state__in=(*LIVE, "declined")).exists():
        raise HasOne("已有办件，或企业已放弃。", "There is a case already, or the firm declined it.")


def department_for(zone: str, area: str) -> str:
    """Return the slug of the department that takes up a measure's cases (分类转办).

    That is the one named as its area, else the zone's first: it is the window for everything else.
    """
    slugs = list(Department.objects.filter(zone=zone).order_by("pk").values_list("slug", flat=True))
    return area if area in slugs else next(iter(slugs), "window")


def _advance_confirmed(case: Case, user: User, now: dt.datetime, today: dt.date) -> None:
    """Move a case on; a firm that files or confirms needs not be asked whether it wants it."""
    advance(case, now=now, today=today)
    waiting = list(case.steps.filter(round=case.round, does="confirm", done_at=None))
    for row in waiting:
        finish(case, row, "confirmed", by=user.email, now=now)
    if waiting:
        advance(case, now=now, today=today)


def _note(verb: str, case: Case, by: str, now: dt.datetime, **detail: Any) -> None:
    note(verb=verb, about=case.about, by=by, now=now, zone=case.zone, **detail)
