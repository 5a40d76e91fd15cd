"""The map of a chain as its script reads it, and as rows of a sheet."""

from collections.abc import Iterator
from typing import Any

from wotu.chain.chart import STATES, Chart, Maker, Node
from wotu.chain.layout import COLUMN, ROW
from wotu.chain.money import money
from wotu.desk.chain.words import ARROW_WORDS, LEVEL_WORDS, STAGE_WORDS, STATE_MEANS, STATE_WORDS
from wotu.industry.models import USES, Chain
from wotu.look.cells import Cell
from wotu.look.language import current
from wotu.rules.text import Text

_DEMONSTRATION = Text("演示数据。", "Demonstration data. ")
NAMED = 4
"""Makers named in the drawing; the panel names all of them."""


def chart_data(chart: Chart, chain: Chain) -> dict[str, Any]:
    """Return what the script draws, in the reader's language."""
    language = current()
    rests_on = Text(chain.assumption_zh, chain.assumption_en)[language]
    return {
        "title": Text(chain.zh, chain.en)[language],
        "note": "" if chain.published else f"{_DEMONSTRATION[language]}{rests_on}",
        "legend": [
            [state, f"{STATE_WORDS[state][language]}：{STATE_MEANS[state][language]}"] for state in STATES
        ],
        "lines": [[use, ARROW_WORDS[use][language]] for use, _ in USES],
        "size": [chart.layout.width, chart.layout.height],
        "cell": [COLUMN, ROW],
        "bands": [
            {"name": STAGE_WORDS[band.stage][language], "x": band.x, "width": band.width}
            for band in chart.layout.bands
            if band.width
        ],
        "nodes": [_node(chart, node) for node in chart.nodes],
        "arrows": [
            {
                "from": arrow.input,
                "to": arrow.output,
                "use": arrow.use,
                "word": ARROW_WORDS[arrow.use][language],
                "critical": arrow.criticality == 3,
            }
            for arrow in chart.arrows
        ],
        "words": {
            key: Text(zh, en)[language]
            for key, zh, en in (
                ("inside", "区内", "Inside"),
                ("outside", "区外", "Outside"),
                ("buyers", "需要的企业", "Firms that need it"),
                ("value", "已知采购额", "Known purchases"),
                ("nobody", "无", "none"),
                ("firms", "{n} 家", "{n}"),
                ("shown", "图中 {n} 个环节，其中 {m} 个符合条件", "{n} links drawn, {m} match"),
            )
        },
    }


def _node(chart: Chart, node: Node) -> dict[str, Any]:
    language, at = current(), chart.layout.places[node.product]
    link = node.link
    return {
        "id": node.product,
        "name": node.name[language],
        "state": node.state,
        "word": STATE_WORDS[node.state][language],
        "x": at.x,
        "y": at.y,
        "column": at.column,
        "layer": [at.begins, at.ends],
        "inside": [maker.name for maker in node.inside[:NAMED]],
        "insideAll": len(node.inside),
        "outside": len(node.outside),
        "buyers": link.buyers if link else 0,
        "value": money(link.value_fen)[language] if link and link.value_fen else "",
        "uses": list(node.uses),
        "search": found_by(node),
    }


def found_by(node: Node) -> str:
    """Return the words a product is found by: its names and its makers'."""
    firms = " ".join(maker.name for maker in (*node.inside, *node.outside))
    return f"{node.name.zh} {node.name.en} {firms}".lower()


def link_rows(chart: Chart) -> Iterator[list[Cell]]:
    """Yield the links of a chain as rows, the head first; amounts in yuan."""
    language = current()
    names = {node.product: node.name[language] for node in chart.nodes}
    yield [head[language] for head in _HEADS]
    for node in sorted(chart.nodes, key=lambda node: node.stage):
        link = node.link
        into = [arrow for arrow in chart.arrows if arrow.input == node.product]
        yield [
            STAGE_WORDS[node.stage][language], node.product, node.name[language],
            STATE_WORDS[node.state][language], len(node.inside), _names(node.inside),
            len(node.outside), _names(node.outside), link.buyers if link else 0,
            link.value_fen / 100 if link and link.value_fen is not None else None,
            LEVEL_WORDS[link.criticality][language] if link and link.criticality else None,
            "；".join(f"{names[one.output]}（{ARROW_WORDS[one.use][language]}）" for one in into),
        ]  # fmt: skip


_HEADS = (
    Text("位置", "Stage"), Text("编号", "Id"), Text("环节", "Link"), Text("强弱", "Strength"),
    Text("区内企业数", "Makers inside"), Text("区内企业", "Who, inside"),
    Text("区外企业数", "Makers outside"), Text("区外企业", "Who, outside"),
    Text("需要的企业数", "Firms that need it"), Text("已知采购额（元）", "Known purchases (CNY)"),
    Text("关键程度", "Criticality"), Text("投入到", "Goes into"),
)  # fmt: skip


def _names(makers: tuple[Maker, ...]) -> str:
    return "；".join(maker.name for maker in makers)
