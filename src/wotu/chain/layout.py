"""A chain laid out as a drawing: upstream left, downstream right, what goes in before what comes out.

The stages are bands side by side. Within its band a product stands one layer to the right of everything that
goes into it there. A product whose input is stated further downstream stands where its input stands: it was
`moved`. Layers are put in order by barycentre, so that few lines cross; a layer with many products takes
several columns. The same chain is always drawn the same way.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import ceil, sqrt

COLUMN, ROW = 216, 86
"""Width of a column and height of a row, in pixels at full size."""
STAGES = (1, 2, 3)
SWEEPS = 8
KEPT = 32
"""Chains of which the latest drawing is kept in the process."""
_LEAST = 12
"""A layer of so many products is never broken into columns."""

Edge = tuple[str, str]
_Ranks = dict[str, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """Something to place: its id, its stage (1 upstream to 3 downstream), its place among equals."""

    id: str
    stage: int
    place: int = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """Where it stands: column and row from 0, its middle in pixels; its layer begins and ends there."""

    column: int
    row: int
    x: float
    y: float
    begins: float
    ends: float


@dataclass(frozen=True, slots=True)
class Band:
    """The columns of a stage, in pixels; one without products has no width."""

    stage: int
    x: float
    width: float


@dataclass(frozen=True)
class Layout:
    """Where everything stands. `moved` are those that stand further right than their stage."""

    places: Mapping[str, Placed]
    bands: tuple[Band, ...]
    width: float
    height: float
    moved: frozenset[str]


def lay_out(spots: Iterable[Spot], edges: Iterable[Edge]) -> Layout:
    """Lay a chain out; an edge leads from an input to what it goes into.

    Edges to what is not there are left out. In a circle one edge is drawn backwards. A chain that was laid
    out lately is not laid out again: most of what a zone learns moves nothing in it.
    """
    given = tuple(sorted(spots, key=lambda spot: (spot.stage, spot.place, spot.id)))
    known = {spot.id for spot in given}
    return _laid_out(given, frozenset(e for e in edges if known.issuperset(e)))


@lru_cache(maxsize=KEPT)
def _laid_out(given: tuple[Spot, ...], edges: frozenset[Edge]) -> Layout:
    forward = _forward([spot.id for spot in given], edges)
    layers = _layers(given, forward)
    ordered = _ordered(list(layers.values()), forward)
    return _drawn(given, dict(zip(layers, ordered, strict=True)))


def crossings(order: Sequence[Sequence[str]], edges: Iterable[Edge]) -> int:
    """Count the crossings of edges that lead from the same layer to the same layer."""
    layer = {one: number for number, column in enumerate(order) for one in column}
    at = {one: number for column in order for number, one in enumerate(column)}
    between: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for source, target in edges:
        between[layer[source], layer[target]].append((at[source], at[target]))
    return sum(_inversions(sorted(pairs)) for pairs in between.values())


def _inversions(pairs: Sequence[tuple[int, int]]) -> int:
    return sum(a[0] < b[0] and a[1] > b[1] for a, b in combinations(pairs, 2))


def _forward(ids: Sequence[str], edges: Iterable[Edge]) -> list[Edge]:
    """Return the edges without those that close a circle, by a walk in the given order."""
    ahead: dict[str, list[str]] = defaultdict(list)
    for source, target in sorted(edges):
        if source != target:
            ahead[source].append(target)
    done: set[str] = set()
    kept: list[Edge] = []
    for start in ids:
        if start in done:
            continue
        path, open_ = [(start, iter(ahead[start]))], {start}
        while path:
            at, rest = path[-1]
            onward = next(rest, None)
            if onward is None:
                path.pop()
                open_.discard(at)
                done.add(at)
            elif onward not in open_:
                kept.append((at, onward))
                if onward not in done:
                    open_.add(onward)
                    path.append((onward, iter(ahead[onward])))
    return kept


def _layers(spots: Sequence[Spot], edges: Sequence[Edge]) -> dict[tuple[int, int], list[str]]:
    """Return the products by stage and depth within it, in the given order."""
    inputs: dict[str, list[str]] = defaultdict(list)
    for source, target in edges:
        inputs[target].append(source)
    stated = {spot.id: spot.stage for spot in spots}
    found: dict[str, tuple[int, int]] = {}
    for one in _inputs_first(list(stated), inputs):
        before = [found[source] for source in inputs[one]]
        stage = max([stated[one], *(stage for stage, _ in before)])
        found[one] = (stage, max((depth + 1 for other, depth in before if other == stage), default=0))
    layers: dict[tuple[int, int], list[str]] = {key: [] for key in sorted(set(found.values()))}
    for spot in spots:
        layers[found[spot.id]].append(spot.id)
    return layers


def _inputs_first(ids: Sequence[str], inputs: Mapping[str, Sequence[str]]) -> list[str]:
    waiting = {one: len(inputs.get(one, ())) for one in ids}
    outputs: dict[str, list[str]] = defaultdict(list)
    for target in ids:
        for source in inputs.get(target, ()):
            outputs[source].append(target)
    ready = [one for one in ids if not waiting[one]]
    for one in ready:
        for target in outputs[one]:
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    return ready


def _ordered(layers: list[list[str]], edges: Sequence[Edge]) -> list[list[str]]:
    """Put each layer in the order of its neighbours' middles, again and again; the best order seen stays."""
    beside: dict[str, list[str]] = defaultdict(list)
    for source, target in edges:
        beside[source].append(target)
        beside[target].append(source)
    best, fewest = layers, crossings(layers, edges)
    for sweep in range(SWEEPS):
        layers = _swept(layers, beside, backwards=bool(sweep % 2))
        found = crossings(layers, edges)
        if found < fewest:
            best, fewest = layers, found
    return best


