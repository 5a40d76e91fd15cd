"""Loading packs: folders of YAML become checked, typed measures."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from wotu.rules import model as m
from wotu.rules.load_measure import (
    MAX_DATES,
    Setting,
    dated_choice,
    nodes_of,
    read_measure,
)
from wotu.rules.load_process import read_processes
from wotu.rules.load_published import read_citation, read_publication
from wotu.rules.load_stacking import read_stacking
from wotu.rules.load_vocabulary import read_vocabulary
from wotu.rules.nodes import AS_OF, Named, Node, size_and_depth
from wotu.rules.problems import NOWHERE, PackError, Place, Problem, did_you_mean
from wotu.rules.procedure import Procedure
from wotu.rules.reader import Invalid, Reader
from wotu.rules.typing import Scope
from wotu.rules.vocabulary import Fact
from wotu.rules.yamlio import Item, read_yaml

LEVELS = ("national", "province", "city", "zone")
MAX_FILES = 1_000
MAX_LEVELS = 20
MAX_WRITTEN_OUT = 300_000
"""Parts of all expressions of a pack, definitions written out wherever they are used."""

_PACK_NAME = re.compile(r"\w[\w-]{0,59}", re.ASCII)


def load_packs(
    folders: Iterable[Path], changes: Mapping[str, str] | None = None, bases: Path | None = None
) -> m.PackSet:
    """Read packs and every pack they build on.

    Args:
        folders: the packs' folders.
        changes: parameters to try out, `{"pack.measure.parameter": "8%"}`.
        bases: the folder in which the packs they build on lie; beside each pack unless given.

    Raises:
        PackError: something is wrong; every problem found is listed.
    """
    problems: list[Problem] = []
    loaded: dict[str, m.Pack] = {}
    for folder in folders:
        _load_with_base(folder, loaded, dict(changes or {}), problems, (), bases=bases)
    packs = m.PackSet(loaded, _one_vocabulary(loaded, problems), _one(loaded, "definitions"))
    for pack in loaded.values():
        _read_stacking_file(pack, packs, problems)
    _check_changes(packs, changes or {}, problems)
    if problems:
        raise PackError(problems)
    return packs


def _load_with_base(
    folder: Path,
    loaded: dict[str, m.Pack],
    changes: Mapping[str, str],
    problems: list[Problem],
    above: tuple[str, ...],
    *,
    bases: Path | None,
) -> None:
    folder = folder.resolve() if not folder.is_absolute() else folder
    if folder.name in loaded:
        return
    if not (folder / "pack.yaml").is_file() or (folder / "pack.yaml").is_symlink():
        problems.append(_no_pack(folder, above))
        return
    if len(above) >= MAX_LEVELS:
        problems.append(Problem(Place(folder), f"packs build on each other more than {MAX_LEVELS} deep"))
        return
    if folder.name in above:
        problems.append(
            Problem(Place(folder), f"packs build on each other: {' → '.join((*above, folder.name))}")
        )
        return
    try:
        reader = Reader(read_yaml(folder / "pack.yaml"), problems)
        wanted = reader.strings("builds_on")
        for base in wanted:
            if not _PACK_NAME.fullmatch(base):
                raise reader.fail(f"`{base}` is not the name of a pack")
            below = bases / base if bases else _base_folder(folder, base)
            _load_with_base(below, loaded, changes, problems, (*above, folder.name), bases=bases)
        if all(base in loaded for base in wanted):
            loaded[folder.name] = _read_pack(folder, reader, loaded, changes)
    except Invalid:
        return
    except PackError as error:
        problems.extend(error.problems)


def _no_pack(folder: Path, above: tuple[str, ...]) -> Problem:
    others = [path.parent.name for path in folder.parent.glob("*/pack.yaml")]
    closest = did_you_mean(folder.name, others)
    if above:
        message = f"there is no pack here, and `{above[-1]}` builds on it"
        return Problem(Place(folder), message, closest or "copy it there, or work where packs/ has it")
    return Problem(Place(folder), "there is no pack here", closest or "a pack is a folder with a pack.yaml")


def _base_folder(folder: Path, base: str) -> Path:
    """Return where a base pack lies: beside the pack, else in `packs/` beside the pack's own folder."""
    beside = folder.parent / base
    return beside if (beside / "pack.yaml").is_file() else folder.parent.parent / "packs" / base


