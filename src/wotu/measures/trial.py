"""A draft tried out: loaded, put into words, its examples run, reviewed, compared with what is in force.

Everything here works on files and figures alone, so that it can be done in a process of its own
(`workbench`), and hands back plain values that show no path of the server.
"""

import datetime as dt
import hashlib
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from wotu.match.examples import Example, read_examples, run_examples
from wotu.measures.complaints import Complaint, complaints_of, in_both
from wotu.measures.texts import Files, content_of, laid_over, read_files, written_out
from wotu.rules.changes import Change, changed_measures, pack_changes
from wotu.rules.dates import day_number
from wotu.rules.described import Line, describe, mark_of
from wotu.rules.lint import review
from wotu.rules.lint.finding import Finding, Reviewed
from wotu.rules.load import load_packs
from wotu.rules.model import Measure, Pack, PackSet
from wotu.rules.problems import PackError
from wotu.rules.text import Text
from wotu.rules.vocabulary import Vocabulary

MOST_EXAMPLES = 300
"""Examples run at a time: those of the measures looked at come first."""


@dataclass(frozen=True)
class Draft:
    """A pack to try out: the zone's folder in the folder of packs, with files laid over it."""

    packs: Path
    zone: str
    files: Files = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """The zone's own folder."""
        return self.packs / self.zone


