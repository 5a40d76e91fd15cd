"""`wotu lay-out`: files of facts become parts, for a match that is larger than memory or than one machine."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from wotu.cli.facts import USAGE
from wotu.cli.packs import errors, load_or_exit, print_problems
from wotu.cli.progress import Steps
from wotu.cluster.lay_out import Source
from wotu.cluster.lay_out import lay_out as lay_out_facts
from wotu.rules.problems import PackError


def lay_out(
    facts: Annotated[Path, typer.Argument(help="CSV, Excel or Parquet file of enterprises.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder to write the parts into.")],
    *,
    mapping: Annotated[
        list[Path] | None,
        typer.Option(help="Mapping file: columns to facts. Repeat it for --projects files, in their order."),
    ] = None,
    packs: Annotated[
        list[Path] | None,
        typer.Option(help="Pack folder; may be repeated. All of ./packs but the teaching pack if none."),
    ] = None,
    projects: Annotated[
        list[Path] | None, typer.Option(help="File of projects, persons or sites; may be repeated.")
    ] = None,
    parts: Annotated[
        int | None, typer.Option(help="How many parts; as many as before, or as the rows need, by default.")
    ] = None,
) -> None:
    """Lay out facts in parts: every enterprise with all its rows in one, by a hash of its id.

    Laid out again, a part whose rows are the same is the same file, and `wotu match` leaves it alone.
    Leaves with 0 if all is well, 1 if a pack is wrong, and 2 if a file or a mapping is.
    """
    loaded = load_or_exit(packs or [])
    files, mappings = [facts, *(projects or [])], mapping or []
    if len(mappings) > len(files):
        errors.print("There are more mappings than files.")
        raise typer.Exit(USAGE)
    chosen = [*mappings, *[None] * (len(files) - len(mappings))]
    sources = [Source(path, mine) for path, mine in zip(files, chosen, strict=True)]
    try:
        with Steps() as steps, steps.step("Laying out") as rows:
            done = lay_out_facts(sources, loaded.vocabulary, output, parts, rows)
    except PackError as error:
        print_problems(error.problems)
        raise typer.Exit(USAGE) from None
    counted = ", ".join(f"{count:,} rows ({about})" for about, count in done.rows.items())
    errors.print(f"{counted} → {done.parts:,} parts in {escape(str(output))}", soft_wrap=True)
