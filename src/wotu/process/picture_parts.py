"""The pieces of which pictures of a flow are made: words that fit, marks, a legend. SVG with classes only."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape

from wotu.process.durations import HEATS, Durations, Heat, heat
from wotu.rules.flow import Flow, Step
from wotu.rules.flow_words import norm_of, order_words, times_words
from wotu.rules.text import Language, Text

TITLE, NOTE = 14, 12
"""Sizes of letters, in pixels; the sheet `flow.css` has the same."""
_WIDE, _NARROW = 1.0, 0.56
_HEATS: dict[Heat, Text] = {
    "quick": Text("用时不到时限一半", "at most half the time"),
    "in_time": Text("在时限以内", "within the time"),
    "slow": Text("超过时限不到一半", "up to half over"),
    "late": Text("超过时限一半以上", "more than half over"),
}
NOW, DONE = Text("正在办", "now"), Text("已办", "done")


@dataclass(frozen=True)
class Marks:
    """What is marked in a picture: the steps open now, those done, and how long each really took."""

    now: Collection[str] = ()
    done: Collection[str] = ()
    durations: Durations = field(default_factory=Durations)

    def heat(self, step: Step) -> Heat | None:
        """Return how hot a step is."""
        return heat(self.durations.steps.get(step.id), step.within)

    def classes(self, step: Step) -> str:
        """Return the classes of a step's box."""
        found = self.heat(step)
        parts = ["step", "now" if step.id in self.now else "done" if step.id in self.done else ""]
        return " ".join([part for part in parts if part] + ([f"heat-{found}"] if found else []))

    def state(self, step: Step) -> Text | None:
        """Return what is said of a step besides its colour."""
        return NOW if step.id in self.now else DONE if step.id in self.done else None


def time_words(step: Step, marks: Marks) -> Text:
    """Return a step's norm, and beside it the median of what it really took."""
    took = marks.durations.steps.get(step.id)
    if took is None:
        return norm_of(step)
    half = f"{took.median:g}"
    if step.within is None:
        return Text(f"中位{half}日，未定时限", f"median {half} d, no limit")
    return Text(f"中位{half} / 限{step.within}日", f"median {half} d of {step.within}")


def fitted(said: str, size: int, width: int, most: int) -> list[str]:
    """Break a text into at most so many lines of a width in pixels; what is left over ends in an ellipsis."""
    lines: list[str] = []
    line = ""
    for word in _words(said):
        if line and text_width(line + word, size) > width:
            lines.append(line.strip())
            line = word.lstrip()
        else:
            line += word
    lines.append(line.strip())
    if len(lines) <= most:
        return lines
    kept = lines[:most]
    while kept[-1] and text_width(f"{kept[-1]}…", size) > width:
        kept[-1] = kept[-1][:-1]
    kept[-1] = f"{kept[-1].rstrip()}…"
    return kept


def text_width(said: str, size: int) -> float:
    """Return about how wide a text is, in pixels."""
    return sum(_WIDE if letter > "\u2e80" else _NARROW for letter in said) * size


def text_at(x: float, y: float, lines: Sequence[str], kind: str, step: int) -> str:
    """Return lines of text below each other; `y` is the foot of the first."""
    if len(lines) == 1:
        return f'<text class="{kind}" x="{x:g}" y="{y:g}">{escape(lines[0])}</text>'
    spans = "".join(
        f'<tspan x="{x:g}" y="{y + number * step:g}">{escape(line)}</tspan>'
        for number, line in enumerate(lines)
    )
    return f'<text class="{kind}">{spans}</text>'


def tag_at(right: float, y: float, said: str) -> str:
    """Return a small label whose right end is given, across the upper edge of a box."""
    width = text_width(said, NOTE) + 14
    return (
        f'<rect class="tag" x="{right - width:g}" y="{y - 9:g}" width="{width:g}" height="18" rx="9"/>'
        + text_at(right - width / 2, y + 4, [said], "tag-word", NOTE)
    )


def legend(marks: Marks, language: Language, x: int, y: int, width: int) -> tuple[str, int]:
    """Return what the colours mean, in words, and the height it takes; nothing where nothing was measured."""
    if not marks.durations.steps:
        return "", 0
    parts, left, top = [], x, y + 12
    for one in HEATS:
        said = _HEATS[one][language]
        needed = 18 + text_width(said, NOTE) + 16
        if left > x and left + needed > x + width:
            left, top = x, top + 22
        parts.append(f'<rect class="step heat-{one}" x="{left}" y="{top}" width="12" height="12" rx="2"/>')
        parts.append(text_at(left + 18, top + 11, [said], "note", NOTE))
        left += int(needed)
    return "".join(parts), top + 24 - y


def framed(
    flow: Flow, language: Language, marks: Marks, id_: str, *, box: tuple[int, int, int, int], drawn: str,
    shown: int,
) -> str:  # fmt: skip
    """Return a whole picture: its title and what it shows in words, for readers who cannot see it.

    `box` is what is drawn in, `shown` the width it has on a page.
    """
    x, y, width, height = box
    said = ("。" if language == "zh" else ". ").join(part[language] for part in _described(flow, marks))
    return (
        f'<svg class="flow-picture" role="img" aria-labelledby="{id_}-title {id_}-desc" '
        f'viewBox="{x} {y} {width} {height}" width="{shown}">'
        f'<title id="{id_}-title">{escape(flow.label[language])}</title>'
        f'<desc id="{id_}-desc">{escape(said)}</desc>{drawn}</svg>'
    )


def _described(flow: Flow, marks: Marks) -> Iterator[Text]:
    yield order_words(flow)
    yield times_words(flow)
    for ids, begins in ((marks.now, Text("正在办：", "Now: ")), (marks.done, Text("已办：", "Done: "))):
        labels = [step.label for step in flow.steps.values() if step.id in ids]
        if labels:
            zh, en = "、".join(one.zh for one in labels), ", ".join(one.en for one in labels)
            yield Text(f"{begins.zh}{zh}", f"{begins.en}{en}")


def _words(said: str) -> list[str]:
    """Return the pieces between which a line may break: after a blank, around a Chinese character."""
    pieces: list[str] = []
    for letter in said:
        if pieces and letter <= "\u2e80" and pieces[-1][-1] <= "\u2e80" and pieces[-1][-1] != " ":
            pieces[-1] += letter
        else:
            pieces.append(letter)
    return pieces
