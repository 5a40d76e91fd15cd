"""What the verbs share: locks, the edition's row, and what must hold before a step."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import connection, transaction
from django.db.models import Max

from wotu.audit.verbs import note
from wotu.measures import lifecycle
from wotu.measures.models import Edition
from wotu.measures.reads import about, trial_of
from wotu.measures.texts import content_of
from wotu.measures.trial import Trial
from wotu.refusal import CannotDo
from wotu.rules.changes import Change

LONGEST_TITLE, LONGEST_REASON = 200, 500


def sound_trial(edition: Edition, today: dt.date) -> Trial:
    """Return the trial of an edition that loads and whose examples hold.

    Raises:
        CannotDo: it does not.
    """
    trial = trial_of(edition, today)
    if trial.problems:
        first = trial.problems[0]
        where = f"{first.file}:{first.line}"
        raise CannotDo(
            f"规则还有错误（{where}）：{first.message.zh}",
            f"The rule has a mistake ({where}): {first.message.en}",
        )
    if trial.failing:
        case = trial.failing[0].case
        raise CannotDo(f"算例“{case.zh}”不成立，请核对。", f"The worked example “{case.en}” does not hold.")
    return trial


def need_other_eyes(edition: Edition, by: str) -> None:
    """Refuse somebody who has edited the edition (四眼原则)."""
    if by in edition.editors:
        raise CannotDo(
            "您改过这一稿，须由另一人审核、批准。",
            "You have edited this edition; somebody else must approve it.",
        )


def sentence(text: str, longest: int) -> str:
    """Return a text as one trimmed line; refuse an empty or long one."""
    said = " ".join(text.split())
    if not said or len(said) > longest:
        raise CannotDo(
            f"请用一句话写明，不超过{longest}字。", f"Say it in a sentence of at most {longest} characters."
        )
    return said


def locked(zone: str, number: int) -> Edition:
    """Return an edition, its row locked until the transaction ends."""
    edition = (
        Edition.objects.of(zone)
        .filter(number=number)
        .select_for_update(of=["self"])
        .select_related("previous")
        .first()
    )
    if edition is None:
        raise CannotDo("没有这一稿。", "There is no such edition.")
    return edition


def next_number(zone: str, origin: str = "desk") -> int:
    """Return the number of a zone's next edition."""
    return (Edition.objects.filter(zone=zone, origin=origin).aggregate(last=Max("number"))["last"] or 0) + 1


def lock_zone(zone: str) -> None:
    """Let one change to a zone's numbering and order happen at a time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"editions {zone}"])


def keep_files(edition: Edition, files: Mapping[str, str], by: str, now: dt.datetime) -> None:
    """Put files into a draft and count the saving."""
    edition.files, edition.content = dict(files), content_of(files)
    edition.revision += 1
    edition.editors = [one for one in edition.editors if one != by] + [by]
    edition.saved_at = now


def in_words(trial: Trial) -> dict[str, object]:
    """Return what a trial says has changed, as it is kept with the edition."""

    def said(changes: Sequence[Change]) -> list[list[str]]:
        return [[change.words.zh, change.words.en] for change in changes]

    return {
        "measures": {measure: said(changes) for measure, changes in trial.changed.items()},
        "around": said(trial.around),
    }


def step_to(step: str, verb: str, zone: str, number: int, *, by: str, now: dt.datetime) -> None:
    """Take a step that changes nothing but the state."""
    with transaction.atomic():
        edition = locked(zone, number)
        edition.state = lifecycle.after(step, edition.state)
        edition.save(update_fields=["state"])
        note(verb=verb, about=about(zone, number), by=by, now=now)
