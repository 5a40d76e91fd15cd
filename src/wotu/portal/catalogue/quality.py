"""How well rules match, as a page and as JSON show it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wotu.measures.quality.cases import STATUSES, PackScore, Score, overall, pack_scores
from wotu.measures.quality.unknowns import HeldBack, Unknowns, unknowns
from wotu.measures.zones import zones
from wotu.portal.phrases import ANSWERS
from wotu.rules.text import Text

MOST_BY_ANSWERS, MOST_BY_WORTH = 6, 4
WIDTH = 1000
"""How wide the longest bar of a chart is, in its own units."""
_ORDER = ("entitled", "unknown", "not_entitled")


@dataclass(frozen=True)
class TableRow:
    """One line of the confusion table: what was expected, and how often each answer came."""

    wanted: Text
    cells: Sequence[tuple[int, bool]]


@dataclass(frozen=True)
class Scored:
    """The score of a pack, or of all."""

    name: Text
    score: Score
    is_teaching: bool = False
    unreadable: int = 0


@dataclass(frozen=True)
class Bar:
    """A fact with its bar."""

    held: HeldBack
    width: int


@dataclass(frozen=True)
class ZoneUnknowns:
    """What is not known in a zone, the facts that hold most answers back first."""

    unknowns: Unknowns
    bars: Sequence[Bar]

    @property
    def others(self) -> int:
        """How many further facts hold answers back."""
        return len(self.unknowns.facts) - len(self.bars)


@dataclass(frozen=True)
class Quality:
    """Everything the page says, as of a date."""

    on: dt.date
    total: Scored
    packs: Sequence[Scored]
    table: Sequence[TableRow]
    failing: Sequence[tuple[Text, Any]]
    zones: Sequence[ZoneUnknowns]

    @property
    def answers(self) -> list[Text]:
        """The heads of the confusion table."""
        return [ANSWERS[status] for status in _ORDER]


def quality_on(on: dt.date) -> Quality:
    """Compute the page: cases are kept while the packs stay loaded, unknowns while nothing is recorded."""
    scores = pack_scores()
    total = overall(scores)
    failing = [(one.pack.zone, case) for one in scores for case in one.score.failing]
    held = [_zone_unknowns(unknowns(zone, on)) for zone in zones() if not zone.is_teaching]
    return Quality(
        on, Scored(Text("合计", "All"), total), [_scored(one) for one in scores], confusion(total),
        failing, [one for one in held if one.unknowns.firms],
    )  # fmt: skip


def confusion(score: Score) -> list[TableRow]:
    """Return the confusion table: expected by found, the diagonal marked."""
    return [
        TableRow(
            ANSWERS[wanted], [(score.table.get((wanted, found), 0), wanted == found) for found in _ORDER]
        )
        for wanted in _ORDER
    ]


def _scored(one: PackScore) -> Scored:
    return Scored(one.pack.zone, one.score, one.is_teaching, len(one.unreadable))


def _zone_unknowns(found: Unknowns) -> ZoneUnknowns:
    """Choose the facts most answers wait for, and those the most money waits for."""
    by_worth = sorted((held for held in found.facts if held.worth), key=lambda held: -held.worth)
    chosen = {held.fact.name for held in (*found.facts[:MOST_BY_ANSWERS], *by_worth[:MOST_BY_WORTH])}
    shown = [held for held in found.facts if held.fact.name in chosen]
    longest = max((held.answers for held in shown), default=1)
    return ZoneUnknowns(found, [Bar(held, max(round(WIDTH * held.answers / longest), 2)) for held in shown])


def as_json(quality: Quality) -> dict[str, Any]:
    """Return the page's figures; shares are null where there is nothing to take a share of."""
    scores = pack_scores()
    return {
        "shape": 1, "on": quality.on.isoformat(), "overall": _score_json(quality.total.score),
        "packs": [
            {"id": one.pack.id, "teaching": one.is_teaching, "unreadable": len(one.unreadable)}
            | _score_json(one.score)
            for one in scores
        ],
        "failing": [
            {"measure": case.target, "case": case.text.zh, "place": case.place, "says": case.differences}
            for _, case in quality.failing
        ],
        "unknowns": [_unknowns_json(one.unknowns) for one in quality.zones],
    }  # fmt: skip


def _score_json(score: Score) -> dict[str, Any]:
    return {
        "cases": score.number, "rated": score.rated, "precision": score.precision, "recall": score.recall,
        "unknown_agreement": score.unknown_agreement, "amounts": score.amounts,
        "amount_agreement": score.amount_agreement, "failing": len(score.failing),
        "table": {
            wanted: {found: score.table.get((wanted, found), 0) for found in STATUSES}
            for wanted in STATUSES
        },
    }  # fmt: skip


def _unknowns_json(found: Unknowns) -> dict[str, Any]:
    return {
        "zone": found.zone.id, "on": found.on.isoformat(), "firms": found.firms,
        "firms_in_all": found.firms_in_all, "answers": found.answers, "open": found.open_answers,
        "facts": [
            {"fact": held.fact.name, "answers": held.answers, "firms": held.firms, "worth_fen": held.worth}
            for held in found.facts
        ],
    }  # fmt: skip
