"""Findings and explanations in a terminal."""

from rich.console import RenderableType
from rich.markup import escape, render
from rich.table import Table
from rich.tree import Tree

from wotu.cli.packs import console
from wotu.match.checkup import Finding
from wotu.match.explain import AmountLine, ConditionExplained, Explanation, Part, award_text
from wotu.rules.model import Citation, Publication
from wotu.rules.text import Language, Text

MARKS = {"met": "[green]✓[/green]", "not_met": "[red]✗[/red]", "unknown": "[yellow]?[/yellow]"}
STATUS = {
    "entitled": Text("符合", "entitled"),
    "unknown": Text("待定", "unknown"),
    "not_entitled": Text("不符合", "not entitled"),
}
_COLOURS = {"entitled": "green", "unknown": "yellow", "not_entitled": "red"}


def explanation_tree(explanation: Explanation, language: Language) -> RenderableType:
    """Return the tree of one explanation: clause, conditions with their facts, amount line by line."""
    colour = _COLOURS[explanation.status]
    status = STATUS[explanation.status][language]
    tree = Tree(f"[bold]{escape(explanation.title[language])}[/bold] — [{colour}]{status}[/{colour}]")
    tree.add(f"[dim]{escape(explanation.clause[language])}[/dim]")
    tree.add(_source(explanation.citation, explanation.publication, language))
    conditions = tree.add("[bold]" + Text("条件", "Conditions")[language] + "[/bold]")
    for condition in explanation.conditions:
        _add_condition(conditions, condition, language)
    if explanation.amount:
        amount = tree.add("[bold]" + Text("金额", "Amount")[language] + "[/bold]")
        for line in explanation.amount:
            amount.add(_amount_line(line, language))
        amount.add(f"[bold]= {escape(explanation.award[language])}[/bold]")
    return tree


def _source(citation: Citation | None, publication: Publication, language: Language) -> str:
    words = Text("依据", "Source")[language]
    if citation is None:
        text = Text("未注明出处", "no source given")[language]
    else:
        source = citation.source
        text = " ".join(
            filter(None, [source.title[language], source.number, citation.article, source.address])
        )
    return f"{words}: {escape(text)}{_unpublished(publication, language)}"


def _unpublished(publication: Publication, language: Language) -> str:
    if publication.published:
        return ""
    word = Text("未公布细则，假设", "detail not published, assumed")[language]
    assumed = publication.assumption[language] if publication.assumption else ""
    return f" [magenta]({word}: {escape(assumed)})[/magenta]"


def _add_condition(tree: Tree, condition: ConditionExplained, language: Language) -> None:
    veto = _veto(condition, language)
    unless = f" [dim]{Text('除非', 'unless')[language]} {escape(condition.exception[language])}[/dim]" if (
        condition.exception) else ""  # fmt: skip
    branch = tree.add(
        f"{MARKS[condition.answer]} {escape(condition.label[language])}{veto}{unless}"
        f"{_unpublished(condition.publication, language)}"
    )
    _add_part(branch, condition.part, language)
    for fact in condition.facts:
        source = f" [dim]← {escape(fact.source)}[/dim]" if fact.source else ""
        branch.add(f"[dim]{escape(fact.label[language])}[/dim] = {escape(fact.value[language])}{source}")


def _veto(condition: ConditionExplained, language: Language) -> str:
    """Say whether a veto applies: its mark alone would read the wrong way round."""
    if not condition.veto:
        return ""
    state = {
        "met": Text("未触发", "does not apply"),
        "not_met": Text("已触发", "applies"),
        "unknown": Text("是否触发未知", "not known whether it applies"),
    }
    return f" [dim]{Text('否决项', 'veto')[language]}: {state[condition.answer][language]}[/dim]"


def _add_part(tree: Tree, part: Part, language: Language) -> None:
    gap = f"，{Text('相差', 'distance')[language]} {part.distance[language]}" if part.distance else ""
    seen = f" [dim]({Text('实际', 'seen')[language]} {part.seen[language]}{gap})[/dim]" if part.seen else ""
    branch = tree.add(f"{MARKS[part.answer]} {escape(part.words[language])}{seen}")
    for inner in part.parts:
        _add_part(branch, inner, language)


def _amount_line(line: AmountLine, language: Language) -> str:
    text = f"{escape(line.label[language])}: {escape(line.value[language])}"
    return (f"[bold yellow]▼ {text}[/bold yellow]" if line.bit else text) + _unpublished(
        line.publication, language
    )


def findings_table(findings: list[Finding], language: Language) -> Table:
    """Return the findings of one subject, one to a line, entitled first."""
    order = {"entitled": 0, "unknown": 1, "not_entitled": 2}
    table = Table(box=None, header_style="dim")
    for heading in (
        Text("结果", "Answer"),
        Text("措施", "Measure"),
        Text("名称", "Title"),
        Text("金额", "Amount"),
    ):
        table.add_column(heading[language], overflow="fold")
    for finding in sorted(findings, key=lambda f: order[f.status]):
        colour = _COLOURS[finding.status]
        amount = award_text(finding)[language] if finding.status != "not_entitled" else ""
        table.add_row(
            f"[{colour}]{STATUS[finding.status][language]}[/{colour}]",
            finding.line.version.key,
            escape(finding.line.measure.title[language]),
            escape(amount),
        )
    return table


def print_table(table: Table) -> None:
    """Print a table in a terminal, tab-separated lines where piped."""
    if console.is_terminal:
        console.print(table)
        return
    cells = [[render(str(cell), emoji=False).plain for cell in column.cells] for column in table.columns]
    for row in ([str(column.header) for column in table.columns], *zip(*cells, strict=True)):
        console.file.write("\t".join(row) + "\n")
