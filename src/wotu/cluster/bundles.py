"""Households that share a product or a standard: their claims and facts as rows, and back.

The rules that look at such a text reach across enterprises, and so across parts. Only the enterprises
whose text somebody else has too are brought together; all others are settled where they are.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from wotu.cluster.told import owners_of
from wotu.match.ballot import Ballot
from wotu.match.plan import Plan
from wotu.match.stack import measures_of
from wotu.match.table import Bools, Column, Ints, Table
from wotu.rules.model import Stacking
from wotu.rules.nodes import FactRef, Node
from wotu.rules.vocabulary import About, Slot

OWN_KEYS = {"enterprise", "year_and_kind", "row"}
"""What lies inside one enterprise's own rows; any other key is the name of a fact."""
CLAIM = {
    "part": pa.int64(), "claim": pa.int64(), "line": pa.int64(), "row": pa.int64(), "id": pa.string(),
    "owner": pa.string(), "low": pa.int64(), "high": pa.int64(), "known": pa.bool_(),
}  # fmt: skip
CHANGE = pa.schema(
    {
        "part": pa.int64(), "claim": pa.int64(), "turn": pa.int64(), "rule": pa.string(),
        "before": pa.int64(), "after": pa.int64(), "low": pa.int64(), "high": pa.int64(),
        "known": pa.bool_(), "alive": pa.bool_(),
    }
)  # fmt: skip


def rules_across(plan: Plan) -> list[Stacking]:
    """Return the rules whose key is a fact of rows, so that it may coincide for two enterprises."""
    return [
        rule
        for rule in plan.stacking
        if rule.key not in OWN_KEYS
        and (rule.rule in ("highest_only", "exclusive") or (rule.rule == "top_up" and rule.received is None))
    ]


def keys_of(ballot: Ballot) -> pa.Table:
    """Return what each enterprise has under the facts such rules look at: rule, text, owner, each once."""
    owners, found = owners_of(ballot), set()
    for rule in rules_across(ballot.plan):
        claims = ballot.of(measures_of(rule))
        node = FactRef(ballot.plan.packs.vocabulary[rule.key].type, Slot(rule.key))
        values = ballot.values(node, claims)
        codes = ballot.owners[claims].tolist()
        found |= {
            (rule.key, str(value), owners[code])
            for value, code in zip(values, codes, strict=True)
            if value is not None
        }
    rows = sorted(found)
    return pa.table(
        {name: pa.array([row[place] for row in rows], pa.string()) for place, name in enumerate(_KEY)}
    )


_KEY = ("key", "value", "owner")


def pack(ballot: Ballot, claims: Ints, part: int) -> pa.Table:
    """Return claims as rows, with every fact that settling may look at."""
    owners = owners_of(ballot)
    columns: dict[str, Any] = {
        "part": np.full(len(claims), part), "claim": claims, "line": ballot.lines[claims],
        "row": ballot.rows[claims], "id": [ballot.id_of(claim) for claim in claims.tolist()],
        "owner": [owners[code] for code in ballot.owners[claims].tolist()],
        "low": ballot.low[claims], "high": ballot.high[claims], "known": ballot.known[claims],
    }  # fmt: skip
    arrays = {name: pa.array(columns[name], kind) for name, kind in CLAIM.items()}
    for slot in _slots(ballot.plan):
        arrays[_named(slot)] = _cells(ballot, claims, slot)
    return pa.table(arrays)


def _slots(plan: Plan) -> list[Slot]:
    """Return every fact cell that stacking, top-ups and shared caps may look at."""
    nodes: list[Node] = [
        plan.fix(node) for rule in plan.stacking for node in (rule.unless, rule.received) if node is not None
    ]
    nodes += [plan.fix(cap.limit) for cap in plan.shared_caps]
    for line in plan.lines:
        for limit in line.shared_limits():
            nodes += [node for node in (limit.limit, limit.already) if node is not None]
    named = {Slot(rule.key) for rule in plan.stacking if rule.key not in OWN_KEYS}
    return sorted(named.union(*(node.slots for node in nodes)))