def _read_pack(
    folder: Path, reader: Reader, loaded: Mapping[str, m.Pack], changes: Mapping[str, str]
) -> m.Pack:
    problems = reader.problems
    id_ = reader.string("pack")
    if id_ != folder.name:
        raise reader.fail(f"the pack is named `{id_}`, its folder `{folder.name}`", "use the same name")
    bases = [loaded[name] for name in _transitive(reader.strings("builds_on"), loaded)]
    facts: dict[str, Fact] = {name: fact for base in bases for name, fact in base.facts.items()}
    for item in _optional(folder / "vocabulary.yaml", problems):
        facts |= read_vocabulary(Reader(item, problems))
    sources = {key: value for base in bases for key, value in base.sources.items()}
    for item in _optional(folder / "sources.yaml", problems):
        sources |= _read_sources(Reader(item, problems))
    definitions = {key: value for base in bases for key, value in base.definitions.items()}
    for item in _optional(folder / "definitions.yaml", problems):
        _read_definitions(Reader(item, problems), facts, definitions, sources)
    departments = {key: value for base in bases for key, value in base.departments.items()}
    procedures: dict[str, Procedure] = {}
    for item in _optional(folder / "processes.yaml", problems):
        procedures = read_processes(Reader(item, problems), id_, departments, sources)
    pack = m.Pack(
        id=id_, folder=folder, title=reader.text("title"), zone=reader.text("zone"),
        level=reader.choice("level", LEVELS),  # type: ignore[arg-type]
        region=reader.optional_text("place"), builds_on=tuple(reader.strings("builds_on")), facts=facts,
        definitions=definitions, sources=sources, accounts=_read_accounts(reader, sources),
        figures=reader.each(reader.items("figures"), lambda inner: _read_figure(inner, sources)),
        procedures=procedures, departments=departments,
    )  # fmt: skip
    reader.finish()
    scope = Scope(facts, {name: definition.node for name, definition in definitions.items()})
    _read_measures(pack, Setting(pack, scope, changes, problems, _visible(pack, bases)))
    return pack


def _visible(pack: m.Pack, bases: Iterable[m.Pack]) -> dict[str, Procedure]:
    """Return the processes a pack may use, by `pack.process` and by name; the nearest has the name."""
    visible: dict[str, Procedure] = {}
    for each in (*bases, pack):
        for name, procedure in each.procedures.items():
            visible |= {name: procedure, procedure.id: procedure}
    return visible


def _transitive(names: Iterable[str], loaded: Mapping[str, m.Pack]) -> list[str]:
    """Return the packs below, each once, those others build on first."""
    found: dict[str, None] = {}

    def add(name: str) -> None:
        if name in loaded and name not in found:
            for base in loaded[name].builds_on:
                add(base)
            found[name] = None

    for name in names:
        add(name)
    return list(found)


def _optional(path: Path, problems: list[Problem]) -> list[Item]:
    if not path.is_file():
        return []
    if path.is_symlink():
        problems.append(Problem(Place(path), "a pack's files are files, not links", "copy it here"))
        return []
    try:
        return [read_yaml(path)]
    except PackError as error:
        problems.extend(error.problems)
        return []


def yaml_files(folder: Path) -> list[Path]:
    """Return the YAML files of a folder of a pack, in name order; links leading elsewhere are left out."""
    pack = folder.parent.resolve()
    found = [path for path in sorted(folder.glob("*.yaml")) if path.resolve().is_relative_to(pack)]
    return found[:MAX_FILES]


def as_list(root: Item) -> list[Item]:
    """Return the entries of a file that holds one thing or a list of them."""
    return root.value if isinstance(root.value, list) else [root]


def _read_measures(pack: m.Pack, setting: Setting) -> None:
    ids: dict[str, Place] = {}
    spent = 0
    for path in yaml_files(pack.folder / "measures"):
        for root in _optional(path, setting.problems):
            for item in as_list(root):
                try:
                    measure = read_measure(item, setting)
                except Invalid:
                    continue
                if measure.id in ids:
                    setting.problems.append(
                        Problem(measure.place, f"{measure.id} stands twice", f"see {ids[measure.id]}")
                    )
                ids[measure.id] = measure.place
                pack.measures.append(measure)
                spent += _written_out(measure)
                if spent > MAX_WRITTEN_OUT:
                    message = "written out, the expressions of this pack are too large"
                    setting.problems.append(Problem(measure.place, message, "use smaller definitions"))
                    return


def _written_out(measure: m.Measure) -> int:
    return sum(size_and_depth(node)[0] for text in measure.versions for node in nodes_of(text))


def _read_sources(reader: Reader) -> dict[str, m.Source]:
    sources: dict[str, m.Source] = {}
    for id_, item in reader.entries("sources"):
        with reader.tolerate():
            inner = Reader(item, reader.problems)
            address = inner.string("address", "")
            if address and not address.startswith(("https://", "http://")):
                raise inner.fail("an address begins with https:// or http://")
            sources[id_] = m.Source(
                id_, inner.here(), inner.string("number", ""), inner.optional_text("issuer"),
                inner.date("date"), address, inner.boolean("found", default=True),
                inner.optional_text("note"),
            )  # fmt: skip
            inner.finish()
    reader.finish()
    return sources


