"""The words of a chain, each in both languages: every choice of its tables, and the states of its links."""

from collections.abc import Sequence

from wotu.industry.models import (
    BOUGHT_AT,
    CLAIM_KINDS,
    CLAIM_STATES,
    CONTACT_WAYS,
    DECISIONS,
    LEAD_STATES,
    LEADER_STATES,
    RULINGS,
    SAYS,
    SHEETS,
    STAGES,
    USES,
)
from wotu.look.language import current
from wotu.rules.text import Text, texts_of

STATE_WORDS = {
    "strong": Text("强", "Strong"),
    "weak": Text("弱", "Weak"),
    "missing": Text("缺", "Missing"),
    "unneeded": Text("无需求", "No need"),
}
STATE_MEANS = {
    "strong": Text("区内多家企业生产", "several makers inside"),
    "weak": Text("仅一家，或产能不够", "one maker, or too little made"),
    "missing": Text("有企业需要，区内无人生产", "needed, and nobody inside makes it"),
    "unneeded": Text("区内无人生产，也未见需要", "neither made nor needed inside"),
}
STATE_BADGES = {"strong": "entitled", "weak": "nearly", "missing": "overdue", "unneeded": "not"}
"""Each state's colour and shape are those of a badge of the visual language."""


USE_WORDS = texts_of(USES)
ARROW_WORDS = USE_WORDS | {"unknown": Text("用途未注明", "Use not stated")}
"""Of what a product goes into: the use may not be said."""
KIND_WORDS, SAYS_WORDS, SHEET_WORDS = texts_of(CLAIM_KINDS), texts_of(SAYS), texts_of(SHEETS)
CLAIM_STATE_WORDS, DECISION_WORDS, RULING_WORDS = (
    texts_of(CLAIM_STATES),
    texts_of(DECISIONS),
    texts_of(RULINGS),
)
LEAD_STATE_WORDS, WAY_WORDS = texts_of(LEAD_STATES), texts_of(CONTACT_WAYS)
LEADER_STATE_WORDS = texts_of(LEADER_STATES)
CLAIM_STATE_BADGES = {"proposed": "waiting", "confirmed": "done", "rejected": "stopped"}
STAGE_WORDS, PLACE_WORDS = texts_of(STAGES), texts_of(BOUGHT_AT)
SOURCE_WORDS = {"demo": Text("演示数据", "demonstration"), "general": Text("通识", "general knowledge")}
"""What a pack of a demonstration says in one word."""
GAP_PARTS = {
    "buyers": Text("需要的企业多", "Many firms need it"),
    "value": Text("采购额大", "Much is bought"),
    "criticality": Text("关键程度高", "Critical"),
    "substitutability": Text("难以替代", "Hard to replace"),
    "imports": Text("依赖进口", "Imported"),
    "single_source": Text("供应商单一", "One source"),
}
"""In the order of the bar."""
LEVEL_WORDS = {1: Text("低", "low"), 2: Text("中", "middling"), 3: Text("高", "high")}


def options(words: dict[str, Text]) -> Sequence[tuple[str, str]]:
    """Return choices for a select, in the reader's language."""
    return [(key, said[current()]) for key, said in words.items()]


def source_words(written: str) -> Text:
    """Return a source as people read it: most are written as they are read."""
    return SOURCE_WORDS.get(written, Text(written, written))
