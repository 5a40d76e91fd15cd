"""A chart of a simulation: cost before and after, as an SVG without scripts."""

import sys
from pathlib import Path
from xml.etree.ElementTree import Element

import pygal
from pygal.style import Style

from wotu.match.files_out import replacing
from wotu.match.simulate import Group, Simulation
from wotu.rules.text import Language, Text

# pygal finds plug-ins of maps by an importer that Python 3.12 no longer knows how to ask. We draw no maps.
sys.meta_path[:] = [finder for finder in sys.meta_path if hasattr(finder, "find_spec")]

LABEL = 12
STYLE = Style(
    font_family="'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif",
    background="white", plot_background="white", colors=("#9aa5b1", "#b3261e"), opacity="1",
    guide_stroke_dasharray="1,4", guide_stroke_color="#c8ced6", major_guide_stroke_dasharray="1,4",
    label_font_size=LABEL, value_font_size=LABEL, value_label_font_size=LABEL,
)  # fmt: skip
CSS = (
    "file://style.css", "file://graph.css",
    "inline:.text-overlay text.value{text-anchor:start;transform:translate(4px,0)}",
)  # fmt: skip
"""What pygal draws with, and figures beside the bars instead of across their ends."""
WAN_IN_FEN = 1_000_000
WIDTH, LATIN = 960, 0x2E80


def bars_of(simulation: Simulation) -> tuple[Text, list[Group]]:
    """Choose what the chart shows: industry sections, or size classes where no section is known."""
    titles = {
        "section": Text("按行业门类", "by industry section"),
        "size_class": Text("按规模", "by size class"),
    }
    for name, title in titles.items():
        groups = simulation.groups.get(name, ())
        if any(str(group.label) != "未知" for group in groups):
            return title, list(groups)
    return Text("合计", "in all"), [Group(Text("合计", "All"), simulation.before, simulation.after)]


def write_chart(simulation: Simulation, path: Path, language: Language = "zh") -> None:
    """Write the chart, whole or not at all."""
    with replacing(path) as temporary:
        temporary.write_bytes(draw_chart(simulation, language))


def draw_chart(simulation: Simulation, language: Language = "zh") -> bytes:
    """Return the chart as an SVG."""
    by, groups = bars_of(simulation)
    title = Text(f"支出变化（万元，{by.zh}）", f"Cost before and after (10,000 yuan, {by.en})")
    labels = [group.label[language] for group in reversed(groups)]
    widest = max((sum(2 if ord(letter) > LATIN else 1 for letter in label) for label in labels), default=0)
    chart = pygal.HorizontalBar(
        style=STYLE, js=(), css=CSS, title=title[language], width=WIDTH, height=160 + 60 * len(groups),
        margin_left=max(widest * LABEL * 6 // 10 - 80, 10), margin_right=80, legend_at_bottom=True,
        truncate_label=-1, print_values=True, print_values_position="top",
        value_formatter=lambda value: f"{value:,.2f}".rstrip("0").rstrip("."),
    )  # fmt: skip
    chart.x_labels = labels
    for label, side in ((Text("现在", "Today"), "before"), (Text("调整后", "After"), "after")):
        chart.add(label[language], [getattr(group, side).cost / WAN_IN_FEN for group in reversed(groups)])
    chart.add_xml_filter(_without_scripts)
    drawn: bytes = chart.render()
    return drawn


def _without_scripts(root: Element) -> Element:
    for parent in list(root.iter()):
        for child in list(parent):
            if str(child.tag).rpartition("}")[2] == "script":
                parent.remove(child)
    return root
