"""`wotu chain country`: the missing links of every zone of a whole country, from layouts on disk."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from wotu.cli.facts import USAGE, language_of
from wotu.cli.match import print_rows
from wotu.cli.packs import console, errors, refuse
from wotu.cli.progress import Steps
from wotu.cluster.engine import NotReady
from wotu.cluster.spark_session import plainly, session
from wotu.rules.text import Language, Text

if TYPE_CHECKING:
    from wotu.chain.country.source import CountryMistakes
    from wotu.chain.country.store import Store
    from wotu.chain.leads import Lead

country = typer.Typer(
    help="The chain of a whole country: layouts built once, then missing links and leads of any zone.",
    no_args_is_help=True,
)
MEMORY = Annotated[str, typer.Option(help="What DuckDB may use; the process uses about 1 GB more.")]
STORE = Annotated[Path, typer.Argument(help="A folder `wotu chain country build` made.")]
GAPS = (Text("位次", "Place"), Text("产品", "Product"), Text("得分", "Score"), Text("原因", "Why"))
LEADS = (Text("位次", "Place"), Text("企业", "Firm"), Text("名称", "Name"), Text("得分", "Score"),
         Text("已确认", "Confirmed"))  # fmt: skip


@country.command()
def build(
    source: Annotated[
        Path,
        typer.Argument(exists=True, file_okay=False, help="A folder of Parquet: firms, products, …"),
    ],
    *,
    output: Annotated[Path, typer.Option("--output", "-o", help="The store to make.")],
    memory: MEMORY = "5GB",
) -> None:
    """Build the layouts of a country from Parquet files of the chain's relations.

    Whole or not at all: the store is there when it is finished. A build that was stopped goes on where it
    stopped when the same command is given again. Leaves with 2 if the files cannot be used.
    """
    from wotu.chain.country.build import build as build_store  # noqa: PLC0415 - slow to import
    from wotu.chain.country.source import CountryMistakes, read_source  # noqa: PLC0415 - slow to import

    def tell(title: Text, number: int, steps: int) -> None:
        errors.print(f"[dim]{number}/{steps}[/dim] {title.zh} {title.en}")

    try:
        build_store(read_source(source), output, memory=memory, tell=tell)
    except CountryMistakes as wrong:
        raise _refused(wrong) from None
    errors.print(f"[green]→ {escape(str(output))}[/green]", soft_wrap=True)


@country.command()
def gaps(
    store: STORE,
    *,
    zone: Annotated[str, typer.Option(help="One zone, by its id.")] = "",
    every: Annotated[bool, typer.Option("--all", help="All zones; needs -o.")] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="With --all: the folder of Parquet to make.")
    ] = None,
    top: Annotated[int, typer.Option(min=1, help="Missing links for a zone at most.")] = 50,
    leads: Annotated[int, typer.Option(min=0, help="With --zone: leads for each missing link.")] = 0,
    engine: Annotated[str, typer.Option(help="With --all: duckdb or spark.")] = "duckdb",
    master: Annotated[str, typer.Option(help="With --engine spark: spark://host:port or local[2].")] = "",
    memory: MEMORY = "5GB",
    lang: Annotated[str, typer.Option(help="Labels in zh or en.")] = "zh",
) -> None:
    """Missing links of one zone, with leads if asked for, or of all zones at once.

    Leaves with 2 if there is no such store or zone, or the options do not go together.
    """
    from wotu.chain.country.source import CountryMistakes  # noqa: PLC0415 - slow to import

    language = language_of(lang)
    _check_options(zone, every, output, engine, master)
    try:
        if output is None:
            _one(store, zone, top, leads, memory=memory, language=language)
        elif engine == "spark":
            _all_on_spark(store, output, top, master)
        else:
            _all(store, output, top, memory)
    except CountryMistakes as wrong:
        raise _refused(wrong) from None


def _check_options(zone: str, every: bool, output: Path | None, engine: str, master: str) -> None:
    if bool(zone) == every:
        raise refuse("Give --zone ZONE, or --all.", "请给出 --zone 园区，或 --all")
    if every != (output is not None):
        raise refuse("--all and -o FOLDER go together.", "--all 须与 -o 文件夹同时给出")
    if engine not in ("duckdb", "spark"):
        raise refuse("--engine is duckdb or spark.", "--engine 为 duckdb 或 spark")
    if (engine == "spark") != bool(master) or (master and not every):
        raise refuse(
            "--engine spark and --master go together, with --all.",
            "--engine spark 须与 --master、--all 同时给出",
        )


def _one(path: Path, zone: str, top: int, most: int, *, memory: str, language: Language) -> None:
    from wotu.chain.country.gaps import gaps as gaps_of  # noqa: PLC0415 - slow to import
    from wotu.chain.country.leads import leads as leads_of  # noqa: PLC0415 - slow to import
    from wotu.chain.country.store import Store  # noqa: PLC0415 - slow to import

    with Store(path, memory=memory) as store:
        if zone not in store.zones:
            raise refuse(f"There is no zone {zone}.", f"没有园区 {zone}，例如 {_some(store)}")
        found = gaps_of(store, zone, limit=top)
        rows = [[str(gap.rank), gap.link.product, f"{gap.score:.1f}", gap.why[language]] for gap in found]
        print_rows([heading[language] for heading in GAPS], rows, numbers=(0, 2))
        if most:
            products = [gap.link.product for gap in found]
            for product, those in leads_of(store, zone, products, limit=most).items():
                console.print(f"\n[bold]{escape(product)}[/bold]")
                _print_leads(those, language)


def _some(store: "Store") -> str:
    return ", ".join(list(store.zones)[:3])


def _print_leads(found: "list[Lead]", language: Language) -> None:
    yes = Text("是", "yes")[language]
    rows = [
        [str(lead.rank), lead.firm, lead.name, f"{lead.score:.2f}", yes if lead.confirmed else ""]
        for lead in found
    ]
    print_rows([heading[language] for heading in LEADS], rows, numbers=(0, 3))


def _all(path: Path, output: Path, top: int, memory: str) -> None:
    from wotu.chain.country.gaps import write_all_gaps  # noqa: PLC0415 - slow to import
    from wotu.chain.country.store import Store  # noqa: PLC0415 - slow to import

    with Steps() as steps, Store(path, memory=memory) as store, steps.step("园区 zones") as rows:
        written = write_all_gaps(store, output, limit=top, tell=rows)
    _say_written(written, output)


def _all_on_spark(path: Path, output: Path, top: int, master: str) -> None:
    from wotu.chain.country.folders import refuse_if_there  # noqa: PLC0415 - slow to import
    from wotu.chain.country.store import check_store  # noqa: PLC0415 - slow to import

    check_store(path)  # before the long way to a session
    refuse_if_there(output)
    try:
        with session(master) as spark, plainly():
            from wotu.cluster.chain import write_all_gaps  # noqa: PLC0415 - only this engine needs it

            written = write_all_gaps(spark, path.resolve(), output.resolve(), limit=top)
    except NotReady as missing:
        raise refuse(str(missing), missing.hint) from None
    _say_written(written, output)


def _say_written(rows: int, output: Path) -> None:
    errors.print(f"{rows:,} rows → {escape(str(output))}", soft_wrap=True)


def _refused(wrong: "CountryMistakes") -> typer.Exit:
    for mistake in wrong.mistakes:
        errors.print(f"[red]✗[/red] {escape(mistake.zh)}\n  {escape(mistake.en)}", soft_wrap=True)
    return typer.Exit(USAGE)
