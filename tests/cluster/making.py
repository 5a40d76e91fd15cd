"""Households as files, laid out in parts, matched in parts and at once."""

import csv
import time
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pyarrow.parquet as pq

from wotu.cluster.engine import Engine, Progress
from wotu.cluster.job import Done, Job
from wotu.cluster.lay_out import Source, lay_out
from wotu.cluster.match import MatchedParts, match_parts
from wotu.cluster.parts import Part, find_facts
from wotu.cluster.passes import Pass, answered
from wotu.cluster.spark import Spark
from wotu.match.cells import as_text
from wotu.match.plan import Plan
from wotu.match.read import read_facts
from wotu.match.subject import Household, Subject
from wotu.match.whole import Matched, match_tables
from wotu.match.write import long_table
from wotu.rules.dates import from_day_number
from wotu.rules.evaluate import Known
from wotu.rules.vocabulary import Slot, Vocabulary

Row = dict[str, object]


def write_files(folder: Path, found: Sequence[Household], vocabulary: Vocabulary) -> list[Path]:
    """Write enterprises and projects as CSV, each fact as a person would."""
    folder.mkdir(parents=True)
    firms = [({"id": h.enterprise.id}, h.enterprise) for h in found]
    projects = [({"id": p.id, "enterprise": h.enterprise.id}, p) for h in found for p in h.members]
    paths = [_write(folder / "firms.csv", firms, vocabulary)]
    return [*paths, _write(folder / "projects.csv", projects, vocabulary)] if projects else paths


def _write(path: Path, rows: Sequence[tuple[dict[str, str], Subject]], vocabulary: Vocabulary) -> Path:
    lines = [
        {**ids, **{str(slot): _cell(slot, value, vocabulary) for slot, value in subject.facts.items()}}
        for ids, subject in rows
    ]
    header = list(dict.fromkeys(name for line in lines for name in line))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, restval="")
        writer.writeheader()
        writer.writerows(lines)
    return path


def _cell(slot: Slot, value: Known, vocabulary: Vocabulary) -> str:
    type_ = vocabulary[slot.fact].type
    if slot.began or type_.kind == "date":
        return from_day_number(int(value)).isoformat()
    if type_.percent:
        return f"{as_text(Fraction(value) * 100)}%"
    return as_text(value)


def at_once(plan: Plan, paths: Sequence[Path]) -> Matched:
    """Match files whole, on one machine."""
    return match_tables(plan, [read_facts(path, plan.packs.vocabulary, plan.on).table for path in paths])


def in_parts(
    plan: Plan, paths: Sequence[Path], folder: Path, engine: Engine, parts: int = 3
) -> tuple[list[Row], MatchedParts]:
    """Lay files out and match them in parts; return the answers of all parts."""
    lay_out([Source(path) for path in paths], plan.packs.vocabulary, folder / "facts", parts)
    matched = match_parts(plan, find_facts(folder / "facts"), folder / "out", engine, workers=1)
    return rows_of(folder / "out"), matched


def rows_of(output: Path) -> list[Row]:
    """Return the answers of all parts, in one order."""
    files = sorted((output / "answers").glob("*.parquet"))
    return ordered(row for path in files for row in pq.ParquetFile(path).read().to_pylist())


def rows_at_once(matched: Matched) -> list[Row]:
    """Return the answers of a whole match, in one order."""
    return ordered(long_table(matched.answers, matched.ballot).to_pylist())


def ordered(rows: object) -> list[Row]:
    """Sort answers by subject and measure."""
    return sorted(rows, key=lambda r: (r["about"], r["subject_id"], r["measure"], r["version"]))  # type: ignore[call-overload, no-any-return]


@dataclass(frozen=True)
class Slowly:
    """A pass that takes its time, so that something can happen in the middle of it."""

    work: Pass
    seconds: float

    def __call__(self, job: Job, part: Part) -> Done:
        """Wait, then do it."""
        time.sleep(self.seconds)
        return self.work(job, part)


class SlowSpark(Spark):
    """Spark, with parts that take as long as those of a large match."""

    def run(self, work: Pass, job: Job, parts: Sequence[Part], progress: Progress | None) -> list[Done]:
        """Do one pass slowly."""
        return super().run(Slowly(work, 1.5) if work is answered else work, job, parts, progress)
