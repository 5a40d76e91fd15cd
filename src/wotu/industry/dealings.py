"""What a firm buys and sells, partner by partner, out of the claims about it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from wotu.industry.models import CLAIM_KINDS, Claim, Enterprise, Product, ProductName
from wotu.industry.relations import OPEN_NAME, resolved

_STRENGTH = {kind: number for number, (kind, _) in enumerate(CLAIM_KINDS)}


@dataclass(frozen=True, slots=True)
class Dealing:
    """What is known of one partner and one product; `partner` is None where the seller is not known.

    Two papers on one delivery are not added: amount, period and use are those of the claims that count, as in
    the graph (`delivered.sql`): of each year with an amount before without, confirmed before proposed, then
    the strongest kind. `use` is empty where they state none, or several. `confirmed` tells whether an
    official confirmed one of the claims; `claims` is how many there are in all.
    """

    partner: Enterprise | None
    name: ProductName | None
    use: str
    amount_fen: int | None
    begins: dt.date | None
    ends: dt.date | None
    imported: bool
    confirmed: bool
    claims: int


def dealings(claims: Iterable[Claim], firm: Enterprise) -> tuple[list[Dealing], list[Dealing]]:
    """Return what a firm buys and what it sells, the largest first, without rejected and inferred claims."""
    ends = resolved(firm.zone)
    bought: dict[tuple[int, str], list[Claim]] = {}
    sold: dict[tuple[int, str], list[Claim]] = {}
    for claim in claims:
        if claim.says != "supplies" or claim.state == "rejected" or claim.kind == "inferred":
            continue
        what = _product(claim.name, ends)
        if claim.buyer_id == firm.pk:
            bought.setdefault((claim.firm_id or 0, what), []).append(claim)
        if claim.firm_id == firm.pk:
            sold.setdefault((claim.buyer_id or 0, what), []).append(claim)
    return (
        _largest_first([_dealing(group, group[0].firm) for group in bought.values()]),
        _largest_first([_dealing(group, group[0].buyer) for group in sold.values()]),
    )


def _product(name: ProductName | None, ends: dict[int, Product]) -> str:
    """Return what a name means, all mergers followed; a name without a meaning stands for itself."""
    if name is None:
        return ""
    return ends[name.product_id].slug if name.product_id else f"{OPEN_NAME}{name.pk}"


def _dealing(claims: list[Claim], partner: Enterprise | None) -> Dealing:
    # Where seller or product is not known, nobody can tell deliveries apart: all count.
    name = claims[0].name
    counted = _strongest(claims) if partner and name and name.state != "set_aside" else claims
    amounts = [one.amount_fen for one in counted if one.amount_fen is not None]
    uses = {one.use for one in counted if one.use}
    return Dealing(
        partner=partner,
        name=counted[0].name,
        use=uses.pop() if len(uses) == 1 else "",
        amount_fen=sum(amounts) if amounts else None,
        begins=min((one.begins for one in counted if one.begins), default=None),
        ends=max((one.ends for one in counted if one.ends), default=None),
        imported=any(one.imported for one in claims),
        confirmed=any(one.state == "confirmed" for one in claims),
        claims=len(claims),
    )


def _strongest(claims: list[Claim]) -> list[Claim]:
    """Return the claims that count: of each year those of the strongest kind."""
    best: dict[int, tuple[bool, bool, int]] = {}
    for one in claims:
        best[_year(one)] = min(_place(one), best.get(_year(one), _place(one)))
    return [one for one in claims if _place(one) == best[_year(one)]]


def _year(claim: Claim) -> int:
    return claim.begins.year if claim.begins else 0


def _place(claim: Claim) -> tuple[bool, bool, int]:
    return claim.amount_fen is None, claim.state != "confirmed", _STRENGTH[claim.kind]


def _largest_first(found: list[Dealing]) -> list[Dealing]:
    return sorted(found, key=lambda one: (-(one.amount_fen or -1), one.partner.key if one.partner else ""))
