"""`wotu suggest`: what a zone has for a need, and how good such suggestions are."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from wotu.cli.facts import USAGE, day_of, language_of
from wotu.cli.match import print_rows
from wotu.cli.packs import console, errors, load_or_exit
from wotu.needs.measured import CasesNotReadable, Figures, measure, read_cases
from wotu.needs.ranking import EVERYTHING, Index, Match, Reading, offers_of
from wotu.needs.words import terms
from wotu.rules.model import PackSet
from wotu.rules.text import Language, Text

HEADS = {
    "zh": ("文件", "诉求", "首位命中", "前三命中", "MRR", "各项都顾到", "误说没有", "本无可荐", "误荐"),
    "en": ("file", "needs", "hit@1", "hit@3", "MRR", "asks met", "silent", "none fits", "false"),
}


def suggest(
    says: Annotated[str, typer.Argument(help="What a firm says it lacks, in its own words.")] = "",
    *,
    zone: Annotated[str, typer.Option(help="Id of the zone's pack.")] = "",
    cases: Annotated[
        list[Path] | None,
        typer.Option(help="File of needs with their right answers, to measure by; may be repeated."),
    ] = None,
    plain: Annotated[bool, typer.Option(help="BM25 alone, without the tables of words.")] = False,
    packs: Annotated[
        list[Path] | None, typer.Option(help="Pack folder; may be repeated. All of ./packs if none.")
    ] = None,
    on: Annotated[str, typer.Option(help="As-of date, 2024-12-01; today by default.")] = "",
    lang: Annotated[str, typer.Option(help="zh or en.")] = "zh",
) -> None:
    """Suggest what a zone has for a need, with the reason; or measure suggestions by known answers.

    Leaves with 0 if all is well, 1 if a pack is wrong, 2 if the command, the zone or a file of needs is.
    """
    language, day = language_of(lang), day_of(on)
    loaded = load_or_exit(packs or [])
    index = _index(loaded, day, plain=plain)
    if cases:
        _measure(index, cases, language, plain=plain)
        return
    if not says or zone not in index.zones:
        errors.print(f"Say what is needed and give --zone, one of: {', '.join(sorted(index.zones))}.")
        raise typer.Exit(USAGE)
    _show(index.read(zone, says, enough=_enough(plain)), language)


def _index(packs: PackSet, day: dt.date, *, plain: bool) -> Index:
    zones = [pack.id for pack in packs.packs.values() if pack.level == "zone"]
    return Index({zone: offers_of(packs, zone, day) for zone in zones}, terms(), plain=plain)


def _enough(plain: bool) -> float | None:
    """Return the least score: BM25 alone has none that was chosen with care."""
    return EVERYTHING if plain else None


def _show(reading: Reading, language: Language) -> None:
    if not reading.suggestions:
        console.print(Text("没有合适的措施或资源。", "No measure or resource fits.")[language])
    for place, one in enumerate(reading.suggestions, start=1):
        title = escape(one.offer.title[language])
        console.print(f"{place}. [bold]{title}[/bold] [dim]{one.offer.key}[/dim]", soft_wrap=True)
        for match in one.matches:
            console.print(f"   {escape(_why(match, language))}", soft_wrap=True)
    office = Text(f"主管部门：{reading.office.label.zh}", f"Department: {reading.office.label.en}")
    console.print(office[language])


def _why(match: Match, language: Language) -> str:
    if match.term is None:
        return Text(f"“{match.said}”原文里也有", f"“{match.said}” stands in the text")[language]
    return Text(
        f"“{match.said}”→“{match.found.zh}”（{match.term.zh}）",
        f"“{match.said}” → “{match.found.en}” ({match.term.en})",
    )[language]


def _measure(index: Index, files: list[Path], language: Language, *, plain: bool) -> None:
    rows = []
    for path in files:
        try:
            known = read_cases(path)
        except CasesNotReadable as error:
            errors.print(escape(str(error)))
            raise typer.Exit(USAGE) from None
        figures = measure(known, lambda zone, says: index.read(zone, says, enough=_enough(plain)))
        rows.append((path.name, *_cells(figures)))
    print_rows(HEADS[language], rows, range(1, len(HEADS[language])))


def _cells(figures: Figures) -> tuple[str, ...]:
    return (
        str(figures.served), _percent(figures.hit_1), _percent(figures.hit_3), f"{figures.mrr:.3f}",
        _percent(figures.met), _percent(figures.silent), str(figures.unserved), _percent(figures.false),
    )  # fmt: skip


def _percent(share: float) -> str:
    return f"{share * 100:.1f}%"
