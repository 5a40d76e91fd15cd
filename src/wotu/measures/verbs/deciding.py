"""Deciding about editions: reviewed, sent back, approved, published, withdrawn."""

import datetime as dt

from django.db import transaction

from wotu.audit.verbs import note
from wotu.measures import lifecycle
from wotu.measures.current import forget_asked
from wotu.measures.models import ANSWERS, Edition, ReviewAnswer
from wotu.measures.reads import about, head_of, reviewed, trial_of
from wotu.measures.verbs.steps import (
    LONGEST_REASON,
    in_words,
    lock_zone,
    locked,
    need_other_eyes,
    sentence,
    sound_trial,
)
from wotu.refusal import CannotDo


def return_edition(*, zone: str, number: int, reason: str, by: str, now: dt.datetime) -> None:
    """Send an edition back to be changed, with the reason; an approval falls away.

    Raises:
        CannotDo: it is in nobody's review, or no reason is given.
    """
    said = sentence(reason, LONGEST_REASON)
    with transaction.atomic():
        edition = locked(zone, number)
        edition.state, edition.approved_by = lifecycle.after("return", edition.state), ""
        edition.save()
        note(verb="return_edition", about=about(zone, number), by=by, now=now, said=said)


def answer_finding(
    *,
    zone: str,
    number: int,
    finding: str,
    answer: str,
    reason: str,
    by: str,
    now: dt.datetime,
    today: dt.date,
) -> ReviewAnswer:
    """Answer one finding of an edition in legal review; a later answer to the same finding replaces it.

    Raises:
        CannotDo: the edition is not in review, has no such finding, the answer is not one, its reason is
            missing, or the one who answers has edited it.
    """
    if answer not in {name for name, _ in ANSWERS}:
        raise CannotDo("请选择一种答复。", "Choose one of the answers.")
    said = reason.strip()[:1000]
    if answer != "not_applicable" and not said:
        raise CannotDo("请写明理由。", "Give the reason.")
    with transaction.atomic():
        edition = locked(zone, number)
        if edition.state != "review":
            lifecycle.after("approve", edition.state)
        need_other_eyes(edition, by)
        remark = next((r for r in trial_of(edition, today).asked if r.identity == finding), None)
        if remark is None:
            raise CannotDo(
                "没有这条审核意见，条款可能已改。", "There is no such finding; the clause may have changed."
            )
        kept = ReviewAnswer.objects.create(
            zone=zone, finding=finding, code=remark.code, measure=remark.measure, edition=edition,
            answer=answer, reason=said, by=by, at=now,
        )  # fmt: skip
        note(
            verb="answer_finding", about=about(zone, number), by=by, now=now, finding=finding, answer=answer,
            said=f"{remark.code} {remark.measure}: {dict(ANSWERS)[answer]}",
        )  # fmt: skip
    return kept


def approve_edition(*, zone: str, number: int, by: str, now: dt.datetime, today: dt.date) -> None:
    """Approve an edition whose findings are all answered. Whoever edited it cannot.

    Raises:
        CannotDo: it is not in review, a finding is open, it is not sound, or `by` has edited it.
    """
    with transaction.atomic():
        edition = locked(zone, number)
        edition.state = lifecycle.after("approve", edition.state)
        need_other_eyes(edition, by)
        trial = sound_trial(edition, today)
        waiting = sum(one.is_open for one in reviewed(edition, trial))
        if waiting:
            raise CannotDo(
                f"还有{waiting}条审核意见没有了结，不能批准。",
                f"{waiting} of the findings still open: not approved.",
            )
        edition.approved_by, edition.changes = by, in_words(trial)
        edition.save()
        note(verb="approve_edition", about=about(zone, number), by=by, now=now)


def publish_edition(
    *,
    zone: str,
    number: int,
    since: dt.date,
    until: dt.date | None,
    by: str,
    now: dt.datetime,
    today: dt.date,
) -> None:
    """Publish an approved edition, in force from `since`; without `until` it supersedes the one before.

    Raises:
        CannotDo: it is not approved, the dates do not fit, or another was published since it was made.
    """
    with transaction.atomic():
        lock_zone(zone)
        edition, head = locked(zone, number), head_of(zone)
        edition.state = lifecycle.after("publish", edition.state)
        _check_dates(since, until, today, head)
        if (edition.previous_id or None) != (head.pk if head else None):
            raise CannotDo(
                "起草之后又发布了别的稿。请退回草稿、合并最新版本，再送审。",
                "Another edition was published meanwhile. Send it back, bring it up to date, submit again.",
            )
        edition.changes = in_words(sound_trial(edition, today))
        edition.valid_from, edition.valid_until, edition.published_at = since, until, now
        edition.save()
        if head is not None and until is None:
            head.state = lifecycle.after("supersede", head.state)
            head.save(update_fields=["state"])
        note(
            verb="publish_edition", about=about(zone, number), by=by, now=now, since=str(since),
            until=str(until or ""), said=f"{since} – {until or ''}",
        )  # fmt: skip
        transaction.on_commit(forget_asked)


def withdraw_edition(
    *, zone: str, number: int, reason: str, by: str, now: dt.datetime, today: dt.date
) -> None:
    """Take a published edition back from today on, with the reason; what was in force before it comes back.

    Cases of the days it was in force keep being decided by it.

    Raises:
        CannotDo: it is not published, a later edition builds on it, or no reason is given.
    """
    said = sentence(reason, LONGEST_REASON)
    with transaction.atomic():
        lock_zone(zone)
        edition = locked(zone, number)
        later = edition.successors.filter(state__in=["published", "superseded"]).first()
        if later is not None:
            raise CannotDo(
                f"第{later.number}稿以它为基础。请先撤回第{later.number}稿。",
                f"Edition {later.number} builds on it. Withdraw that one first.",
            )
        edition.state = lifecycle.after("withdraw", edition.state)
        ends = max(today, edition.valid_from or today)
        edition.valid_until = min(ends, edition.valid_until or ends)
        edition.reason = said
        edition.save()
        before = edition.previous
        if before is not None and before.state == "superseded":
            before.state = lifecycle.after("reinstate", before.state)
            before.save(update_fields=["state"])
        note(verb="withdraw_edition", about=about(zone, number), by=by, now=now, said=said)
        transaction.on_commit(forget_asked)


def _check_dates(since: dt.date, until: dt.date | None, today: dt.date, head: Edition | None) -> None:
    if since < today:
        raise CannotDo(
            "生效日期不能早于今天：已办的事不追改。",
            "It cannot apply from before today: what was decided stands.",
        )
    if until is not None and until <= since:
        raise CannotDo("终止日期要晚于生效日期。", "The end must come after the beginning.")
    if head is not None and head.valid_from is not None and since < head.valid_from:
        raise CannotDo(
            f"第{head.number}稿自{head.valid_from}起生效，这一稿不能更早。",
            f"Edition {head.number} applies from {head.valid_from}; this one cannot apply earlier.",
        )
