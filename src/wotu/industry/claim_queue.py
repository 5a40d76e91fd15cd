"""The queue of claims: what somebody said and no official has decided on, filtered as asked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from wotu.chain.names.normal import normal
from wotu.chain.names.scripts import spellings
from wotu.industry.models import CLAIM_KINDS, CLAIM_STATES, SAYS, Claim
from wotu.industry.reads import claims_of

_NUMBER = re.compile(r"^[0-9]{1,17}$")
_STRENGTH = Case(
    *(When(kind=kind, then=Value(at)) for at, (kind, _) in enumerate(CLAIM_KINDS)),
    output_field=IntegerField(),
)


ALL = "all"
"""The state that asks for claims in every state."""


@dataclass(frozen=True)
class ClaimFilter:
    """What of the claims is asked for; empty means all, but `kind` empty leaves the inferred out.

    `intake` is the number of a sheet whose claims are asked for, 0 for those of any source.
    """

    state: str = "proposed"
    kind: str = ""
    says: str = ""
    firm: str = ""
    q: str = ""
    intake: int = 0

    @classmethod
    def of(cls, asked: Mapping[str, Any]) -> "ClaimFilter":
        """Return what was asked for; words that are no choice count as nothing."""
        state, kind, says = asked.get("state", "proposed"), asked.get("kind", ""), asked.get("says", "")
        intake = asked.get("intake", "")
        return cls(
            state if state in {*dict(CLAIM_STATES), ALL} else "proposed",
            kind if kind in dict(CLAIM_KINDS) else "", says if says in dict(SAYS) else "",
            asked.get("firm", "").strip()[:40],
            asked.get("q", "").strip()[:100], int(intake) if _NUMBER.match(intake) else 0,
        )  # fmt: skip

    @property
    def is_narrow(self) -> bool:
        """Whether anything but the state is asked for."""
        return bool(self.kind or self.says or self.firm or self.q or self.intake)


def queue(zone: str, asked: ClaimFilter) -> "QuerySet[Claim]":
    """Return the claims asked for: the strongest kind first, then the largest amount, then the latest."""
    found = claims_of(zone)
    if asked.state != ALL:
        found = found.filter(state=asked.state)
    found = found.filter(kind=asked.kind) if asked.kind else found.exclude(kind="inferred")
    if asked.intake:
        found = found.filter(intake=asked.intake)
    if asked.says:
        found = found.filter(says=asked.says)
    if asked.firm:
        found = found.filter(Q(firm__key=asked.firm) | Q(buyer__key=asked.firm))
    for word in asked.q.split():
        holding = Q(name__name__icontains=word) | Q(source__icontains=word) | Q(paper=word)
        if plain := normal(word):
            holding |= Q(name__normal__contains=plain)
        for spelling in spellings(word):
            holding |= Q(firm__name__icontains=spelling) | Q(buyer__name__icontains=spelling)
        found = found.filter(holding)
    return found.order_by(_STRENGTH, F("amount_fen").desc(nulls_last=True), "-pk")
