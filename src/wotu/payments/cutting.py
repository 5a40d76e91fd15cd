"""How an award is cut into instalments: a pure function of the text it was given under."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from wotu.match.payment import split, stages_of
from wotu.rules.dates import months_later
from wotu.rules.model import Version
from wotu.rules.text import Text

PAYS_ITSELF: Final = frozenset({"employer"})
"""Bearers of a cost split who pay their share themselves, not through the zone's books (用人单位承担)."""


@dataclass(frozen=True)
class Cut:
    """A part of an award, in fen; None for `not_before` where it may be paid at once.

    `elsewhere`: somebody else pays it.
    """

    stage: str
    label: Text
    amount: int
    not_before: dt.date | None = None
    elsewhere: bool = False


def cut(version: Version, award: int, decided: dt.date) -> Sequence[Cut]:
    """Return the instalments of an award; they add up to it exactly. Parts of nothing are left out."""
    shares = version.payment.split if version.payment else ()
    borne = [(who, part) for who, part in split(award, shares) if who in PAYS_ITSELF and part]
    ours = cut_ours(version, ours_of(version, award), decided)
    theirs = (Cut(f"by-{who}", _PAID_BY[who], part, elsewhere=True) for who, part in borne)
    return [*ours, *theirs]


def ours_of(version: Version, award: int) -> int:
    """Return what of an award is paid through the zone's books."""
    shares = version.payment.split if version.payment else ()
    return award - sum(part for who, part in split(award, shares) if who in PAYS_ITSELF)


def cut_ours(version: Version, amount: int, decided: dt.date) -> Sequence[Cut]:
    """Return the instalments of what is paid through the zone's books."""
    stages = stages_of(version.payment)
    first = dt.date(decided.year + 1, 1, 1) if version.pays == "next_year" else None
    parts = split(amount, tuple((stage.id, stage.share) for stage in stages))
    return [
        Cut(stage.id, stage.label, part, _not_before(version, number, decided, first))
        for number, (stage, (_, part)) in enumerate(zip(stages, parts, strict=True))
        if part
    ]


def last_day(version: Version, stage: str, decided: dt.date) -> dt.date | None:
    """Return the day until which the condition of a stage counts; None where no term is set (in months)."""
    for one in stages_of(version.payment):
        if one.id == stage and one.within is not None:
            return months_later(decided, int(one.within))
    return None


def _not_before(version: Version, number: int, decided: dt.date, first: dt.date | None) -> dt.date | None:
    if version.payment and version.payment.monthly and number:
        return months_later(first or decided, number)
    return first


_PAID_BY: Final = {"employer": Text("用人单位承担，由其直接支付", "Borne and paid by the employer itself")}
