"""How much the firms of a zone look for, in numbers alone: what one firm may know of the others."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from wotu.industry.models import Claim, Product, ProductName
from wotu.industry.relations import above, resolved
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
    ends = resolved(zone)
    meaning = _meanings(zone, ends)
    said = Claim.objects.filter(zone=zone, name__in=meaning).standing().exclude(kind="inferred")
    buyers: dict[str, set[int]] = defaultdict(set)
    bought = said.filter(_inside("buyer"), says="supplies").exclude(buyer__party=but)
    for name, buyer in bought.values_list("name", "buyer").distinct():
        buyers[meaning[name or 0]].add(buyer or 0)
    sold = said.filter(_inside("firm"), says__in=("makes", "supplies"))
    made = _with_families({meaning[name or 0] for name in sold.values_list("name", flat=True)}, ends)
    return Demand(
        {name: len(buyers[said]) for name, said in meaning.items() if said in buyers},
        len(buyers), len(buyers.keys() - made),
    )  # fmt: skip


def _inside(role: str) -> Q:
    """Return the condition that a firm of a claim is in the zone and was not dissolved."""
    return Q(
        **{f"{role}__sites__in_zone": True, f"{role}__sites__closed_on": None, f"{role}__is_dissolved": False}
    )


def _meanings(zone: str, ends: Mapping[int, Product]) -> dict[int, str]:
    """Return what each name means: a product, all mergers followed, or else the name itself."""
    names = ProductName.objects.filter(zone=zone).exclude(state="set_aside").values_list("pk", "product")
    return {pk: f"p{ends[product].pk}" if product else f"n{pk}" for pk, product in names}


def _with_families(made: set[str], ends: Mapping[int, Product]) -> set[str]:
    """Return what is made and the families of it: who makes a kind makes the family too."""
    products = {one for one in ends.values() if f"p{one.pk}" in made}
    return made | {f"p{family}" for one in products for family in above(one, ends)}
