"""Importing a sheet: uploaded, mapped, recorded part by part, undone as a whole.

A part is a transaction of its own, so a large sheet shows how far it is, and an interrupted one goes on
where it stopped: rows already recorded are not recorded again.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from wotu.audit.verbs import note
from wotu.facts.imports.mapping import kept, mistakes_in, uses_of
from wotu.facts.imports.problems import Problem, ragged
from wotu.facts.imports.rows import Checker, Row, Target
from wotu.facts.imports.sheet import Cells, digest_of, read_sheet
from wotu.facts.models import Batch, FactEntry, Withdrawal
from wotu.facts.sources import IMPORTABLE
from wotu.facts.verbs import NO_REASON, NotAllowed, record_facts
from wotu.match.guess import ColumnUse, guess_columns
from wotu.parties.verbs import register_parties
from wotu.rules.text import Text
from wotu.rules.vocabulary import Vocabulary

PART = 4_000
"""Cells recorded in one transaction: about a second's work."""
MOST_KEPT = 20_000
_PROGRESS = [
    "done", "good", "recorded", "registered", "problems", "committed_at", "committed_by",
]  # fmt: skip


@dataclass(frozen=True)
class Opened:
    """A batch for a file: a new one, or the one this very file has already."""

    batch: Batch
    is_new: bool


def open_batch(
    *,
    zone: str,
    name: str,
    content: bytes,
    kind: str,
    source: str,
    new_firms: str,
    vocabulary: Vocabulary,
    by: str,
    now: dt.datetime,
    today: dt.date,
) -> Opened:
    """Take in a sheet and guess its columns; nothing is recorded yet.

    Raises:
        NotASheet: the file cannot be read.
        NotAllowed: the kind of source is not one to import.
    """
    if kind not in IMPORTABLE:
        raise NotAllowed(Text("请选择来源类别。", "Choose a kind of source."))
    digest = digest_of(content)
    known = Batch.objects.filter(zone=zone, digest=digest, undone_at=None).first()
    if known is not None:
        return Opened(known, is_new=False)
    cells = read_sheet(name, content)
    guessed = guess_columns(cells.columns, cells.samples(), vocabulary, today)
    with transaction.atomic():
        batch = Batch.objects.create(
            zone=zone, name=name[-200:], digest=digest, kind=kind, source=(source.strip() or name)[:200],
            new_firms="register" if new_firms == "register" else "report", sheet=cells.kept(),
            mapping=kept(guessed), rows=len(cells.rows), opened_at=now, opened_by=by,
        )  # fmt: skip
        note(verb="open_batch", about=zone, by=by, now=now, batch=batch.pk, rows=batch.rows)
    return Opened(batch, is_new=True)


def map_batch(
    *, batch: Batch, uses: list[ColumnUse], new_firms: str, vocabulary: Vocabulary, by: str, now: dt.datetime
) -> dict[str, Text]:
    """Say what each column is; return what is wrong with that, by column. Kept only where nothing is.

    Raises:
        NotAllowed: rows of the batch are recorded already, or it was undone.
    """
    mistakes = mistakes_in(uses, vocabulary)
    if mistakes:
        return mistakes
    with transaction.atomic():
        locked = _locked(batch)
        if locked.state != "draft":
            raise NotAllowed(
                Text(
                    "这一批已经开始导入，对应关系不能再改。",
                    "This batch is being imported; its columns are fixed.",
                )
            )
        locked.mapping, locked.new_firms = kept(uses), new_firms
        locked.save(update_fields=["mapping", "new_firms"])
        note(verb="map_batch", about=batch.zone, by=by, now=now, batch=batch.pk)
    return {}


