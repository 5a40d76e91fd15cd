"""Writing needs: the steps of a need's life, each allowed from certain states only."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from wotu.accounts.models import User
from wotu.audit.verbs import note
from wotu.needs import deadlines
from wotu.needs.models import CLOSED, LONGEST, WITH_THE_DESK, Message, Need, Suggested
from wotu.needs.ranking import Reading
from wotu.needs.telling import ANSWERED, NOT_SERVED, SETTLED, tell_firm
from wotu.needs.words import offices
from wotu.parties.models import Department, Party
from wotu.refusal import CannotDo
from wotu.rules.text import Text
from wotu.workdays.reads import calendar


def draft_need(*, party: Party, says: str, reading: Reading, user: User, now: dt.datetime) -> Need:
    """Write a need down, with the suggestions that were shown for it. Nobody but the firm sees a draft.

    Raises:
        CannotDo: nothing was said, or too much.
    """
    with transaction.atomic():
        need = Need.objects.create(
            party=party, zone=party.zone, says=_written(says), topic=reading.topic,
            department=reading.office.slug, terms=reading.terms, fitting=len(reading.suggestions),
            made_at=now, made_by=user,
        )  # fmt: skip
        Suggested.objects.bulk_create(
            Suggested(need=need, key=one.offer.key, place=place, score=one.score)
            for place, one in enumerate(reading.suggestions, start=1)
        )
        _note("draft_need", need, user, now, suggested=len(reading.suggestions))
    return need


def find_helpful(*, need: Need, key: str, user: User, now: dt.datetime) -> Need:
    """Close a need because a suggestion helps: counted for the suggestion, and nobody has to answer.

    Raises:
        CannotDo: the suggestion was not shown for this need, or the need is past that.
    """
    with transaction.atomic():
        need = _locked(need, "draft")
        if not need.suggested.filter(key=key).update(helpful=True):
            raise CannotDo("这条建议不是为这项诉求提出的。", "This suggestion was not made for this need.")
        need.state, need.served_by, need.closed_at = "confirmed", key, now
        need.save()
        _note("find_helpful", need, user, now, key=key)
    return need


def submit_need(*, need: Need, user: User, now: dt.datetime, today: dt.date) -> Need:
    """Send a need to the zone: the suggestions did not help, an official is to answer."""
    with transaction.atomic():
        need = _locked(need, "draft")
        need.suggested.filter(helpful=None).update(helpful=False)
        _send(need, now, today)
        _note("submit_need", need, user, now, department=need.department, answer_by=str(need.answer_by))
    return need


def withdraw_need(*, need: Need, user: User, now: dt.datetime) -> Need:
    """Take a need back; it no longer waits for anybody."""
    with transaction.atomic():
        need = _locked(need, "draft", *WITH_THE_DESK, "answered")
        need.state, need.closed_at = "withdrawn", now
        need.save()
        _note("withdraw_need", need, user, now)
    return need


def take_up_need(*, need: Need, user: User, now: dt.datetime) -> Need:
    """Take a need up (受理): the official answers for it from now on."""
    with transaction.atomic():
        need = _locked(need, "submitted")
        need.state, need.official, need.taken_up_at = "taken_up", user, now
        need.save()
        _note("take_up_need", need, user, now)
    return need


def answer_need(*, need: Need, text: str, user: User, now: dt.datetime) -> Need:
    """Answer a need (答复). What the answer came to is said by closing it."""
    with transaction.atomic():
        need = _locked(need, "taken_up", "answered")
        _say(need, text, user, "desk", now)
        need.state, need.answered_at = "answered", need.answered_at or now
        need.save()
        _note("answer_need", need, user, now)
        tell_firm(need, ANSWERED, by=user.email, now=now)
    return need


def pass_on_need(
    *, need: Need, department: str, why: str, user: User, now: dt.datetime, today: dt.date
) -> Need:
    """Pass a need on to another department (转办). The day it is to be answered by stays.

    Raises:
        CannotDo: there is no such department, it is there already, or no reason is given.
    """
    with transaction.atomic():
        need = _locked(need, *WITH_THE_DESK, "answered")
        if department == need.department or department not in _departments(need.zone):
            raise CannotDo("请选择另一个部门。", "Choose another department.")
        _say(need, why, user, "desk", now, is_internal=True)
        before, need.department = need.department, department
        need.state, need.official, need.taken_up_at = "submitted", None, None
        need.take_up_by = deadlines.take_up_by(today, calendar())
        need.save()
        _note("pass_on_need", need, user, now, before=before, department=department)
    return need


def close_served(*, need: Need, key: str, known: Iterable[str], user: User, now: dt.datetime) -> Need:
    """Close a need as served by a measure or resource, one of `known`; the firm then confirms or reopens.

    Raises:
        CannotDo: there is no such measure or resource.
    """
    with transaction.atomic():
        need = _locked(need, "taken_up", "answered")
        if key not in set(known):
            raise CannotDo(
                "请选择解决这项诉求的措施或资源。", "Choose the measure or resource that serves the need."
            )
        need.state, need.served_by, need.reason, need.closed_at = "served", key, "", now
        need.save()
        need.suggested.filter(key=key).update(helpful=True)
        _note("close_served", need, user, now, key=key)
        tell_firm(need, SETTLED, by=user.email, now=now)
    return need


def close_not_served(*, need: Need, reason: str, user: User, now: dt.datetime) -> Need:
    """Close a need as not served, with the reason: it counts among those no measure serves.

    Raises:
        CannotDo: no reason is given.
    """
    with transaction.atomic():
        need = _locked(need, "taken_up", "answered")
        need.state, need.reason, need.served_by, need.closed_at = "not_served", _written(reason), "", now
        need.save()
        _note("close_not_served", need, user, now)
        tell_firm(need, NOT_SERVED, by=user.email, now=now)
    return need


def confirm_need(*, need: Need, user: User, now: dt.datetime) -> Need:
    """Confirm for the firm that a need is settled."""
    with transaction.atomic():
        need = _locked(need, "answered", "served", "not_served")
        need.state, need.closed_at = "confirmed", need.closed_at or now
        need.save()
        _note("confirm_need", need, user, now)
    return need


def reopen_need(*, need: Need, why: str, user: User, now: dt.datetime, today: dt.date) -> Need:
    """Open a need again for the firm, with what is still lacking; its deadlines start anew.

    Raises:
        CannotDo: the firm does not say why.
    """
    with transaction.atomic():
        need = _locked(need, "answered", *CLOSED)
        _say(need, why, user, "firm", now)
        need.suggested.filter(key=need.served_by).update(helpful=False)
        need.served_by, need.reason, need.closed_at, need.reopened = "", "", None, need.reopened + 1
        need.official, need.taken_up_at = None, None
        _send(need, now, today)
        _note("reopen_need", need, user, now)
    return need


def write_message(
    *, need: Need, text: str, user: User, side: str, now: dt.datetime, is_internal: bool = False
) -> Message:
    """Say something about a need; an internal note is for the desk alone.

    Raises:
        CannotDo: nothing was written, or the need is a draft or withdrawn.
    """
    with transaction.atomic():
        need = _locked(need, *WITH_THE_DESK, "answered", *CLOSED)
        message = _say(need, text, user, side, now, is_internal=is_internal)
        _note("write_message", need, user, now, internal=is_internal)
    return message


_WRONG_STATE = {
    "draft": Text("这项诉求还没有提交。", "This need has not been sent yet."),
    "submitted": Text("这项诉求还没有人受理，请先受理。", "Nobody has taken this need up; do so first."),
    "taken_up": Text("这项诉求已经有人受理。", "This need has been taken up already."),
    "answered": Text("这项诉求已经答复。", "This need has been answered already."),
    "served": Text("这项诉求已经办结。", "This need is closed already."),
    "not_served": Text("这项诉求已经办结。", "This need is closed already."),
    "confirmed": Text("这项诉求企业已经确认。", "The firm has confirmed this need already."),
    "withdrawn": Text("这项诉求企业已经撤回。", "The firm has withdrawn this need."),
}  # fmt: skip


def _locked(need: Need, *allowed: str) -> Need:
    fresh = Need.objects.select_for_update().get(pk=need.pk)
    if fresh.state not in allowed:
        text = _WRONG_STATE[fresh.state]
        raise CannotDo(text.zh, text.en)
    return fresh


def _send(need: Need, now: dt.datetime, today: dt.date) -> None:
    need.state, need.submitted_at = "submitted", now
    days = calendar()
    need.take_up_by, need.answer_by = deadlines.take_up_by(today, days), deadlines.answer_by(today, days)
    need.save()


def _say(
    need: Need, text: str, user: User, side: str, now: dt.datetime, *, is_internal: bool = False
) -> Message:
    return Message.objects.create(
        need=need, at=now, author=user, side=side, is_internal=is_internal, text=_written(text)
    )


def _written(text: str) -> str:
    kept = text.strip()
    if not kept:
        raise CannotDo("请写下内容。", "Write something.")
    if len(kept) > LONGEST:
        raise CannotDo(f"最多{LONGEST}字，请写短一些。", f"At most {LONGEST} characters; write less.")
    return kept


def _departments(zone: str) -> set[str]:
    return {*offices(zone), *Department.objects.filter(zone=zone).values_list("slug", flat=True)}


def _note(verb: str, need: Need, user: User, now: dt.datetime, **detail: object) -> None:
    note(verb=verb, about=f"need:{need.pk}", by=user.email, now=now, zone=need.zone, **detail)
