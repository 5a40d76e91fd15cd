"""What the page of one missing link shows: who needs it, what is bought today, whom to invite."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from wotu.chain.evidence import Step
from wotu.chain.leads import REASONS, Lead
from wotu.chain.links import Link
from wotu.desk.chain.naming import product_name
from wotu.desk.chain.shown import ShownClaim, claims_by_id
from wotu.industry.atlas import Atlas
from wotu.industry.models import Claim
from wotu.industry.models import Lead as Followed
from wotu.industry.reads import leads_for, purchases
from wotu.rules.text import Text

SHOWN = 0.05
"""Parts smaller than this change no order; they are left out."""


@dataclass(frozen=True, slots=True)
class Need:
    """A firm of the zone that needs the product: for what it makes, or because it buys it."""

    key: str
    name: str
    outputs: Sequence[tuple[Text, str]]
    bought: Sequence[ShownClaim]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a lead's score, with its share of the largest part, in thousandths."""

    label: Text
    points: float
    width: int


@dataclass(frozen=True, slots=True)
class Card:
    """A lead as it is shown, with whoever follows it, and whether it supplies the zone today."""

    lead: Lead
    place: str
    size_fen: int | None
    growth: float | None
    signs: str
    kilometres: int | None
    parts: Sequence[Part]
    steps: Sequence[tuple[Step, Sequence[ShownClaim]]]
    followed: Followed | None
    sells_today: bool


def needs(found: Atlas, link: Link, bought: Iterable[Claim]) -> list[Need]:
    """Return who in the zone needs a product and why, those that buy the most first."""
    by_buyer: dict[str, list[ShownClaim]] = {}
    for claim in bought:
        if claim.buyer is not None:
            by_buyer.setdefault(claim.buyer.key, []).append(ShownClaim(claim))
    rows = [
        Need(
            key, found.firms[key]["name"],
            [(product_name(found, row["output"]), row["source"] or "") for row in made],
            by_buyer.get(key, ()),
        )
        for key, made in found.needing(link.product).items()
    ]  # fmt: skip
    return sorted(rows, key=lambda one: (-sum(said.claim.amount_fen or 0 for said in one.bought), one.key))


def bought_today(found: Atlas, product: str) -> list[Claim]:
    """Return what the zone's firms are claimed to buy of a product, from whom and for how much."""
    return list(purchases(found.zone, product, list(found.needing(product))))


def cards(found: Atlas, product: str, leads: Sequence[Lead]) -> list[Card]:
    """Return leads as they are shown."""
    followed = {
        one.enterprise.key: one
        for one in leads_for(found.zone, product).exclude(state="dropped")
        .select_related("enterprise", "owner").order_by("pk")
    }  # fmt: skip
    keys = {claim for lead in leads for step in lead.evidence for claim in step.claims}
    claims = claims_by_id(found.zone, keys)
    return [_card(found, lead, claims, followed.get(lead.firm)) for lead in leads if lead.firm in found.firms]


def parts(lead: Lead) -> list[Part]:
    """Return the parts of a lead's score that count, the largest first; what takes away comes last."""
    largest = max((abs(points) for points in lead.parts.values()), default=0.0) or 1.0
    counted = sorted(lead.parts.items(), key=lambda one: -one[1])
    return [
        Part(REASONS[name], points, round(1000 * abs(points) / largest))
        for name, points in counted
        if abs(points) >= SHOWN
    ]


def _card(found: Atlas, lead: Lead, claims: Mapping[str, ShownClaim], followed: Followed | None) -> Card:
    firm, far = found.firms[lead.firm], found.kilometres(lead.firm)
    steps = [(step, [claims[claim] for claim in step.claims if claim in claims]) for step in lead.evidence]
    return Card(
        lead=lead, place=firm["place"] or "", size_fen=firm["size_fen"],
        growth=None if firm["growth_bp"] is None else firm["growth_bp"] / 100, signs=firm["signs"] or "",
        kilometres=None if far is None else round(far), parts=parts(lead), steps=steps, followed=followed,
        sells_today=any(_sells(found, lead, said.claim) for _, told in steps for said in told),
    )  # fmt: skip


def _sells(found: Atlas, lead: Lead, claim: Claim) -> bool:
    """Tell whether a claim says that the firm of a lead supplies the zone."""
    if claim.firm is None or claim.buyer is None or claim.firm.key != lead.firm:
        return False
    return bool(found.firms[claim.buyer.key]["zone"] == found.zone)
