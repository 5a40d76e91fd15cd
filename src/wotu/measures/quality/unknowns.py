"""What is most often not known: over a zone's demonstration firms, which facts hold answers back."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from wotu.facts.reads import households_of, last_entry
from wotu.match.ask import open_measures
from wotu.match.checkup import Finding
from wotu.measures.overview import is_grant, one_text_each
from wotu.measures.zones import Zone, checker
from wotu.parties.reads import enterprises_of
from wotu.rules.vocabulary import Fact

MOST_FIRMS = 200
"""How many firms are looked at: with more, every n-th of the list."""


@dataclass(frozen=True)
class HeldBack:
    """A fact, how many answers wait for it, and the money, in fen, they are expected to be worth.

    Money is counted where it is given, not lent, and comes by a formula, not case by case.
    An answer that waits for several facts counts for each of them, so the figures cannot be added up.
    """

    fact: Fact
    answers: int
    firms: int
    worth: int


@dataclass(frozen=True)
class Unknowns:
    """What is not known about a zone's demonstration firms on a date."""

    zone: Zone
    on: dt.date
    firms: int
    firms_in_all: int
    answers: int
    open_answers: int
    facts: Sequence[HeldBack]

    @property
    def share(self) -> float | None:
        """The share of all answers that are open."""
        return self.open_answers / self.answers if self.answers else None


def unknowns(zone: Zone, on: dt.date) -> Unknowns:
    """Check a zone's demonstration firms and count what their open answers wait for.

    Kept until an entry is recorded anywhere, or the zone's packs are loaded anew.
    """
    return _unknowns(zone, on, last_entry())


@lru_cache(maxsize=64)
def _unknowns(zone: Zone, on: dt.date, _last_entry: int) -> Unknowns:
    everyone = [firm for firm in enterprises_of(zone.id) if firm.is_demo]
    step = -(-len(everyone) // MOST_FIRMS) or 1
    firms = everyone[::step]
    rules, vocabulary = checker(zone, on), zone.packs.vocabulary
    number, waiting_firms = Counter[str](), defaultdict[str, set[str]](set)
    worth: dict[str, Fraction] = defaultdict(Fraction)
    answers = open_answers = 0
    for household in households_of(firms, vocabulary, on):
        findings = one_text_each(rules.check(household))
        answers += len(findings)
        unknown = [finding for finding in findings if finding.status == "unknown"]
        open_answers += len(unknown)
        for finding in unknown:
            for waiting in open_measures([finding], household, vocabulary):
                for name in {cell.slot.fact for cell in waiting.cells}:
                    number[name] += 1
                    waiting_firms[name].add(household.enterprise.id)
                    worth[name] += waiting.worth if _by_formula(finding) else 0
    held = [
        HeldBack(vocabulary[name], count, len(waiting_firms[name]), int(worth[name]))
        for name, count in number.items()
    ]
    held.sort(key=lambda one: (-one.answers, -one.worth, one.fact.name))
    return Unknowns(zone, on, len(firms), len(everyone), answers, open_answers, tuple(held))


def _by_formula(finding: Finding) -> bool:
    return is_grant(finding) and finding.line.version.benefit.form != "case_by_case"
