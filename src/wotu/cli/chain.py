"""`wotu chain`: the industrial chain from sheets."""

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console
from rich.markup import escape

from wotu.cli.country import country
from wotu.cli.starting import start_django

if TYPE_CHECKING:
    from wotu.chain.graph.reading import ChainMistakes
    from wotu.chain.listed import Listed

console = Console(highlight=False, soft_wrap=True)
chain = typer.Typer(
    help="The industrial chain: maps from sheets, and joining them to a zone.", no_args_is_help=True
)
chain.add_typer(country, name="country")
SHEET = {"exists": True, "dir_okay": False}
BY = "wotu chain"


@chain.command()
def listed(
    products: Annotated[Path, typer.Argument(**SHEET, help="A sheet: company_code, product, weight.")],
    companies: Annotated[Path, typer.Argument(**SHEET, help="A sheet: stock_code, name, industry, …")],
    *,
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write.")],
    onto: Annotated[
        Path | None,
        typer.Option(
            "--onto", file_okay=False, exists=True, help="A chain whose products the names may mean."
        ),
    ] = None,
) -> None:
    """Make a map of listed companies and their main products, as a folder of the chain's relations.

    Names are one product only if they are written alike but for script, width, case, spaces and
    punctuation. Pairs that are only alike go to candidates.csv, for a person to look at.

    Leaves with 2 if a sheet cannot be used; then nothing is written.
    """
    from wotu.chain.graph.reading import ChainMistakes, read_graph  # noqa: PLC0415 - slow to import
    from wotu.chain.graph.writing import write_graph  # noqa: PLC0415 - slow to import
    from wotu.chain.listed import read_listed  # noqa: PLC0415 - slow to import

    try:
        found = read_listed(products, companies, chain=read_graph(onto) if onto else None)
    except ChainMistakes as wrong:
        _refuse(wrong)
    write_graph(found.relations, output)
    with (output / "candidates.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["name", "other", "score"])
        writer.writerows([pair.name, pair.other, f"{pair.score:.3f}"] for pair in found.candidates)
    _tell(found, output)


@chain.command()
def join(
    folder: Annotated[
        Path, typer.Argument(exists=True, file_okay=False, help="A folder `wotu chain listed` wrote.")
    ],
    *,
    zone: Annotated[str, typer.Option(help="The zone whose chain the makers join.")],
    source: Annotated[str, typer.Option(help="Where it comes from, as people will read it.")],
) -> None:
    """Join makers from a folder to what a zone knows: new firms, names for the queue, proposed claims.

    Nothing the zone knows is changed, and joining the same again adds nothing. Leaves with 2 if the folder
    cannot be read or there is no such zone; then nothing is written.
    """
    start_django()
    from django.utils import timezone  # noqa: PLC0415 - needs settings

    from wotu.chain.graph.reading import ChainMistakes, read_graph  # noqa: PLC0415 - slow to import
    from wotu.industry.verbs.joining import join_makers  # noqa: PLC0415 - needs the apps
    from wotu.measures.zones import zone as zone_of  # noqa: PLC0415 - needs the apps

    if zone_of(zone) is None:
        console.print(f"[red]没有园区 {escape(zone)}。[/red]\n  There is no zone {escape(zone)}.")
        raise typer.Exit(2)
    try:
        graph = read_graph(folder)
    except ChainMistakes as wrong:
        _refuse(wrong)
    joined = join_makers(zone=zone, graph=graph, source=source, by=BY, now=timezone.now())
    console.print(
        f"{joined.firms:,} firms, {joined.names:,} names for the queue, {joined.claims:,} claims proposed."
    )


def _refuse(wrong: "ChainMistakes") -> NoReturn:
    for mistake in wrong.mistakes:
        console.print(f"[red]{escape(mistake.text.zh)}[/red]\n  {escape(mistake.text.en)}")
    raise typer.Exit(2) from None


def _tell(found: "Listed", output: Path) -> None:
    report = found.report
    lines = {
        "rows": report.rows,
        "  of bookkeeping": report.bookkeeping,
        "  naming no product": report.nothing,
        "  saying it again": report.repeated,
        "firms": report.firms,
        "  not in the sheet of companies": report.unnamed,
        "products": report.products,
        "  spellings merged by normal form": report.merged,
        "  meaning a product of the chain": report.known,
        "claims that a firm makes it": report.claims,
        "pairs of names to look at": len(found.candidates),
    }
    for label, number in lines.items():
        console.print(f"{label:<34}{number:>8,}")
    console.print(f"[green]Written to {escape(str(output))}.[/green]")
