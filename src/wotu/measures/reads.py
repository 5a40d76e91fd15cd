"""Reading editions: lists, trials, findings with their answers, history."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings

from wotu.audit.models import AuditEntry
from wotu.facts.reads import households_of
from wotu.measures.current import dated_editions, edition_on
from wotu.measures.models import ANSWERS, Edition, ReviewAnswer
from wotu.measures.reach import Reach, reach, tables_of
from wotu.measures.texts import content_of, laid_over, read_files
from wotu.measures.trial import Draft, Remark, Trial, try_draft, vocabulary_of
from wotu.measures.workbench import CHECKS, REACHES
from wotu.parties.reads import enterprises_of
from wotu.refusal import CannotDo
from wotu.rules.text import Text

_LIGHT = ("files", "changes")
MOST_EDITIONS = 200
TRIALS_KEPT = 200
_trials: dict[tuple[str, str, str, dt.date, str], Trial] = {}
"""Trials by what was tried: the same texts come out the same, so nobody waits twice."""


@dataclass(frozen=True)
class Reviewed:
    """A finding with its answer; None where nobody has answered it yet."""

    remark: Remark
    answer: ReviewAnswer | None

    @property
    def said(self) -> Text | None:
        """The answer in words."""
        return Text(*dict(ANSWERS)[self.answer.answer].split(" ", 1)) if self.answer else None

    @property
    def is_open(self) -> bool:
        """Whether it stands in the way of approval."""
        return self.answer is None or self.answer.answer == "must_change"


def editions_of(zone: str) -> list[Edition]:
    """Return a zone's editions, the newest first, without their texts."""
    return list(Edition.objects.of(zone).defer(*_LIGHT).select_related("previous")[:MOST_EDITIONS])


def open_editions(zone: str) -> list[Edition]:
    """Return the editions somebody works on, the one left longest first, without their texts."""
    return list(Edition.objects.of(zone).open().defer(*_LIGHT).order_by("saved_at", "id")[:MOST_EDITIONS])


def edition_of(zone: str, number: int) -> Edition | None:
    """Return one edition of a zone."""
    found = Edition.objects.of(zone).filter(number=number)
    return found.select_related("previous", "folder").first()


def head_of(zone: str) -> Edition | None:
    """Return the last edition published and not withdrawn, in force or yet to be: drafts are made from it."""
    found = Edition.objects.of(zone).filter(state="published")
    return found.order_by("published_at", "id").last()


def ground_of(zone: str) -> dict[str, str]:
    """Return the files of a zone's folder."""
    return read_files(settings.WOTU_PACKS / zone)


def whole_of(edition: Edition) -> dict[str, str]:
    """Return every file of the pack as the edition has it."""
    return laid_over(ground_of(edition.zone), edition.files)


def whole_before(edition: Edition) -> dict[str, str]:
    """Return every file of the pack as it was before the edition."""
    return laid_over(ground_of(edition.zone), _before(edition))


def _before(edition: Edition) -> Mapping[str, str]:
    return edition.previous.files if edition.previous else {}


def trial_of(
    edition: Edition, on: dt.date, measure: str = "", files: Mapping[str, str] | None = None
) -> Trial:
    """Try an edition, or other `files` in its place, beside what it was made from.

    Raises:
        TooSlow: it cannot be worked on in time.
    """
    ground, mine = ground_of(edition.zone), edition.files if files is None else files
    draft = Draft(settings.WOTU_PACKS, edition.zone, mine)
    before = Draft(settings.WOTU_PACKS, edition.zone, _before(edition))
    whole, was = (content_of(laid_over(ground, one.files)) for one in (draft, before))
    key = (str(draft.folder), whole, was, on, measure)
    if key not in _trials:
        if len(_trials) >= TRIALS_KEPT:
            _trials.clear()
        _trials[key] = CHECKS.ask(try_draft, draft, before, on, measure)
    return _trials[key]


def reach_of(edition: Edition, on: dt.date) -> Reach:
    """Return whom an edition would reach and what it would cost on today's facts, beside what is in force.

    Raises:
        TooSlow: it cannot be worked out in time.
        CannotDo: the edition cannot be loaded.
    """
    now = edition_on(edition.zone, on)
    files = Edition.objects.get(pk=now.id).files if now else {}
    draft = Draft(settings.WOTU_PACKS, edition.zone, edition.files)
    vocabulary = REACHES.ask(vocabulary_of, draft)
    if vocabulary is None:
        raise CannotDo(
            "规则还有错误，改好后才能测算。", "Mend the rule first; then its reach can be worked out."
        )
    tables = tables_of(households_of(enterprises_of(edition.zone), vocabulary, on), vocabulary)
    return REACHES.ask(reach, draft, Draft(settings.WOTU_PACKS, edition.zone, files), tables, on)


