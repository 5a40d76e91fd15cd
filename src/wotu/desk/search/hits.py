"""Something found, and how well it fits: exactly, at its beginning, by pinyin initials, or inside."""

from dataclasses import dataclass
from functools import lru_cache

from wotu.parties.verbs import initials
from wotu.rules.text import Text

EXACT, BEGINS, INITIALS, INSIDE, MISSES = range(5)


@dataclass(frozen=True)
class Hit:
    """One thing found: its name, a line below, where it is, how well it fits (0 is best)."""

    label: Text
    detail: Text | None
    address: str
    fit: int = INSIDE


def fit(words: str, *names: str) -> int:
    """Return how well what somebody typed fits the names of something; the best of them counts."""
    typed = words.strip().lower()
    return min((_fit(typed, name) for name in names if name), default=MISSES) if typed else MISSES


def _fit(typed: str, name: str) -> int:
    lower = name.lower()
    if typed == lower:
        return EXACT
    if lower.startswith(typed):
        return BEGINS
    compact = typed.replace(" ", "")
    if len(compact) > 1 and compact.isascii() and compact in _initials(name):
        return INITIALS
    return INSIDE if typed in lower else MISSES


@lru_cache(maxsize=20_000)
def _initials(name: str) -> str:
    return initials(name)
