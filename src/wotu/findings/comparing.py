"""Holding what stands against the full answers, household by household: what differs, and what only waits.

What a re-matching would ask again is no difference: a fact recorded a moment ago, a measure just published, a
new day. It waits. Whatever it would leave alone has to be what asking everything anew says, field by field.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from django.db.models import Q

from wotu.facts.marks import marks_of
from wotu.facts.reads import households_of
from wotu.findings.matching import KEPT_FIELDS, Key, is_open, stands
from wotu.findings.models import CheckedFirm, StandingAnswer
from wotu.findings.rules import Rules
from wotu.match.bundles import Bundle
from wotu.match.subject import Household, Subject
from wotu.match.together import Told, check_together
from wotu.parties.models import Party
from wotu.rules.vocabulary import ABOUTS, About

MOST_NAMED = 200
"""Answers that differ and are named; all are counted."""
ANSWER = "answer"
"""The field of a difference where one side has no answer at all."""
Row = dict[str, Any]
"""An answer as it is stored, field by field."""


@dataclass(frozen=True)
class Apart:
    """One field of one answer on both sides."""

    enterprise: int
    subject: int
    measure: str
    version: str
    field: str
    standing: Any
    full: Any


@dataclass
class Comparison:
    """What stands in a zone held against the full answers of a day; fed household by household.

    Digests take in both sides of every answer compared, in the same order.
    """

    rules: Rules
    on: dt.date
    compared: int = 0
    waiting: int = 0
    differences: int = 0
    apart: list[Apart] = field(default_factory=list)
    _standing: Any = field(default_factory=lambda: blake2b(digest_size=32))
    _full: Any = field(default_factory=lambda: blake2b(digest_size=32))

    @property
    def digests(self) -> tuple[str, str]:
        """The digests of what stands, and of the full answers."""
        return self._standing.hexdigest(), self._full.hexdigest()

    def compare(self, enterprises: Sequence[Party]) -> None:
        """Work out the answers of some households in full, and compare."""
        zone, ids = self.rules.zone, [party.pk for party in enterprises]
        parties = Party.objects.filter(Q(pk__in=ids) | Q(owner__in=ids))
        keys: dict[str, int] = dict(parties.values_list("slug", "pk"))
        households = households_of(enterprises, zone.packs.vocabulary, self.on)
        marks = marks_of(zone.id, zone.packs.vocabulary, self.on, ids)
        seen = {
            firm.pk: firm
            for firm in CheckedFirm.objects.filter(pk__in=ids, zone=zone.id).select_related("rules")
        }
        stored = _stored(keys)
        full = {
            (keys[told.subject], told.line.version.key): told
            for told in check_together(self.rules.checker.plan, households)
        }
        for party, household in zip(enterprises, households, strict=True):
            checked = seen.get(party.pk)
            home = _Home(
                self,
                party,
                household,
                keys,
                checked,
                checked is not None and checked.mark == marks[party.pk].text,
            )
            home.compare(stored, full)

    def hold(self, party: Party, key: Key, standing: Row | None, full: Row | None) -> None:
        """Hold the two sides of one answer against each other."""
        self.compared += 1
        for digest, row in ((self._standing, standing), (self._full, full)):
            if row is not None:
                digest.update(repr((*key, *row.values())).encode())
        if standing == full:
            return
        self.differences += 1
        if self.differences <= MOST_NAMED:
            measure = (full or standing or {})["measure"]
            self.apart += [
                Apart(party.pk, key[0], measure, key[1], *differs) for differs in _differing(standing, full)
            ]

    def full_row(self, told: Told, party: Party, seen: str) -> Row:
        """Return a full answer as it would be stored."""
        values = (
            party.pk, self.rules.zone.id, told.line.measure.id, told.status, told.low, told.high,
            told.taken_away, is_open(told.line, self.on), [str(slot) for slot in told.waits], seen,
        )  # fmt: skip
        return dict(zip(KEPT_FIELDS, values, strict=True))


@dataclass(frozen=True)
class _Home:
    """One household being compared; `clean` says that no fact of it has changed since it was last matched."""

    comparison: Comparison
    party: Party
    household: Household
    keys: Mapping[str, int]
    checked: CheckedFirm | None
    clean: bool

    def compare(self, stored: dict[Key, StandingAnswer], full: Mapping[Key, Told]) -> None:
        """Compare its answers, those that stand and should not included."""
        rows: dict[About, list[Subject]] = {about: list(self.household.rows(about)) for about in ABOUTS}
        known = frozenset(self.checked.rules.bundles) if self.checked else frozenset[str]()
        for bundle in self.comparison.rules.bundles:
            for unit in bundle.units(rows):
                self._unit(bundle, unit, stored, full, news=bundle.text not in known)
        mine = {self.keys[row.id] for about in ABOUTS for row in rows[about]}
        for key in [key for key in stored if key[0] in mine]:
            self._beyond(key, stored.pop(key), known)

    def _unit(
        self,
        bundle: Bundle,
        unit: Sequence[Subject],
        stored: dict[Key, StandingAnswer],
        full: Mapping[Key, Told],
        *,
        news: bool,
    ) -> None:
        seen = bundle.seen(unit)
        places = [
            (self.keys[row.id], line.version.key)
            for line in bundle.lines
            for row in unit
            if row.about == line.about
        ]
        standing = {place: stored.pop(place, None) for place in places}
        if news or not (self.clean or all(stands(one, self.party, seen) for one in standing.values())):
            self.comparison.waiting += len(places)
            return
        for place, answer in standing.items():
            row = self.comparison.full_row(full[place], self.party, seen)
            self.comparison.hold(self.party, place, _row(answer) if answer else None, row)

    def _beyond(self, key: Key, answer: StandingAnswer, known: frozenset[str]) -> None:
        """Count an answer that asking anew does not give: it waits to be removed, or should not be there."""
        if self.clean and {bundle.text for bundle in self.comparison.rules.bundles} == known:
            self.comparison.hold(self.party, key, _row(answer), None)
        else:
            self.comparison.waiting += 1


def _stored(keys: Mapping[str, int]) -> dict[Key, StandingAnswer]:
    answers = StandingAnswer.objects.filter(subject__in=list(keys.values())).order_by("subject", "version")
    return {(answer.subject_id, answer.version): answer for answer in answers}


def _row(answer: StandingAnswer) -> Row:
    return {name: getattr(answer, name) for name in KEPT_FIELDS}


def _differing(standing: Row | None, full: Row | None) -> Iterator[tuple[str, Any, Any]]:
    if standing is None or full is None:
        yield ANSWER, standing and standing["status"], full and full["status"]
        return
    for name in KEPT_FIELDS:
        if standing[name] != full[name]:
            yield name, standing[name], full[name]
