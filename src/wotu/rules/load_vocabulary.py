"""Reading `vocabulary.yaml`."""

from fractions import Fraction
from typing import cast

from wotu.rules.problems import did_you_mean
from wotu.rules.quantity import MONEY, RATIO, parse_unit
from wotu.rules.reader import Reader
from wotu.rules.text import Text
from wotu.rules.vocabulary import (
    ABOUTS,
    BOOLEAN,
    DATE,
    PERIODS,
    SOURCES,
    TEXT,
    About,
    Fact,
    Kind,
    Period,
    Source,
    Type,
)

MAX_DECIMALS = 9
_TYPES = ("money", "percent", "number", "boolean", "text", "date")


def read_vocabulary(reader: Reader) -> dict[str, Fact]:
    """Read every fact; a wrong one is noted and left out."""
    facts: dict[str, Fact] = {}
    for name, item in reader.entries("facts"):
        with reader.tolerate():
            inner = Reader(item, reader.problems)
            if not (name.isascii() and name.isidentifier() and len(name) <= 60 and name != "as_of"):
                raise inner.fail(f"`{name}` cannot be the name of a fact", "small letters, digits and _")
            facts[name] = _read_fact(name, inner)
            inner.finish()
    reader.finish()
    return facts


def _read_fact(name: str, reader: Reader) -> Fact:
    kind = reader.choice("type", _TYPES)
    type_, scale, unit = _type_of(kind, reader)
    values, labels = _read_values(reader)
    if values and kind != "text":
        raise reader.fail("only a text fact lists `values`")
    return Fact(
        name=name, label=reader.here(), type=type_, scale=scale, unit=unit,
        values=values, value_labels=labels,
        period=cast(Period, reader.choice("period", PERIODS, "once")),
        about=cast(About, reader.choice("about", ABOUTS, "enterprise")),
        changeable=reader.boolean("changeable", default=True),
        ask=reader.optional_text("ask"), note=reader.optional_text("note"), sources=_read_sources(reader),
    )  # fmt: skip


def _read_sources(reader: Reader) -> tuple[Source, ...]:
    """Read whom to trust first about a fact."""
    known = SOURCES[1:]
    found = reader.strings("sources")
    for name in found:
        if name not in known:
            hint = did_you_mean(name, known) or f"one of {', '.join(known)}"
            raise reader.fail(f"there is no kind of source `{name}`", hint, reader.map["sources"].place)
    return cast(tuple[Source, ...], tuple(found))


def _type_of(kind: str, reader: Reader) -> tuple[Type, Fraction, str]:
    if kind == "money":
        return Type("number", MONEY), Fraction(1, 100), reader.string("unit", "元")
    if kind == "percent":
        return (
            Type("number", RATIO, percent=True),
            Fraction(1, 1_000_000),
            reader.string("unit", "%"),
        )
    if kind != "number":
        return {"boolean": BOOLEAN, "text": TEXT, "date": DATE}[cast(Kind, kind)], Fraction(1), ""
    unit, decimals = reader.string("unit", ""), reader.whole("decimals") or 0
    if decimals > MAX_DECIMALS:
        raise reader.fail(f"at most {MAX_DECIMALS} decimals are kept", place=reader.map["decimals"].place)
    if not unit:
        return Type("number", RATIO, bare=True), Fraction(1, 10**decimals), ""
    try:
        factor, dimension = parse_unit(unit)
    except ValueError as error:
        raise reader.fail(str(error), "see docs/language.md section 1", reader.map["unit"].place) from None
    return Type("number", dimension), factor / 10**decimals, unit


def _read_values(reader: Reader) -> tuple[tuple[str, ...], dict[str, Text]]:
    """Read allowed values: a list, or a mapping from value to its label."""
    item = reader.take("values")
    if item is None:
        return (), {}
    if isinstance(item.value, list):
        return tuple(reader.plain(entry, "values") for entry in item.value), {}
    if isinstance(item.value, dict):
        labels = {value: Reader(label, reader.problems).here() for value, label in item.value.items()}
        return tuple(labels), labels
    raise reader.fail("`values` is a list or a mapping", place=item.place)