def _read_definitions(
    reader: Reader,
    facts: Mapping[str, Fact],
    definitions: dict[str, m.Definition],
    sources: Mapping[str, m.Source],
) -> None:
    """Read definitions in order; each may use the ones before it."""
    for name, item in reader.entries("definitions"):
        with reader.tolerate():
            inner = Reader(item, reader.problems)
            if not (name.isascii() and name.isidentifier() and len(name) <= 60):
                raise inner.fail("this cannot be the name of a definition", "letters, digits and _")
            if name in facts or name in definitions or name == "as_of":
                raise inner.fail(f"`{name}` is already the name of something")
            scope = Scope(facts, {key: value.node for key, value in definitions.items()})
            dated = [
                (inner.as_date(Item(day, text.place)), inner.as_expression(text, scope))
                for day, text in inner.entries("versions")
            ]
            definitions[name] = _definition(name, inner, sorted(dated, key=lambda pair: pair[0]), sources)
            inner.finish()
    reader.finish()


def _definition(
    name: str, reader: Reader, dated: list[tuple[dt.date, Node]], sources: Mapping[str, m.Source]
) -> m.Definition:
    if not dated:
        raise reader.fail("a definition needs `versions` by date")
    if len(dated) > MAX_DATES:
        raise reader.fail(f"a definition has at most {MAX_DATES} versions")
    if len({(node.type.kind, node.type.dimension) for _, node in dated}) > 1:
        raise reader.fail("the versions of a definition differ in type or unit")
    label = reader.here()
    node = Named(dated[0][1].type, "definition", name, label, dated_choice(AS_OF, dated))
    citation, publication = (
        read_citation(reader, sources),
        read_publication(reader, m.Publication()),
    )
    return m.Definition(name, label, node, citation, publication, reader.item.place)


def _read_accounts(reader: Reader, sources: Mapping[str, m.Source]) -> dict[str, m.Account]:
    accounts: dict[str, m.Account] = {}
    for id_, item in reader.entries("accounts"):
        with reader.tolerate():
            inner = Reader(item, reader.problems)
            inner.string("unit", "")
            period = inner.choice("period", ("life", "year"), "life")
            accounts[id_] = m.Account(
                id_, inner.here(), inner.quantity("limit"), period,  # type: ignore[arg-type]
                read_publication(inner, m.Publication()), read_citation(inner, sources),
            )  # fmt: skip
            inner.finish()
    return accounts


def _read_figure(reader: Reader, sources: Mapping[str, m.Source]) -> m.Figure:
    return m.Figure(
        reader.name("id"), reader.here(), reader.string("value"), reader.string("growth", ""),
        reader.string("period", ""), read_citation(reader, sources),
    )  # fmt: skip


def _one_vocabulary(loaded: Mapping[str, m.Pack], problems: list[Problem]) -> dict[str, Fact]:
    """Join the packs' vocabularies: one name means one thing."""
    joined: dict[str, Fact] = {}
    for pack in loaded.values():
        for name, fact in pack.facts.items():
            other = joined.setdefault(name, fact)
            if (other.type, other.period, other.about, other.scale) != (
                fact.type,
                fact.period,
                fact.about,
                fact.scale,
            ):
                place = Place(pack.folder / "vocabulary.yaml")
                problems.append(
                    Problem(
                        place,
                        f"`{name}` is declared differently in another pack",
                        "move it to a common pack",
                    )
                )
    return joined


def _one(loaded: Mapping[str, m.Pack], what: str) -> dict[str, m.Definition]:
    return {name: value for pack in loaded.values() for name, value in getattr(pack, what).items()}


def _read_stacking_file(pack: m.Pack, packs: m.PackSet, problems: list[Problem]) -> None:
    path = pack.folder / "stacking.yaml"
    for item in _optional(path, problems):
        scope = Scope(pack.facts, {name: definition.node for name, definition in pack.definitions.items()})
        caps, rules = read_stacking(Reader(item, problems), scope, packs, pack.sources)
        pack.shared_caps.extend(caps)
        pack.stacking.extend(rules)


def _check_changes(packs: m.PackSet, changes: Mapping[str, str], problems: list[Problem]) -> None:
    known = {
        f"{v.measure.id}.{name}"
        for mm in packs.measures.values()
        for v in mm.versions
        for name in v.parameters
    }
    for name in changes.keys() - known:
        hint = did_you_mean(name, known) or "write pack.measure.parameter=value"
        problems.append(Problem(NOWHERE, f"there is no parameter `{name}`", hint))
