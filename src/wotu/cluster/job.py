"""A job: what is asked of all parts, where its files lie, and how a part is read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from wotu import __version__
from wotu.cluster.parts import Facts, Part
from wotu.cluster.seals import SEAL, notes_of, seal_of, seal_of_files, write_sealed
from wotu.match.plan import Plan
from wotu.match.read import Reading, read_facts
from wotu.rules.problems import PackError, Place, Problem

ANSWERS, REJECTED, WORK = "answers", "rejected", "work"


@dataclass(frozen=True)
class Seen:
    """A part as it was found at the beginning: a hash over its bytes, and one over when they were written."""

    seal: str
    written: str


@dataclass(frozen=True)
class Job:
    """What every part is asked.

    Args:
        seal: a hash over the packs and the mappings.
        told: the results of earlier passes there are, by their names.
        seen: the parts as they were found, by their names.
        workers: threads for a part; all cores if None.
        version: of Wotu, on the machine that asks.
    """

    plan: Plan
    facts: Facts
    output: Path
    seal: str
    told: frozenset[str] = frozenset()
    seen: Mapping[str, Seen] = field(default_factory=dict)
    workers: int | None = None
    version: str = __version__

    def asked(self, name: str) -> Path:
        """Return the folder of what every part asks in a pass: a file a part."""
        return self.output / WORK / name

    def answer_of(self, part: Part) -> Path:
        """Return where a part's answers lie."""
        return self.output / ANSWERS / f"{part.name}.parquet"

    def rejected_of(self, part: Part, about: str) -> Path:
        """Return where a part's rows go that cannot be read."""
        return self.output / REJECTED / f"{part.name}.{about}.csv"

    def told_to(self, part: Part, name: str) -> pa.Table | None:
        """Return the rows a pass gave back to a part; None where the pass was not needed."""
        if name not in self.told:
            return None
        folder = self.output / WORK / name / f"part={part.number}"
        files = sorted(folder.glob("*.parquet")) if folder.is_dir() else []
        tables = [pq.ParquetFile(path).read() for path in files]
        return pa.concat_tables(tables) if tables else None


@dataclass(frozen=True)
class Done:
    """What came of one part: how many rows were written, and whether they stood there already.

    `problem` says in words why a part failed; `note` is what a pass has to say besides.
    """

    part: str
    rows: int
    kept: bool = False
    note: str = ""
    problem: str = ""


def look_at(part: Part) -> Seen:
    """Hash a part's files; whoever writes one meanwhile is found out when it is read."""
    written = _written(part)
    paths = [part.files[about] for about in sorted(part.files)]
    return Seen(seal_of(*sorted(part.files), seal_of_files(paths)), written)


def _written(part: Part) -> str:
    found = [part.files[about].stat() for about in sorted(part.files)]
    return seal_of(*((file.st_mtime_ns, file.st_size) for file in found))


def read_part(job: Job, part: Part) -> list[Reading]:
    """Read the files of a part as any file of facts is read, the enterprises first.

    Raises:
        PackError: a file cannot be used, or was changed since the job began.
    """
    vocabulary, facts = job.plan.packs.vocabulary, job.facts
    order = sorted(part.files, key=facts.kinds.index)
    readings = [
        read_facts(part.files[about], vocabulary, job.plan.on, facts.mappings.get(about), about)
        for about in order
    ]
    seen = job.seen.get(part.name)
    if seen is not None and _written(part) != seen.written:
        place = Place(next(iter(part.files.values())))
        raise PackError([Problem(place, "this part was changed while it was being matched", "run it again")])
    return readings


def write_once(job: Job, name: str, part: Part, seal: str, ask: Callable[[], pa.Table]) -> Done:
    """Write what a part asks in a pass, unless it asked the same in an earlier run."""
    path = job.asked(name) / f"{part.name}.parquet"
    if notes_of(path).get(SEAL) == seal:
        return Done(part.name, 0, kept=True)
    table = ask()
    write_sealed(path, table, seal)
    return Done(part.name, table.num_rows)
