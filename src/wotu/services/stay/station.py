"""A zone's station as its pack declares it: `packs/<zone>/stay.yaml`, read strictly.

    measure: nanchang.talent_station       # what a stay is filed under
    sites: [{id, zh, en, address, rooms: [{kind, beds, first, last, guests}]}]
    terms: {price: 60元, ahead_days: 60, longest_nights: 90, …}
    clear: {degrees: […], graduated_within_years: 5, without_home: true}
    onward: [measures that go with a stay]

A zone without the file has no station, and no section for one.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal, get_args

from wotu.measures.zones import Zone
from wotu.rules.load_published import read_citation, read_publication
from wotu.rules.model import Citation, Publication
from wotu.rules.problems import PackError, Problem
from wotu.rules.quantity import MONEY
from wotu.rules.reader import Invalid, Reader
from wotu.rules.text import Text
from wotu.rules.yamlio import read_yaml

RoomKind = Literal["one", "two", "family"]
ROOM_KINDS: Final[Mapping[RoomKind, Text]] = {
    "one": Text("单人间", "Single room"),
    "two": Text("双人间（一个床位）", "Bed in a double room"),
    "family": Text("家庭间（整间）", "Family room (whole)"),
}
"""What can be applied for. A bed of a double room is given to one person; a family room is given whole."""
Guests = Literal["any", "women", "men"]
GUESTS: Final[Mapping[Guests, Text]] = {
    "any": Text("不限", "Anyone"), "women": Text("女", "Women"), "men": Text("男", "Men"),
}  # fmt: skip
"""Whom a room takes. A station may set double rooms aside for women and for men."""
GUESTS_OF_SEX: Final[Mapping[str, Guests]] = {"female": "women", "male": "men"}
MOST_ROOMS = 2_000
_FILE: Final = "stay.yaml"
_ROOM = re.compile(r"([A-Z]{0,3})(\d{1,5})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Lot:
    """Rooms of a site that are alike, numbered without a gap."""

    kind: RoomKind
    guests: Guests
    beds: int
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A site of the station (驿站点)."""

    id: str
    name: Text
    address: Text
    lots: tuple[Lot, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a stay. `price` is in fen, for each night after the free ones; hours are o'clock."""

    price: int
    ahead_days: int
    longest_nights: int
    horizon_days: int
    keep_until: int
    late_days: int
    confirm_hours: int


@dataclass(frozen=True, slots=True)
class Clear:
    """When nobody has to look at an application: these are known, and so."""

    degrees: frozenset[str]
    graduated_within_years: int
    without_home: bool


@dataclass(frozen=True, slots=True)
class Station:
    """Everything a pack says about its station."""

    zone: str
    measure: str
    sites: tuple[Place, ...]
    terms: Terms
    clear: Clear
    onward: tuple[str, ...]
    publication: Publication
    citation: Citation | None

    @property
    def sexes_apart(self) -> bool:
        """Whether double rooms are set aside for women and for men."""
        return any(lot.guests != "any" for site in self.sites for lot in site.lots)

    @property
    def kinds(self) -> Sequence[RoomKind]:
        """The kinds of room it has."""
        found = {lot.kind for site in self.sites for lot in site.lots}
        return [kind for kind in ROOM_KINDS if kind in found]

    @property
    def rooms(self) -> int:
        """How many rooms are declared."""
        return sum(len(lot.numbers) for site in self.sites for lot in site.lots)

    @property
    def beds(self) -> int:
        """How many beds are declared."""
        return sum(len(lot.numbers) * lot.beds for site in self.sites for lot in site.lots)


def station_of(zone: Zone) -> Station | None:
    """Return the station of a zone; None where it has none.

    Raises:
        PackError: the file is there and something in it is wrong.
    """
    path = Path(zone.pack.folder) / _FILE
    if not path.is_file() or path.is_symlink():
        return None
    return _read(zone, path, path.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _read(zone: Zone, path: Path, _changed: int) -> Station:
    problems: list[Problem] = []
    station = None
    try:
        reader = Reader(read_yaml(path), problems)
        station = _station(zone, reader)
        reader.finish()
    except Invalid:
        station = None
    if problems or station is None:
        raise PackError(problems)
    return station


def _station(zone: Zone, reader: Reader) -> Station:
    known = zone.packs.measures
    publication = read_publication(reader, Publication())
    station = Station(
        zone.id, reader.choice("measure", known), reader.each(reader.items("sites"), _site),
        _terms(reader.child("terms")), _clear(reader.child("clear")), tuple(reader.strings("onward")),
        publication, read_citation(reader, zone.pack.sources),
    )  # fmt: skip
    for measure in station.onward:
        if measure not in known:
            raise reader.fail(f"there is no measure `{measure}`")
    numbers = [number for site in station.sites for lot in site.lots for number in lot.numbers]
    if len(set(numbers)) < len(numbers) or not 0 < len(numbers) <= MOST_ROOMS:
        raise reader.fail("rooms have numbers of their own, 2000 at most")
    return station


def _site(reader: Reader) -> Place:
    lots = reader.each(reader.items("rooms"), _lot)
    return Place(reader.name("id"), reader.here(), reader.text("address"), lots)


def _lot(reader: Reader) -> Lot:
    kind: RoomKind = reader.choice("kind", get_args(RoomKind))  # type: ignore[assignment]
    guests: Guests = reader.choice("guests", get_args(Guests), "any")  # type: ignore[assignment]
    beds = _number(reader, "beds", 1, 12)
    first, last = reader.string("first"), reader.string("last")
    ends = (_ROOM.fullmatch(first), _ROOM.fullmatch(last))
    if not ends[0] or not ends[1] or ends[0][1] != ends[1][1] or len(first) != len(last):
        raise reader.fail("`first` and `last` are numbers of rooms of one floor", "A201 and A224")
    low, high = int(ends[0][2]), int(ends[1][2])
    if not 0 <= high - low < MOST_ROOMS:
        raise reader.fail("`last` stands before `first`")
    width = len(ends[0][2])
    return Lot(kind, guests, beds, tuple(f"{ends[0][1]}{n:0{width}}" for n in range(low, high + 1)))


def _terms(reader: Reader) -> Terms:
    price = reader.quantity("price")
    if price.dimension != MONEY:
        raise reader.fail("`price` is money for a night", "60元")
    terms = Terms(
        int(price.value * 100), _number(reader, "ahead_days", 1, 365),
        _number(reader, "longest_nights", 1, 365), _number(reader, "horizon_days", 1, 800),
        _number(reader, "keep_until", 0, 23), _number(reader, "late_days", 0, 30),
        _number(reader, "confirm_hours", 1, 240),
    )  # fmt: skip
    if terms.horizon_days < terms.ahead_days + terms.longest_nights:
        raise reader.fail("`horizon_days` does not reach to the end of the longest stay")
    reader.finish()
    return terms


def _clear(reader: Reader) -> Clear:
    clear = Clear(
        frozenset(reader.names("degrees")), _number(reader, "graduated_within_years", 0, 60),
        reader.boolean("without_home", default=True),
    )  # fmt: skip
    reader.finish()
    return clear


def _number(reader: Reader, key: str, least: int, most: int) -> int:
    found = reader.whole(key)
    if found is None or not least <= found <= most:
        raise reader.fail(f"`{key}` is a whole number from {least} to {most}")
    return found
