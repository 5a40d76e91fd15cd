"""What is known of an applicant, and whether it leaves anything for an official to look at."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from wotu.cases.asking import ask
from wotu.facts.reads import household_of
from wotu.match.checkup import Finding
from wotu.measures.zones import Zone
from wotu.parties.models import Party
from wotu.rules.dates import day_number, shift_months
from wotu.rules.text import Text
from wotu.rules.vocabulary import Fact, Slot
from wotu.services.stay.station import GUESTS_OF_SEX, Guests, Station

USED: Final = "stay_nights_used"
"""The fact the station itself keeps: free nights used so far."""
_SEX, _DEGREE, _GRADUATED, _HOME = "sex", "degree", "graduated_on", "owns_local_home"


@dataclass(frozen=True)
class Known:
    """An applicant's facts as of a day, and what the measure's rule answers by them.

    `finding` is None where no text of the measure is in force.
    """

    zone: Zone
    station: Station
    person: Party
    on: dt.date
    facts: Mapping[Slot, object]
    finding: Finding | None

    def value(self, fact: str) -> object:
        """Return what is known of a fact; None where it is not."""
        return self.facts.get(Slot(fact))

    @property
    def status(self) -> str:
        """What the rule answers: entitled, not_entitled or unknown."""
        return self.finding.status if self.finding else "not_entitled"

    @property
    def free_by_rule(self) -> int | None:
        """How many free nights the rule leaves by what was used; None where that is not known."""
        if self.finding is None:
            return 0
        return (self.finding.before if self.finding.taken_away else self.finding.award).high

    @property
    def suits(self) -> Guests | None:
        """Whom a shared room must take; None where the station asks for the sex and it is not known."""
        if not self.station.sexes_apart or _SEX not in self.zone.packs.vocabulary:
            return "any"
        sex = self.value(_SEX)
        return GUESTS_OF_SEX.get(str(sex)) if sex is not None else None

    def missing(self, *, shared: bool = True) -> list[Fact]:
        """Return the facts to ask for: of the rule, of the sex for a shared room, of what is clear."""
        names = [slot.fact for slot in self.finding.unknown_slots()] if self.finding else []
        if self.finding and self.free_by_rule is None:
            names += [slot.fact for slot in self.finding.unknown_award_slots()]
        if shared and self.suits is None:
            names.append(_SEX)
        names += [name for name in self._looked_at if self.value(name) is None]
        vocabulary = self.zone.packs.vocabulary
        asked = [vocabulary[name] for name in dict.fromkeys(names) if name in vocabulary]
        return [fact for fact in asked if fact.about == "person"]

    def doubts(self) -> Sequence[Text]:
        """Return why somebody has to look at the application; nothing where the rule is clear."""
        clear, found = self.station.clear, []
        if clear.degrees and self.value(_DEGREE) not in clear.degrees:
            found.append(_doubt(self.value(_DEGREE), Text("学历", "the degree")))
        if clear.graduated_within_years and not self._graduated_lately():
            years = clear.graduated_within_years
            label = Text(f"毕业是否在{years}年以内", f"graduation within {years} years")
            found.append(_doubt(self.value(_GRADUATED), label))
        if clear.without_home and self.value(_HOME) is not False:
            found.append(_doubt(self.value(_HOME), Text("本市有无住房", "a home in the city")))
        return found

    @property
    def _looked_at(self) -> list[str]:
        clear = self.station.clear
        wanted = {_DEGREE: clear.degrees, _GRADUATED: clear.graduated_within_years, _HOME: clear.without_home}
        return [name for name, looked in wanted.items() if looked]

    def _graduated_lately(self) -> bool:
        graduated, years = self.value(_GRADUATED), self.station.clear.graduated_within_years
        since = shift_months(day_number(self.on), -12 * years)
        return isinstance(graduated, int) and since is not None and graduated >= since


def known_of(zone: Zone, station: Station, person: Party, on: dt.date) -> Known:
    """Return what is known of a person of an enterprise.

    Raises:
        ValueError: the party is no person of an enterprise.
    """
    if person.owner is None:
        raise ValueError(f"{person.slug} belongs to no enterprise")
    asked = ask(zone, person.owner, person, station.measure, on)
    household = asked.household if asked else household_of(person.owner, zone.packs.vocabulary, on)
    facts = next((row.facts for row in household.rows("person") if row.id == person.slug), {})
    return Known(zone, station, person, on, facts, asked.finding if asked else None)


def _doubt(value: object, label: Text) -> Text:
    if value is None:
        return Text(f"{label.zh}未知", f"{label.en} is not known")
    return Text(f"{label.zh}需人工核对", f"{label.en} is to be looked at")
