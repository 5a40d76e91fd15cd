"""Whom to invite now: worked out at once where little is known, else in the background and kept.

What a Lead remembers of its reasons and what the background keeps are written in one form, so that the
reasons of then and of now are read alike.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from wotu.chain.evidence import Step
from wotu.chain.leads import Lead
from wotu.industry.atlas import Atlas
from wotu.industry.models import Claim, Enterprise, FoundLeads
from wotu.rules.text import Text

AT_ONCE = 3_000
"""Firms and claims up to which nobody waits a second: a leads index of so many is made while they look."""


@dataclass(frozen=True, slots=True)
class Search:
    """The leads of a product, or None while they are still worked out: `done` of `all` missing links."""

    leads: list[Lead] | None
    done: int = 0
    all: int = 0


def is_small(zone: str) -> bool:
    """Tell whether a zone knows so little that its leads are found while somebody looks."""
    known = Enterprise.objects.filter(zone=zone)[: AT_ONCE + 1].count()
    return known + Claim.objects.filter(zone=zone)[: AT_ONCE + 1].count() <= AT_ONCE


def search(found: Atlas, product: str) -> Search:
    """Return the leads of a product as far as they are known; this asks for nothing to be worked out."""
    if found.has_leads(product) or is_small(found.zone):
        return Search(found.leads(product))
    if found.revision is None:
        return Search([])
    kept = FoundLeads.objects.filter(zone=found.zone, token=found.revision)
    row = kept.filter(product=product).first()
    if row is not None:
        return Search([read(one) for one in row.leads])
    return Search(None, kept.count(), max(len(found.gaps), 1))


def written(lead: Lead) -> dict[str, Any]:
    """Return a lead as JSON."""
    steps = [
        {"zh": step.text.zh, "en": step.text.en, "claims": [*step.claims], "sources": [*step.sources]}
        for step in lead.evidence
    ]
    return {**asdict(lead), "evidence": steps}


def read(row: Mapping[str, Any]) -> Lead:
    """Return the lead that was written."""
    steps = tuple(
        Step(Text(one["zh"], one["en"]), tuple(one["claims"]), tuple(one["sources"]))
        for one in row["evidence"]
    )
    return Lead(**{**row, "evidence": steps})


def reasons(found: Atlas, product: str, lead: Lead) -> dict[str, Any]:
    """Return why a firm is a lead now: the missing link, the lead, what is known of the firm."""
    gap = found.gap(product)
    firm = found.firms[lead.firm]
    return {
        "gap": gap and {"rank": gap.rank, "score": gap.score, "zh": gap.why.zh, "en": gap.why.en},
        "lead": written(lead),
        "firm": {name: firm[name] for name in ("place", "size_fen", "growth_bp", "signs")},
    }
