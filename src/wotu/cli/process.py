"""`wotu process`: how a measure is handled, step by step; as a file for other tools if wanted."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from wotu.cli.facts import day_of, language_of
from wotu.cli.packs import console, errors, load_or_exit, refuse
from wotu.cli.show import print_table
from wotu.process.bpmn import to_bpmn
from wotu.rules.flow import Flow
from wotu.rules.flow_words import norm_of, order_words, times_words, whose
from wotu.rules.model import PackSet
from wotu.rules.problems import did_you_mean
from wotu.rules.text import Language, Text

_HEADS = (Text("环节", "Step"), Text("谁办", "Who"), Text("时限", "Time"), Text("说明", "Note"))


def process(
    measure: Annotated[str, typer.Argument(help="Id of a measure, or of a named process of a pack.")],
    *,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write the process to as BPMN 2.0, x.bpmn.")
    ] = None,
    packs: Annotated[
        list[Path] | None, typer.Option(help="Pack folder; may be repeated. All of ./packs if none.")
    ] = None,
    on: Annotated[str, typer.Option(help="As-of date, 2024-12-01; today by default.")] = "",
    lang: Annotated[str, typer.Option(help="zh or en.")] = "zh",
) -> None:
    """Show the steps a measure's applications go through, who takes them and by when.

    Leaves with 2 if there is no such measure or process, or the file cannot be written as asked.
    """
    language = language_of(lang)
    flow = _flow(load_or_exit(packs or []), measure, on)
    if output is not None:
        _write(flow, output)
        return
    console.print(f"[bold]{escape(flow.label[language])}[/bold]", soft_wrap=True)
    console.print(escape(order_words(flow)[language]), soft_wrap=True)
    console.print(escape(times_words(flow)[language]), soft_wrap=True)
    print_table(_steps(flow, language))


def _flow(packs: PackSet, name: str, on: str) -> Flow:
    if name in packs.procedures:
        return packs.procedures[name].flow
    found = packs.measures.get(name)
    if found is None:
        hint = did_you_mean(name, [*packs.measures, *packs.procedures])
        raise refuse(f"there is no measure or process `{name}`", hint)
    day = day_of(on)
    return min(found.versions, key=lambda version: not version.in_force(day)).flow


def _write(flow: Flow, output: Path) -> None:
    if output.suffix == ".bpmn":
        text = to_bpmn(flow)
    else:
        raise refuse(f"`{output.name}` does not end in .bpmn", "a process is written as BPMN 2.0")
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise refuse(f"{output} cannot be written: {error.strerror}") from None
    errors.print(f"→ {escape(str(output))}", soft_wrap=True)


def _steps(flow: Flow, language: Language) -> Table:
    table = Table(box=None, header_style="dim")
    for head in _HEADS:
        table.add_column(head[language])
    for step in flow.steps.values():
        notes = [
            note[language]
            for holds, note in (
                (step.automatic, Text("自动", "automatic")),
                (step.stops_clock, Text("不计时", "not counted")),
                (step.deemed, Text("逾期视为同意", "silence is consent")),
            )
            if holds
        ]
        cells = (step.label, whose(flow, step), norm_of(step))
        table.add_row(*(escape(cell[language]) for cell in cells), ", ".join(notes))
    return table
