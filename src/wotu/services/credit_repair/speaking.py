"""Which facts of the rule language follow from a firm's entries. Of several, the gravest standing one speaks.

Facts that veto are said for every time there was or will be: an entry that ends by itself next spring stops
vetoing then, without anybody doing anything. What only a repair looks at is said for now.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from wotu.match.periods import FactEntry
from wotu.rules.dates import day_number
from wotu.services.credit_repair.models import CreditEntry
from wotu.services.credit_repair.regimes import LEVELS

GRAVITY: Mapping[str, int] = {level: number for number, level in enumerate(LEVELS, start=1)}


@dataclass(frozen=True, slots=True)
class Saying:
    """One fact with its value as it is written; `since` is the day from which it holds, None for now."""

    fact: str
    value: str
    since: dt.date | None = None


def speaker(entries: Iterable[CreditEntry]) -> CreditEntry | None:
    """Return the entry that speaks: the gravest, of these the one decided last."""
    return max(entries, key=lambda one: (GRAVITY.get(one.level, 0), one.document_date, one.pk), default=None)


def duties_done(entries: Iterable[CreditEntry]) -> bool | None:
    """Tell whether every fault is corrected and every fine paid; None where that is not known."""
    answers = [answer for one in entries for answer in _duties(one)]
    if False in answers:
        return False
    return None if None in answers else True


def _duties(entry: CreditEntry) -> Iterator[bool | None]:
    yield entry.corrected
    if entry.fine != 0:
        yield entry.fine_paid


def sayings(entries: Sequence[CreditEntry], on: dt.date) -> list[Saying]:
    """Return everything a firm's entries say as of a day; nothing where none ever stood."""
    return [*_over_time(entries), *_now(entries, on)]


def _over_time(entries: Sequence[CreditEntry]) -> Iterator[Saying]:
    days = sorted({day for one in entries if one.span for day in one.span if day is not None})
    before: dict[str, str] = {}
    for day in days:
        standing = [one for one in entries if one.stands(day)]
        loudest = speaker(standing)
        repaired = any(one.repaired_on is not None and one.repaired_on <= day for one in entries)
        here = {
            "dishonest_listed": _yes(any(one.sort == "dishonest_list" for one in standing)),
            "credit_repaired": _yes(repaired and not standing),
            "penalty_level": (loudest.level if loudest else "none"),
        }
        for fact, value in here.items():
            if value and before.get(fact) != value:
                yield Saying(fact, value, day)
                before[fact] = value


def _now(entries: Sequence[CreditEntry], on: dt.date) -> Iterator[Saying]:
    if not any(one.span for one in entries):
        return
    standing = [one for one in entries if one.stands(on)]
    yield Saying("credit_entry", _yes(bool(standing)))
    loudest = speaker(standing)
    if loudest is None:
        return
    yield Saying("penalty_decided_on", str(loudest.document_date))
    done = duties_done([loudest])
    if done is not None:
        yield Saying("penalty_duties_done", _yes(done), loudest.document_date)
    yield Saying("credit_promise_made", _yes(loudest.promised_at is not None), loudest.document_date)


def in_a_case(entries: Sequence[CreditEntry], on: dt.date) -> list[FactEntry]:
    """Return what is said within an application: the entries applied for speak, not the gravest of all."""
    loudest = speaker(entries)
    if loudest is None:
        return []
    found = [
        FactEntry("credit_entry", True),
        FactEntry("penalty_decided_on", day_number(loudest.document_date)),
        FactEntry("credit_promise_made", all(one.promised_at for one in entries), since=on),
    ]
    if loudest.level:
        found.append(FactEntry("penalty_level", loudest.level, since=on))
    done = duties_done(entries)
    if done is not None:
        found.append(FactEntry("penalty_duties_done", done, since=on))
    return found


def _yes(answer: bool) -> str:
    return "true" if answer else "false"