def _swept(layers: list[list[str]], beside: Mapping[str, list[str]], *, backwards: bool) -> list[list[str]]:
    ranks: _Ranks = {}
    for layer in layers:
        ranks |= _ranks(layer)
    after = list(layers)
    numbers = range(len(layers))
    for number in reversed(numbers) if backwards else numbers:
        means = {one: _mean(one, beside, ranks) for one in after[number]}
        after[number] = sorted(after[number], key=lambda one: (means[one], ranks[one]))
        ranks |= _ranks(after[number])
    return after


def _ranks(layer: Sequence[str]) -> _Ranks:
    """Return where each stands in its layer, from 0 at the top to 1 at the bottom."""
    return {one: (number + 0.5) / len(layer) for number, one in enumerate(layer)}


def _mean(one: str, beside: Mapping[str, list[str]], ranks: _Ranks) -> float:
    near = beside.get(one)
    return sum(ranks[other] for other in near) / len(near) if near else ranks[one]


def _drawn(spots: Sequence[Spot], layers: Mapping[tuple[int, int], list[str]]) -> Layout:
    tallest = max(_LEAST, ceil(sqrt(len(spots) * 1.4)))
    widths = {key: ceil(len(layer) / tallest) for key, layer in layers.items()}
    height = max((_tall(len(layer), widths[key]) for key, layer in layers.items()), default=0) * ROW
    places: dict[str, Placed] = {}
    stages: list[int] = []
    for (stage, depth), layer in layers.items():
        places |= _side_by_side(layer, len(stages), widths[stage, depth], height)
        stages += [stage] * widths[stage, depth]
    return Layout(places, _bands(stages), len(stages) * COLUMN, height, _moved(spots, layers))


def _side_by_side(layer: Sequence[str], first: int, width: int, height: float) -> dict[str, Placed]:
    """Place a layer in zigzag over its columns: who stands low stays low, lines pass between others."""
    step = height / _tall(len(layer), width)
    begins, ends = first * COLUMN, (first + width) * COLUMN
    return {
        one: Placed(
            first + n % width,
            n // width,
            (first + n % width + 0.5) * COLUMN,
            (n / width + 0.5) * step,
            begins,
            ends,
        )
        for n, one in enumerate(layer)
    }


def _tall(number: int, width: int) -> float:
    """Return the height of a layer of so many products over so many columns, in rows."""
    return ceil(number / width) + (width - 1) / width


def _bands(stages: Sequence[int]) -> tuple[Band, ...]:
    """Return the band of each stage over the columns, whose stages are given from left to right."""
    return tuple(
        Band(stage, sum(other < stage for other in stages) * COLUMN, stages.count(stage) * COLUMN)
        for stage in STAGES
    )


def _moved(spots: Sequence[Spot], layers: Mapping[tuple[int, int], list[str]]) -> frozenset[str]:
    stated = {spot.id: spot.stage for spot in spots}
    return frozenset(one for (stage, _), layer in layers.items() for one in layer if stage > stated[one])
