"""Time norms (时限规范) seen in published documents, each with its source, read from `norms.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast, get_args

from wotu.rules.load_published import read_citation, read_publication
from wotu.rules.model import Citation, Publication, Source
from wotu.rules.problems import PackError, Problem
from wotu.rules.reader import Reader
from wotu.rules.text import Text
from wotu.rules.yamlio import read_yaml

FILE = Path(__file__).with_name("norms.yaml")
Unit = Literal["working_day", "hour", "none"]


@dataclass(frozen=True, slots=True)
class Norm:
    """One norm: so many of a unit `since` something; 0 working days is the same day.

    `stops`: meanwhile the time of the whole stands still. `once`: it may be done a single time.
    """

    id: str
    label: Text
    unit: Unit
    value: int
    since: Text | None
    stops: bool
    once: bool
    citation: Citation | None
    publication: Publication


def norm(id_: str) -> Norm:
    """Return a norm by its name.

    Raises:
        KeyError: there is no such norm.
    """
    return norms()[id_]


@cache
def norms() -> Mapping[str, Norm]:
    """Return every norm, in the order of the file.

    Raises:
        PackError: the file is wrong; every problem found is listed.
    """
    problems: list[Problem] = []
    reader = Reader(read_yaml(FILE), problems)
    sources = {id_: _source(id_, Reader(item, problems)) for id_, item in reader.entries("sources")}
    found = {id_: _norm(id_, Reader(item, problems), sources) for id_, item in reader.entries("norms")}
    reader.finish()
    if problems:
        raise PackError(problems)
    return found


def _source(id_: str, reader: Reader) -> Source:
    source = Source(
        id_, reader.here(), issuer=reader.optional_text("issuer"),
        found=reader.boolean("found", default=True), note=reader.optional_text("note"),
    )  # fmt: skip
    reader.finish()
    return source


def _norm(id_: str, reader: Reader, sources: Mapping[str, Source]) -> Norm:
    read = Norm(
        id_, reader.here(), cast(Unit, reader.choice("unit", get_args(Unit))), reader.whole("value") or 0,
        reader.optional_text("since"), reader.boolean("stops", default=False),
        reader.boolean("once", default=False), read_citation(reader, sources),
        read_publication(reader, Publication()),
    )  # fmt: skip
    reader.finish()
    return read
