"""`wotu explain`, `wotu ask`, `wotu best`: one subject in the terminal."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from wotu.cli.facts import day_of, language_of
from wotu.cli.packs import console, refuse
from wotu.cli.show import explanation_tree, findings_table, print_table
from wotu.cli.subjects import Found, find_subject
from wotu.match.ask import next_questions
from wotu.match.checkup import Finding
from wotu.match.combine import best_combination
from wotu.match.explain import award_text, explain
from wotu.match.missing import nearest
from wotu.rules.problems import did_you_mean
from wotu.rules.quantity import money_text
from wotu.rules.text import Language, Text

Subject = Annotated[str, typer.Argument(help="Id or name of a subject in the facts.")]
Facts = Annotated[Path | None, typer.Option(help="Facts file; the packs' demonstration firms if none.")]
Mapping = Annotated[Path | None, typer.Option(help="Mapping file for the facts file.")]
Packs = Annotated[
    list[Path] | None,
    typer.Option(help="Pack folder; may be repeated. All of ./packs but the teaching pack if none."),
]
On = Annotated[str, typer.Option(help="As-of date, 2024-12-01; today by default.")]
Lang = Annotated[str, typer.Option(help="zh or en.")]


def explain_one(
    subject: Subject,
    measure: Annotated[str, typer.Argument(help="Id of a measure; all of them, briefly, if none.")] = "",
    *,
    facts: Facts = None,
    mapping: Mapping = None,
    packs: Packs = None,
    on: On = "",
    lang: Lang = "zh",
) -> None:
    """Explain why a subject is entitled to a measure or not: clause, conditions, facts, amount.

    Leaves with 2 if the subject or the measure is not there.
    """
    language, found = language_of(lang), _find(subject, facts, mapping, packs, on)
    findings = found.checker.check(found.household)
    if not measure:
        print_table(findings_table(findings, language))
        return
    chosen = _of_measure(findings, measure)
    for finding in chosen:
        console.print(explanation_tree(explain(found.checker.plan, finding), language))
        shortfall = nearest(found.checker, finding)
        for change in shortfall.changes if shortfall else ():
            words = Text("还差", "What is missing")[language]
            console.print(f"[bold cyan]→ {words}[/bold cyan] {escape(change.words[language])}")


def _of_measure(findings: list[Finding], measure: str) -> list[Finding]:
    chosen = [f for f in findings if measure in (f.line.measure.id, f.line.version.key)]
    if not chosen:
        known = {f.line.measure.id for f in findings}
        raise refuse(
            f"there is no measure `{measure}` for this subject on this date", did_you_mean(measure, known)
        )
    return chosen


def ask(
    subject: Subject,
    *,
    facts: Facts = None,
    mapping: Mapping = None,
    packs: Packs = None,
    on: On = "",
    lang: Lang = "zh",
    limit: Annotated[int, typer.Option(min=1, help="How many questions.")] = 10,
) -> None:
    """List what to ask next: the order that settles the most expected money with the fewest answers."""
    language, found = language_of(lang), _find(subject, facts, mapping, packs, on)
    questions = next_questions(found.checker, found.household, limit)
    if not questions:
        console.print(Text("没有需要再问的事实。", "Nothing more needs to be asked.")[language])
        return
    table = Table(box=None, header_style="dim")
    headings = [
        Text("序", "No."),
        Text("问题", "Question"),
        Text("涉及预期金额", "Expected money"),
        Text("措施", "Measures"),
    ]
    for heading in headings:
        table.add_column(heading[language])
    for number, question in enumerate(questions, 1):
        worth = money_text(question.worth * found.cent, language)
        table.add_row(str(number), escape(question.ask[language]), worth, ", ".join(question.measures))
    print_table(table)


def best(
    subject: Subject,
    *,
    facts: Facts = None,
    mapping: Mapping = None,
    packs: Packs = None,
    on: On = "",
    lang: Lang = "zh",
) -> None:
    """Choose the combination of awards worth most where stacking rules exclude each other."""
    language, found = language_of(lang), _find(subject, facts, mapping, packs, on)
    combination = best_combination(found.checker, found.household)
    for finding, award in combination.chosen:
        amount = money_text((award.high or 0) * found.cent, language)
        title = escape(finding.line.measure.title[language])
        console.print(f"[green]✓[/green] {finding.line.version.key} {title} {amount}", soft_wrap=True)
    for finding, reason in combination.given_up:
        _print_left_out("[red]✗[/red]", finding, reason, language)
    for finding in combination.open:
        _print_left_out("[yellow]?[/yellow]", finding, Text("未计入", "not counted"), language)
    proof = (
        Text("已证明最优", "proved optimal")
        if combination.optimal
        else Text("未证明最优", "not proved optimal")
    )
    console.print(
        f"= [bold]{money_text(combination.worth * found.cent, language)}[/bold] ({proof[language]})"
    )


def _print_left_out(mark: str, finding: Finding, reason: Text, language: Language) -> None:
    title, amount = finding.line.measure.title[language], award_text(finding)[language]
    text = f"{finding.line.version.key} {title} ({amount}) — {reason[language]}"
    console.print(f"{mark} {escape(text)}", soft_wrap=True)


def _find(subject: str, facts: Path | None, mapping: Path | None, packs: list[Path] | None, on: str) -> Found:
    return find_subject(subject, facts, mapping, packs or [], day_of(on))
