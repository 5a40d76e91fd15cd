"""What the zone's firms earned by year: from the facts of those on this platform, and from the register."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from wotu.chain.clusters import figures
from wotu.facts.history import known_about
from wotu.industry.atlas import Atlas
from wotu.industry.models import Enterprise
from wotu.match.cells import CellError, parse_cell
from wotu.rules.vocabulary import Vocabulary

FACT = "revenue"
"""Yearly operating income 营业收入, in yuan."""


@dataclass(frozen=True, slots=True)
class Incomes:
    """Yearly incomes in fen, by year and firm; `on_record` are those from facts of firms on the platform."""

    by_year: Mapping[int, Mapping[str, int]]
    on_record: frozenset[tuple[str, int]]

    @property
    def years(self) -> list[int]:
        """The years with at least one figure, the earliest first."""
        return sorted(self.by_year)


def incomes(found: Atlas, vocabulary: Vocabulary) -> Incomes:
    """Return what is known of yearly incomes.

    Where a firm is an enterprise of the platform and its revenue of a year is on record, that counts; the
    figures of the register fill the rest.
    """
    by_year: dict[int, dict[str, int]] = defaultdict(dict)
    for year, of_firms in found.answer(figures).items():
        by_year[year].update(of_firms)
    on_record = _on_record(found.zone, vocabulary)
    for (firm, year), income in on_record.items():
        by_year[year][firm] = income
    return Incomes(dict(by_year), frozenset(on_record))


def _on_record(zone: str, vocabulary: Vocabulary) -> dict[tuple[str, int], int]:
    fact = vocabulary.get(FACT)
    linked = Enterprise.objects.filter(zone=zone, party__isnull=False, sites__in_zone=True).select_related(
        "party"
    )
    firms = {one.party_id: (one.party, one.key) for one in linked}
    if fact is None or not firms:
        return {}
    parties = [party for party, _ in firms.values() if party is not None]
    found = {}
    for known in known_about(parties, vocabulary, facts=[FACT]):
        if known.used is None or not known.used.period:
            continue
        try:
            value = parse_cell(fact, known.used.value)
        except CellError:
            continue
        if isinstance(value, int | Fraction) and not isinstance(value, bool):
            found[firms[known.party.pk][1], int(known.used.period[:4])] = round(value * 100)
    return found
