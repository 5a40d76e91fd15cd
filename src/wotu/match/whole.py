"""A whole match: tables of subjects against packs, settled."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from wotu.match.ballot import Ballot
from wotu.match.plan import Plan
from wotu.match.run import Answers, Progress, run_plan
from wotu.match.settle import settle
from wotu.match.table import Table, with_owner_facts


@dataclass(frozen=True)
class Matched:
    """What every table answered, and the claims after settling."""

    plan: Plan
    answers: tuple[Answers, ...]
    ballot: Ballot


def match_tables(plan: Plan, tables: Sequence[Table], progress: Progress | None = None) -> Matched:
    """Match tables whole: what each answers, and the claims settled.

    Args:
        plan: what to ask.
        tables: at most one of each kind of subject.
        progress: called with the rows done and the rows in all.
    """
    answers = answer_tables(plan, tables, progress)
    return Matched(plan, answers, settle(plan, answers))


def answer_tables(
    plan: Plan,
    tables: Sequence[Table],
    progress: Progress | None = None,
    *,
    workers: int | None = None,
    only: Collection[int] | None = None,
) -> tuple[Answers, ...]:
    """Ask tables, unsettled: first the enterprises, then what belongs to them, which also knows their facts.

    Args:
        workers: threads; all cores by default.
        only: the lines to ask about, by their indices; all by default.
    """
    enterprises = next((table for table in tables if table.about == "enterprise"), None)
    total, done = sum(map(len, tables)), 0
    answers = []
    for table in sorted(tables, key=lambda table: table.about != "enterprise"):
        joined = table
        if enterprises is not None and table.about != "enterprise":
            joined = with_owner_facts(table, enterprises)
        answers.append(run_plan(plan, joined, _shifted(progress, done, total), workers, only=only))
        done += len(table)
    return tuple(answers)


def _shifted(progress: Progress | None, before: int, total: int) -> Progress | None:
    if progress is None:
        return None
    return lambda done, _of_this_table: progress(before + done, total)