@dataclass(frozen=True, slots=True)
class Said:
    """One text of a measure in words."""

    text: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Ran:
    """A worked example and whether it holds; `wrong` says what came out instead."""

    measure: str
    case: Text
    on: dt.date
    file: str
    line: int
    wrong: tuple[Text, ...]

    @property
    def holds(self) -> bool:
        """Whether it came out as expected."""
        return not self.wrong


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding of the review. `identity` stays the same as long as the clause it is about does.

    `quote` is the clause of the text it is about; `asked` tells whether the legal reviewer must answer it:
    its measure is changed, or it is new.
    """

    identity: str
    code: str
    severity: str
    file: str
    line: int
    measure: str
    clause: str
    message: Text
    why: Text
    citation: str
    quote: Text | None
    asked: bool


@dataclass(frozen=True)
class Trial:
    """What came out. Where there are `problems` the pack cannot be used and the rest is empty."""

    problems: tuple[Complaint, ...] = ()
    titles: Mapping[str, Text] = field(default_factory=dict)
    said: tuple[Said, ...] = ()
    ran: tuple[Ran, ...] = ()
    remarks: tuple[Remark, ...] = ()
    changed: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    around: tuple[Change, ...] = ()

    @property
    def failing(self) -> tuple[Ran, ...]:
        """The worked examples that do not hold."""
        return tuple(example for example in self.ran if not example.holds)

    @property
    def asked(self) -> tuple[Remark, ...]:
        """The findings the legal reviewer must answer."""
        return tuple(remark for remark in self.remarks if remark.asked)

    @property
    def is_sound(self) -> bool:
        """Whether it loads and every example holds."""
        return not self.problems and not self.failing


def try_draft(draft: Draft, in_force: Draft, on: dt.date, measure: str = "") -> Trial:
    """Try a draft as of a date, beside what is in force.

    With a `measure` only that is looked at, closely: put into words, its own examples run, not reviewed.
    """
    with written_out(draft.folder, draft.files) as folder:
        try:
            packs = load_packs([folder], bases=draft.packs)
            pack = packs.packs[draft.zone]
            examples = read_examples(pack, packs)
        except PackError as error:
            return Trial(tuple(complaints_of(error.problems, folder, draft.packs)))
        before = _loads(in_force)
        touched = _touched(draft, in_force, pack, before) if before else None
        changed = changed_measures(before, packs, draft.zone, touched) if before else {}
        if measure:
            return _closely(packs, measure, [e for e in examples if measure in e.members], folder, changed)
        around = pack_changes(before, packs, draft.zone) if before else []
        known = {remark.identity for remark in _remarks(before, draft.zone, on)} if before else set()
        return Trial(
            titles={one.id: one.title for one in pack.measures},
            ran=tuple(_ran(examples, packs, folder, list(changed))),
            remarks=tuple(
                _asked(remark, known, changed.keys()) for remark in _remarks(packs, draft.zone, on)
            ),
            changed={id_: tuple(changes) for id_, changes in changed.items()},
            around=tuple(around),
        )


def _closely(
    packs: PackSet,
    measure: str,
    examples: Sequence[Example],
    folder: Path,
    changed: Mapping[str, Sequence[Change]],
) -> Trial:
    found = packs.measures.get(measure)
    return Trial(
        said=tuple(_said(found, packs)) if found else (),
        ran=tuple(_ran(examples, packs, folder, [measure])),
        changed={id_: tuple(changes) for id_, changes in changed.items()},
    )


def vocabulary_of(draft: Draft) -> Vocabulary | None:
    """Return the facts a draft knows; None where it cannot be loaded."""
    packs = _loads(draft)
    return packs.vocabulary if packs else None


def load_draft(draft: Draft) -> PackSet:
    """Load a draft, or return it as it was loaded a moment ago.

    Raises:
        PackError: something is wrong with it.
    """
    content = content_of(laid_over(read_files(draft.folder), draft.files))
    return _kept(draft.packs, draft.zone, content, tuple(sorted(draft.files.items())))


@lru_cache(maxsize=8)
def _kept(packs: Path, zone: str, _content: str, files: tuple[tuple[str, str], ...]) -> PackSet:
    draft = Draft(packs, zone, dict(files))
    with written_out(draft.folder, draft.files) as folder:
        return load_packs([folder], bases=packs)


def _loads(draft: Draft) -> PackSet | None:
    try:
        return load_draft(draft)
    except PackError:
        return None


def _touched(draft: Draft, in_force: Draft, pack: Pack, before: PackSet) -> set[str] | None:
    """Return the measures in files that differ; None where a file differs that any measure may lean on."""
    ground = read_files(draft.folder)
    new, old = laid_over(ground, draft.files), laid_over(ground, in_force.files)
    files = {path for path in new.keys() | old.keys() if new.get(path) != old.get(path)}
    if any(not path.startswith(("measures/", "examples/")) for path in files):
        return None
    both = (*pack.measures, *before.packs[pack.id].measures)
    return {measure.id for measure in both if f"measures/{measure.place.file.name}" in files}


def _said(measure: Measure, packs: PackSet) -> Iterator[Said]:
    for version in measure.versions:
        yield Said(version.id, tuple(describe(version, packs.vocabulary)))


def _ran(examples: Sequence[Example], packs: PackSet, folder: Path, first: Sequence[str]) -> Iterator[Ran]:
    order = sorted(examples, key=lambda example: not set(first) & set(example.members))
    for example in order[:MOST_EXAMPLES]:
        report = run_examples([example], packs)
        wrong = tuple(in_both(problem.message.partition(": ")[2]) for problem in report.failures)
        file = example.place.file.relative_to(folder).as_posix()
        yield Ran(example.target, example.case, example.on, file, example.place.line, wrong)


@dataclass(frozen=True, slots=True)
class _Unasked:
    identity: str
    finding: Finding
    file: str
    quote: Text | None


def _remarks(packs: PackSet, zone: str, on: dt.date) -> list[_Unasked]:
    """Review a pack and give each finding the name it is known by."""
    pack = packs.packs[zone]
    marks = _marks(pack, packs, on)
    quotes = {version.key: version.clause for measure in pack.measures for version in measure.versions}
    found = []
    for finding in review(packs, on):
        if not finding.place.file.is_relative_to(pack.folder):
            continue
        about = marks.get((finding.measure, finding.clause), "")
        parts = (finding.code, finding.measure, finding.clause, finding.message.zh, about)
        identity = hashlib.sha256("\0".join(parts).encode()).hexdigest()
        file = finding.place.file.relative_to(pack.folder).as_posix()
        found.append(_Unasked(identity, finding, file, quotes.get(finding.measure)))
    return found


def _marks(pack: Pack, packs: PackSet, on: dt.date) -> dict[tuple[str, str], str]:
    """Return what each clause says, so that an answer to a finding ends when its clause changes."""
    marks: dict[tuple[str, str], str] = {}
    for measure in pack.measures:
        for version in measure.versions:
            values = {name: mark_of(p.node.children[0]) for name, p in version.parameters.items()}
            for clause in Reviewed(version, packs, day_number(on)).clauses():
                said = "|".join(map(mark_of, clause.nodes))
                used = "|".join(f"{name}={value}" for name, value in values.items() if name in said)
                marks[version.key, clause.id] = f"{clause.label.zh}|{said}|{used}"
    return marks


def _asked(unasked: _Unasked, known: Container[str], changed: Container[str]) -> Remark:
    finding = unasked.finding
    asked = unasked.identity not in known or finding.measure.partition("#")[0] in changed
    return Remark(
        unasked.identity, finding.code, finding.severity, unasked.file, finding.place.line, finding.measure,
        finding.clause, finding.message, finding.why, finding.citation, unasked.quote, asked,
    )  # fmt: skip
