"""`wotu check`: types and units, worked examples, and what a reviewer should look at."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from wotu.cli.packs import console, default_packs, errors, print_problems
from wotu.match.examples import Report, read_examples, run_examples
from wotu.rules.lint import Finding, review
from wotu.rules.lint.examples import missing_examples, missing_thresholds
from wotu.rules.load import load_packs
from wotu.rules.model import Pack
from wotu.rules.problems import PackError


def check(
    packs: Annotated[list[Path] | None, typer.Argument(help="Pack folders; all of ./packs if none.")] = None,
    *,
    on: Annotated[str, typer.Option(help="Date to review as of, 2024-12-01; today by default.")] = "",
    strict: Annotated[bool, typer.Option(help="Leave with 1 on warnings too.")] = False,
    quiet: Annotated[bool, typer.Option(help="Only problems and totals; no review notes.")] = False,
) -> None:
    """Check packs: every type and unit, every worked example, then a review for people.

    Leaves with 0 if all is well, 1 if something must be mended. Review findings are for a reviewer to
    judge and never change the result unless --strict is given.
    """
    folders = list(packs or []) or default_packs()
    day = dt.date.fromisoformat(on) if on else dt.datetime.now(tz=dt.UTC).date()
    healthy = [_check_one(folder, day, strict=strict, quiet=quiet) for folder in folders]
    if not folders:
        errors.print("There is no pack here.")
    raise typer.Exit(0 if healthy and all(healthy) else 1)


def _check_one(folder: Path, day: dt.date, *, strict: bool, quiet: bool) -> bool:
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
    missing = [*missing_examples(_ids(pack), report.seen), *missing_thresholds(pack, day, report.facts)]
    if not quiet:
        for text in missing:
            console.print(f"[yellow]![/yellow] {escape(text)}", soft_wrap=True)
        for finding in findings:
            _print_finding(finding)
    _print_total(pack, report, findings, missing)
    return not report.failures and not (
        strict and (missing or any(f.severity == "warning" for f in findings))
    )


def _belongs(finding: Finding, pack: Pack) -> bool:
    return finding.place.file.resolve().is_relative_to(pack.folder.resolve())


def _ids(pack: Pack) -> list[str]:
    return [measure.id for measure in pack.measures]


_MARK = {"review": "[magenta]§[/magenta]", "warning": "[yellow]![/yellow]", "note": "[dim]·[/dim]"}


def _print_finding(finding: Finding) -> None:
    citation = f" [{finding.citation}]" if finding.citation else ""
    text = f"{finding.code} {finding.place}: {finding.message.zh} — {finding.why.zh}{citation}"
    console.print(f"{_MARK[finding.severity]} {escape(text)}", soft_wrap=True)


def _print_total(pack: Pack, report: Report, findings: list[Finding], missing: list[str]) -> None:
    kinds = {severity: sum(f.severity == severity for f in findings) for severity in _MARK}
    mark = "[red]✗[/red]" if report.failures else "[green]✓[/green]"
    console.print(
        f"{mark} [bold]{pack.id}[/bold] {escape(pack.zone.zh)}: {len(pack.measures)} measures, "
        f"{report.ran - len(report.failures)}/{report.ran} examples, {len(missing)} examples missing, "
        f"{kinds['review']} for legal review, {kinds['warning']} warnings, {kinds['note']} notes",
        soft_wrap=True,
    )
