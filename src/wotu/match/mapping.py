"""Which column of a file is which fact: a mapping file, or the columns' own names.

Without a mapping a column is named as its fact (`revenue`), with a time after `@` where it is not of
the reference period: `revenue@-1`, `revenue@2023`, `quarter_output@2024Q3`, `staff_posts@2024-06-30`;
`hightech@since` and `hightech@until` date a status. A fact's own label (`营业收入`) is understood too.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, cast

from wotu.match.cells import CellError, is_unknown, parse_cell, parse_date, unit_factor
from wotu.match.columns import CREDIT_CODE, How
from wotu.match.periods import parse_period
from wotu.rules.evaluate import Known
from wotu.rules.problems import PackError, Place, Problem, did_you_mean
from wotu.rules.reader import Invalid, Reader
from wotu.rules.vocabulary import ABOUTS, About, Fact, Vocabulary
from wotu.rules.yamlio import Item, read_yaml

Layout = Literal["wide", "long"]
IDS = ("id", "subject", "subject_id")
NAMES = ("name", "名称", "企业名称")
OWNERS = ("enterprise", "owner", "所属企业")
_BACK = re.compile(r"^(?:-\d{1,2}|0)$")


@dataclass(frozen=True)
class Rule:
    """One column, what it is about and of when.

    `period` is a year, a quarter, a date, or periods back from the reference period (`-1`); empty is the
    reference period. `since` and `until` name the columns that date a status.
    """

    how: How
    column: str
    period: str = ""
    since: str = ""
    until: str = ""

    @property
    def fact(self) -> Fact:
        """The fact the column is about."""
        return self.how.fact


@dataclass(frozen=True)
class FileMapping:
    """How to read a file: whose rows they are, which columns name them, and the facts."""

    about: About
    id: str
    name: str = ""
    owner: str = ""
    layout: Layout = "wide"
    rules: tuple[Rule, ...] = ()
    constants: Mapping[str, Known] = field(default_factory=dict)
    ignore: frozenset[str] = frozenset()
    sheet: str = ""
    credit_code: str = ""
    long: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    place: Place | None = None

    def columns(self) -> set[str]:
        """Every column the mapping names."""
        named = {self.id, self.name, self.owner, self.credit_code, *self.ignore}
        if self.layout == "long":
            return (named | set(self.long.values())) - {""}
        parts = {part for rule in self.rules for part in (rule.column, rule.since, rule.until)}
        return (named | parts) - {""}


LONG_COLUMNS = {"fact": "fact", "period": "period", "value": "value", "until": "until", "source": "source"}


def read_mapping(path: Path, vocabulary: Vocabulary) -> FileMapping:
    """Read a mapping file strictly.

    Raises:
        PackError: it cannot be read; every problem is listed with its line.
    """
    problems: list[Problem] = []
    if not path.is_file():
        raise PackError([Problem(Place(path), "there is no such mapping file")])
    mapping: FileMapping | None = None
    reader = Reader(read_yaml(path), problems)
    try:
        mapping = _mapping(reader, vocabulary)
        reader.finish()
    except Invalid:
        pass
    if problems or mapping is None:
        raise PackError(problems)
    return mapping


def _mapping(reader: Reader, vocabulary: Vocabulary) -> FileMapping:
    about = cast(About, reader.choice("about", ABOUTS, "enterprise"))
    layout = cast(Layout, reader.choice("layout", ("wide", "long"), "wide"))
    owner = reader.string("owner", "")
    if about != "enterprise" and not owner:
        raise reader.fail("`owner` is missing", f"the column with the id of the enterprise of each {about}")
    rules: list[Rule] = []
    for name, item in reader.entries("columns"):
        with reader.tolerate():
            rules += _rules(reader, _fact(reader, name, item, vocabulary), item)
    constants: dict[str, Known] = {}
    for name, item in reader.entries("constants"):
        with reader.tolerate():
            fact = _fact(reader, name, item, vocabulary)
            constants[name] = _constant(reader, fact, item)
    return FileMapping(
        about, reader.string("id"), reader.string("name", ""), owner, layout, tuple(rules), constants,
        frozenset(reader.strings("ignore")), reader.string("sheet", ""), reader.string("credit_code", ""),
        {key: reader.string(key, name) for key, name in LONG_COLUMNS.items()} if layout == "long" else {},
        place=reader.item.place,
    )  # fmt: skip


def _fact(reader: Reader, name: str, item: Item, vocabulary: Vocabulary) -> Fact:
    if name not in vocabulary:
        hint = did_you_mean(name, vocabulary) or "facts are listed in the packs' vocabulary.yaml"
        raise reader.fail(f"there is no fact `{name}`", hint, item.place)
    return vocabulary[name]


def _constant(reader: Reader, fact: Fact, item: Item) -> Known:
    try:
        return parse_cell(fact, reader.plain(item, fact.name))
    except CellError as error:
        raise reader.fail(error.problem, error.fix, item.place) from None


def _rules(reader: Reader, fact: Fact, item: Item) -> list[Rule]:
    """Read one column, or a list of them: the same fact of several years."""
    if isinstance(item.value, list):
        return [rule for entry in item.value for rule in _rules(reader, fact, entry)]
    if isinstance(item.value, str):
        return [Rule(How(fact), reader.plain(item, fact.name))]
    inner = Reader(item, reader.problems)
    values = {key: inner.plain(word, key) for key, word in inner.entries("values")}
    how = How(fact, inner.string("unit", "") or None, values or None, inner.boolean("round", default=False))
    rule = Rule(
        how, inner.string("column"), inner.string("period", ""), inner.string("since", ""),
        inner.string("until", ""),
    )  # fmt: skip
    inner.finish()
    try:
        _check_rule(rule)
    except CellError as error:
        raise reader.fail(f"{fact.name}: {error.problem}", error.fix, item.place) from None
    return [rule]


def _check_rule(rule: Rule) -> None:
    """See that unit, translations and times make sense before any row is read."""
    fact = rule.fact
    if rule.how.unit and fact.type.kind != "number":
        raise CellError(f"{fact.type} has no unit", "leave `unit` out")
    if rule.how.unit:
        unit_factor(fact, rule.how.unit)
    for text in (rule.how.values or {}).values():
        if not is_unknown(fact, text):
            parse_cell(fact, text, rule.how.unit)
    if (rule.since or rule.until) and fact.period != "since":
        raise CellError(f"its period is {fact.period}, not since", "leave `since` and `until` out")
    check_time(fact, rule.period)


def check_time(fact: Fact, period: str) -> None:
    """See that a time fits the fact's period.

    Raises:
        CellError: it does not; the message says what would.
    """
    if not period:
        return
    if fact.period in ("year", "quarter"):
        if not _BACK.match(period):
            parse_period(fact.period, period)
    elif fact.period == "at":
        parse_date(period)
    else:
        raise CellError(f"a fact whose period is {fact.period} has no column of one period", "leave it out")


def default_mapping(names: Sequence[str], vocabulary: Vocabulary, about: About | None = None) -> FileMapping:
    """Take the columns by their own names.

    Raises:
        PackError: no column names the subjects.
    """
    id_ = _first(IDS, names) or _first((CREDIT_CODE,), names)
    if not id_:
        raise PackError(
            [Problem(Place(), "no column names the subjects", "call it `id`, or write a mapping")]
        )
    owner = _first(OWNERS, names)
    if _looks_long(names):
        long = {key: name for key, name in LONG_COLUMNS.items() if name in names}
        return FileMapping(about or "enterprise", id_, _first(NAMES, names), owner, "long", long=long)
    labels = _by_label(vocabulary)
    special = {id_, owner, _first(NAMES, names)} - ({CREDIT_CODE} if CREDIT_CODE in vocabulary else set())
    special |= {CREDIT_CODE} - vocabulary.keys()
    rules: dict[tuple[str, str], Rule] = {}
    notes: list[str] = []
    for column in names:
        if column not in special:
            _name_column(column, vocabulary, labels, rules, notes)
    found = tuple(rule for rule in rules.values() if rule.column or rule.since)
    kind = about or _kind_of(found, has_owner=bool(owner))
    return FileMapping(
        kind, id_, _first(NAMES, names), owner if kind != "enterprise" else "", rules=found,
        credit_code=_first((CREDIT_CODE,), names), notes=tuple(notes),
    )  # fmt: skip


def _first(wanted: Iterable[str], names: Sequence[str]) -> str:
    return next((name for name in wanted if name in names), "")


def _looks_long(names: Sequence[str]) -> bool:
    return {"fact", "value"} <= set(names)


def _by_label(vocabulary: Vocabulary) -> dict[str, str]:
    """Return facts by their labels, where a label means one fact only."""
    found: dict[str, str] = {}
    for fact in vocabulary.values():
        for label in {fact.label.zh, fact.label.en}:
            found[label] = "" if label in found else fact.name
    return found


def _name_column(
    column: str,
    vocabulary: Vocabulary,
    labels: Mapping[str, str],
    rules: dict[tuple[str, str], Rule],
    notes: list[str],
) -> None:
    name, _, time = column.partition("@")
    name = name.strip() if name.strip() in vocabulary else labels.get(name.strip(), "")
    if not name:
        notes.append(unknown_column(column, vocabulary, labels))
        return
    fact = vocabulary[name]
    if time in ("since", "until") and fact.period == "since":
        rule = rules.get((name, ""), Rule(How(fact), ""))
        rules[name, ""] = replace(rule, since=column) if time == "since" else replace(rule, until=column)
        return
    try:
        check_time(fact, time)
    except CellError as error:
        notes.append(f"column {column} is left out: {error}")
        return
    rules[name, time] = replace(rules.get((name, time), Rule(How(fact), "")), column=column, period=time)


def unknown_column(column: str, vocabulary: Vocabulary, labels: Iterable[str] = ()) -> str:
    """Say that a column is no fact, and which one may have been meant."""
    hint = did_you_mean(column.partition("@")[0], [*vocabulary, *labels])
    return f"column {column} is no fact and is left out" + (f" ({hint})" if hint else "")


def _kind_of(rules: Sequence[Rule], *, has_owner: bool) -> About:
    """Rows that belong to an enterprise are of the kind most of their own facts are about."""
    if not has_owner:
        return "enterprise"
    counts = {about: sum(rule.fact.about == about for rule in rules) for about in ABOUTS}
    best = max(("project", "person", "site"), key=lambda about: counts[cast(About, about)])
    return cast(About, best)
