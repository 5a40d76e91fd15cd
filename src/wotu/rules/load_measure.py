"""Reading one measure: its versions, conditions, benefit, ranking, payment."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import cast

from wotu.rules import model as m
from wotu.rules.benefits import read_benefit
from wotu.rules.dates import day_number, from_day_number
from wotu.rules.load_process import read_process
from wotu.rules.load_published import read_citation, read_publication
from wotu.rules.load_rounds import read_capacity, read_payment, read_ranking
from wotu.rules.nodes import (
    AS_OF,
    TRUE,
    Choose,
    Compare,
    Const,
    Logic,
    Named,
    Node,
    Not,
    NotKnown,
    both,
)
from wotu.rules.problems import Problem
from wotu.rules.procedure import Procedure
from wotu.rules.quantity import Quantity, quantity_text
from wotu.rules.reader import Invalid, Reader
from wotu.rules.text import Text
from wotu.rules.typing import Scope
from wotu.rules.vocabulary import ABOUTS, BOOLEAN, DATE, About
from wotu.rules.yamlio import Item

AREAS = (
    "project",
    "space",
    "talent",
    "research",
    "finance",
    "market",
    "law",
    "credit",
    "environment",
)
SERVICES = ("grant", "stay", "lease", "booking", "finance", "mediation", "credit_repair", "advice")

MAX_DATES = 100
_IDENTITY = ("measure", "title", "about", "area", "service", "kind", "tags", "versions")
"""Keys that belong to the measure itself and cannot differ between its versions."""


@dataclass(frozen=True)
class Setting:
    """What reading a measure needs to know: the pack, its names, its documents, and any changes tried out."""

    pack: m.Pack
    scope: Scope
    changes: Mapping[str, str]
    problems: list[Problem]
    procedures: Mapping[str, Procedure]


def read_measure(item: Item, setting: Setting) -> m.Measure:
    """Read one measure with all its versions.

    Raises:
        Invalid: it cannot be used; the reasons are among the problems.
    """
    reader = Reader(item, setting.problems)
    id_ = reader.string("measure")
    if not re.fullmatch(rf"{re.escape(setting.pack.id)}(\.\w{{1,60}}){{1,3}}", id_):
        raise reader.fail(f"`{id_}` must be named {setting.pack.id}.<name>", "letters, digits and _")
    measure = m.Measure(
        id=id_,
        pack=setting.pack,
        title=reader.text("title"),
        about=cast(About, reader.choice("about", ABOUTS, "enterprise")),
        area=reader.choice("area", AREAS),
        service=reader.choice("service", SERVICES),
        kind=reader.name("kind", ""),
        tags=frozenset(reader.names("tags")),
        place=item.place,
    )
    versions = [_read_version(measure, text, setting) for text in _version_items(reader)]
    object.__setattr__(measure, "versions", tuple(versions))
    return measure


def _version_items(reader: Reader) -> list[Item]:
    """Write every version out in full: the measure's keys, overridden by the version's own."""
    base = {key: value for key, value in reader.map.items() if key not in _IDENTITY}
    overrides = reader.items("versions")
    if not overrides:
        return [Item(base, reader.item.place)]
    return [Item(_merged(base, item, reader), item.place) for item in overrides]


def _merged(base: Mapping[str, Item], override: Item, reader: Reader) -> dict[str, Item]:
    if not isinstance(override.value, dict):
        raise reader.fail("a version is a mapping", place=override.place)
    merged = {**base, **override.value}
    old, new = base.get("params"), override.value.get("params")
    if old and new and isinstance(old.value, dict) and isinstance(new.value, dict):
        merged["params"] = Item({**old.value, **new.value}, new.place)
    return merged


def _read_version(measure: m.Measure, item: Item, setting: Setting) -> m.Version:
    reader = Reader(item, setting.problems)
    publication = read_publication(reader, m.Publication())
    parameters = _read_parameters(reader, measure, setting, publication)
    scope = _with_parameters(reader, setting.scope, parameters)
    valid = Reader(reader.take("valid") or Item({}, item.place), setting.problems)
    version = m.Version(
        measure=measure,
        id=reader.name("id", ""),
        clause=reader.text("clause"),
        valid_from=valid.date("from"),
        valid_to=valid.date("to"),
        cohort=_read_cohort(reader, scope) if reader.has("cohort") else None,
        parameters=parameters,
        conditions=_read_conditions(reader, scope, publication),
        benefit=read_benefit(reader.child("benefit"), scope),
        ranking=read_ranking(reader.child("ranking"), scope) if reader.has("ranking") else None,
        capacity=read_capacity(reader.child("capacity"), scope, setting.pack)
        if reader.has("capacity")
        else None,
        payment=read_payment(reader.child("payment"), scope) if reader.has("payment") else None,
        window=_read_window(reader),
        pays=cast(
            m.Pays,
            reader.choice("pays", ("same_year", "next_year"), "same_year"),
        ),
        process=read_process(reader, setting.procedures),
        citation=read_citation(reader, setting.pack.sources),
        publication=publication,
    )
    valid.finish()
    reader.finish()
    _check_subjects(version, setting, reader)
    return version


def _read_parameters(
    reader: Reader, measure: m.Measure, setting: Setting, publication: m.Publication
) -> dict[str, m.Parameter]:
    parameters: dict[str, m.Parameter] = {}
    for name, item in reader.entries("params"):
        with reader.tolerate():
            inner = Reader(item, setting.problems)
            if not (name.isascii() and name.isidentifier() and len(name) <= 60):
                raise inner.fail("this cannot be the name of a parameter", "letters, digits and _")
            change = setting.changes.get(f"{measure.id}.{name}")
            parameters[name] = _read_parameter(name, inner, setting.scope, change, publication)
            inner.finish()
    return parameters


def _read_parameter(
    name: str, reader: Reader, scope: Scope, change: str | None, publication: m.Publication
) -> m.Parameter:
    label = reader.here()
    values: list[tuple[dt.date | None, Const]] = []
    for day, item in sorted(reader.entries("values"), key=lambda entry: entry[0]):
        values.append((reader.as_date(Item(day, item.place)), _literal(reader, item)))
    if reader.has("value") == bool(values):
        raise reader.fail(f"parameter `{name}` needs either `value` or `values` by date")
    if not values:
        values = [(None, _literal(reader, reader.need("value")))]
    if len(values) > MAX_DATES:
        raise reader.fail(f"parameter `{name}` has more than {MAX_DATES} dated values")
    if len({(const.type.kind, const.type.dimension) for _, const in values}) > 1:
        raise reader.fail(f"the values of parameter `{name}` differ in type or unit")
    if change is not None:
        values = [(None, _changed(reader, change, values[-1][1]))]
        reader.seen.add("dated_by")
    by: Node = AS_OF
    if reader.has("dated_by") and change is None:
        by = reader.expression("dated_by", scope, DATE)
    node = Named(values[-1][1].type, "parameter", name, label, dated_choice(by, values))
    quantities = tuple((day, _as_quantity(const)) for day, const in values)
    return m.Parameter(
        name, label, quantities, node, read_publication(reader, publication), reader.item.place
    )


def _literal(reader: Reader, item: Item) -> Const:
    node = reader.as_expression(item, Scope({}))
    if not isinstance(node, Const) or node.type.kind not in ("number", "date"):
        raise reader.fail("a parameter is one quantity or date", "write 20万元, 5%, 24月", item.place)
    return node


def _changed(reader: Reader, change: str, current: Const) -> Const:
    """Read a value tried out by `simulate`; a plain 0.04 for a percentage means 4%."""
    try:
        new = _literal(reader, Item(change, reader.item.place))
    except Invalid:
        return current
    if new.type.bare and current.type.percent:
        return Const(current.type, new.value)
    if (new.type.kind, new.type.dimension) == (current.type.kind, current.type.dimension):
        return new
    reader.complain(f"{change!r} cannot stand for {_shown(current)}", "give a value of the same unit")
    return current


def _shown(const: Const) -> str:
    if const.type.kind == "date":
        return from_day_number(int(const.value)).isoformat()
    now = _as_quantity(const)
    return quantity_text(now.value, now.dimension, now.percent)


def _as_quantity(const: Const) -> Quantity:
    value = const.value if isinstance(const.value, Fraction) else Fraction(int(const.value))
    return Quantity(value, const.type.dimension, const.type.percent)


def dated_choice(by: Node, values: "list[tuple[dt.date | None, Const]] | list[tuple[dt.date, Node]]") -> Node:
    """Return the value in force on a date: unknown before the first."""
    node: Node = NotKnown(values[-1][1].type)
    for day, value in values:
        test = TRUE if day is None else Compare(BOOLEAN, ">=", by, Const(DATE, day_number(day)))
        node = value if test is TRUE else Choose(value.type, test, value, node)
    return node


def _with_parameters(reader: Reader, scope: Scope, parameters: Mapping[str, m.Parameter]) -> Scope:
    for name, parameter in parameters.items():
        if name in scope.facts or name in scope.named or name == "as_of":
            reader.complain(f"parameter `{name}` has the name of a fact or definition", place=parameter.place)
    return Scope(scope.facts, {**scope.named, **{name: p.node for name, p in parameters.items()}})


def _read_cohort(reader: Reader, scope: Scope) -> m.Condition:
    inner = reader.child("cohort")
    by = inner.expression("by", scope, DATE)
    first, last = inner.date("from"), inner.date("to")
    parts = [Compare(BOOLEAN, ">=", by, Const(DATE, day_number(first)))] if first else []
    parts += [Compare(BOOLEAN, "<=", by, Const(DATE, day_number(last)))] if last else []
    if not parts:
        raise inner.fail("a cohort needs `from` or `to`")
    inner.finish()
    span = f"{first or ''}–{last or ''}".strip("–")
    label = Text(f"属于该版本适用批次（{span}）", f"Belongs to the cohort of this version ({span})")
    written = inner.string("by")
    return m.Condition("cohort", label, both(*parts), written, m.Publication(), inner.item.place)


def _read_conditions(reader: Reader, scope: Scope, default: m.Publication) -> tuple[m.Condition, ...]:
    met = reader.each(reader.items("conditions"), lambda inner: _read_condition(inner, scope, default))
    vetoes = reader.each(reader.items("vetoes"), lambda inner: _read_veto(inner, scope, default))
    seen: set[str] = set()
    for condition in met + vetoes:
        if condition.id in seen or condition.id == "cohort":
            reader.complain(f"condition id `{condition.id}` stands twice", place=condition.place)
        seen.add(condition.id)
    return met + vetoes


def _read_condition(reader: Reader, scope: Scope, default: m.Publication) -> m.Condition:
    node = reader.expression("when", scope, BOOLEAN)
    publication = read_publication(reader, default)
    return m.Condition(
        reader.name("id"),
        reader.here(),
        node,
        reader.string("when"),
        publication,
        reader.item.place,
    )


def _read_veto(reader: Reader, scope: Scope, default: m.Publication) -> m.Condition:
    when, exception = reader.expression("when", scope, BOOLEAN), None
    written = reader.string("when")
    if reader.has("unless"):
        inner = reader.child("unless")
        unless = inner.expression("when", scope, BOOLEAN)
        written += f" UNLESS {inner.string('when')}"
        exception = inner.here()
        inner.finish()
        when = Logic(BOOLEAN, "and", (when, Not(BOOLEAN, unless)))
    return m.Condition(
        reader.name("id"), reader.here(), Not(BOOLEAN, when), written,
        read_publication(reader, default), reader.item.place, veto=True, exception=exception,
    )  # fmt: skip


def _read_window(reader: Reader) -> m.Window:
    item = reader.take("window")
    if item is None or item.value == "always":
        return m.Window()
    inner = Reader(item, reader.problems)
    dates = inner.each(
        inner.items("dates"),
        lambda w: (w.date("open") or dt.date.min, w.date("close") or dt.date.max),
    )
    yearly = inner.each(inner.items("yearly"), lambda w: (_month_day(w, "open"), _month_day(w, "close")))
    if not (dates or yearly):
        raise inner.fail("a window is `always`, or has `yearly` or `dates`")
    inner.finish()
    return m.Window(yearly, dates)


def _month_day(reader: Reader, key: str) -> tuple[int, int]:
    text = reader.string(key)
    try:
        day = dt.date.fromisoformat(f"2024-{text}")
    except ValueError:
        raise reader.fail(f"`{key}: {text}` is not a day of the year", "write 03-01") from None
    return day.month, day.day


def nodes_of(version: m.Version) -> list[Node]:
    """Return the expressions of a text that look at facts."""
    benefit = version.benefit
    found = [c.node for c in version.conditions] + [benefit.low, benefit.high, benefit.minimum]
    found += [cap.limit for cap in benefit.caps] + [cap.already for cap in benefit.caps]
    found += [version.ranking.by, version.ranking.within] if version.ranking else []
    found += [version.capacity.order] if version.capacity else []
    return [node for node in found if node is not None]


def _check_subjects(version: m.Version, setting: Setting, reader: Reader) -> None:
    """A measure about an enterprise cannot look at one of its many projects."""
    allowed = {version.measure.about, "enterprise"}
    facts = {slot.fact for node in nodes_of(version) for slot in node.slots}
    for name in sorted(facts):
        about = setting.scope.facts[name].about
        if about not in allowed:
            reader.complain(
                f"`{name}` is a fact about a {about}, this measure is about a {version.measure.about}",
                f"set `about: {about}`",
            )
