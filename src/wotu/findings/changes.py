"""What changed: two answers of a measure side by side, and the one word that says how they differ."""

from collections.abc import Sequence
from typing import Literal, Protocol, TypeVar

Kind = Literal["entitled", "grew", "shrank", "amount", "lost", "possible", "ruled_out", "opened"]
TOLD: frozenset[Kind] = frozenset({"entitled", "grew", "shrank", "amount", "lost", "opened"})
"""Changes that people are told of; the rest stands in the log only."""


class Answer(Protocol):
    """What a change is told from."""

    status: str
    low: int | None
    high: int | None
    displaced: bool
    window_open: bool


_A = TypeVar("_A", bound=Answer)


def answering(texts: Sequence[_A]) -> _A | None:
    """Return the text of a measure that answers: the one that entitles, else the first that may."""
    order = {"entitled": 0, "unknown": 1, "not_entitled": 2}
    return min(texts, key=lambda text: (order[text.status], text.displaced), default=None)


def holds(answer: Answer | None) -> bool:
    """Tell whether a subject is entitled to something, and gets it."""
    return answer is not None and answer.status == "entitled" and not answer.displaced


def kind_of(before: Answer | None, after: Answer | None, *, first: bool) -> Kind | None:
    """Return how a measure's answer changed, or None where there is nothing to say.

    Args:
        before: the answer that stood; None where there was none.
        after: the answer now; None where the measure has no text in force any more.
        first: the subject had never been checked: only what it is entitled to is news.
    """
    if holds(after):
        return _of_entitled(before, after) if holds(before) else "entitled"  # type: ignore[arg-type]
    if holds(before):
        return "lost"
    if first or before is None or after is None or before.status == after.status:
        return None
    return {"unknown": "possible", "not_entitled": "ruled_out"}.get(after.status)  # type: ignore[return-value]


def _of_entitled(before: Answer, after: Answer) -> Kind | None:
    if (before.low, before.high) != (after.low, after.high):
        if None in (before.high, after.high, before.low, after.low):
            return "amount"
        more = (after.high, after.low) > (before.high, before.low)
        return "grew" if more else "shrank"
    return "opened" if after.window_open and not before.window_open else None
