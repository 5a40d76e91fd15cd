"""`wotu match`: every measure of the packs for every row of a file."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from wotu.cli.facts import SOME_REJECTED, USAGE, day_of, language_of, read_all, set_aside
from wotu.cli.match_parts import ENGINES, How, leave, match_parts, say_parts
from wotu.cli.packs import errors, load_or_exit, print_problems, refuse
from wotu.cli.progress import Steps
from wotu.cli.show import print_table
from wotu.match.plan import Plan, make_plan
from wotu.match.summary import Summary, Total, summarise
from wotu.match.whole import Matched, match_tables
from wotu.match.write import WRITERS, Form, write_answers
from wotu.rules.model import PackSet
from wotu.rules.problems import PackError
from wotu.rules.quantity import money_text, quantity_text
from wotu.rules.text import Language, Text
from wotu.rules.vocabulary import About

FACTS_SHOWN = 12
HEADINGS = (
    Text("措施", "Measure"), Text("名称", "Title"), Text("符合", "Entitled"), Text("未知", "Unknown"),
    Text("不符合", "Not entitled"), Text("金额（已知上限合计）", "Amount (sum of known upper ends)"),
)  # fmt: skip
ROWS: dict[About, Text] = {
    "enterprise": Text("企业", "enterprises"), "person": Text("人员", "persons"),
    "project": Text("项目", "projects"), "site": Text("场地", "sites"),
}  # fmt: skip


def match(
    facts: Annotated[
        Path,
        typer.Argument(help="CSV, Excel or Parquet file of facts, wide or long; or a folder of parts."),
    ],
    *,
    mapping: Annotated[
        list[Path] | None,
        typer.Option(help="Mapping file: columns to facts. Repeat it for --projects files, in their order."),
    ] = None,
    packs: Annotated[
        list[Path] | None,
        typer.Option(help="Pack folder; may be repeated. All of ./packs but the teaching pack if none."),
    ] = None,
    on: Annotated[str, typer.Option(help="As-of date, 2024-12-01; today by default.")] = "",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Answers to write: .parquet, .csv or .xlsx; of parts, a folder."),
    ] = None,
    form: Annotated[
        str, typer.Option(help="long: a row for each answer not negative; compact: a column per measure.")
    ] = "long",
    projects: Annotated[
        list[Path] | None, typer.Option(help="File of projects, persons or sites; may be repeated.")
    ] = None,
    engine: Annotated[
        str,
        typer.Option(
            help="whole: files at once. Over a folder of parts, parts: one by one; spark: a cluster."
        ),
    ] = "",
    master: Annotated[
        str, typer.Option(help="Master of Spark, spark://HOST:7077; the cores of this machine if none.")
    ] = "",
    spark: Annotated[
        list[str] | None, typer.Option(help="A setting of Spark, NAME=VALUE; may be repeated.")
    ] = None,
    lang: Annotated[str, typer.Option(help="Labels in zh or en.")] = "zh",
) -> None:
    """Match a file against packs: who is entitled to what, how much, and what is not known.

    A folder laid out by `wotu lay-out` is matched part by part, here or on a cluster of Spark; what stands
    from an earlier run is not done again.

    Rows that cannot be read are reported and written to OUTPUT's name with `.rejected.csv`; the others go
    on. Leaves with 0 if all is well, 1 if a pack is wrong, 2 if the command, the file or the mapping is,
    and 3 if some rows were set aside.
    """
    language, day = language_of(lang), day_of(on)
    chosen = engine or ("parts" if facts.is_dir() else "whole")
    if chosen not in ENGINES:
        raise refuse(f"there is no engine {chosen!r}", f"one of {', '.join(ENGINES)}")
    if chosen != "spark" and (master or spark):
        raise refuse("--master and --spark are for a cluster", "say --engine spark too, or leave them out")
    if chosen != "whole":
        if mapping or projects or form != "long":
            raise refuse(
                "parts have their mappings and projects in their folder, and one form of answers",
                "leave --mapping, --projects and --form out; `wotu lay-out` takes the first two",
            )
        how = How(chosen, master, tuple(spark or []))
        _match_parts(make_plan(load_or_exit(packs or []), day), facts, output, how, language)
        return
    shape = _check_output(output, form)
    loaded = load_or_exit(packs or [])
    with Steps() as steps:
        readings = read_all([facts, *(projects or [])], mapping or [], loaded, day, steps)
        with steps.step("Matching") as rows:
            plan = make_plan(loaded, day)
            matched = match_tables(plan, [reading.table for reading in readings], rows)
        with steps.step("Adding up"):
            summary = summarise(matched.answers, matched.ballot)
        if output:
            with steps.step(f"Writing {output.name}"):
                written = _write(matched, output, shape)
    set_aside(readings, output)
    say_not_asked(plan, [reading.table.about for reading in readings], language)
    print_summary(summary, loaded, language)
    if output:
        errors.print(f"{written:,} rows → {escape(str(output))}", soft_wrap=True)
    if any(reading.rejected for reading in readings):
        raise typer.Exit(SOME_REJECTED)


def _match_parts(plan: Plan, facts: Path, output: Path | None, how: How, language: Language) -> None:
    matched, kinds = match_parts(plan, facts, output, how)
    say_not_asked(plan, kinds, language)
    print_summary(matched.added.summary, plan.packs, language)
    say_parts(matched, output or Path())
    leave(matched)


def print_summary(summary: Summary, packs: PackSet, language: Language) -> None:
    """Print the totals of every measure, and the facts missing most often."""
    _print_totals(summary, language)
    _print_missing(summary, packs, language)


def _check_output(output: Path | None, form: str) -> Form:
    if form not in ("long", "compact"):
        errors.print("--form is long or compact.")
        raise typer.Exit(USAGE)
    if output and output.suffix.lower() not in WRITERS:
        errors.print(f"Answers are written as {', '.join(WRITERS)}, not as {output.suffix or 'nothing'}.")
        raise typer.Exit(USAGE)
    return "long" if form == "long" else "compact"


def _write(matched: Matched, output: Path, form: Form) -> int:
    try:
        return write_answers(output, matched.answers, matched.ballot, form)
    except PackError as error:
        print_problems(error.problems)
        raise typer.Exit(USAGE) from None


def say_not_asked(plan: Plan, given: Sequence[About], language: Language) -> None:
    """Name the measures nobody was asked about, because no file has the rows they look at."""
    left_out: Counter[About] = Counter(line.about for line in plan.lines if line.about not in given)
    for about, count in left_out.items():
        rows = ROWS[about]
        words = Text(
            f"{count}项措施看的是{rows.zh}，未给出{rows.zh}的文件（--projects），这次没有核对",
            f"{count} measures look at {rows.en}; no file of {rows.en} was given (--projects), "
            "so they were not asked",
        )
        errors.print(f"[dim]·[/dim] {words[language]}", soft_wrap=True)


def _print_totals(summary: Summary, language: Language) -> None:
    totals = [total for total in summary.totals if total.entitled or total.unknown]
    rows = [
        _row(total, language) for total in sorted(totals, key=lambda t: (-t.most, -t.entitled, -t.unknown))
    ]
    print_rows([heading[language] for heading in HEADINGS], rows, numbers=range(2, 6))
    without = len(summary.totals) - len(totals)
    if without:
        words = Text(f"另有{without}项措施无人符合", f"{without} more measures: nobody is entitled")
        errors.print(f"[dim]{words[language]}[/dim]")


def print_rows(headings: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[int]) -> None:
    """Print a table in a terminal, tab-separated lines where piped."""
    table = Table(box=None, header_style="dim")
    for number, heading in enumerate(headings):
        table.add_column(escape(heading), justify="right" if number in numbers else "left")
    for row in rows:
        table.add_row(*map(escape, row))
    print_table(table)


def _row(total: Total, language: Language) -> list[str]:
    return [
        total.measure.id, total.measure.title[language], f"{total.entitled:,}", f"{total.unknown:,}",
        f"{total.not_entitled:,}", amount_text(total, language),
    ]  # fmt: skip


def amount_text(total: Total, language: Language) -> str:
    """Write a measure's total award, from least to most where officials decide or something is open."""
    benefit = total.measure.versions[0].benefit
    if benefit.type in ("service", "rate") or not total.entitled:
        return "" if benefit.type != "service" or not total.entitled else Text("服务", "service")[language]
    cent = Fraction(1, 100)
    if benefit.type in ("money", "credit_line"):
        text = money_text(total.most * cent, language)
        least = money_text(total.least * cent, language)
    else:
        text, least = (
            quantity_text(Fraction(units), benefit.dimension, percent=False, language=language)
            for units in (total.most, total.least)
        )
    shown = text if total.least == total.most else f"{least} – {text}"
    if total.open:
        shown += Text(f"（{total.open}家未定）", f" ({total.open} open)")[language]
    return shown


def _print_missing(summary: Summary, packs: PackSet, language: Language) -> None:
    if not summary.missing:
        return
    title = Text("最常缺的事实", "Facts missing most often")[language]
    shown = []
    for name, count in summary.missing[:FACTS_SHOWN]:
        fact = packs.vocabulary.get(name.partition("@")[0])
        label = fact.label[language] if fact else ""
        shown.append(f"{name} {label} ({count:,})")
    errors.print(f"[bold]{title}[/bold]: {escape(', '.join(shown))}", soft_wrap=True)
