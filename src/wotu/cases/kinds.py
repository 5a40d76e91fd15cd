"""Kinds of service: what is particular to a grant, a bed, a repaired credit entry.

A kind is a folder below `wotu.services`, registered in one table (`settings.WOTU_SERVICES`). Cases know a
kind by these hooks alone; all run inside the verb's transaction.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.module_loading import import_string

from wotu.match.checkup import Finding
from wotu.match.periods import FactEntry
from wotu.measures.zones import Zone
from wotu.parties.models import Party
from wotu.rules.flow import Step
from wotu.rules.model import Version
from wotu.rules.text import Text

if TYPE_CHECKING:
    from wotu.cases.models import Case


@dataclass(frozen=True)
class Filing:
    """What somebody is about to file: whose, for whom, under which text, with what besides the facts.

    `moves` is the case that is moved to this text, where it was filed before: what it holds already does not
    stand against it.
    """

    zone: Zone
    enterprise: Party
    subject: Party
    finding: Finding
    data: Mapping[str, Any]
    today: dt.date
    moves: "Case | None" = None

    @property
    def version(self) -> Version:
        """The text it would be filed under."""
        return self.finding.line.version


def _nothing_against(filing: Filing) -> Sequence[Text]:  # noqa: ARG001 - a hook's shape
    return ()


def _nothing_more(enterprise: Party, data: Mapping[str, Any], on: dt.date) -> Sequence[FactEntry]:  # noqa: ARG001 - as above
    return ()


def _nothing(*, case: "Case", by: str, now: dt.datetime, today: dt.date) -> None:
    """Do nothing: most kinds have nothing to add at most points."""


def _nothing_at(*, case: "Case", step: Step, by: str, now: dt.datetime, today: dt.date) -> bool:  # noqa: ARG001
    return False


def _whole(*, case: "Case", most: int | None) -> int | None:  # noqa: ARG001
    return most


def _clear(*, case: "Case", today: dt.date) -> bool:  # noqa: ARG001
    return True


def yearly(filing: Filing) -> str:
    """Return the period of what may be had once a year, or once for good where a cap says so."""
    for_good = any(cap.per == "enterprise_life" for cap in filing.version.benefit.caps)
    return "life" if for_good else str(filing.today.year)


@dataclass(frozen=True)
class Kind:
    """One kind of service.

    `needs_payee`: money goes out, so a bank account must be known. `check` returns what stands against
    filing, all at once. `facts` says more of the enterprise than is on record, within a case with this data
    as of a day: there, what the case is about speaks. `period` what may be had once. `filed` runs after
    filing, `approved` when a decision gives something (it takes it from the ledger, and may refuse with
    `CannotDo`), `ended` when a case ends without, or loses, its award. `reached` runs when a step opens;
    True means the step is done thereby. `wants` says how much of what may be had a case asks for, `clear`
    whether it may be decided by the rule alone where nobody has to look. `desk_urls`, `portal_urls` and
    `talent_urls` name the addresses of its own pages, where it has any, `waiting` what of them waits for an
    official (see `wotu.desk.waiting`).
    """

    id: str
    label: Text
    needs_payee: bool = False
    check: Callable[[Filing], Sequence[Text]] = _nothing_against
    facts: Callable[[Party, Mapping[str, Any], dt.date], Sequence[FactEntry]] = _nothing_more
    period: Callable[[Filing], str] = yearly
    filed: Callable[..., None] = _nothing
    approved: Callable[..., None] = _nothing
    ended: Callable[..., None] = _nothing
    reached: Callable[..., bool] = _nothing_at
    wants: Callable[..., int | None] = _whole
    clear: Callable[..., bool] = _clear
    desk_urls: str = ""
    portal_urls: str = ""
    talent_urls: str = ""
    waiting: str = ""


@cache
def kinds() -> Mapping[str, Kind]:
    """Return every kind by its id, in the order of the table."""
    table: Sequence[Kind] = import_string(settings.WOTU_SERVICES)
    return {kind.id: kind for kind in table}


def kind_of(service: str) -> Kind | None:
    """Return the kind of a service; None where cases are not taken for it here."""
    return kinds().get(service)
