"""Which firm a row is about: one the zone knows, or one to be made from its code, name and place."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from wotu.chain.names.scripts import simplified
from wotu.facts.imports.problems import Problem
from wotu.industry.models import Enterprise, Site
from wotu.industry.sheets.cells import Unreadable, read_code
from wotu.industry.sheets.columns import Found
from wotu.parties.models import Party
from wotu.rules.text import Text

LONGEST = 200
"""Characters of a name, and of a place."""


@dataclass(frozen=True)
class NewFirm:
    """A firm to be made: its code, name and place; `party` is the enterprise of this platform it is."""

    key: str
    name: str
    place: str
    party: Party | None = None


@dataclass(frozen=True)
class Said:
    """What a row says of a firm."""

    code: str
    name: str
    place: str

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing."""
        return not (self.code or self.name)


class FirmBook:
    """The firms of a sheet, looked up at once; new ones are the same firm in every row of one code.

    `places` says where firms on record are of which no place is known yet.
    """

    def __init__(self, zone: str, said: Iterable[Said]) -> None:
        rows = list(said)
        codes = {code for one in rows for code in (one.code, code_of(one.code)) if code}
        self._known = {firm.key: firm for firm in Enterprise.objects.filter(zone=zone, key__in=codes)}
        missing = codes - self._known.keys()
        parties = Party.objects.enterprises().filter(zone=zone, credit_code__in=missing, in_chains=None)
        self._parties = {party.credit_code: party for party in parties}
        self._zone = zone
        self._names = {one.name for one in rows if one.name and not one.code}
        self._by_name: dict[str, list[str]] | None = None
        self.new: dict[str, NewFirm] = {}
        self.places: dict[str, str] = {}

    @cached_property
    def inside(self) -> set[str]:
        """The codes of those that are in the zone by the record."""
        sites = Site.objects.filter(in_zone=True, closed_on=None, enterprise__in=self._known.values())
        return set(sites.values_list("enterprise__key", flat=True))

    def find(
        self, role: str, said: Said, row: int, columns: Mapping[str, Found], *, must: bool = True
    ) -> tuple[str | None, list[Problem], list[Problem]]:
        """Return the firm's key, what is wrong, and what to look at though it is recorded."""

        def problem(part: str, value: str, what: Text, fix: Text) -> Problem:
            column = columns.get(f"{role}_{part}")
            return Problem(row, column.heading if column else "", value[:60], what, fix)

        if said.is_empty and not must:
            return None, [], []
        if not said.code:
            return None, [problem("code", said.name, *self._no_code(said.name))], []
        try:
            key = said.code if said.code in self._known else read_code(said.code)
        except Unreadable as error:
            return None, [problem("code", said.code, error.problem, error.fix)], []
        known = self._name_of(key)
        if known is None:
            if trouble := self._make(key, said):
                return None, [problem("name", said.name, *trouble)], []
            known = self.new[key].name
        if len(said.place) > LONGEST:
            return None, [problem("place", said.place, *_TOO_LONG)], []
        self._place(key, said.place)
        return key, [], list(self._other_name(known, said, problem))

    def _place(self, key: str, place: str) -> None:
        """Keep where a firm is, as the first row that says so has it."""
        new = self.new.get(key)
        if place and new and not new.place:
            self.new[key] = replace(new, place=place)
        elif place and not new and key not in self._placed:
            self.places.setdefault(key, place)

    @cached_property
    def _placed(self) -> set[str]:
        sites = Site.objects.filter(closed_on=None, enterprise__in=self._known.values())
        return set(sites.values_list("enterprise__key", flat=True))

    def _name_of(self, key: str) -> str | None:
        found = self._known.get(key) or self.new.get(key)
        return found.name if found else None

    def _make(self, key: str, said: Said) -> tuple[Text, Text] | None:
        party = self._parties.get(key)
        name = party.name if party else said.name
        if not name:
            return _NO_NAME
        if len(name) > LONGEST:
            return _TOO_LONG
        self.new[key] = NewFirm(key, name, said.place, party)
        return None

    @staticmethod
    def _other_name(known: str, said: Said, problem: "_Maker") -> Iterator[Problem]:
        if said.name and simplified(said.name) != simplified(known):
            what = Text(
                f"这个代码登记的名称是“{known}”，表里写的是“{said.name[:60]}”",
                f"on record this code is “{known}”, in the sheet “{said.name[:60]}”",
            )
            fix = Text(
                "按已登记的企业处理；如代码抄错，请改代码",
                "it is taken for the firm on record; mend the code if it was copied wrongly",
            )
            yield problem("name", said.name, what, fix)

    def _no_code(self, name: str) -> tuple[Text, Text]:
        if self._by_name is None:
            self._by_name = {}
            found = Enterprise.objects.filter(zone=self._zone, name__in=self._names)
            for known, key in found.values_list("name", "key"):
                self._by_name.setdefault(known, []).append(key)
        if keys := self._by_name.get(name):
            return _NO_CODE, Text(
                f"已登记的“{name}”代码是 {'、'.join(keys)}，核对后填上",
                f"“{name}” is on record as {', '.join(keys)}: compare, then fill it in",
            )
        return _NO_CODE, Text(
            "填统一社会信用代码；境外企业填税号、邓白氏编码或证券代码",
            "fill in the credit code; of a firm abroad its tax, DUNS or ticker number",
        )


_Maker = Callable[[str, str, Text, Text], Problem]
_NO_CODE = Text(
    "没有企业代码，只凭名称不能认定是哪一家", "no code: a name alone does not tell which firm it is"
)
_NO_NAME = (
    Text("这个代码还没有登记，又没有写名称", "this code is not on record, and no name is given"),
    Text("填企业全称", "fill in the full name"),
)
_TOO_LONG = (
    Text("名称或所在地超过200字", "name or place is longer than 200 characters"),
    Text("请缩短", "shorten it"),
)


def code_of(text: str) -> str:
    """Return the code a cell holds; empty where it holds none."""
    try:
        return read_code(text) if text else ""
    except Unreadable:
        return ""