def commit_part(
    *, batch: Batch, vocabulary: Vocabulary, by: str, now: dt.datetime, rows: int | None = None
) -> Batch:
    """Record the next rows of a batch; rows with problems are set aside. Return the batch as it is then.

    Without `rows` it takes about as many as a second allows.

    Raises:
        NotAllowed: the batch was undone, or its columns are not mapped.
    """
    with transaction.atomic():
        locked = _locked(batch)
        if locked.state == "committed":
            return locked
        if locked.state == "undone" or mistakes_in(uses_of(locked.mapping), vocabulary):
            raise NotAllowed(Text("这一批不能导入。", "This batch cannot be imported."))
        checker = checker_of(locked, vocabulary)
        part = checker.check(locked.done, locked.done + (rows or max(1, PART // max(1, len(checker.facts)))))
        if locked.done == 0:
            _set_aside(locked, ragged(checker.cells))
        _record(locked, part, checker.target, by, now)
        locked.done += len(part)
        if locked.done == locked.rows:
            locked.committed_at, locked.committed_by = now, by
        locked.save(update_fields=_PROGRESS)
        note(
            verb="commit_part", about=batch.zone, by=by, now=now, batch=batch.pk, rows=len(part),
            recorded=locked.recorded,
        )  # fmt: skip
    return locked


def undo_batch(*, batch: Batch, reason: str, by: str, now: dt.datetime) -> int:
    """Withdraw every entry of a batch, or drop one not begun; return how many entries that were.

    Firms it registered stay on record, without what the sheet said of them.

    Raises:
        NotAllowed: no reason is given, it is undone already, or later entries build on it.
    """
    if not reason.strip():
        raise NotAllowed(NO_REASON)
    with transaction.atomic():
        locked = _locked(batch)
        if locked.state == "undone":
            raise NotAllowed(Text("这一批已经撤销。", "This batch is undone already."))
        if later := building_on(locked):
            raise NotAllowed(
                Text(
                    f"有{len(later)}条后来的记录更正或裁定了这一批的内容，不能整批撤销。请先处理下面列出的记录。",
                    f"Later entries correct or decide about this batch ({len(later)}), "
                    "so it cannot be undone as a whole. See to those listed below first.",
                )
            )
        entries = FactEntry.objects.standing().filter(batch=locked).values_list("pk", flat=True)
        withdrawals = [
            Withdrawal(entry_id=entry, reason=reason.strip(), recorded_at=now, recorded_by=by)
            for entry in entries
        ]
        Withdrawal.objects.bulk_create(withdrawals, batch_size=5_000)
        locked.undone_at, locked.undone_by, locked.undone_because = now, by, reason.strip()
        locked.save(update_fields=["undone_at", "undone_by", "undone_because"])
        note(verb="undo_batch", about=batch.zone, by=by, now=now, batch=batch.pk, entries=len(withdrawals))
    return len(withdrawals)


def building_on(batch: Batch) -> list[FactEntry]:
    """Return later entries that stand and correct or decide about entries of a batch."""
    return list(
        FactEntry.objects.standing()
        .filter(corrects__batch=batch, corrects__withdrawal=None)
        .exclude(batch=batch)
        .select_related("party")
        .order_by("recorded_at", "id")
    )


def checker_of(batch: Batch, vocabulary: Vocabulary) -> Checker:
    """Return what checks the rows of a batch as it is mapped."""
    target = Target(
        batch.zone, vocabulary, batch.kind, batch.source, register_new=batch.new_firms == "register"  # type: ignore[arg-type]
    )  # fmt: skip
    return Checker(Cells.of(batch.sheet), uses_of(batch.mapping), target)


def _locked(batch: Batch) -> Batch:
    return Batch.objects.select_for_update().get(pk=batch.pk)


def _record(batch: Batch, part: list[Row], target: Target, by: str, now: dt.datetime) -> None:
    good = [row for row in part if not row.problems]
    new = [row.new for row in good if row.new]
    firms = register_parties(parties=new, about=batch.zone, by=by, now=now)
    facts = [
        fact
        for row in good
        for fact in row.facts(row.party or firms[row.new.slug if row.new else ""], target)
    ]
    batch.recorded += record_facts(
        facts=facts, vocabulary=target.vocabulary, about=batch.zone, by=by, now=now, batch=batch
    )
    batch.good += len(good)
    batch.registered += len(new)
    _set_aside(batch, [problem for row in part for problem in row.problems])


def _set_aside(batch: Batch, problems: list[Problem]) -> None:
    room = MOST_KEPT - len(batch.problems)
    batch.problems = [*batch.problems, *(problem.kept() for problem in problems[:room])]
