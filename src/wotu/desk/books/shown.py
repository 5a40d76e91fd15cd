"""How an account is drawn: a bar of what is reserved, held, posted and left."""

from collections.abc import Sequence
from dataclasses import dataclass

from wotu.ledger.amounts import in_words
from wotu.ledger.models import Account
from wotu.ledger.opening import BEARERS
from wotu.ledger.reads import Family
from wotu.measures.zones import Zone
from wotu.rules.text import Text

WIDTH = 1_000
"""In the units of the drawing."""
PARTS = {
    "posted": Text("已核销", "Posted"),
    "held": Text("占用", "Held"),
    "reserved": Text("预留", "Reserved"),
    "left": Text("剩余", "Left"),
}


def owner_of(account: Account, zone: Zone) -> Text:
    """Return whose an account is: a party of a cost split, or the zone itself."""
    if not account.owner:
        return zone.pack.zone
    return BEARERS.get(account.owner, Text(account.owner, account.owner))


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the bar: where it begins, how wide it is, and what it stands for."""

    kind: str
    label: Text
    amount: Text
    x: int
    width: int


@dataclass(frozen=True, slots=True)
class Shown:
    """An account, or several together, with its bar."""

    limit: Text
    parts: Sequence[Part]
    left_percent: int


def shown(of: Account | Family) -> Shown:
    """Return the bar of an account or a family: parts in proportion, the last one fills up."""
    amounts = {kind: getattr(of, kind) for kind in PARTS}
    whole, parts, x = max(of.limit, 1), [], 0
    for kind, label in PARTS.items():
        width = round(amounts[kind] * WIDTH / whole)
        if kind == "left" and of.limit:
            width = WIDTH - x
        width = min(width, WIDTH - x)
        parts.append(Part(kind, label, in_words(amounts[kind], of.unit), x, width))
        x += width
    return Shown(in_words(of.limit, of.unit), parts, of.left * 100 // whole)
