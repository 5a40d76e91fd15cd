"""`wotu check`: types and units, worked examples, and what a reviewer should look at."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from wotu.cli.facts import day_of, language_of
from wotu.cli.packs import console, default_packs, errors, print_problems
from wotu.match.examples import Report, read_examples, run_examples
from wotu.rules.lint import Finding, review
from wotu.rules.lint.examples import missing_examples, missing_thresholds
from wotu.rules.lint.turning import missing_turning_points
from wotu.rules.load import load_packs
from wotu.rules.model import Pack
from wotu.rules.problems import PackError
from wotu.rules.text import Language, Text


def check(
    packs: Annotated[
        list[Path] | None, typer.Argument(help="Pack folders; all of ./packs but the teaching pack if none.")
    ] = None,
    *,
    on: Annotated[str, typer.Option(help="Date to review as of, 2024-12-01; today by default.")] = "",
    strict: Annotated[bool, typer.Option(help="Leave with 1 on warnings too.")] = False,
    quiet: Annotated[bool, typer.Option(help="Only problems and totals; no review notes.")] = False,
    lang: Annotated[str, typer.Option(help="Review in zh or en.")] = "zh",
) -> None:
    """Check packs: every type and unit, every worked example, then a review for people.

    Leaves with 0 if all is well, 1 if something must be mended. Review findings are for a reviewer to
    judge and never change the result unless --strict is given.
    """
    language, day = language_of(lang), day_of(on)
    folders = list(packs or []) or default_packs()
    healthy = [_check_one(folder, day, language, strict=strict, quiet=quiet) for folder in folders]
    if not folders:
        errors.print("There is no pack here.")
    raise typer.Exit(0 if healthy and all(healthy) else 1)


def _check_one(folder: Path, day: dt.date, language: Language, *, strict: bool, quiet: bool) -> bool:
    try:
        packs = load_packs([folder])
        pack = packs.packs[folder.resolve().name]
        report = run_examples(read_examples(pack, packs), packs)
    except PackError as error:
        print_problems(error.problems)
        return False
    if report.failures:
        print_problems(report.failures)
    findings = [f for f in review(packs, day) if _belongs(f, pack)]
    missing = [
        *missing_examples(_ids(pack), report.seen),
        *missing_thresholds(pack, day, report.facts),
        *missing_turning_points(pack, day, report.shown),
    ]
    if not quiet:
        for text in missing:
            console.print(f"[yellow]![/yellow] {escape(text[language])}", soft_wrap=True)
        for finding, others in _together(findings):
            _print_finding(finding, others, language)
    _print_total(pack, report, findings, missing, language)
    return not report.failures and not (
        strict and (missing or any(f.severity == "warning" for f in findings))
    )


def _belongs(finding: Finding, pack: Pack) -> bool:
    return finding.place.file.resolve().is_relative_to(pack.folder.resolve())


def _ids(pack: Pack) -> list[str]:
    return [measure.id for measure in pack.measures]


_MARK = {"review": "[magenta]§[/magenta]", "warning": "[yellow]![/yellow]", "note": "[dim]·[/dim]"}


def _together(findings: Iterable[Finding]) -> list[tuple[Finding, int]]:
    """Return findings, each with the number of further places where the same note stands."""
    first: dict[object, Finding] = {}
    others: dict[object, int] = {}
    for finding in findings:
        key = (finding.code, finding.message) if finding.severity == "note" else finding
        others[key] = others.get(key, -1) + 1
        first.setdefault(key, finding)
    return [(finding, others[key]) for key, finding in first.items()]


def _print_finding(finding: Finding, others: int, language: Language) -> None:
    citation = f" [{finding.citation}]" if finding.citation else ""
    more = Text(f"（另有{others}处）", f" ({others} more places)")[language] if others else ""
    text = f"{finding.code} {finding.place}{more}: {finding.message[language]} — {finding.why[language]}"
    console.print(f"{_MARK[finding.severity]} {escape(text + citation)}", soft_wrap=True)


def _print_total(
    pack: Pack, report: Report, findings: list[Finding], missing: list[Text], language: Language
) -> None:
    kinds = {severity: sum(f.severity == severity for f in findings) for severity in _MARK}
    mark = "[red]✗[/red]" if report.failures else "[green]✓[/green]"
    held = f"{report.ran - len(report.failures)}/{report.ran}"
    words = Text(
        f"{len(pack.measures)}项措施，算例{held}，缺{len(missing)}个算例，"
        f"法务复核{kinds['review']}处，警告{kinds['warning']}处，提示{kinds['note']}处",
        f"{len(pack.measures)} measures, {held} examples, {len(missing)} examples missing, "
        f"{kinds['review']} for legal review, {kinds['warning']} warnings, {kinds['note']} notes",
    )
    zone = escape(pack.zone[language])
    console.print(f"{mark} [bold]{pack.id}[/bold] {zone}: {escape(words[language])}", soft_wrap=True)
