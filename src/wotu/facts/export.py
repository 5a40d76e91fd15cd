"""Facts out of the books, as files a match reads: for another machine, or for a cluster of them."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pyarrow.parquet as pq

from wotu.audit.verbs import note
from wotu.cluster.parts import Layout, note_half, write_layout
from wotu.facts.reads import households_of
from wotu.match.files_out import left_half, replacing
from wotu.match.subject import Household, Subject
from wotu.match.write_facts import facts_table, of_day
from wotu.one_moment import one_moment
from wotu.parties.models import Party
from wotu.rules.vocabulary import ABOUTS, About, Vocabulary

FIRMS_A_PART = 20_000
FIRMS_AT_ONCE = 500


@dataclass(frozen=True)
class Exported:
    """What one part holds: its name, and how many rows of each kind."""

    part: str
    rows: dict[About, int]


def export_facts(
    *, zone: str, vocabulary: Vocabulary, folder: Path, on: dt.date, by: str, now: dt.datetime,
    firms_a_part: int = FIRMS_A_PART,
) -> Iterator[Exported]:  # fmt: skip
    """Write a zone's facts as of a day, part by part: `folder/enterprise/ZONE-0001.parquet`, and beside it
    `project/ZONE-0001.parquet` and so on with the rows that belong to the firms of the part.

    All parts show the books at one moment. A part is written whole or not at all, and takes the place of the
    one of its name; parts of an earlier export that are no longer needed go at the end. Until then the folder
    says that it is half written: a firm may stand in a new part and in an old one.
    """
    note_half(folder, f"the export of {zone}")
    done: list[Exported] = []
    with one_moment():
        every = Party.objects.enterprises().filter(zone=zone).order_by("slug")
        for number, part in enumerate(_in_parts(every.iterator(), firms_a_part), start=1):
            found = _write(f"{zone}-{number:04}", part, vocabulary, folder, on)
            done.append(found)
            yield found
    _remove_others(folder, zone, {each.part for each in done})
    count = sum(1 for _ in (folder / "enterprise").glob("*.parquet"))
    write_layout(folder, Layout(count, by="the zone, and the order of the firms' names"))
    firms = sum(each.rows["enterprise"] for each in done)
    note(verb="export_facts", about=zone, by=by, now=now, zone=zone, on=on.isoformat(), firms=firms)


def _in_parts(firms: Iterable[Party], size: int) -> Iterator[list[Party]]:
    rest = iter(firms)
    while part := list(islice(rest, size)):
        yield part


def _write(part: str, firms: Sequence[Party], vocabulary: Vocabulary, folder: Path, on: dt.date) -> Exported:
    households = [
        household
        for some in _in_parts(firms, FIRMS_AT_ONCE)
        for household in households_of(some, vocabulary, on)
    ]
    counts: dict[About, int] = {}
    for about in ABOUTS:
        subjects, owners = _rows(households, about)
        path = folder / about / f"{part}.parquet"
        if subjects:
            with replacing(path) as temporary:
                table = of_day(facts_table(subjects, owners, vocabulary), on)
                pq.write_table(table, temporary, compression="zstd")
        else:
            path.unlink(missing_ok=True)
        for half in left_half(path):
            half.unlink()
        counts[about] = len(subjects)
    return Exported(part, counts)


def _rows(households: Sequence[Household], about: About) -> tuple[list[Subject], list[str]]:
    """Return the subjects of one kind with facts of their own only, and whose they are."""
    if about == "enterprise":
        return [household.enterprise for household in households], []
    found = [(m, h.enterprise.id) for h in households for m in h.members if m.about == about]
    return [member for member, _ in found], [owner for _, owner in found]


def _remove_others(folder: Path, zone: str, kept: set[str]) -> None:
    for about in ABOUTS:
        for path in (folder / about).glob(f"{zone}-[0-9][0-9][0-9][0-9].parquet"):
            if path.stem not in kept:
                path.unlink()
