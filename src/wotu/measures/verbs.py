"""Writing editions: every step is one transaction, checked against `lifecycle`, with one audit entry."""

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max

from wotu.audit.verbs import note
from wotu.measures import lifecycle
from wotu.measures.current import forget_asked
from wotu.measures.lifecycle import Overtaken, Refused
from wotu.measures.merging import merged
from wotu.measures.models import ANSWERS, Edition, ReviewAnswer
from wotu.measures.reads import about, ground_of, head_of, reviewed, trial_of, whole_before, whole_of
from wotu.measures.texts import (
    MAX_FILES,
    checked_text,
    commit_of,
    content_of,
    differing,
    laid_over,
    read_files,
)
from wotu.measures.trial import Trial

LONGEST_TITLE, LONGEST_REASON = 200, 500


def record_folder(*, zone: str, by: str, now: dt.datetime) -> Edition:
    """Record the state of a zone's folder, with its commit where it is a git checkout; once per state."""
    folder = settings.WOTU_PACKS / zone
    files = read_files(folder)
    content = content_of(files)
    with transaction.atomic():
        _lock(zone)
        known = Edition.objects.filter(zone=zone, origin="folder", content=content).first()
        if known is not None:
            return known
        commit = commit_of(folder)
        edition = Edition.objects.create(
            zone=zone, number=_next(zone), origin="folder", state="published",
            title="规则包文件夹 / pack folder",
            files=files, content=content, commit=commit, made_by=by, made_at=now, saved_at=now,
        )  # fmt: skip
        note(
            verb="record_folder", about=about(zone, edition.number), by=by, now=now, commit=commit,
            content=content,
        )  # fmt: skip
    return edition


def begin_edition(*, zone: str, title: str, by: str, now: dt.datetime) -> Edition:
    """Begin a draft on what was last published.

    Raises:
        Refused: the title is missing or too long.
    """
    said = _sentence(title, LONGEST_TITLE)
    with transaction.atomic():
        folder = record_folder(zone=zone, by=by, now=now)
        _lock(zone)
        previous = head_of(zone)
        files = previous.files if previous else {}
        edition = Edition.objects.create(
            zone=zone, number=_next(zone), origin="desk", state="draft", title=said, files=files,
            content=content_of(files), previous=previous, folder=folder, editors=[by], made_by=by, made_at=now,
            saved_at=now,
        )  # fmt: skip
        note(verb="begin_edition", about=about(zone, edition.number), by=by, now=now, said=said)
    return edition


def save_edition(
    *, zone: str, number: int, revision: int, path: str, text: str, by: str, now: dt.datetime
) -> Edition:
    """Keep one file of a draft as typed, sound or not; an empty text takes the file away.

    Raises:
        Overtaken: somebody saved since `revision` was read; nothing is kept.
        Refused: it is no draft any more, or the text cannot be kept.
    """
    kept = checked_text(path, text)
    with transaction.atomic():
        edition = _open(zone, number)
        lifecycle.after("save", edition.state)
        if edition.revision != revision:
            raise Overtaken(
                f"{edition.editors[-1]}刚刚保存了这一稿，您的改动还没有保存。请对照后再存。",
                f"{edition.editors[-1]} saved this edition a moment ago; your changes are not saved yet. "
                "Compare, then save again.",
            )
        files = {**edition.files, path: kept}
        if len(files) > MAX_FILES:
            raise Refused(f"一稿最多改{MAX_FILES}个文件。", f"An edition changes at most {MAX_FILES} files.")
        _keep(edition, files, by, now)
        edition.save()
        note(verb="save_edition", about=about(zone, number), by=by, now=now, said=path)
    return edition


def update_edition(*, zone: str, number: int, by: str, now: dt.datetime) -> list[str]:
    """Bring a draft up to date with what was published since; return what both changed (the draft's is kept).

    Raises:
        Refused: it is no draft any more.
    """
    with transaction.atomic():
        _lock(zone)
        edition = _open(zone, number)
        lifecycle.after("save", edition.state)
        head, ground = head_of(zone), ground_of(zone)
        theirs = laid_over(ground, head.files if head else {})
        whole, disputed = merged(whole_before(edition), whole_of(edition), theirs)
        edition.previous = head
        edition.files = differing(ground, whole)
        edition.folder = record_folder(zone=zone, by=by, now=now)
        _keep(edition, edition.files, by, now)
        edition.save()
        note(verb="update_edition", about=about(zone, number), by=by, now=now, said=", ".join(disputed))
    return disputed


def discard_edition(*, zone: str, number: int, by: str, now: dt.datetime) -> None:
    """Give a draft up; `restore_edition` takes that back."""
    _step("discard", "discard_edition", zone, number, by=by, now=now)


def restore_edition(*, zone: str, number: int, by: str, now: dt.datetime) -> None:
    """Take a discarded draft up again."""
    _step("restore", "restore_edition", zone, number, by=by, now=now)


def submit_edition(*, zone: str, number: int, by: str, now: dt.datetime, today: dt.date) -> None:
    """Hand a draft to the legal reviewer.

    Raises:
        Refused: it is no draft, changes nothing, cannot be loaded, or a worked example does not hold.
    """
    with transaction.atomic():
        edition = _open(zone, number)
        edition.state = lifecycle.after("submit", edition.state)
        edition.changes = _in_words(_sound(edition, today))
        if not (edition.changes["measures"] or edition.changes["around"] or _differs(edition)):
            raise Refused("这一稿还没有改动。", "This edition changes nothing yet.")
        edition.save()
        note(verb="submit_edition", about=about(zone, number), by=by, now=now)


