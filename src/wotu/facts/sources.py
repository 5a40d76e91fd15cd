"""Kinds of source in words, and where a fact is from as a page says it."""

from wotu.rules.text import Text
from wotu.rules.vocabulary import SOURCES, Source

KINDS: dict[Source, Text] = {
    "decision": Text("裁定", "Decision"),
    "registry": Text("登记机关", "Registry"),
    "tax": Text("税务", "Tax"),
    "statistics": Text("统计报表", "Statistics return"),
    "meter": Text("计量表", "Meter"),
    "official": Text("部门掌握", "Official"),
    "statement": Text("企业自报", "Firm’s own statement"),
    "demonstration": Text("演示", "Demonstration"),
}
IMPORTABLE: tuple[Source, ...] = tuple(kind for kind in SOURCES if kind != "decision")
"""What an official may bring in by a sheet; a decision is made one by one."""
OWN_STATEMENT = "企业自报 / The firm’s own statement"
DECISION = "园区裁定 / Decided by the zone"


def kind_words(kind: str) -> Text:
    """Return a kind of source in words."""
    return next((label for name, label in KINDS.items() if name == kind), Text(kind, kind))


def source_words(source: str) -> Text:
    """Return the words of a source; they may be written as Chinese / English."""
    zh, _, en = source.partition(" / ")
    return Text(zh, en or zh)
