"""What a firm buys and sells, partner by partner, out of the claims about it."""

from collections.abc import Iterable
from dataclasses import dataclass

from wotu.industry.models import CLAIM_KINDS, Claim, Enterprise, ProductName

_STRENGTH = {kind: number for number, (kind, _) in enumerate(CLAIM_KINDS)}


@dataclass(frozen=True, slots=True)
class Dealing:
    """What is known of one partner, one name and one use; `partner` is None where the seller is not known.

    `amount_fen` adds up the claims of the strongest kind that state one: two papers on one delivery are not
    added. `confirmed` tells whether an official confirmed one of the claims.
    """

    partner: Enterprise | None
    name: ProductName | None
    use: str
    amount_fen: int | None
    begins: object
    ends: object
    imported: bool
    confirmed: bool
    claims: int


def dealings(claims: Iterable[Claim], firm: Enterprise) -> tuple[list[Dealing], list[Dealing]]:
    """Return what a firm buys and what it sells, the largest first, without rejected and inferred claims."""
    bought: dict[tuple[int, int, str], list[Claim]] = {}
    sold: dict[tuple[int, int, str], list[Claim]] = {}
    for claim in claims:
        if claim.says != "supplies" or claim.state == "rejected" or claim.kind == "inferred":
            continue
        if claim.buyer_id == firm.pk:
            bought.setdefault((claim.firm_id or 0, claim.name_id or 0, claim.use), []).append(claim)
        if claim.firm_id == firm.pk:
            sold.setdefault((claim.buyer_id or 0, claim.name_id or 0, claim.use), []).append(claim)
    return (
        _largest_first([_dealing(group, group[0].firm) for group in bought.values()]),
        _largest_first([_dealing(group, group[0].buyer) for group in sold.values()]),
    )


def _dealing(claims: list[Claim], partner: Enterprise | None) -> Dealing:
    amounts = _of_strongest_kind([one for one in claims if one.amount_fen is not None])
    return Dealing(
        partner=partner,
        name=claims[0].name,
        use=claims[0].use,
        amount_fen=sum(one.amount_fen or 0 for one in amounts) if amounts else None,
        begins=min((one.begins for one in amounts if one.begins), default=None),
        ends=max((one.ends for one in amounts if one.ends), default=None),
        imported=any(one.imported for one in claims),
        confirmed=any(one.state == "confirmed" for one in claims),
        claims=len(claims),
    )


def _of_strongest_kind(claims: list[Claim]) -> list[Claim]:
    strongest = min((_STRENGTH[one.kind] for one in claims), default=0)
    return [one for one in claims if _STRENGTH[one.kind] == strongest]


def _largest_first(found: list[Dealing]) -> list[Dealing]:
    return sorted(found, key=lambda one: (-(one.amount_fen or -1), one.partner.key if one.partner else ""))
