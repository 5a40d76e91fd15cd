"""Charts as SVG, drawn on the server: no script, no style of their own, colours from the tokens."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import pygal
from django.utils.safestring import SafeString, mark_safe

# pygal finds plug-ins of maps by an importer that Python 3.12 no longer knows how to ask. We draw no maps.
sys.meta_path[:] = [finder for finder in sys.meta_path if hasattr(finder, "find_spec")]

WIDTH, ROW, EDGE, LETTER, LEGEND = 520, 36, 16, 9, 40
_NOT_ALLOWED = {"script", "style", "title", "desc"}


@dataclass(frozen=True)
class Bar:
    """One bar of a chart."""

    label: str
    value: float


def bars(items: Sequence[Bar], *, name: str) -> SafeString:
    """Draw bars, the first on top. The numbers belong in a table behind the chart: see `<c-chart>`."""
    widest = max((_width(item.label) for item in items), default=0)
    chart = pygal.HorizontalBar(
        js=(), css=(), width=WIDTH, height=EDGE + ROW * max(len(items), 1), show_legend=False, margin=4,
        truncate_label=-1, print_values=True, print_values_position="top",
        show_x_guides=False, show_y_guides=False,
        disable_xml_declaration=True, pretty_print=False, no_prefix=True, rounded_bars=3, spacing=10,
        margin_left=LETTER * widest, margin_right=80,
        value_formatter=lambda value: f"{value:,.2f}".rstrip("0").rstrip("."),
    )  # fmt: skip
    chart.x_labels = [item.label for item in reversed(items)]
    chart.add(name, [item.value for item in reversed(items)])
    chart.add_xml_filter(_bare)
    drawn: str = chart.render(is_unicode=True)
    return mark_safe(drawn)  # noqa: S308  # made here; pygal escapes the labels


@dataclass(frozen=True)
class Stack:
    """One bar made of parts, in the order of their names."""

    label: str
    values: tuple[float, ...]


def stacks(items: Sequence[Stack], *, names: Sequence[str]) -> SafeString:
    """Draw bars of parts, the first on top, the names of the parts below; the numbers belong in a table."""
    widest = max((_width(item.label) for item in items), default=0)
    chart = pygal.HorizontalStackedBar(
        js=(), css=(), width=WIDTH, height=EDGE + LEGEND + ROW * max(len(items), 1), margin=4,
        legend_at_bottom=True, legend_at_bottom_columns=len(names), legend_box_size=12,
        truncate_label=-1, truncate_legend=-1, print_values=False, show_x_guides=False, show_y_guides=False,
        disable_xml_declaration=True, pretty_print=False, no_prefix=True, rounded_bars=3, spacing=10,
        margin_left=LETTER * widest, margin_right=20,
    )  # fmt: skip
    chart.x_labels = [item.label for item in reversed(items)]
    for place, name in enumerate(names):
        chart.add(name, [item.values[place] for item in reversed(items)])
    chart.add_xml_filter(_bare)
    drawn: str = chart.render(is_unicode=True)
    return mark_safe(drawn)  # noqa: S308  # made here; pygal escapes the labels


def _bare(root: Element) -> Element:
    """Leave the drawing alone: what runs or styles is refused by the browser anyway."""
    for parent in list(root.iter()):
        parent.attrib.pop("style", None)
        for child in list(parent):
            if str(child.tag).rpartition("}")[2] in _NOT_ALLOWED:
                parent.remove(child)
    del root.attrib["id"]
    root.set("aria-hidden", "true")
    return root


def _width(label: str) -> int:
    """Return how wide a label is, in halves of a Chinese character."""
    return sum(2 if letter > "\u2e80" else 1 for letter in label)
