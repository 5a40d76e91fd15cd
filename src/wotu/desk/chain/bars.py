"""The bar of a missing link: its score as six parts side by side, each with its words."""

from collections.abc import Sequence
from dataclasses import dataclass

from wotu.chain.gaps import WEIGHTS, Gap
from wotu.desk.chain.words import GAP_PARTS
from wotu.rules.text import Text


@dataclass(frozen=True, slots=True)
class Segment:
    """One part: its points out of the most it can give, and where it lies in a bar 1000 wide."""

    name: str
    label: Text
    points: float
    most: int
    x: int
    width: int


def bar(gap: Gap) -> Sequence[Segment]:
    """Return the parts of a missing link's score, in a fixed order."""
    found, x = [], 0
    for name, label in GAP_PARTS.items():
        points = WEIGHTS[name] * gap.parts[name]
        width = round(points * 10)
        found.append(Segment(name, label, points, WEIGHTS[name], x, width))
        x += width
    return found
