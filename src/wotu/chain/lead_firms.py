"""Chain leaders 链主: proposals for an official to confirm, with every part of the score shown.

Being central in the network finds the largest firm of a sector in only a quarter to a half of all cases, so
size and place in the network are parts of their own, and both ranks are given.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from wotu.chain.graph.relations import Graph, Row
from wotu.rules.text import Text

WEIGHTS = {"size": 40, "ties": 30, "value": 20, "control": 10}
"""Out of 100; size is worth most, since a small firm leads nobody."""


@dataclass(frozen=True, slots=True)
class LeadFirm:
    """A proposed chain leader: score out of 100 and its parts, each from 0 to 1 of the zone's greatest.

    `by_size` and `by_ties` are its places by size alone and by buyers and suppliers in the zone alone. A
    firm whose size is not known has no place by size. `value_share` is the part of the value firms inside buy
    from each other in which it is the seller or the buyer; two firms share each delivery, so that shares of
    all firms add up to 2. None where no amounts are known. `controls` is how many firms it controls.
    """

    firm: str
    name: str
    score: float
    parts: dict[str, float]
    by_size: int | None
    by_ties: int
    size_fen: int | None
    buyers: int
    suppliers: int
    value_fen: int
    value_share: Fraction | None
    controls: int
    why: Text

    @property
    def reasons(self) -> dict[str, Any]:
        """What speaks for it, to be kept with a decision: score, parts, both places, the sentence."""
        return {
            "score": round(self.score, 1),
            "parts": {name: round(part, 3) for name, part in self.parts.items()},
            "by_size": self.by_size,
            "by_ties": self.by_ties,
            "why": {"zh": self.why.zh, "en": self.why.en},
        }


def lead_firms(graph: Graph, zone: str, *, chain: str = "", limit: int | None = None) -> list[LeadFirm]:
    """Return the zone's firms as chain leaders, the likeliest first; equal ones by id.

    With a `chain`, only firms that make something of it, and of their purchases only those of its products;
    places are then among the firms of the chain.
    """
    rows = graph.ask("lead_firms", zone=zone, chain=chain)
    most = {
        "size": max((row["size_fen"] or 0 for row in rows), default=0),
        "ties": max((_ties(row) for row in rows), default=0),
        "value": max((row["value_fen"] for row in rows), default=0),
        "control": max((row["controls"] for row in rows), default=0),
    }
    found = [_lead(row, rows, most) for row in rows]
    return sorted(found, key=lambda one: (-one.score, one.firm))[:limit]


def _ties(row: Row) -> int:
    return int(row["buyers"] + row["suppliers"])


def _lead(row: Row, rows: list[Row], most: dict[str, int]) -> LeadFirm:
    own = {
        "size": row["size_fen"] or 0,
        "ties": _ties(row),
        "value": row["value_fen"],
        "control": row["controls"],
    }
    parts = {name: number / most[name] if most[name] else 0.0 for name, number in own.items()}
    size = row["size_fen"]
    by_size = None if size is None else 1 + sum((other["size_fen"] or 0) > size for other in rows)
    by_ties = 1 + sum(_ties(other) > own["ties"] for other in rows)
    share = Fraction(row["value_fen"], row["whole_fen"]) if row["whole_fen"] else None
    return LeadFirm(
        firm=row["firm"],
        name=row["name"],
        score=sum(WEIGHTS[name] * part for name, part in parts.items()),
        parts=parts,
        by_size=by_size,
        by_ties=by_ties,
        size_fen=size,
        buyers=row["buyers"],
        suppliers=row["suppliers"],
        value_fen=row["value_fen"],
        value_share=share,
        controls=row["controls"],
        why=_why(row, by_size, by_ties, share),
    )


def _why(row: Row, by_size: int | None, by_ties: int, share: Fraction | None) -> Text:
    size = (
        Text("规模未知", "its size is not known")
        if by_size is None
        else Text(f"规模列第 {by_size}", f"number {by_size} by size")
    )
    ties = Text(
        f"区内客户 {row['buyers']} 家、供应商 {row['suppliers']} 家，往来列第 {by_ties}",
        f"buyers inside: {row['buyers']}, suppliers inside: {row['suppliers']}, number {by_ties} by these",
    )
    control = Text(f"控股 {row['controls']} 家企业", f"firms it controls: {row['controls']}")
    percent = int((share or 0) * 100)
    value = Text(f"参与区内往来额的 {percent}%", f"a party to {percent}% of the value traded inside")
    said = [size, ties, *([value] if percent else []), *([control] if row["controls"] else [])]
    return Text("；".join(part.zh for part in said) + "。", "; ".join(part.en for part in said) + ".")
