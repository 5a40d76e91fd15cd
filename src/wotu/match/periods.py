"""Facts in time: what is known, and of when, becomes the cells a measure sees on one date."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from wotu.match.cells import CellError, as_text, is_unknown, parse_cell, parse_date
from wotu.rules.dates import day_number
from wotu.rules.evaluate import Known
from wotu.rules.problems import Place, did_you_mean
from wotu.rules.vocabulary import Fact, Period, Slot, Vocabulary
from wotu.rules.yamlio import Item

__all__ = [
    "CellError", "FactEntry", "example_facts", "parse_cell", "parse_period", "period_slots", "slots_of",
]  # fmt: skip

_YEAR = re.compile(r"^(\d{4})年?(?:度)?$")
_QUARTER = re.compile(r"^(\d{4})\s*-?[Qq]([1-4])$")
_SPAN_KEYS = {"value", "since", "until", "at"}


@dataclass(frozen=True, slots=True)
class FactEntry:
    """One thing somebody said about a subject.

    `period` is a year or quarter (`2023`, `2024Q3`); empty means the reference period. `since` and
    `until` (inclusive) bound a status, `at` dates a measurement. `value` is in base units.
    """

    fact: str
    value: Known
    period: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    at: dt.date | None = None
    source: str = ""


def parse_period(period: Period, text: str) -> int:
    """Return a year or quarter as a number that counts its own periods: 2023, or 2024Q3 → 2024·4+2.

    Raises:
        ValueError: the text is no period of this kind.
    """
    text = text.strip()
    if period == "year" and (found := _YEAR.match(text)):
        return int(found[1])
    if period == "quarter" and (found := _QUARTER.match(text)):
        return int(found[1]) * 4 + int(found[2]) - 1
    wanted = "a year such as 2023" if period == "year" else "a quarter such as 2024Q3"
    raise CellError(f"{text!r} is not {wanted.partition(' such')[0]}", f"write {wanted}")


def reference_period(period: Period, as_of: dt.date) -> int:
    """Return the number of the reference period: last year, or the last complete quarter."""
    return as_of.year - 1 if period == "year" else as_of.year * 4 + (as_of.month - 1) // 3 - 1


def period_slots(fact: Fact, number: int, as_of: dt.date) -> tuple[Slot, ...]:
    """Return the cells a value of one period fills: by offset, and a year also by its own name.

    A period that is not over yet has no offset: only `in_year` can see it.
    """
    offset = reference_period(fact.period, as_of) - number
    slots = (Slot(fact.name, offset),) if offset >= 0 else ()
    return (*slots, Slot(fact.name, year=number)) if fact.period == "year" else slots


def slots_of(entries: Iterable[FactEntry], vocabulary: Vocabulary, as_of: dt.date) -> dict[Slot, Known]:
    """Resolve entries to the cells known on a date.

    Where two entries speak of the same cell the later in order counts, so callers put what they trust
    most last. Entries of facts that the vocabulary does not know are left out.
    """
    by_fact: dict[str, list[FactEntry]] = {}
    for entry in entries:
        if entry.fact in vocabulary:
            by_fact.setdefault(entry.fact, []).append(entry)
    found: dict[Slot, Known] = {}
    for name, mine in by_fact.items():
        found |= _RESOLVERS[vocabulary[name].period](vocabulary[name], mine, as_of)
    return found


def _by_period(fact: Fact, entries: list[FactEntry], as_of: dt.date) -> dict[Slot, Known]:
    found: dict[Slot, Known] = {}
    for entry in entries:
        number = (
            parse_period(fact.period, entry.period) if entry.period else reference_period(fact.period, as_of)
        )
        found |= dict.fromkeys(period_slots(fact, number, as_of), entry.value)
    return found


def _once(fact: Fact, entries: list[FactEntry], as_of: dt.date) -> dict[Slot, Known]:
    del as_of
    return {Slot(fact.name): entries[-1].value}


def _measured(fact: Fact, entries: list[FactEntry], as_of: dt.date) -> dict[Slot, Known]:
    """Take the latest measurement on or before the date; one without a date counts as of the date."""
    past = [entry for entry in entries if (entry.at or as_of) <= as_of]
    if not past:
        return {}
    latest = max(enumerate(past), key=lambda pair: (pair[1].at or as_of, pair[0]))[1]
    return {Slot(fact.name): latest.value}


def _status(fact: Fact, entries: list[FactEntry], as_of: dt.date) -> dict[Slot, Known]:
    """Take the status in force. A yes/no status is "no" before it began and after it ended."""
    begun = [entry for entry in entries if entry.since is not None and entry.since <= as_of]
    undated = [entry for entry in entries if entry.since is None]
    if begun:
        latest = max(enumerate(begun), key=lambda pair: (pair[1].since or as_of, pair[0]))[1]
        return _in_force(fact, latest, as_of) or _in_force_undated(fact, undated, as_of)
    if undated:
        return _in_force_undated(fact, undated, as_of)
    return {Slot(fact.name): False} if any(entry.value is True for entry in entries) else {}


def _in_force(fact: Fact, entry: FactEntry, as_of: dt.date) -> dict[Slot, Known]:
    if entry.until is not None and entry.until < as_of:
        return {Slot(fact.name): False} if entry.value is True else {}
    found: dict[Slot, Known] = {Slot(fact.name): entry.value}
    if entry.since is not None and entry.value is not False:
        found[Slot(fact.name, began=True)] = day_number(entry.since)
    return found


def _in_force_undated(fact: Fact, entries: list[FactEntry], as_of: dt.date) -> dict[Slot, Known]:
    return _in_force(fact, entries[-1], as_of) if entries else {}


_RESOLVERS: dict[Period, Callable[[Fact, list[FactEntry], dt.date], dict[Slot, Known]]] = {
    "year": _by_period, "quarter": _by_period, "once": _once, "at": _measured, "since": _status,
}  # fmt: skip


def example_facts(
    facts: Item | Mapping[str, object], vocabulary: Vocabulary, as_of: dt.date
) -> dict[Slot, Known]:
    """Read facts as a worked example or a program writes them.

    A value is one value, a mapping by year, quarter or date, `{since:, until:, value:}`,
    `{at:, value:}`, or a list of such mappings.

    Raises:
        ValueError: a fact is not known or a value cannot be read; `place` says where, if known.
    """
    raw = facts.value if isinstance(facts, Item) else facts
    place = facts.place if isinstance(facts, Item) else None
    if isinstance(raw, str) or not isinstance(raw, Mapping):
        raise CellError("`facts` must be a mapping", "fact: value", place)
    entries: list[FactEntry] = []
    for name, value in raw.items():
        at = value.place if isinstance(value, Item) else place
        if name not in vocabulary:
            fix = did_you_mean(name, vocabulary) or "declare it in vocabulary.yaml"
            raise CellError(f"there is no fact `{name}`", fix, at)
        try:
            entries += _entries(vocabulary[name], value)
        except CellError as error:
            raise CellError(f"{name}: {error.problem}", error.fix, error.place or at) from None
        except ValueError as error:
            raise CellError(f"{name}: {error}", "", at) from None
    return slots_of(entries, vocabulary, as_of)


def _entries(fact: Fact, value: object) -> Iterator[FactEntry]:
    raw = value.value if isinstance(value, Item) else value
    if isinstance(raw, list):
        for entry in raw:
            yield from _entries(fact, entry)
    elif isinstance(raw, Mapping):
        by_key = {as_text(key): part for key, part in raw.items()}
        yield from _dated(fact, by_key) if by_key.keys() & _SPAN_KEYS else _by_key(fact, by_key)
    elif not is_unknown(fact, as_text(raw).strip()):
        yield FactEntry(fact.name, parse_cell(fact, as_text(raw)))


def _by_key(fact: Fact, parts: Mapping[str, object]) -> Iterator[FactEntry]:
    if fact.period == "once":
        raise CellError("this fact does not change; it has one value", "write one value")
    for key, part in parts.items():
        text = _scalar(part)
        if is_unknown(fact, text):
            continue
        value = parse_cell(fact, text)
        if fact.period in ("year", "quarter"):
            parse_period(fact.period, key)
            yield FactEntry(fact.name, value, period=key)
        elif fact.period == "since":
            yield FactEntry(fact.name, value, since=parse_date(key))
        else:
            yield FactEntry(fact.name, value, at=parse_date(key))


def _dated(fact: Fact, parts: Mapping[str, object]) -> Iterator[FactEntry]:
    allowed = {"since": {"value", "since", "until"}, "at": {"value", "at"}}.get(fact.period, set())
    for key in parts.keys() - allowed:
        fix = f"known here: {', '.join(sorted(allowed))}" if allowed else "write a value by period"
        raise CellError(f"`{key}` says nothing about a fact whose period is {fact.period}", fix)
    dates = {key: parse_date(_scalar(part)) for key, part in parts.items() if key != "value"}
    if "value" not in parts and fact.type.kind != "boolean":
        raise CellError("`value` is missing", "{value: …, since: 2024-01-01}")
    text = _scalar(parts["value"]) if "value" in parts else "true"
    if not is_unknown(fact, text):
        value = parse_cell(fact, text)
        since, until, at = (dates.get(key) for key in ("since", "until", "at"))
        yield FactEntry(fact.name, value, since=since, until=until, at=at)


def _scalar(part: object) -> str:
    raw = part.value if isinstance(part, Item) else part
    if isinstance(raw, list | Mapping):
        raise CellError("one value is wanted here", "", part.place if isinstance(part, Item) else None)
    return as_text(raw).strip()


def place_of(error: ValueError) -> Place | None:
    """Return where a value stands that could not be read, if known."""
    return error.place if isinstance(error, CellError) else None
