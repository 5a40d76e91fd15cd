"""Reading `processes.yaml`, and what a measure says about how it is handled."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import cast, get_args

from wotu.rules import model as m
from wotu.rules.default_flows import Mode
from wotu.rules.flow import Department, Does, Flow, Node, Office, Parallel, Step, steps_in
from wotu.rules.flow_words import DOES
from wotu.rules.load_published import read_citation, read_publication
from wotu.rules.problems import Place, did_you_mean
from wotu.rules.procedure import Procedure
from wotu.rules.reader import Reader
from wotu.rules.yamlio import Item

MODES = get_args(Mode)
LONGEST = 1_000
"""Most working days anything may be given."""
MOST_STEPS = 60
_ID = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
_OFFICE: dict[Does, Office] = {
    "confirm": "firm", "accept": "clerk", "review": "reviewer", "experts": "clerk", "countersign": "reviewer",
    "decide": "approver", "notice": "system", "pay": "finance", "deliver": "clerk",
}  # fmt: skip
_STEP = ("within", "department", "who", "stops_clock", "deemed", "automatic", "published", "assumption")
"""Keys a step may have, so that a misspelt one is recognised."""
_STOPPING: tuple[Does, ...] = ("experts", "notice")
_AUTOMATIC: tuple[Does, ...] = ("accept", "review", "decide", "pay", "deliver")


def read_processes(
    reader: Reader, pack: str, departments: dict[str, Department], sources: Mapping[str, m.Source]
) -> dict[str, Procedure]:
    """Read the departments and named processes of a pack; its departments are added to those given."""
    for slug, item in reader.entries("departments"):
        with reader.tolerate():
            inner = Reader(item, reader.problems)
            departments[_id(inner, slug)] = Department(slug, inner.here(), item.place)
            inner.finish()
    procedures: dict[str, Procedure] = {}
    for name, item in reader.entries("processes"):
        with reader.tolerate():
            inner = Reader(item, reader.problems)
            procedures[_id(inner, name)] = _procedure(inner, f"{pack}.{name}", departments, sources)
            inner.finish()
    reader.finish()
    return procedures


def read_process(reader: Reader, procedures: Mapping[str, Procedure]) -> m.Process:
    """Read a measure's `process`: a named one with the measure's own times, or the short form by mode."""
    if not reader.has("process"):
        return m.Process()
    inner = reader.child("process")
    if inner.has("use"):
        process = _used(inner, procedures)
    else:
        mode = cast(Mode, inner.choice("mode", MODES, "apply"))
        days, notice = _days(inner, "working_days"), _days(inner, "publicity_days")
        process = m.Process(mode, days, notice, place=inner.item.place)
    inner.finish()
    return process


def _used(reader: Reader, procedures: Mapping[str, Procedure]) -> m.Process:
    if reader.has("mode"):
        message, hint = "`mode` stands beside `use`", "leave it out: the named process says its mode"
        raise reader.fail(message, hint, reader.map["mode"].place)
    name = reader.name("use")
    procedure = procedures.get(name)
    if procedure is None:
        hint = did_you_mean(name, procedures) or "name it in processes.yaml of this pack or one it builds on"
        raise reader.fail(f"there is no process `{name}`", hint, reader.map["use"].place)
    flow, total = procedure.flow, _days(reader, "working_days")
    if total is not None:
        flow = replace(flow, total=total)
    shown = flow.first("notice")
    if (days := _days(reader, "publicity_days")) is not None:
        if shown is None:
            message, hint = f"process `{name}` has no public notice", "add a step `does: notice` to it"
            raise reader.fail(message, hint, reader.map["publicity_days"].place)
        flow = replace(flow, nodes=_with_time(flow.nodes, shown.id, days))
    notice = flow.first("notice")
    return m.Process(
        procedure.mode, flow.total, notice.within if notice else None, flow, procedure, reader.item.place
    )


def _with_time(nodes: tuple[Node, ...], id_: str, within: int) -> tuple[Node, ...]:
    """Return the nodes with another time for one step."""
    return tuple(
        replace(node, branches=tuple(_with_time(branch, id_, within) for branch in node.branches))
        if isinstance(node, Parallel)
        else replace(node, within=within)
        if node.id == id_
        else node
        for node in nodes
    )


def _procedure(
    reader: Reader, id_: str, departments: Mapping[str, Department], sources: Mapping[str, m.Source]
) -> Procedure:
    label, mode = reader.here(), cast(Mode, reader.choice("mode", MODES, "apply"))
    citation, publication = read_citation(reader, sources), read_publication(reader, m.Publication())
    if citation is None and publication.published:
        hint = "add `source: {ref: …}`, or `published: false` with an `assumption`"
        raise reader.fail("a process says where it is published", hint)
    reading = _Reading(departments, publication)
    nodes = reading.sequence(reader, reader.need("steps"))
    steps = list(steps_in(nodes))
    named = {step.department for step in steps} - {""}
    default = Flow(id_, label, nodes)
    correction, answer = _days(reader, "correction"), _days(reader, "answer")
    flow = replace(
        default,
        total=_days(reader, "total"),
        correction=default.correction if correction is None else correction,
        answer=default.answer if answer is None else answer,
        departments=tuple(one for slug, one in departments.items() if slug in named),
    )
    return Procedure(
        id_, mode, flow, citation, publication, reading.details, reader.item.place, reading.places
    )


@dataclass
class _Reading:
    """Reads the steps of one process; every id is used once."""

    departments: Mapping[str, Department]
    publication: m.Publication
    details: dict[str, m.Publication] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)

    def sequence(self, reader: Reader, item: Item, *, inside: bool = False) -> tuple[Node, ...]:
        """Read steps that follow each other; a single step needs no list."""
        items = item.value if isinstance(item.value, list) else [item]
        if not items:
            raise reader.fail("there is no step here", "a process and each branch have a step", item.place)
        return reader.each(items, lambda inner: self._node(inner, inside=inside))

    def _node(self, reader: Reader, *, inside: bool) -> Node:
        return self._parallel(reader) if reader.has("parallel") else self._step(reader, inside=inside)

    def _parallel(self, reader: Reader) -> Parallel:
        id_ = self._new(reader, "parallel")
        items = reader.items("branches")
        if len(items) < 2:
            raise reader.fail("`parallel` has fewer than two branches", "write a single one as plain steps")
        return Parallel(id_, tuple(self.sequence(reader, branch, inside=True) for branch in items))

    def _step(self, reader: Reader, *, inside: bool) -> Step:
        reader.seen.update(_STEP)
        does = cast(Does, reader.choice("does", get_args(Does)))
        id_ = self._new(reader, "id") if reader.has("id") else self._new(reader, "does")
        if inside and does == "decide":
            raise reader.fail("a decision stands inside parallel branches", "decide after they have joined")
        if len(self.places) > MOST_STEPS:
            raise reader.fail(f"a process has more than {MOST_STEPS} steps", "split it")
        step = Step(
            id_, does, reader.here() if reader.has("zh") or reader.has("en") else DOES[does],
            cast(Office, reader.choice("who", get_args(Office), _OFFICE[does])),
            reader.choice("department", self.departments) if reader.has("department") else "",
            _days(reader, "within"), reader.boolean("stops_clock", does in _STOPPING),
            "agreed" if reader.has("deemed") and reader.choice("deemed", ("agreed",)) else "",
            reader.boolean("automatic", default=False),
        )  # fmt: skip
        if reader.has("published") or reader.has("assumption"):
            self.details[id_] = read_publication(reader, self.publication)
        _check(reader, step)
        return step

    def _new(self, reader: Reader, key: str) -> str:
        id_ = _id(reader, reader.string(key), reader.map[key].place)
        if id_ in self.places:
            hint = f"see {self.places[id_]}; give each its own `id`"
            raise reader.fail(f"`{id_}` stands twice in this process", hint, reader.map[key].place)
        self.places[id_] = reader.item.place
        return id_


def _check(reader: Reader, step: Step) -> None:
    """Refuse what no case could be taken through."""
    if step.deemed and step.within is None:
        hint = "add `within`: the working days after which silence counts"
        raise reader.fail(f"`{step.id}` is deemed agreed, and has no time", hint, reader.map["deemed"].place)
    if step.does == "notice" and not step.within:
        raise reader.fail(f"the notice `{step.id}` has no time", "add `within: 5`, its working days")
    if step.automatic and step.does not in _AUTOMATIC:
        hint = f"only {', '.join(_AUTOMATIC)} can be"
        message = f"`{step.id}` cannot be automatic: it is somebody's own word"
        raise reader.fail(message, hint, reader.map["automatic"].place)


def _days(reader: Reader, key: str) -> int | None:
    days = reader.whole(key)
    if days is not None and days > LONGEST:
        raise reader.fail(f"`{key}` is more than {LONGEST} working days", place=reader.map[key].place)
    return days


def _id(reader: Reader, name: str, place: Place | None = None) -> str:
    if not _ID.fullmatch(name):
        raise reader.fail(f"`{name}` cannot be the name of this", "small letters, digits and _", place)
    return name
