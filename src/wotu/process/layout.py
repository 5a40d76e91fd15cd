"""A flow laid out as a diagram: who in which lane, what in which column, and the lines between.

Time goes from left to right. Every lane is a department or office; branches that run side by side stand in
rows of their own. Lines turn only in the gaps between columns, so none crosses a shape.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from wotu.rules.flow import Flow, Node, Parallel, Step
from wotu.rules.flow_words import OFFICES, norm_of, whose
from wotu.rules.text import Text

Kind = Literal["start", "end", "refused", "task", "split", "join", "choice", "merge", "timer", "late"]
"""A merge follows a step that ends by itself; a timer sits on its task; late leads to supervision."""
Point = tuple[int, int]

TASK = (128, 96)
GATE, EVENT = 50, 36
GAP, MARGIN, LANE_HEAD = 40, 16, 30
ROW, STRIP = 128, 64
"""Height of a row, and of the strip below it where its timers and side endings stand."""
_SIZES: dict[Kind, tuple[int, int]] = {
    "start": (EVENT, EVENT), "end": (EVENT, EVENT), "refused": (EVENT, EVENT), "late": (EVENT, EVENT),
    "timer": (EVENT, EVENT), "task": TASK, "split": (GATE, GATE), "join": (GATE, GATE),
    "choice": (GATE, GATE), "merge": (GATE, GATE),
}  # fmt: skip
_LABELS: dict[Kind, Text] = {
    "start": Text("提出申请", "Applied"), "end": Text("办结", "Done"), "refused": Text("不予支持", "Refused"),
    "late": Text("督办", "Supervision"), "choice": Text("是否同意", "Approved?"),
}  # fmt: skip
YES, NO = Text("同意", "yes"), Text("不同意", "no")
_SILENT = Text("逾期视为同意", "silence counts as consent")
_NOTICE_OVER = Text("公示期满", "the notice is over")
_TOO_LATE = Text("逾期", "time is over")


@dataclass(frozen=True, slots=True)
class Shape:
    """One thing drawn, with its upper left corner and size in pixels."""

    id: str
    kind: Kind
    label: Text
    lane: str
    x: int
    y: int
    step: Step | None = None
    nested: bool = False

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return _SIZES[self.kind]

    @property
    def left(self) -> Point:
        """The middle of the left side."""
        return self.x, self.y + self.size[1] // 2

    @property
    def right(self) -> Point:
        """The middle of the right side."""
        return self.x + self.size[0], self.y + self.size[1] // 2

    @property
    def bottom(self) -> Point:
        """The middle of the lower side."""
        return self.x + self.size[0] // 2, self.y + self.size[1]


@dataclass(frozen=True, slots=True)
class Line:
    """A line from one shape to another, through its points."""

    id: str
    source: str
    target: str
    points: tuple[Point, ...]
    label: Text | None = None


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane: the department or office whose steps stand in it."""

    id: str
    label: Text
    y: int
    height: int


@dataclass(frozen=True)
class Diagram:
    """Everything drawn of a flow."""

    lanes: tuple[Lane, ...]
    shapes: Mapping[str, Shape]
    lines: tuple[Line, ...]
    width: int
    height: int


def lay_out(flow: Flow, *, timers: bool) -> Diagram:
    """Lay a flow out. With `timers` what happens when a step's time is over is drawn too."""
    plan = _Plan(flow, timers)
    plan.write()
    return _Geometry(plan).diagram()


@dataclass
class _Spot:
    """A shape before it has a place: its column, its lane, and the sequence it belongs to."""

    id: str
    kind: Kind
    label: Text
    lane: str
    column: int
    sequence: int
    step: Step | None = None
    on: str = ""
    nested: bool = False


