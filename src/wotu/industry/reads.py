"""Reading what a zone knows of its chains, row by row; what is worked out of it stands in `atlas`."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from wotu.industry.models import Chain, Claim, Enterprise, Lead, Leader, PlanStep, Product, ProductName
from wotu.industry.relations import OPEN_NAME, resolved


def chains_of(zone: str) -> QuerySet[Chain]:
    """Return a zone's chains."""
    return Chain.objects.filter(zone=zone)


def chain_of(zone: str, slug: str) -> Chain | None:
    """Return one of a zone's chains."""
    return Chain.objects.filter(zone=zone, slug=slug).first()


def product_of(zone: str, slug: str) -> Product | None:
    """Return a product of a zone; one that was merged, too, as what it went into."""
    found = Product.objects.filter(zone=zone, slug=slug).first()
    if found is None or found.merged_into_id is None:
        return found
    return resolved(zone)[found.pk]


def firm_of(zone: str, key: str) -> Enterprise | None:
    """Return a firm a zone knows, by its key."""
    return Enterprise.objects.filter(zone=zone, key=key).select_related("party").first()


def names_of(product: Product) -> QuerySet[ProductName]:
    """Return the names that mean a product, with those of what was merged into it."""
    ends = resolved(product.zone)
    meant = [pk for pk, end in ends.items() if end.pk == product.pk]
    return ProductName.objects.filter(product__in=meant)


def claims_on(zone: str, names: Collection[int]) -> QuerySet[Claim]:
    """Return every claim made with one of these names, whatever became of it."""
    found = Claim.objects.filter(zone=zone).filter(Q(name__in=names) | Q(output__in=names))
    return found.select_related("firm", "buyer", "name", "output", "intake", "passage")


def claims_about(firm: Enterprise) -> QuerySet[Claim]:
    """Return every claim about a firm, as maker, seller or buyer."""
    found = Claim.objects.filter(zone=firm.zone).filter(Q(firm=firm) | Q(buyer=firm))
    return found.select_related("firm", "buyer", "name", "output", "intake", "passage")


def open_name_of(zone: str, product: str) -> ProductName | None:
    """Return the name that is its own product in the graph, while nobody gave it a meaning."""
    if not product.startswith(OPEN_NAME) or not product.removeprefix(OPEN_NAME).isdecimal():
        return None
    number = int(product.removeprefix(OPEN_NAME))
    return ProductName.objects.filter(zone=zone, pk=number, state="open").first()


def lead_of(zone: str, number: int) -> Lead | None:
    """Return a lead somebody took up."""
    return Lead.objects.filter(zone=zone, pk=number).select_related("product", "enterprise", "owner").first()


def leader_of(zone: str, number: int) -> Leader | None:
    """Return a decision about a chain leader."""
    found = Leader.objects.filter(chain__zone=zone, pk=number)
    return found.select_related("chain", "enterprise__party", "contact").first()


def leaders_of(zone: str) -> QuerySet[Leader]:
    """Return every decision about a zone's chain leaders, with the steps of their plans."""
    found = Leader.objects.filter(chain__zone=zone).select_related("chain", "enterprise", "contact")
    return found.prefetch_related("steps")


def step_of(zone: str, leader: int, number: int) -> PlanStep | None:
    """Return a step of the plan for a chain leader."""
    found = PlanStep.objects.filter(leader__chain__zone=zone, leader=leader, pk=number)
    return found.select_related("leader__chain", "leader__enterprise__party", "leader__contact").first()


def open_steps(zone: str) -> QuerySet[PlanStep]:
    """Return what is still to be done for a zone's confirmed chain leaders, the earliest day first."""
    return PlanStep.objects.filter(leader__chain__zone=zone, leader__state="confirmed", done_at=None)
