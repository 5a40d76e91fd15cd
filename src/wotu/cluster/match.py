"""A match over parts: the passes there have to be, the questions between them, and one summary.

Each pass is left out where the plan has no rule for it. What stands from an earlier run, made from the
same, is not made again: a match that was stopped goes on, and one over facts of which a few parts changed
does those parts.
"""

import shutil
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from wotu.cluster import passes, questions
from wotu.cluster.bundles import rules_across
from wotu.cluster.engine import Engine, Progress
from wotu.cluster.job import ANSWERS, REJECTED, WORK, Done, Job, Seen
from wotu.cluster.merged import Added, add_up
from wotu.cluster.parts import Facts, Part
from wotu.cluster.passes import BUNDLED, DRAWN, KEYED, PORTIONED, RANKED, Pass
from wotu.cluster.seals import SEAL, notes_of, seal_of, seal_of_files, seal_of_packs, write_sealed
from wotu.cluster.told import AWAY, CUT, PLACED, SETTLED, SHARED
from wotu.match.across import accounts
from wotu.match.files_out import left_half
from wotu.match.plan import Plan
from wotu.rules.problems import PackError, Place, Problem
from wotu.rules.vocabulary import ABOUTS

SHORT = "short"
Step = Callable[[str], AbstractContextManager[Progress | None]]


@dataclass(frozen=True)
class MatchedParts:
    """What came of a match over parts: the summary, the rows written, and what did not have to be done."""

    added: Added
    parts: int
    kept: int
    rows: int


def match_parts(
    plan: Plan,
    facts: Facts,
    output: Path,
    engine: Engine,
    *,
    step: Step | None = None,
    workers: int | None = None,
) -> MatchedParts:
    """Match all parts, settle what crosses them, and write each part's answers.

    Args:
        output: gets `answers/`, `rejected/` and `work/`.
        engine: what runs the passes.
        step: shows a step while it lasts, and gives what counts its parts.
        workers: threads for one part; all cores by default.

    Raises:
        PackError: some parts could not be done; the others are, and stay.
    """
    seal = seal_of(seal_of_packs(plan.packs), *_mappings(facts))
    job = Job(plan, facts, output.absolute(), seal, workers=workers)
    run = _Run(engine, step or (lambda _title: nullcontext()), facts.parts)
    found = run.over(passes.look, job, "Looking at the parts")
    job = replace(job, seen={done.part: _seen(done.note) for done in found})
    job = _rank(run, job)
    job = _bring_together(run, job)
    job = _divide(run, job)
    answers = run.over(passes.answered, job, "Matching")
    _clear(job)
    added = add_up(plan, (done.note for done in answers))
    kept = sum(done.kept for done in answers)
    return MatchedParts(added, len(answers), kept, sum(done.rows for done in answers))


def _mappings(facts: Facts) -> list[str]:
    return [f"{about} {seal_of_files([path])}" for about, path in sorted(facts.mappings.items())]


def _seen(note: str) -> Seen:
    seal, written = note.split()
    return Seen(seal, written)


@dataclass(frozen=True)
class _Run:
    engine: Engine
    step: Step
    parts: Sequence[Part]

    def over(self, work: Pass, job: Job, title: str, parts: Sequence[Part] | None = None) -> list[Done]:
        """Do a pass for all parts; where some fail, say which and why."""
        with self.step(title) as progress:
            found = self.engine.run(work, job, self.parts if parts is None else parts, progress)
        problems = [
            Problem(Place(), f"part {done.part}: {done.problem}", "the parts that are done stay done")
            for done in found
            if done.problem
        ]
        if problems:
            raise PackError(problems)
        return found

    def ask(self, query: str, job: Job, inputs: Sequence[str], output: str) -> None:
        """Answer a question between the parts, for every part its own."""
        folder = job.output / WORK / output
        shutil.rmtree(folder, ignore_errors=True)
        with self.step("Comparing the parts"):
            self.engine.spread(query, {name: job.asked(name) for name in inputs}, folder)


def _pass(run: _Run, work: Pass, job: Job, name: str, title: str) -> None:
    """Do a pass; what parts asked that are no longer there goes."""
    run.over(work, job, title)
    names = {part.name for part in run.parts}
    for path in job.asked(name).glob("*.parquet"):
        if path.stem not in names:
            path.unlink()


def _rank(run: _Run, job: Job) -> Job:
    if not any(line.version.ranking for line in job.plan.lines):
        return job
    _pass(run, passes.ranked, job, RANKED, "Ranking")
    run.ask(questions.PLACED, job, [RANKED], PLACED)
    return replace(job, told=job.told | {PLACED})


def _bring_together(run: _Run, job: Job) -> Job:
    if not rules_across(job.plan):
        return job
    _pass(run, passes.keyed, job, KEYED, "Looking for what enterprises share")
    run.ask(questions.AWAY, job, [KEYED], AWAY)
    job = replace(job, told=job.told | {AWAY})
    _pass(run, passes.bundled, job, BUNDLED, "Bringing them together")
    shutil.rmtree(job.output / WORK / SETTLED, ignore_errors=True)
    run.over(passes.settled_together, job, "Settling them", [Part(0, "together", {})])
    return replace(job, told=job.told | {SETTLED})


def _divide(run: _Run, job: Job) -> Job:
    """Give out the accounts; one that has enough for all cuts nobody."""
    if not any(line.version.capacity for line in job.plan.lines):
        return job
    _pass(run, passes.drawn, job, DRAWN, "Adding up the accounts")
    totals = run.engine.rows(questions.TOTALS, {DRAWN: job.asked(DRAWN)}).to_pylist()
    asked = {row["account"]: int(row["total"]) for row in totals}
    short = [account for account in accounts(job.plan) if asked.get(account.name, 0) > account.limit]
    if not short:
        return job
    table = pa.table(
        {
            "account": pa.array([account.name for account in short], pa.string()),
            "allowed": pa.array([Decimal(account.limit) for account in short], pa.decimal128(38, 0)),
        }
    )
    shutil.rmtree(job.asked(SHORT), ignore_errors=True)
    told = set()
    turns = tuple(account.name for account in short if not account.in_proportion)
    if turns:
        mine = table.filter(pc.is_in(table.column("account"), pa.array(turns)))
        write_sealed(job.asked(SHORT) / "short.parquet", mine, "")
        run.ask(questions.IN_TURN, job, [DRAWN, SHORT], CUT)
        told.add(CUT)
    shares = {
        account.name: (account.limit, asked[account.name]) for account in short if account.in_proportion
    }
    if shares:
        write_sealed(job.asked(SHORT) / "short.parquet", table, "")
        _pass(run, passes.Portioned(shares), job, PORTIONED, "Sharing out the accounts")
        run.ask(questions.IN_PROPORTION, job, [PORTIONED, SHORT], SHARED)
        told.add(SHARED)
    return replace(job, told=job.told | told)


def _clear(job: Job) -> None:
    """Remove the answers of parts that are no longer there, their rejected rows, and what was left half."""
    answers = {job.answer_of(part) for part in job.facts.parts}
    rejected = {job.rejected_of(part, about) for part in job.facts.parts for about in part.files}
    for path in (job.output / ANSWERS).glob("*.parquet"):
        if path not in answers and SEAL in notes_of(path):
            path.unlink()
    for path in (job.output / REJECTED).glob("*.csv"):
        if path not in rejected and path.suffixes[-2:-1] in ([f".{about}"] for about in ABOUTS):
            path.unlink()
    for path in answers | rejected:
        for half in left_half(path):
            half.unlink(missing_ok=True)
