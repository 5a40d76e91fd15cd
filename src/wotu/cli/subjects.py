"""Finding one subject, and whoever belongs to it, in files of facts."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import typer

from wotu.cli.packs import default_packs, load_or_exit, print_problems, refuse
from wotu.match.checkup import Checker
from wotu.match.plan import make_plan
from wotu.match.read import read_facts
from wotu.match.subject import Household, Subject
from wotu.match.table import Table
from wotu.rules.model import PackSet
from wotu.rules.problems import PackError, did_you_mean
from wotu.rules.vocabulary import About

DEMO_FILES: dict[str, About] = {
    "firms.csv": "enterprise",
    "persons.csv": "person",
    "projects.csv": "project",
    "sites.csv": "site",
}
"""The demonstration files a pack may carry, and whose rows they hold."""


@dataclass(frozen=True)
class Found:
    """A subject with its household, and the checker to ask."""

    checker: Checker
    household: Household

    @property
    def cent(self) -> Fraction:
        """One smallest unit of money, in yuan."""
        return Fraction(1, 100)


def find_subject(
    wanted: str, facts: Path | None, mapping: Path | None, packs: Sequence[Path], on: dt.date
) -> Found:
    """Find a subject by id, name or credit code; leave with 2 if there is none.

    Without a facts file the packs' demonstration firms are searched, and only the measures of the pack
    that has the subject are asked.
    """
    folders = list(packs) or default_packs()
    loaded = load_or_exit(folders)
    sources = [("", [facts])] if facts else [(f.name, _demo(f)) for f in folders]
    seen: list[str] = []
    for pack, files in sources:
        try:
            tables = [_read(path, loaded, on, mapping if facts else None) for path in files]
        except PackError as error:
            print_problems(error.problems)
            raise typer.Exit(1) from None
        household = _household(wanted, tables, loaded, str(facts or f"{pack}/demo"))
        if household:
            plan = make_plan(loaded, on, only=_with_bases(pack, loaded) if pack else ())
            return Found(Checker.of(plan), household)
        seen += [str(name) for table in tables for name in (*table.ids, *table.names)]
    raise refuse(f"there is no subject {wanted!r} in the facts", did_you_mean(wanted, seen))


def _demo(folder: Path) -> list[Path]:
    return [folder / "demo" / name for name in DEMO_FILES if (folder / "demo" / name).is_file()]


def _with_bases(pack: str, packs: PackSet) -> set[str]:
    bases = {base for name in packs.packs[pack].builds_on for base in _with_bases(name, packs)}
    return {pack, *bases}


def _read(path: Path, packs: PackSet, on: dt.date, mapping: Path | None) -> Table:
    about = None if mapping else DEMO_FILES.get(path.name)
    return read_facts(path, packs.vocabulary, on, mapping, about).table


def _household(wanted: str, tables: Sequence[Table], packs: PackSet, source: str) -> Household | None:
    subjects = [(owner, s) for table in tables for owner, s in _subjects(table, packs, source)]
    owner = next((owner for owner, s in subjects if wanted in _names(s)), None)
    if owner is None:
        return None
    enterprise = next((s for _, s in subjects if s.about == "enterprise" and s.id == owner), None)
    members = tuple(s for o, s in subjects if o == owner and s.about != "enterprise")
    return Household(enterprise or Subject(owner, {}), members)


def _names(subject: Subject) -> set[str]:
    codes = {str(value) for slot, value in subject.facts.items() if slot.fact == "credit_code"}
    return {subject.id, subject.name, *codes}


def _subjects(table: Table, packs: PackSet, source: str) -> Iterator[tuple[str, Subject]]:
    owners = table.owner_ids()
    for row, id_ in enumerate(table.ids):
        facts = table.facts_of(row, packs.vocabulary)
        name = str(table.names[row]) if len(table.names) else ""
        sources = dict.fromkeys(facts, source)
        yield str(owners[row]), Subject(str(id_), facts, table.about, name, sources)