@dataclass
class _Plan:
    """The shapes of a flow in their columns, and what leads where."""

    flow: Flow
    timers: bool
    spots: dict[str, _Spot] = field(default_factory=dict)
    links: list[tuple[str, str, Text | None]] = field(default_factory=list)
    passing: list[tuple[int, str, range]] = field(default_factory=list)
    sequences: int = 0

    def write(self) -> None:
        first = next(iter(self.flow.steps.values()), None)
        lane = _lane(first) if first else "office:clerk"
        self._add("start", "start", lane, 0, 0)
        last, column = self._sequence(self.flow.nodes, 1, 0, "start")
        self._add("end", "end", self.spots[last].lane, column, 0)
        self._link(last, "end")

    def _sequence(self, nodes: tuple[Node, ...], column: int, sequence: int, before: str) -> tuple[str, int]:
        """Write nodes one after the other; return the last shape and the next free column."""
        for node in nodes:
            if isinstance(node, Step):
                before, column = self._step(node, column, sequence, before)
            else:
                before, column = self._parallel(node, column, sequence, before)
        return before, column

    def _step(self, step: Step, column: int, sequence: int, before: str) -> tuple[str, int]:
        id_, lane = f"step_{step.id}", _lane(step)
        self._add(id_, "task", lane, column, sequence, label=step.label, step=step)
        self._link(before, id_)
        last, column = id_, column + 1
        if self.timers and step.within is not None:
            label = norm_of(step)
            self._add(f"timer_{step.id}", "timer", lane, column - 1, sequence, label=label, step=step, on=id_)
            if ends_by_itself(step):
                last = f"merge_{step.id}"
                self._add(last, "merge", lane, column, sequence)
                self._link(id_, last)
                self._link(f"timer_{step.id}", last, _SILENT if step.deemed else _NOTICE_OVER)
                column += 1
            else:
                self._add(f"late_{step.id}", "late", lane, column - 1, sequence, on=id_)
                self._link(f"timer_{step.id}", f"late_{step.id}", _TOO_LATE)
        if step.does == "decide":
            choice = f"choice_{step.id}"
            self._add(choice, "choice", lane, column, sequence)
            self._link(last, choice)
            self._add(f"refused_{step.id}", "refused", lane, column, sequence, on=choice)
            self._link(choice, f"refused_{step.id}", NO)
            last, column = choice, column + 1
        return last, column

    def _parallel(self, node: Parallel, column: int, sequence: int, before: str) -> tuple[str, int]:
        lane = self.spots[before].lane
        split, join = f"split_{node.id}", f"join_{node.id}"
        self._add(split, "split", lane, column, sequence)
        self._link(before, split)
        ends: list[tuple[str, int, int]] = []
        for branch in node.branches:
            self.sequences += 1
            own = self.sequences
            ends.append((*self._sequence(branch, column + 1, own, split), own))
        after = max((end for _, end, _ in ends), default=column + 1)
        self._add(join, "join", lane, after, sequence)
        for last, end, own in ends:
            self._link(last, join)
            self.passing.append((own, self.spots[last].lane, range(end, after)))
        return join, after + 1

    def _add(
        self, id_: str, kind: Kind, lane: str, column: int, sequence: int, *, label: Text | None = None,
        step: Step | None = None, on: str = "",
    ) -> None:  # fmt: skip
        said = label or _LABELS.get(kind, Text("", ""))
        self.spots[id_] = _Spot(id_, kind, said, lane, column, sequence, step, on, nested=sequence > 0)

    def _link(self, source: str, target: str, label: Text | None = None) -> None:
        if label is None and self.spots[source].kind == "choice":
            label = YES
        self.links.append((source, target, label))


