"""What each part does in each pass: ask what it cannot decide alone, and in the end answer.

Every pass runs the same kernel over the part's rows. What it asks is a file of a few claims; what the
parts together say to it is a query (`questions`).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from wotu import __version__
from wotu.cluster.bundles import by_part, changes_of, keys_of, pack, unpack
from wotu.cluster.job import WORK, Done, Job, look_at, read_part, write_once
from wotu.cluster.keys import TooFine, count_key, group_key, order_key, turn_key
from wotu.cluster.merged import note_of
from wotu.cluster.parts import Part
from wotu.cluster.seals import NOTE, SEAL, notes_of, seal_of, write_sealed
from wotu.cluster.told import SETTLED, Told
from wotu.match.across import Across, Contest, contests, draws, turns
from wotu.match.ballot import Ballot, gather
from wotu.match.read import Reading
from wotu.match.settle import apply_rankings, involved_lines, settle, settle_households
from wotu.match.summary import summarise
from wotu.match.whole import answer_tables
from wotu.match.write import write_parquet

Pass = Callable[[Job, Part], Done]
RANKED, KEYED, BUNDLED, DRAWN, PORTIONED = "ranked", "keyed", "bundled", "drawn", "portioned"


def attempt(work: Pass, job: Job, part: Part) -> Done:
    """Do a pass for one part; whatever breaks it is told with the part's name."""
    if job.version != __version__:
        here = f"Wotu {__version__} is installed on this machine, and {job.version} on the one that asks"
        return Done(part.name, 0, problem=here)
    try:
        return work(job, part)
    except Exception as error:  # noqa: BLE001 - one broken part must not undo the others
        return Done(part.name, 0, problem=f"{type(error).__name__}: {error}" if str(error) else repr(error))


def look(job: Job, part: Part) -> Done:
    """Hash the files of a part."""
    del job
    seen = look_at(part)
    return Done(part.name, 0, note=f"{seen.seal} {seen.written}")


def ranked(job: Job, part: Part) -> Done:
    """Ask who is ranked before whom."""
    return write_once(job, RANKED, part, _seal(job, part, RANKED, Told({})), lambda: _contests(job, part))


def _contests(job: Job, part: Part) -> pa.Table:
    ballot = _claims(job, part)
    parts = [
        pa.table(
            {
                "part": np.full(len(contest.claims), part.number), "claim": contest.claims,
                "line": np.full(len(contest.claims), contest.line.index),
                "place": pa.array([group_key(group) for group in contest.groups], pa.string()),
                "figure": pa.array(_keys(contest, ballot), pa.binary()),
            }
        )
        for contest in contests(ballot)
    ]  # fmt: skip
    return pa.concat_tables(parts)


def _keys(contest: Contest, ballot: Ballot) -> Iterator[bytes]:
    for claim, figure in zip(contest.claims.tolist(), contest.figures, strict=True):
        try:
            yield order_key(-figure if contest.ranking.descending else figure)
        except TooFine as error:
            raise TooFine(f"{contest.line.measure.id}, {ballot.id_of(claim)}: {error}") from None


def keyed(job: Job, part: Part) -> Done:
    """Ask which enterprises share a product or a standard."""
    told = Told.of(job, part)

    def ask() -> pa.Table:
        keys = keys_of(_ranked_claims(job, part, told))
        return keys.append_column("part", pa.array(np.full(keys.num_rows, part.number)))

    return write_once(job, KEYED, part, _seal(job, part, KEYED, told), ask)


def bundled(job: Job, part: Part) -> Done:
    """Hand over the claims of enterprises that share a product or a standard."""
    told = Told.of(job, part)

    def ask() -> pa.Table:
        ballot = _ranked_claims(job, part, told)
        return pack(ballot, np.flatnonzero(told.away(ballot) & ballot.alive), part.number)

    return write_once(job, BUNDLED, part, _seal(job, part, BUNDLED, told), ask)


def settled_together(job: Job, together: Part) -> Done:
    """Settle, in one place, all enterprises that share a product or a standard with another."""
    files = sorted(job.asked(BUNDLED).glob("*.parquet"))
    packed = pa.concat_tables(pq.ParquetFile(path).read().replace_schema_metadata() for path in files)
    ballot = unpack(job.plan, packed)
    settle_households(ballot)
    changes = changes_of(ballot, packed)
    for number, mine in by_part(changes):
        write_sealed(job.output / WORK / SETTLED / f"part={number}" / "settled.parquet", mine, "")
    return Done(together.name, changes.num_rows)


