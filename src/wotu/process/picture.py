"""A flow as a picture for a page: lanes from left to right on a desk, one below the other on a phone."""

from collections.abc import Iterator
from itertools import pairwise

from wotu.process.layout import LANE_HEAD, NO, Diagram, Line, Point, Shape, lay_out
from wotu.process.picture_parts import (
    NOTE,
    TITLE,
    Marks,
    fitted,
    framed,
    legend,
    tag_at,
    text_at,
    time_words,
)
from wotu.rules.flow import Flow, Step
from wotu.rules.text import Language

LINE = 18
FITS = 1_080
"""Width of a page's column: a wider picture is drawn smaller, by a fifth at most, and scrolls."""
_NOTHING = Marks()


def wide_picture(flow: Flow, language: Language, id_: str, marks: Marks = _NOTHING) -> str:
    """Return the picture in lanes, as SVG without styles of its own; `id_` must be its alone on the page."""
    diagram = lay_out(flow, timers=False)
    below, more = legend(marks, language, LANE_HEAD + 12, diagram.height, diagram.width - LANE_HEAD - 24)
    drawn = "".join([
        *_lanes(diagram, language),
        *(_line(line, diagram, language) for line in diagram.lines),
        *(_shape(shape, language, marks) for shape in diagram.shapes.values()),
        below,
    ])  # fmt: skip
    box = (LANE_HEAD, 0, diagram.width - LANE_HEAD, diagram.height + more)
    return framed(
        flow, language, marks, id_, box=box, drawn=drawn, shown=max(min(box[2], FITS), box[2] * 4 // 5)
    )


def _lanes(diagram: Diagram, language: Language) -> Iterator[str]:
    width = diagram.width - LANE_HEAD
    for number, lane in enumerate(diagram.lanes):
        kind = "lane" if number % 2 else "lane other"
        yield f'<rect class="{kind}" x="{LANE_HEAD}" y="{lane.y}" width="{width}" height="{lane.height}"/>'
        yield text_at(LANE_HEAD + 10, lane.y + 15, [lane.label[language]], "lane-name", NOTE)


def _line(line: Line, diagram: Diagram, language: Language) -> str:
    drawn = arrow(line.points)
    if line.label is not None and diagram.shapes[line.source].kind == "choice":
        x, y = line.points[0]
        down = line.label is NO
        drawn += text_at(
            x + (5 if down else 2), y + (16 if down else -6), [line.label[language]], "note", NOTE
        )
    return drawn


def arrow(points: tuple[Point, ...]) -> str:
    """Return a line with its head at the last point."""
    way = " ".join(f"{x},{y}" for x, y in points)
    (x1, y1), (x2, y2) = list(pairwise(points))[-1]
    if x1 == x2:
        back = y2 - (7 if y2 > y1 else -7)
        head = f"{x2},{y2} {x2 - 4},{back} {x2 + 4},{back}"
    else:
        back = x2 - (7 if x2 > x1 else -7)
        head = f"{x2},{y2} {back},{y2 - 4} {back},{y2 + 4}"
    return f'<polyline class="way" points="{way}"/><polygon class="head" points="{head}"/>'


def _shape(shape: Shape, language: Language, marks: Marks) -> str:
    if shape.step is not None:
        return _task(shape, shape.step, language, marks)
    (width, height), (x, y) = shape.size, (shape.x, shape.y)
    middle, label = x + width // 2, shape.label[language]
    if shape.kind in ("start", "end", "refused"):
        drawn = (
            f'<circle class="event {shape.kind}" cx="{middle}" cy="{y + height // 2}" r="{width // 2 - 2}"/>'
        )
        return drawn + text_at(middle, y + height + 15, [label], "note middle", NOTE)
    corners = f"{middle},{y} {x + width},{y + height // 2} {middle},{y + height} {x},{y + height // 2}"
    drawn = f'<polygon class="gate" points="{corners}"/>' + _sign(shape)
    return drawn + (text_at(middle, y - 7, [label], "note middle", NOTE) if label else "")


def _sign(shape: Shape) -> str:
    """Return what stands in a gateway: a plus where all ways are gone, a cross where one is."""
    x, y = shape.x + shape.size[0] // 2, shape.y + shape.size[1] // 2
    if shape.kind == "choice":
        return f'<path class="sign" d="M{x - 7} {y - 7}L{x + 7} {y + 7}M{x + 7} {y - 7}L{x - 7} {y + 7}"/>'
    return f'<path class="sign" d="M{x - 10} {y}H{x + 10}M{x} {y - 10}V{y + 10}"/>'


def _task(shape: Shape, step: Step, language: Language, marks: Marks) -> str:
    width, height = shape.size
    drawn = (
        f'<rect class="{marks.classes(step)}" x="{shape.x}" y="{shape.y}" width="{width}" '
        f'height="{height}" rx="8"/>'
    )
    notes = fitted(time_words(step, marks)[language], NOTE, width - 12, 2)
    title = fitted(step.label[language], TITLE, width - 16, 5 - len(notes))
    top = shape.y + (height - LINE * (len(title) + len(notes))) // 2 + 14
    middle = shape.x + width // 2
    drawn += text_at(middle, top, title, "title middle", LINE)
    drawn += text_at(middle, top + LINE * len(title), notes, "note middle", LINE)
    state = marks.state(step)
    return drawn + (tag_at(shape.x + width - 6, shape.y, state[language]) if state else "")
