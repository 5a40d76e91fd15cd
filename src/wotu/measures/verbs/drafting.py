"""Writing drafts: begun, saved, brought up to date, given up and taken up again, handed to review."""

import datetime as dt

from django.conf import settings
from django.db import transaction

from wotu.audit.verbs import note
from wotu.measures import lifecycle
from wotu.measures.lifecycle import Overtaken
from wotu.measures.merging import merged
from wotu.measures.models import Edition
from wotu.measures.reads import about, ground_of, head_of, whole_before, whole_of
from wotu.measures.template import NewMeasure, new_measure
from wotu.measures.texts import (
    MAX_FILES,
    checked_text,
    commit_of,
    content_of,
    differing,
    laid_over,
    read_files,
)
from wotu.measures.verbs.steps import (
    LONGEST_TITLE,
    in_words,
    keep_files,
    lock_zone,
    locked,
    next_number,
    sentence,
    sound_trial,
    step_to,
)
from wotu.refusal import CannotDo
from wotu.rules.vocabulary import Vocabulary


def record_folder(*, zone: str, by: str, now: dt.datetime) -> Edition:
    """Record the state of a zone's folder, with its commit where it is a git checkout; once per state."""
    folder = settings.WOTU_PACKS / zone
    files = read_files(folder)
    content = content_of(files)
    with transaction.atomic():
        lock_zone(zone)
        known = Edition.objects.filter(zone=zone, origin="folder", content=content).first()
        if known is not None:
            return known
        commit = commit_of(folder)
        edition = Edition.objects.create(
            zone=zone, number=next_number(zone, "folder"), origin="folder", state="published",
            title="规则包文件夹 / pack folder",
            files=files, content=content, commit=commit, made_by=by, made_at=now, saved_at=now,
        )  # fmt: skip
        note(
            verb="record_folder", about=f"{zone} folder {edition.number}", by=by, now=now, commit=commit,
            content=content,
        )  # fmt: skip
    return edition


def begin_edition(*, zone: str, title: str, by: str, now: dt.datetime) -> Edition:
    """Begin a draft on what was last published.

    Raises:
        CannotDo: the title is missing or too long.
    """
    said = sentence(title, LONGEST_TITLE)
    with transaction.atomic():
        folder = record_folder(zone=zone, by=by, now=now)
        lock_zone(zone)
        previous = head_of(zone)
        files = previous.files if previous else {}
        edition = Edition.objects.create(
            zone=zone, number=next_number(zone), origin="desk", state="draft", title=said, files=files,
            content=content_of(files), previous=previous, folder=folder, editors=[by], made_by=by,
            made_at=now,
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
        CannotDo: it is no draft any more, or the text cannot be kept.
    """
    kept = checked_text(path, text)
    with transaction.atomic():
        edition = locked(zone, number)
        lifecycle.after("save", edition.state)
        if edition.revision != revision:
            raise Overtaken(
                f"{edition.editors[-1]}刚刚保存了这一稿，您的改动还没有保存。请对照后再存。",
                f"{edition.editors[-1]} saved this edition a moment ago; your changes are not saved yet. "
                "Compare, then save again.",
            )
        files = {**edition.files, path: kept}
        if len(files) > MAX_FILES:
            raise CannotDo(f"一稿最多改{MAX_FILES}个文件。", f"An edition changes at most {MAX_FILES} files.")
        keep_files(edition, files, by, now)
        edition.save()
        note(verb="save_edition", about=about(zone, number), by=by, now=now, said=path)
    return edition


def add_measure(
    *,
    zone: str,
    number: int,
    wanted: NewMeasure,
    facts: Vocabulary,
    by: str,
    now: dt.datetime,
    today: dt.date,
) -> str:
    """Put a new measure, made from the template, into a draft; return its id.

    Raises:
        CannotDo: it is no draft, or the measure cannot be made so.
    """
    with transaction.atomic():
        edition = locked(zone, number)
        lifecycle.after("save", edition.state)
        made = new_measure(wanted, zone, facts, whole_of(edition), today)
        keep_files(
            edition,
            {**edition.files, **{path: checked_text(path, text) for path, text in made.items()}},
            by,
            now,
        )
        edition.save()
        note(verb="save_edition", about=about(zone, number), by=by, now=now, said=wanted.name)
    return f"{zone}.{wanted.name}"


def update_edition(*, zone: str, number: int, by: str, now: dt.datetime) -> list[str]:
    """Bring a draft up to date with what was published since; return what both changed (the draft's is kept).

    Raises:
        CannotDo: it is no draft any more.
    """
    with transaction.atomic():
        lock_zone(zone)
        edition = locked(zone, number)
        lifecycle.after("save", edition.state)
        head, ground = head_of(zone), ground_of(zone)
        theirs = laid_over(ground, head.files if head else {})
        whole, disputed = merged(whole_before(edition), whole_of(edition), theirs)
        edition.previous = head
        edition.files = differing(ground, whole)
        edition.folder = record_folder(zone=zone, by=by, now=now)
        keep_files(edition, edition.files, by, now)
        edition.save()
        note(verb="update_edition", about=about(zone, number), by=by, now=now, said=", ".join(disputed))
    return disputed


def discard_edition(*, zone: str, number: int, by: str, now: dt.datetime) -> None:
    """Give a draft up; `restore_edition` takes that back."""
    step_to("discard", "discard_edition", zone, number, by=by, now=now)


def restore_edition(*, zone: str, number: int, by: str, now: dt.datetime) -> None:
    """Take a discarded draft up again."""
    step_to("restore", "restore_edition", zone, number, by=by, now=now)


def submit_edition(*, zone: str, number: int, by: str, now: dt.datetime, today: dt.date) -> None:
    """Hand a draft to the legal reviewer.

    Raises:
        CannotDo: it is no draft, changes nothing, cannot be loaded, or a worked example does not hold.
    """
    with transaction.atomic():
        edition = locked(zone, number)
        edition.state = lifecycle.after("submit", edition.state)
        edition.changes = in_words(sound_trial(edition, today))
        if not (edition.changes["measures"] or edition.changes["around"] or _differs(edition)):
            raise CannotDo("这一稿还没有改动。", "This edition changes nothing yet.")
        edition.save()
        note(verb="submit_edition", about=about(zone, number), by=by, now=now)


def _differs(edition: Edition) -> bool:
    return whole_of(edition) != whole_before(edition)