def drawn(job: Job, part: Part) -> Done:
    """Ask what each account gives to each claim on it."""
    told = Told.of(job, part)
    return write_once(job, DRAWN, part, _seal(job, part, DRAWN, told), lambda: _draws(job, part, told))


def _draws(job: Job, part: Part, told: Told) -> pa.Table:
    ballot = _ranked_claims(job, part, told)
    told.households(ballot)
    parts = []
    for draw in draws(ballot):
        claims, size = draw.claims, len(draw.claims)
        order = [None] * size if draw.account.in_proportion else turns(draw, ballot)
        parts.append(
            pa.table(
                {
                    "part": np.full(size, part.number),
                    "account": pa.array([draw.account.name] * size, pa.string()),
                    "claim": claims, "line": ballot.lines[claims],
                    "id": pa.array([ballot.id_of(claim) for claim in claims.tolist()], pa.string()),
                    "turn": pa.array([turn_key(value) for value in order], pa.binary()),
                    "amount": ballot.high[claims],
                }
            )
        )  # fmt: skip
    return pa.concat_tables(parts)


@dataclass(frozen=True)
class Portioned:
    """Works out shares of the accounts given out in proportion: for each what it has, of what is asked."""

    accounts: Mapping[str, tuple[int, int]]

    def __call__(self, job: Job, part: Part) -> Done:
        """Write shares rounded down, with what rounding took."""
        path = job.asked(DRAWN) / f"{part.name}.parquet"
        seal = seal_of(notes_of(path).get(SEAL), sorted(self.accounts.items()))
        return write_once(job, PORTIONED, part, seal, lambda: self._shares(path))

    def _shares(self, path: Path) -> pa.Table:
        table = pq.ParquetFile(path).read()
        table = table.filter(pc.is_in(table.column("account"), pa.array(list(self.accounts), pa.string())))
        names, amounts = (table.column(name).to_pylist() for name in ("account", "amount"))
        portions = [
            divmod(amount * self.accounts[name][0], self.accounts[name][1])
            for name, amount in zip(names, amounts, strict=True)
        ]
        shares = table.select(["part", "account", "claim", "line", "id"]).append_column(
            "share", pa.array([share for share, _ in portions], pa.int64())
        )
        rest = pa.array([count_key(rest) for _, rest in portions], pa.binary())
        return shares.append_column("rest", rest)


def answered(job: Job, part: Part) -> Done:
    """Write a part's answers, unless they stand there already."""
    told = Told.of(job, part)
    seal = seal_of(job.seal, job.plan.on, job.seen[part.name].seal, told.seal())
    path = job.answer_of(part)
    notes = notes_of(path)
    if notes.get(SEAL) == seal:
        return Done(part.name, pq.read_metadata(path).num_rows, kept=True, note=notes[NOTE])
    readings = read_part(job, part)
    answers = answer_tables(job.plan, [reading.table for reading in readings], workers=job.workers)
    ballot = settle(job.plan, answers, across=told)
    set_aside(job, part, readings)
    note = note_of(summarise(answers, ballot), readings)
    return Done(part.name, write_parquet(path, answers, ballot, {SEAL: seal, NOTE: note}), note=note)


def set_aside(job: Job, part: Part, readings: list[Reading]) -> None:
    """Write the rows of a part that cannot be read; those of an earlier run go."""
    for reading in readings:
        target = job.rejected_of(part, reading.table.about)
        if reading.rejected:
            reading.write_rejected(target)
        else:
            target.unlink(missing_ok=True)


def _seal(job: Job, part: Part, name: str, told: Told) -> str:
    return seal_of(name, part.number, job.seal, job.plan.on, job.seen[part.name].seal, told.seal())


def _claims(job: Job, part: Part) -> Ballot:
    """Return the claims of a part that some rule looks across."""
    tables = [reading.table for reading in read_part(job, part)]
    lines = involved_lines(job.plan)
    answers = answer_tables(job.plan, tables, workers=job.workers, only=lines)
    return gather(job.plan, answers, lines)


def _ranked_claims(job: Job, part: Part, told: Across) -> Ballot:
    ballot = _claims(job, part)
    apply_rankings(ballot, told)
    return ballot
