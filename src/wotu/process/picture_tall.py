"""A flow as a picture for a phone: one step below the other, what runs side by side in a frame together."""

from dataclasses import dataclass, field

from wotu.process.layout import NO
from wotu.process.picture import LINE, arrow
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
from wotu.rules.flow import Flow, Node, Parallel, Step
from wotu.rules.flow_words import whose
from wotu.rules.text import Language, Text

WIDTH = 340
PAD, GAP, INSET = 10, 22, 10
_SIDE_BY_SIDE = Text("同时办理，全部办完再往下", "Side by side; all of them before what follows")
_REFUSED = Text("不予支持，结束", "refused, the end")
_START, _END = Text("提出申请", "Applied"), Text("办结", "Done")
_NOTHING = Marks()


def tall_picture(flow: Flow, language: Language, id_: str, marks: Marks = _NOTHING) -> str:
    """Return the picture from top to bottom, as SVG without styles of its own."""
    drawing = _Drawing(flow, language, marks)
    drawing.write()
    below, more = legend(marks, language, PAD, drawing.y, WIDTH - 2 * PAD)
    parts = "".join([*drawing.frames, *drawing.parts, below])
    box = (0, 0, WIDTH, drawing.y + more + PAD)
    return framed(flow, language, marks, id_, box=box, drawn=parts, shown=WIDTH)


@dataclass
class _Drawing:
    """What is drawn so far; `y` is where the next thing begins. Frames lie below everything."""

    flow: Flow
    language: Language
    marks: Marks
    y: int = PAD
    frames: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    def write(self) -> None:
        self._pill(_START)
        self._lead()
        self._sequence(self.flow.nodes, 0)
        self._lead()
        self._pill(_END)

    def _sequence(self, nodes: tuple[Node, ...], depth: int) -> None:
        for number, node in enumerate(nodes):
            if number:
                self._lead()
            if isinstance(node, Step):
                self._step(node, depth)
            else:
                self._parallel(node, depth)

    def _step(self, step: Step, depth: int) -> None:
        x, width = self._inside(depth)
        who = f"{whose(self.flow, step)[self.language]} · {time_words(step, self.marks)[self.language]}"
        title = fitted(step.label[self.language], TITLE, width - 24, 3)
        notes = fitted(who, NOTE, width - 24, 2)
        height = LINE * (len(title) + len(notes)) + 18
        self.parts.append(
            f'<rect class="{self.marks.classes(step)}" x="{x}" y="{self.y}" width="{width}" '
            f'height="{height}" rx="8"/>'
        )
        self.parts.append(text_at(x + 12, self.y + 22, title, "title", LINE))
        self.parts.append(text_at(x + 12, self.y + 22 + LINE * len(title), notes, "note", LINE))
        if (state := self.marks.state(step)) is not None:
            self.parts.append(tag_at(x + width - 8, self.y, state[self.language]))
        self.y += height
        if step.does == "decide":
            self._refusal(x, width)

    def _refusal(self, x: int, width: int) -> None:
        said = f"{NO[self.language]} → {_REFUSED[self.language]}"
        self.parts.append(text_at(x + width - 4, self.y + 15, [said], "note end-of-line", NOTE))
        self.y += 4

    def _parallel(self, node: Parallel, depth: int) -> None:
        x, width = self._inside(depth)
        top = self.y
        heading = fitted(_SIDE_BY_SIDE[self.language], NOTE, width - 2 * INSET, 2)
        self.parts.append(text_at(x + INSET, top + 18, heading, "note", LINE))
        place = len(self.frames)
        self.y += LINE * len(heading) + 8
        for branch in node.branches:
            self._branch(branch, depth)
        self.frames.insert(place, _frame("frame", x, top, width, self.y - top))

    def _branch(self, branch: tuple[Node, ...], depth: int) -> None:
        x, width = self._inside(depth)
        top, place = self.y, len(self.frames)
        self.y += INSET
        self._sequence(branch, depth + 1)
        self.y += INSET
        self.frames.insert(place, _frame("branch", x + INSET // 2, top, width - INSET, self.y - top))
        self.y += INSET // 2

    def _lead(self) -> None:
        middle = WIDTH // 2
        self.parts.append(arrow(((middle, self.y), (middle, self.y + GAP))))
        self.y += GAP

    def _pill(self, label: Text) -> None:
        self.parts.append(
            f'<rect class="event start" x="{WIDTH // 2 - 52}" y="{self.y}" width="104" height="30" rx="15"/>'
        )
        self.parts.append(text_at(WIDTH // 2, self.y + 20, [label[self.language]], "note middle", NOTE))
        self.y += 30

    def _inside(self, depth: int) -> tuple[int, int]:
        """Return the left edge and the width at a depth of frames."""
        return PAD + depth * INSET, WIDTH - 2 * (PAD + depth * INSET)


def _frame(kind: str, x: int, y: int, width: int, height: int) -> str:
    return f'<rect class="{kind}" x="{x}" y="{y}" width="{width}" height="{height}" rx="10"/>'