class _Geometry:
    """Gives every shape of a plan its place."""

    def __init__(self, plan: _Plan) -> None:
        self.plan = plan
        self.rows = _rows(plan)
        self.lefts, self.width = self._columns()
        self.lanes, self.tops, self.height = self._lanes()

    def diagram(self) -> Diagram:
        shapes = {spot.id: self._shape(spot) for spot in self.plan.spots.values()}
        lines = tuple(
            Line(f"flow_{number}", source, target, self._points(shapes[source], shapes[target]), label)
            for number, (source, target, label) in enumerate(self.plan.links, start=1)
        )
        return Diagram(self.lanes, shapes, lines, self.width, self.height)

    def _columns(self) -> tuple[list[tuple[int, int]], int]:
        """Return where each column begins and how wide it is, and the width of the whole."""
        widths: dict[int, int] = {}
        for spot in self.plan.spots.values():
            if not spot.on:
                widths[spot.column] = max(widths.get(spot.column, 0), _SIZES[spot.kind][0])
        lefts, x = [], LANE_HEAD + MARGIN
        for column in range(len(widths)):
            lefts.append((x, widths[column]))
            x += widths[column] + GAP
        return lefts, x - GAP + MARGIN

    def _lanes(self) -> tuple[tuple[Lane, ...], dict[tuple[str, int], int], int]:
        """Return the lanes, where each of their rows begins, and the height of the whole."""
        with_strip = {
            (spot.lane, self.rows[spot.sequence, spot.lane]) for spot in self.plan.spots.values() if spot.on
        }
        lanes, tops, y = [], {}, 0
        for lane in dict.fromkeys(spot.lane for spot in self.plan.spots.values()):
            top = y
            for row in range(1 + max(row for (_, of), row in self.rows.items() if of == lane)):
                tops[lane, row] = y
                y += ROW + (STRIP if (lane, row) in with_strip else 0)
            lanes.append(Lane(lane, self._name(lane), top, y - top))
        return tuple(lanes), tops, y

    def _name(self, lane: str) -> Text:
        step = next((step for step in self.plan.flow.steps.values() if _lane(step) == lane), None)
        return whose(self.plan.flow, step) if step else OFFICES["clerk"]

    def _shape(self, spot: _Spot) -> Shape:
        left, wide = self.lefts[spot.column]
        width, height = _SIZES[spot.kind]
        top = self.tops[spot.lane, self.rows[spot.sequence, spot.lane]]
        x, y = left + (wide - width) // 2, top + (ROW - height) // 2
        if spot.kind == "timer":
            x, y = left + wide // 2 - TASK[0] // 2 + 12, top + (ROW + TASK[1]) // 2 - EVENT // 2
        elif spot.on:
            x = x if spot.kind == "refused" else left + wide // 2 + TASK[0] // 2 - EVENT
            y = top + ROW + STRIP - EVENT - 22
        return Shape(spot.id, spot.kind, spot.label, spot.lane, x, y, spot.step, spot.nested)

    def _points(self, source: Shape, target: Shape) -> tuple[Point, ...]:
        if target.kind == "refused":
            return source.bottom, (target.x + EVENT // 2, target.y)
        if source.kind == "timer":
            x, y = source.bottom
            if target.kind == "late":
                return (x, y), (x, target.left[1]), target.left
            down = self._strip_of(source)
            return (x, y), (x, down), (target.bottom[0], down), target.bottom
        (x1, y1), (x2, y2) = source.right, target.left
        if y1 == y2:
            return (x1, y1), (x2, y2)
        turn = self.lefts[self.plan.spots[target.id].column][0] - GAP // 2
        return (x1, y1), (turn, y1), (turn, y2), (x2, y2)

    def _strip_of(self, shape: Shape) -> int:
        spot = self.plan.spots[shape.id]
        return self.tops[spot.lane, self.rows[spot.sequence, spot.lane]] + ROW + STRIP // 2


def _rows(plan: _Plan) -> dict[tuple[int, str], int]:
    """Return the row of each sequence in each of its lanes: the first where its columns are free."""
    columns: dict[tuple[int, str], set[int]] = {}
    for spot in plan.spots.values():
        columns.setdefault((spot.sequence, spot.lane), set()).add(spot.column)
    for sequence, lane, passing in plan.passing:
        columns[sequence, lane] |= set(passing)
    taken: dict[str, list[set[int]]] = {}
    rows: dict[tuple[int, str], int] = {}
    for (sequence, lane), wanted in columns.items():
        held = taken.setdefault(lane, [])
        row = next((number for number, used in enumerate(held) if not used & wanted), len(held))
        if row == len(held):
            held.append(set())
        held[row] |= wanted
        rows[sequence, lane] = row
    return rows


def _lane(step: Step) -> str:
    return f"department:{step.department}" if step.department else f"office:{step.office}"


def ends_by_itself(step: Step) -> bool:
    """Tell whether a step is over once its time is: silence is consent, a notice was open."""
    return bool(step.deemed) or step.does == "notice"