def return_edition(*, zone: str, number: int, reason: str, by: str, now: dt.datetime) -> None:
    """Send an edition back to be changed, with the reason; an approval falls away.

    Raises:
        Refused: it is in nobody's review, or no reason is given.
    """
    said = _sentence(reason, LONGEST_REASON)
    with transaction.atomic():
        edition = _open(zone, number)
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
        Refused: the edition is not in review, has no such finding, the answer is not one, its reason is
            missing, or the one who answers has edited it.
    """
    if answer not in {name for name, _ in ANSWERS}:
        raise Refused("请选择一种答复。", "Choose one of the answers.")
    said = reason.strip()[:1000]
    if answer != "not_applicable" and not said:
        raise Refused("请写明理由。", "Give the reason.")
    with transaction.atomic():
        edition = _open(zone, number)
        if edition.state != "review":
            lifecycle.after("approve", edition.state)
        _other_eyes(edition, by)
        remark = next((r for r in trial_of(edition, today).asked if r.identity == finding), None)
        if remark is None:
            raise Refused(
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
        Refused: it is not in review, a finding is open, it is not sound, or `by` has edited it.
    """
    with transaction.atomic():
        edition = _open(zone, number)
        edition.state = lifecycle.after("approve", edition.state)
        _other_eyes(edition, by)
        trial = _sound(edition, today)
        waiting = sum(one.is_open for one in reviewed(edition, trial))
        if waiting:
            raise Refused(
                f"还有{waiting}条审核意见没有了结，不能批准。",
                f"{waiting} finding{'s' if waiting > 1 else ''} of the legal review still open: not approved.",
            )
        edition.approved_by, edition.changes = by, _in_words(trial)
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
        Refused: it is not approved, the dates do not fit, or another edition was published since it was made.
    """
    with transaction.atomic():
        _lock(zone)
        edition, head = _open(zone, number), head_of(zone)
        edition.state = lifecycle.after("publish", edition.state)
        _check_dates(since, until, today, head)
        if (edition.previous_id or None) != (head.pk if head else None):
            raise Refused(
                "起草之后又发布了别的稿。请退回草稿、合并最新版本，再送审。",
                "Another edition was published meanwhile. Send it back, bring it up to date and submit it again.",
            )
        edition.changes = _in_words(_sound(edition, today))
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
        Refused: it is not published, a later edition builds on it, or no reason is given.
    """
    said = _sentence(reason, LONGEST_REASON)
    with transaction.atomic():
        _lock(zone)
        edition = _open(zone, number)
        later = edition.successors.filter(state__in=["published", "superseded"]).first()
        if later is not None:
            raise Refused(
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


def _step(step: str, verb: str, zone: str, number: int, *, by: str, now: dt.datetime) -> None:
    with transaction.atomic():
        edition = _open(zone, number)
        edition.state = lifecycle.after(step, edition.state)
        edition.save(update_fields=["state"])
        note(verb=verb, about=about(zone, number), by=by, now=now)


def _keep(edition: Edition, files: dict[str, str], by: str, now: dt.datetime) -> None:
    edition.files, edition.content = files, content_of(files)
    edition.revision += 1
    edition.editors = [one for one in edition.editors if one != by] + [by]
    edition.saved_at = now


def _sound(edition: Edition, today: dt.date) -> Trial:
    trial = trial_of(edition, today)
    if trial.problems:
        first = trial.problems[0]
        where = f"{first.file}:{first.line}"
        raise Refused(
            f"规则还有错误（{where}）：{first.message.zh}",
            f"The rule has a mistake ({where}): {first.message.en}",
        )
    if trial.failing:
        case = trial.failing[0].case
        raise Refused(f"算例“{case.zh}”不成立，请核对。", f"The worked example “{case.en}” does not hold.")
    return trial


def _in_words(trial: Trial) -> dict[str, object]:
    def said(changes: Sequence[object]) -> list[list[str]]:
        return [[change.words.zh, change.words.en] for change in changes]  # type: ignore[attr-defined]

    return {
        "measures": {measure: said(changes) for measure, changes in trial.changed.items()},
        "around": said(trial.around),
    }


def _differs(edition: Edition) -> bool:
    return whole_of(edition) != whole_before(edition)


def _other_eyes(edition: Edition, by: str) -> None:
    if by in edition.editors:
        raise Refused(
            "您改过这一稿，须由另一人审核、批准。",
            "You have edited this edition; somebody else must approve it.",
        )


def _check_dates(since: dt.date, until: dt.date | None, today: dt.date, head: Edition | None) -> None:
    if since < today:
        raise Refused(
            "生效日期不能早于今天：已办的事不追改。",
            "It cannot apply from before today: what was decided stands.",
        )
    if until is not None and until <= since:
        raise Refused("终止日期要晚于生效日期。", "The end must come after the beginning.")
    if head is not None and head.valid_from is not None and since < head.valid_from:
        raise Refused(
            f"第{head.number}稿自{head.valid_from}起生效，这一稿不能更早。",
            f"Edition {head.number} applies from {head.valid_from}; this one cannot apply earlier.",
        )


def _sentence(text: str, longest: int) -> str:
    said = " ".join(text.split())
    if not said or len(said) > longest:
        raise Refused(
            f"请用一句话写明，不超过{longest}字。", f"Say it in a sentence of at most {longest} characters."
        )
    return said


def _open(zone: str, number: int) -> Edition:
    edition = (
        Edition.objects.of(zone)
        .filter(number=number)
        .select_for_update(of=["self"])
        .select_related("previous")
        .first()
    )
    if edition is None:
        raise Refused("没有这一稿。", "There is no such edition.")
    return edition


def _next(zone: str) -> int:
    return (Edition.objects.filter(zone=zone).aggregate(last=Max("number"))["last"] or 0) + 1


def _lock(zone: str) -> None:
    """Let one change to a zone's numbering and order happen at a time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"editions {zone}"])
