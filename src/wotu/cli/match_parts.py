"""`wotu match` over a folder of parts: on this machine, or on a cluster."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import typer
from rich.markup import escape

from wotu.cli.facts import SHOWN, SOME_REJECTED, USAGE
from wotu.cli.packs import errors, print_problems, refuse
from wotu.cli.progress import Steps
from wotu.cluster.engine import Engine, NotReady
from wotu.cluster.local import Local
from wotu.cluster.match import MatchedParts
from wotu.cluster.match import match_parts as match_all
from wotu.cluster.parts import find_facts
from wotu.match.plan import Plan
from wotu.match.write import WRITERS
from wotu.rules.problems import PackError
from wotu.rules.vocabulary import About

ENGINES = ("whole", "parts", "spark")
HERE = "local[*]"


@dataclass(frozen=True)
class How:
    """Which engine, and for Spark its master and its settings, NAME=VALUE."""

    engine: str
    master: str
    settings: tuple[str, ...]


def match_parts(
    plan: Plan, folder: Path, output: Path | None, how: How
) -> tuple[MatchedParts, Sequence[About]]:
    """Match a folder of parts; leave with 2 where something is no use.

    Returns:
        What came of it, and the kinds of rows there were.
    """
    if output is None or output.is_file() or output.suffix.lower() in WRITERS:
        raise refuse("answers of parts are written into a folder", "say which with -o FOLDER/")
    try:
        facts = find_facts(folder)
        with Steps() as steps, _engine(how, steps) as engine:
            workers = None if isinstance(engine, Local) else 1
            return match_all(plan, facts, output, engine, step=steps.step, workers=workers), facts.kinds
    except PackError as error:
        print_problems(error.problems)
    except NotReady as missing:
        raise refuse(str(missing), missing.hint) from None
    raise typer.Exit(USAGE)


@contextmanager
def _engine(how: How, steps: Steps) -> Iterator[Engine]:
    if how.engine == "parts":
        yield Local()
        return
    from wotu.cluster.spark import Spark  # noqa: PLC0415 - only this engine needs it
    from wotu.cluster.spark_session import session  # noqa: PLC0415

    pairs = [setting.partition("=") for setting in how.settings]
    if not all(equals for _, equals, _ in pairs):
        raise refuse("a setting of Spark is written NAME=VALUE", "spark.executor.memory=4g")
    with ExitStack() as stack:
        with steps.step("Starting Spark"):
            settings = {name: value for name, _, value in pairs}
            started = stack.enter_context(session(how.master or HERE, settings))
        yield Spark(started)


def say_parts(matched: MatchedParts, output: Path) -> None:
    """Say how many rows were read and set aside, what was not done again, and where the answers are."""
    added = matched.added
    for kind in added.read:
        errors.print(f"{kind.about}: {kind.rows - kind.rejected:,} of {kind.rows:,} rows read")
        if kind.rejected:
            where = escape(str(output / "rejected"))
            errors.print(f"[red]{kind.rejected:,} rows set aside[/red] → {where}", soft_wrap=True)
    for text in added.said[:SHOWN]:
        errors.print(f"[dim]·[/dim] {escape(text)}", soft_wrap=True)
    errors.print(f"{matched.kept:,} of {matched.parts:,} parts unchanged, not done again")
    errors.print(f"{matched.rows:,} rows → {escape(str(output / 'answers'))}", soft_wrap=True)


def leave(matched: MatchedParts) -> None:
    """Leave with 3 if some rows were set aside."""
    if any(kind.rejected for kind in matched.added.read):
        raise typer.Exit(SOME_REJECTED)
