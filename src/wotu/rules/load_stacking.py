"""Reading `stacking.yaml`: what may be combined with what, and caps over several measures."""

from collections.abc import Mapping
from typing import cast, get_args

from wotu.rules import model as m
from wotu.rules.load_published import read_citation
from wotu.rules.problems import did_you_mean
from wotu.rules.quantity import MONEY
from wotu.rules.reader import Reader
from wotu.rules.typing import Scope
from wotu.rules.vocabulary import BOOLEAN, Type
from wotu.rules.yamlio import Item

KEYS = ("enterprise", "row", "year_and_kind")


def read_stacking(
    reader: Reader, scope: Scope, packs: m.PackSet, sources: Mapping[str, m.Source]
) -> tuple[tuple[m.SharedCap, ...], tuple[m.Stacking, ...]]:
    """Read shared caps and stacking rules; members are looked up among all loaded measures."""
    caps = reader.each(reader.items("shared_caps"), lambda inner: _read_shared_cap(inner, scope, packs))
    rules = reader.each(reader.items("stacking"), lambda inner: _read_rule(inner, scope, packs, sources))
    reader.finish()
    return caps, rules


def _read_shared_cap(reader: Reader, scope: Scope, packs: m.PackSet) -> m.SharedCap:
    per = cast(m.CapScope, reader.choice("per", get_args(m.CapScope)))
    limit = reader.expression("limit", scope, Type("number", MONEY))
    return m.SharedCap(reader.name("id"), per, limit, reader.here(), _members(reader, "members", packs))


def _read_rule(reader: Reader, scope: Scope, packs: m.PackSet, sources: Mapping[str, m.Source]) -> m.Stacking:
    rule = cast(m.StackRule, reader.choice("rule", get_args(m.StackRule)))
    unless, unless_label = None, None
    if reader.has("unless"):
        inner = reader.child("unless")
        unless, unless_label = inner.expression("when", scope, BOOLEAN), inner.here()
        inner.finish()
    measure = _one(reader, packs) if rule in ("exclusive", "on_top", "top_up") else ""
    others = {"exclusive": "excludes", "on_top": "of", "top_up": "against"}.get(rule, "members")
    received = (
        reader.optional_expression("received", scope, Type("number", MONEY)) if rule == "top_up" else None
    )
    members = () if received is not None else _members(reader, others, packs)
    return m.Stacking(
        id=reader.name("id"), rule=rule, label=reader.here(), key=_key(reader, scope), members=members,
        measure=measure, unless=unless, unless_label=unless_label, received=received,
        citation=read_citation(reader, sources), place=reader.item.place,
    )  # fmt: skip


def _key(reader: Reader, scope: Scope) -> str:
    key = reader.string("key", "enterprise")
    if key in KEYS or (key in scope.facts and scope.facts[key].type.kind == "text"):
        return key
    hint = did_you_mean(key, [*KEYS, *scope.facts]) or f"one of {', '.join(KEYS)} or a text fact"
    raise reader.fail(f"`key: {key}` is not known", hint)


def _one(reader: Reader, packs: m.PackSet) -> str:
    return _known(reader, reader.need("measure"), packs)


def _known(reader: Reader, item: Item, packs: m.PackSet) -> str:
    name = reader.plain(item, "measure")
    if name not in packs.measures:
        raise reader.fail(f"there is no measure `{name}`", did_you_mean(name, packs.measures), item.place)
    return name


def _members(reader: Reader, key: str, packs: m.PackSet) -> tuple[str, ...]:
    item = reader.need(key)
    if isinstance(item.value, list):
        return tuple(dict.fromkeys(_known(reader, entry, packs) for entry in item.value))
    inner = Reader(item, reader.problems)
    kind, tag, pack = (inner.string(name, "") for name in ("kind", "tag", "pack"))
    inner.finish()
    if not (kind or tag or pack):
        raise reader.fail(f"`{key}` is a list, or has kind, tag or pack", place=item.place)
    return tuple(
        measure.id
        for measure in packs.measures.values()
        if (not kind or measure.kind == kind)
        and (not tag or tag in measure.tags)
        and (not pack or measure.pack.id == pack)
    )
