"""How much the firms of a zone look for, in numbers alone: what one firm may know of the others."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from wotu.industry.models import Claim, ProductName
from wotu.industry.relations import resolved
from wotu.parties.models import Party

FEW = 3
"""Below so many firms their number is not told: a firm might guess who it is."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What other firms of a zone buy: of each product by how many, and how many products none inside makes.

    `buyers` is by the name as a claim has it, every name of one product with the same number.
    """

    buyers: Mapping[int, int]
    products: int
    unmade: int

    def told(self, name: int | None) -> str:
        """Return how many buy it as it may be told: empty for nobody, `some` for a few, or the number."""
        many = self.buyers.get(name or 0, 0)
        return str(many) if many >= FEW else "some" if many else ""


def demand(zone: str, but: Party) -> Demand:
    """Return what the firms inside a zone, without one of them, are said to buy."""
    here = Q(buyer__sites__in_zone=True, buyer__sites__closed_on=None)
    bought = Claim.objects.filter(here, zone=zone, says="supplies", name__isnull=False).standing()
    meaning = _meanings(zone)
    buyers: dict[str, set[int]] = defaultdict(set)
    rows = bought.exclude(kind="inferred").exclude(buyer__party=but).values_list("name", "buyer").distinct()
    for name, buyer in rows:
        if name in meaning and buyer is not None:
            buyers[meaning[name]].add(buyer)
    makers = Claim.objects.filter(
        zone=zone, says="makes", firm__sites__in_zone=True, firm__sites__closed_on=None
    ).standing()
    made = {meaning.get(name or 0) for name in makers.values_list("name", flat=True).distinct()}
    return Demand(
        {name: len(buyers[said]) for name, said in meaning.items() if said in buyers},
        len(buyers), len(buyers.keys() - made),
    )  # fmt: skip


def _meanings(zone: str) -> dict[int, str]:
    """Return what each name means: a product, all mergers followed, or else the name itself."""
    ends = resolved(zone)
    names = ProductName.objects.filter(zone=zone).exclude(state="set_aside").values_list("pk", "product")
    return {pk: f"p{ends[product].pk}" if product else f"n{pk}" for pk, product in names}