def reviewed(edition: Edition, trial: Trial) -> list[Reviewed]:
    """Return the findings the legal reviewer must answer, with the latest answer to each."""
    answers = answers_to(edition.zone, [remark.identity for remark in trial.asked])
    return [Reviewed(remark, answers.get(remark.identity)) for remark in trial.asked]


def answers_to(zone: str, findings: Iterable[str]) -> dict[str, ReviewAnswer]:
    """Return the latest answer to each finding."""
    rows = ReviewAnswer.objects.filter(zone=zone, finding__in=list(findings)).select_related("edition")
    return {row.finding: row for row in rows.order_by("at", "id")}


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that happened to an edition."""

    at: dt.datetime
    by: str
    what: Text
    detail: str


_TOLD = {
    "begin_edition": Text("起草", "Begun"), "save_edition": Text("保存", "Saved"),
    "submit_edition": Text("提交合法性审核", "Sent to legal review"),
    "return_edition": Text("退回修改", "Sent back"),
    "answer_finding": Text("答复审核意见", "Finding answered"),
    "approve_edition": Text("批准", "Approved"), "publish_edition": Text("发布", "Published"),
    "withdraw_edition": Text("撤回", "Withdrawn"), "discard_edition": Text("作废", "Discarded"),
    "restore_edition": Text("恢复草稿", "Restored"),
    "update_edition": Text("合并最新版本", "Brought up to date"),
}  # fmt: skip


def about(zone: str, number: int) -> str:
    """Return how the audit trail names an edition."""
    return f"{zone} edition {number}"


def history_of(edition: Edition) -> list[Told]:
    """Return what happened to an edition, the latest first."""
    entries = AuditEntry.objects.filter(about=about(edition.zone, edition.number))
    return [
        Told(entry.at, entry.by, _TOLD[entry.verb], str(entry.detail.get("said", "")))
        for entry in entries.order_by("-at", "-id")
        if entry.verb in _TOLD
    ]


@dataclass(frozen=True, slots=True)
class Past:
    """What a published edition changed about one measure."""

    edition: Edition
    changes: tuple[Text, ...]


def history_of_measure(zone: str, measure: str) -> list[Past]:
    """Return the published editions that changed a measure, the latest first."""
    rows = Edition.objects.dated().filter(zone=zone, changes__measures__has_key=measure).defer("files")
    return [Past(row, changes_in(row, measure)) for row in reversed(rows)]


def changes_in(edition: Edition, measure: str) -> tuple[Text, ...]:
    """Return what an edition changed about a measure, in words."""
    return tuple(Text(zh, en) for zh, en in edition.changes.get("measures", {}).get(measure, ()))


def drafted_measures(editions: Sequence[Edition]) -> dict[str, list[int]]:
    """Return which open editions touch which files: numbers by path."""
    touched: dict[str, list[int]] = {}
    for edition in (
        Edition.objects.filter(pk__in=[one.pk for one in editions]).open().select_related("previous")
    ):
        before = _before(edition)
        for path, text in edition.files.items():
            if before.get(path) != text:
                touched.setdefault(path, []).append(edition.number)
    return touched


def left_behind(zone: str, on: dt.date) -> list[str]:
    """Return files of the edition in force whose folder has changed since: the folder's change is hidden."""
    now = edition_on(zone, on)
    if now is None:
        return []
    edition = Edition.objects.select_related("folder").get(pk=now.id)
    if edition.folder is None:
        return []
    ground = ground_of(zone)
    return [path for path in edition.files if ground.get(path) != edition.folder.files.get(path)]


def in_force_number(zone: str, on: dt.date) -> int | None:
    """Return the number of the edition in force; None where the folder stands alone."""
    now = edition_on(zone, on)
    return now.number if now else None


def coming(zone: str, on: dt.date) -> list[int]:
    """Return the numbers of editions published for a later day."""
    return [
        one.number for one in dated_editions() if one.zone == zone and one.since > on and one.until is None
    ]
