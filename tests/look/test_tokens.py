"""The colours: the same names by day and by night, and always readable (WCAG 2.2 AA)."""

import re
from pathlib import Path

import pytest

import wotu.look

STATIC = Path(wotu.look.__file__).parent / "static" / "look"
COLOUR = re.compile(r"--([a-z-]+): #([0-9a-f]{6});")
DAY, NIGHT = (dict(COLOUR.findall((STATIC / f"{name}.css").read_text())) for name in ("tokens", "dark"))

GROUNDS = ("page", "surface", "sunken")
TEXT = [(ink, ground) for ink in ("ink", "ink-soft", "brand", "brand-strong", "fault") for ground in GROUNDS]
TEXT += [(answer, f"{answer}-soft") for answer in ("entitled", "nearly", "unknown", "not", "fault")]
TEXT += [(answer, "surface") for answer in ("entitled", "nearly", "unknown", "not")]
TEXT += [
    ("on-brand", "brand"),
    ("on-brand", "brand-strong"),
    ("brand-strong", "brand-soft"),
    ("ink", "brand-soft"),
]
EDGES = [(f"{answer}-edge", "surface") for answer in ("entitled", "nearly", "unknown", "not", "fault")]
EDGES += [("line-strong", "surface"), ("line-strong", "page"), ("focus", "page"), ("focus", "surface")]
EDGES += [("on-seal", "seal")]
both = pytest.mark.parametrize("colours", [DAY, NIGHT], ids=["day", "night"])


def test_day_and_night_name_the_same_colours() -> None:
    assert DAY.keys() == NIGHT.keys()


@both
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_is_readable(colours: dict[str, str], ink: str, ground: str) -> None:
    assert _contrast(colours[ink], colours[ground]) >= 4.5


@both
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_an_edge_with_a_meaning_is_visible(colours: dict[str, str], edge: str, ground: str) -> None:
    assert _contrast(colours[edge], colours[ground]) >= 3


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
