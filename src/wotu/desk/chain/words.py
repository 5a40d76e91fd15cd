"""The words of a chain: states, uses, kinds of claim, each in both languages."""

from wotu.industry.models import CLAIM_KINDS, CLAIM_STATES, STAGES, USES
from wotu.rules.text import Text

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


def _texts(choices: list[tuple[str, str]]) -> dict[str, Text]:
    """Return the words of a table's choices, which stand in both languages side by side."""
    return {code: Text(*words.split(" ", 1)) for code, words in choices}


USE_WORDS = _texts(USES) | {"unknown": Text("用途未注明", "Use not stated")}
KIND_WORDS = _texts(CLAIM_KINDS)
CLAIM_STATE_WORDS = _texts(CLAIM_STATES)
CLAIM_STATE_BADGES = {"proposed": "waiting", "confirmed": "done", "rejected": "stopped"}
STAGE_WORDS = {stage: Text(*words.split(" ", 1)) for stage, words in STAGES}
SOURCE_WORDS = {"demo": Text("演示数据", "demonstration"), "general": Text("通识", "general knowledge")}
"""What a pack of a demonstration says in one word."""
LEVEL_WORDS = {1: Text("低", "low"), 2: Text("中", "middling"), 3: Text("高", "high")}


def source_words(written: str) -> Text:
    """Return a source as people read it: most are written as they are read."""
    return SOURCE_WORDS.get(written, Text(written, written))
