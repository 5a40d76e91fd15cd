"""`wotu simulate`: what another threshold, rate or amount would do, against today."""

from fractions import Fraction
from pathlib import Path
from typing import Annotated

import typer
from rich.bar import Bar
from rich.markup import escape
from rich.table import Table

from wotu.cli.facts import SOME_REJECTED, USAGE, day_of, language_of, read_all, report_reading
from wotu.cli.match import ROWS, print_rows, say_not_asked
from wotu.cli.packs import console, errors, load_or_exit
from wotu.cli.progress import Steps
from wotu.match.chart import bars_of, write_chart
from wotu.match.plan import make_plan
from wotu.match.simulate import Group, Shift, Side, Simulation, compare
from wotu.match.whole import Matched, match_tables
from wotu.rules.model import Measure
from wotu.rules.quantity import money_text
from wotu.rules.text import Language, Text

CENT = Fraction(1, 100)
BAR = 40
TITLES = {"section": Text("行业门类", "Industry section"), "size_class": Text("企业规模", "Size class")}
ENDS = (
    Text("受益企业（现在）", "Firms today"), Text("受益企业（调整后）", "Firms after"),
    Text("支出（现在）", "Cost today"), Text("支出（调整后）", "Cost after"), Text("变化", "Change"),
)  # fmt: skip


def simulate(
    facts: Annotated[Path, typer.Argument(help="CSV, Excel or Parquet file of facts, wide or long.")],
    *,
    change: Annotated[
        list[str],
        typer.Option(help="pack.measure.parameter=value, such as demo.rd.rate=4%; may be repeated."),
    ],
    mapping: Annotated[list[Path] | None, typer.Option(help="Mapping file, as for `wotu match`.")] = None,
    packs: Annotated[
        list[Path] | None,
        typer.Option(help="Pack folder; may be repeated. All of ./packs but the teaching pack if none."),
    ] = None,
    on: Annotated[str, typer.Option(help="As-of date, 2024-12-01; today by default.")] = "",
    projects: Annotated[
        list[Path] | None, typer.Option(help="File of projects, persons or sites; may be repeated.")
    ] = None,
    chart: Annotated[Path | None, typer.Option(help="Write the chart to this .svg file.")] = None,
    limit: Annotated[int, typer.Option(min=0, help="How many winners and losers to list.")] = 10,
    lang: Annotated[str, typer.Option(help="Labels in zh or en.")] = "zh",
) -> None:
    """Try other parameters: cost and beneficiaries against today, winners and losers, a chart.

    Amounts are the upper ends of what is known. Leaves with 0 if all is well, 1 if a pack or a changed
    parameter is wrong, 2 if the command or a file is, and 3 if some rows were set aside.
    """
    language, day, changes = language_of(lang), day_of(on), _changes(change)
    if chart and chart.suffix.lower() != ".svg":
        errors.print("The chart is an .svg file.")
        raise typer.Exit(USAGE)
    today, changed = load_or_exit(packs or []), load_or_exit(packs or [], changes)
    with Steps() as steps:
        readings = read_all([facts, *(projects or [])], mapping or [], today, day, steps)
        sides: list[Matched] = []
        for title, loaded in (("Matching today's rules", today), ("Matching the changed rules", changed)):
            with steps.step(title) as rows:
                sides.append(match_tables(make_plan(loaded, day), [r.table for r in readings], rows))
        with steps.step("Comparing"):
            simulation = compare(*sides)
    for reading in readings:
        report_reading(reading, None)
    say_not_asked(sides[0].plan, [reading.table.about for reading in readings], language)
    _print(simulation, language, limit)
    if chart:
        write_chart(simulation, chart, language)
        errors.print(f"→ {escape(str(chart))}", soft_wrap=True)
    if any(reading.rejected for reading in readings):
        raise typer.Exit(SOME_REJECTED)


def _changes(written: list[str]) -> dict[str, str]:
    changes: dict[str, str] = {}
    for text in written:
        name, sign, value = text.partition("=")
        if not (sign and name.strip() and value.strip()):
            errors.print(f"--change {text!r} is not understood. Write pack.measure.parameter=value.")
            raise typer.Exit(USAGE)
        changes[name.strip()] = value.strip()
    return changes


def _print(simulation: Simulation, language: Language, limit: int) -> None:
    headings = [Text("合计与措施", "In all, and by measure")[language], *(end[language] for end in ENDS)]
    rows = [[Text("合计", "In all")[language], *_ends(simulation.before, simulation.after, language)]]
    for before, after in simulation.measures:
        then, now = (Side(total.entitled, total.most) for total in (before, after))
        rows.append([_title(before.measure, language), *_ends(then, now, language)])
    print_rows(headings, rows, numbers=range(1, 6))
    for name, groups in simulation.groups.items():
        headings = [TITLES[name][language], *(end[language] for end in ENDS)]
        table = [[group.label[language], *_ends(group.before, group.after, language)] for group in groups]
        print_rows(headings, table, numbers=range(1, 6))
    _print_bars(simulation, language)
    _print_shifts(Text("得益最多", "Winners"), simulation.winners, limit, language)
    _print_shifts(Text("减少最多", "Losers"), simulation.losers, limit, language)


def _title(measure: Measure, language: Language) -> str:
    """Name a measure; where its rows are not firms, say what is counted."""
    counted = "" if measure.about == "enterprise" else f" ({ROWS[measure.about][language]})"
    return f"{measure.id} {measure.title[language]}{counted}"


def _ends(before: Side, after: Side, language: Language) -> list[str]:
    return [
        f"{before.beneficiaries:,}", f"{after.beneficiaries:,}", money_text(before.cost * CENT, language),
        money_text(after.cost * CENT, language), _signed(after.cost - before.cost, language),
    ]  # fmt: skip


def _signed(fen: int, language: Language) -> str:
    return ("+" if fen > 0 else "") + money_text(fen * CENT, language)


def _print_bars(simulation: Simulation, language: Language) -> None:
    """Draw the chart in the terminal; a piped run has the figures already."""
    by, groups = bars_of(simulation)
    largest = max((side.cost for group in groups for side in (group.before, group.after)), default=0)
    if not console.is_terminal or not largest:
        return
    table = Table(box=None, show_header=False, title=Text("支出，", "Cost ")[language] + by[language])
    for group in groups:
        _add_bars(table, group, largest, language)
    console.print(table)


def _add_bars(table: Table, group: Group, largest: int, language: Language) -> None:
    sides = ((group.label[language], group.before, "bright_black"), ("", group.after, "red"))
    for label, side, colour in sides:
        bar = Bar(largest, 0, side.cost, width=BAR, color=colour)
        table.add_row(escape(label), bar, money_text(side.cost * CENT, language))


def _print_shifts(title: Text, shifts: tuple[Shift, ...], limit: int, language: Language) -> None:
    count = Text(f"{title.zh}（共{len(shifts)}家）", f"{title.en} ({len(shifts)} in all)")[language]
    if not shifts or not limit:
        errors.print(f"[bold]{count}[/bold]")
        return
    headings = [count, Text("名称", "Name")[language], *(end[language] for end in ENDS[2:])]
    rows = [
        [
            s.id,
            s.name,
            *(money_text(x * CENT, language) for x in (s.before, s.after)),
            _signed(s.gain, language),
        ]
        for s in shifts[:limit]
    ]
    print_rows(headings, rows, numbers=range(2, 5))