def _named(slot: Slot) -> str:
    return f"fact:{slot}"


def _is_text(plan: Plan, slot: Slot) -> bool:
    return plan.packs.vocabulary[slot.fact].type.kind == "text" and not slot.began


def _cells(ballot: Ballot, claims: Ints, slot: Slot) -> pa.Array:
    """Return one fact cell of each claim's row as it is stored; nothing where it is unknown."""
    is_text = _is_text(ballot.plan, slot)
    found: list[object] = [None] * len(claims)
    for place, claim in enumerate(claims.tolist()):
        column, row = ballot.table_of(claim).columns.get(slot), int(ballot.rows[claim])
        if column is not None and (column.known is None or column.known[row]):
            stored = int(column.values[row])
            found[place] = column.dictionary[stored] if column.dictionary is not None else stored
    return pa.array(found, pa.string() if is_text else pa.int64())


def unpack(plan: Plan, packed: pa.Table) -> Ballot:
    """Return the ballot of claims that were brought together from several parts."""
    lines = packed.column("line").to_numpy()
    rows: Ints = np.zeros(len(lines), np.int64)
    tables: dict[About, Table] = {}
    abouts = np.array([line.about for line in plan.lines], dtype=object)
    where = [packed.column(name).to_numpy() for name in ("part", "row")]
    for about in dict.fromkeys(line.about for line in plan.lines):
        places = np.flatnonzero(abouts[lines] == about) if len(lines) else np.empty(0, np.int64)
        pairs = np.stack([array[places] for array in where])
        _, first, mine = np.unique(pairs, axis=1, return_index=True, return_inverse=True)
        rows[places] = mine.reshape(-1)
        tables[about] = _table(plan, about, packed.take(pa.array(places[first])))
    owners = packed.column("owner").combine_chunks().dictionary_encode().indices.to_numpy()
    low, high, known = (packed.column(name).to_numpy().copy() for name in ("low", "high", "known"))
    alive: Bools = np.ones(len(lines), np.bool_)
    return Ballot(plan, tables, lines, rows, owners.astype(np.int64), low, high, known, alive, [])


def _table(plan: Plan, about: About, packed: pa.Table) -> Table:
    columns = {slot: _column(packed.column(_named(slot)), text=_is_text(plan, slot)) for slot in _slots(plan)}
    return Table(about, packed.column("id").to_pylist(), columns, packed.column("owner").to_pylist())


def _column(cells: pa.ChunkedArray, *, text: bool) -> Column:
    known = cells.is_valid().to_numpy()
    if not text:
        return Column(cells.fill_null(0).to_numpy(), known)
    encoded = cells.combine_chunks().dictionary_encode()
    codes = encoded.indices.fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64)
    return Column(codes, known, tuple(encoded.dictionary.to_pylist()) or ("",))


def changes_of(ballot: Ballot, packed: pa.Table) -> pa.Table:
    """Return what was changed, claim by claim, with what stands in the end."""
    parts, claims = packed.column("part").to_pylist(), packed.column("claim").to_pylist()
    rows = [
        (
            parts[c.claim], claims[c.claim], turn, c.rule, c.before, c.after, int(ballot.low[c.claim]),
            int(ballot.high[c.claim]), bool(ballot.known[c.claim]), bool(ballot.alive[c.claim]),
        )
        for turn, c in enumerate(ballot.changes)
    ]  # fmt: skip
    return pa.table(_transposed(rows, len(CHANGE.names)), schema=CHANGE)


def _transposed(rows: Sequence[tuple[object, ...]], width: int) -> list[list[object]]:
    return [[row[place] for row in rows] for place in range(width)]


def by_part(changes: pa.Table) -> Iterator[tuple[int, pa.Table]]:
    """Yield the changes of each part."""
    numbers = changes.column("part").to_numpy()
    for part in np.unique(numbers).tolist():
        yield part, changes.filter(pa.array(numbers == part))
