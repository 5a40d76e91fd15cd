"""The demonstration zones in the terminal: load their firms, and show how they stand."""

import datetime as dt
from fractions import Fraction

import typer
from django.conf import settings
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from wotu.cli.demonstration_books import load_books
from wotu.cli.demonstration_cases import load_cases
from wotu.cli.demonstration_chain import load_leads, load_passage
from wotu.cli.demonstration_leaders import load_leaders
from wotu.cli.demonstration_payments import load_payments
from wotu.cli.demonstration_stays import load_station, load_stays
from wotu.cli.demonstration_work import load_work
from wotu.cli.progress import Steps
from wotu.filing.glances import refresh_glances, unseen
from wotu.industry.verbs.loading import load_chains
from wotu.measures import zones
from wotu.measures.demonstration import DemoNotReadable, load_demonstration
from wotu.measures.demonstration_people import load_people
from wotu.measures.overview import Overview, overview
from wotu.measures.verbs import record_folder
from wotu.rules.quantity import money_text
from wotu.services.credit_repair.demonstration import load_entries

BY = "wotu run"


def load(console: Console, now: dt.datetime, today: dt.date) -> None:
    """Bring every zone's demonstration firms into the books; say what could not be read."""
    for name, problems in zones.broken().items():
        console.print(
            f"[yellow]![/yellow] the pack [bold]{escape(name)}[/bold] is left out: {escape(str(problems[0]))}"
            f" (see them all: wotu check packs/{escape(name)})",
            soft_wrap=True,
        )
    every = zones.zones()
    with Steps() as steps, steps.step("演示企业 demonstration firms") as done:
        for number, zone in enumerate(every, start=1):
            record_folder(zone=zone.id, by=BY, now=now)
            try:
                load_demonstration(zone=zone, by=BY, now=now, today=today)
                refresh_glances(zone=zone, firms=unseen(zone.id, today), on=today, by=BY, now=now)
                load_books(zone=zone, by=BY, now=now, today=today)
                load_station(zone=zone, by=BY, now=now, today=today)
                load_chains(zone=zone.id, folder=zone.pack.folder, by=BY, now=now)
                if settings.WOTU_DEMO:
                    load_people(zone=zone, by=BY, now=now, today=today)
                    load_work(zone=zone, now=now)
                    load_entries(zone=zone, now=now)
                    load_cases(zone=zone, now=now)
                    load_stays(zone=zone, by=BY, now=now)
                    load_payments(zone=zone, now=now)  # after the cases
                    load_leads(zone=zone, now=now)
                    load_passage(zone=zone, now=now)
                    load_leaders(zone=zone, now=now, today=today)
            except DemoNotReadable as error:
                console.print(f"[yellow]![/yellow] {escape(str(error))}", soft_wrap=True)
            done(number, len(every))


def show(console: Console, on: dt.date) -> None:
    """Print one line per zone: a table in a terminal, tab-separated where it is piped."""
    every, lines = zones.zones(), []
    with Steps() as steps, steps.step("政策体检 check-ups") as done:
        for number, zone in enumerate(every, start=1):
            lines.append(overview(zone, on))
            done(number, len(every))
    if not console.is_terminal:
        for cells in (_HEADINGS, *map(_cells, lines)):
            typer.echo("\t".join(cells))
        return
    table = Table(title=f"演示园区 Demonstration zones, {on}", title_justify="left", box=SIMPLE_HEAD)
    for number, heading in enumerate(_HEADINGS):
        words = heading.replace(" ", "\n")
        if number == 0:
            table.add_column(words, overflow="fold")
        else:
            table.add_column(words, justify="right", no_wrap=True)
    for line in lines:
        table.add_row(*map(escape, _cells(line)))
    console.print(table)


_HEADINGS = (
    "园区 Zone", "措施 Measures", "企业 Firms", "可以享受 Entitled", "待补充 Unknown", "不符合 Not",
    "确定金额 Certain",
)  # fmt: skip


def _cells(line: Overview) -> list[str]:
    counts = (len(line.zone.measures), line.firms, line.entitled, line.unknown, line.not_entitled)
    return [line.zone.pack.zone.zh, *map(str, counts), money_text(Fraction(line.certain, 100))]
