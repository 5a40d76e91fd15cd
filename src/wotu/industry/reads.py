"""Reading what a zone knows of its chains, row by row; what is worked out of it stands in `atlas`."""

import datetime as dt
from collections import Counter
from collections.abc import Collection

from django.db.models import F, Q, QuerySet

from wotu.accounts.models import User
from wotu.industry.models import (
    OPEN_LEADS,
    Chain,
    ChainLink,
    Claim,
    Enterprise,
    Lead,
    Leader,
    PlanStep,
    Product,
    ProductName,
    SheetIntake,
    Signing,
    Site,
    Statement,
)
from wotu.industry.relations import OPEN_NAME, resolved
from wotu.parties.models import Party

_TOLD = ("firm", "buyer", "name__product", "output__product", "intake", "passage", "decided_by", "statement")


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


def firms_of(intake: SheetIntake) -> QuerySet[Enterprise]:
    """Return the firms a recorded sheet brought, or of which it changed or added something."""
    made = intake.made
    touched = {*made.get("firms", ()), *map(int, {**made.get("changed", {}), **made.get("figures", {})})}
    placed = Q(sites__in=[*made.get("sites", ()), *made.get("moved_in", ())])
    return Enterprise.objects.filter(Q(pk__in=touched) | placed).distinct()


def site_of(zone: str, number: int) -> Site | None:
    """Return one of the places at which a firm a zone knows produces."""
    return Site.objects.filter(enterprise__zone=zone, pk=number).select_related("enterprise").first()


def names_of(product: Product) -> QuerySet[ProductName]:
    """Return the names that mean a product, with those of what was merged into it."""
    ends = resolved(product.zone)
    meant = [pk for pk, end in ends.items() if end.pk == product.pk]
    return ProductName.objects.filter(product__in=meant)


def family_of(product: Product) -> list[Product]:
    """Return a product and everything below it: whose makers make it too."""
    found, front = [product], [product]
    while front:
        below = Product.objects.filter(parent__in=front, merged_into=None).order_by("slug")
        front = [one for one in below if one not in found]
        found += front
    return found


def names_below(products: Collection[Product]) -> QuerySet[ProductName]:
    """Return the names that mean one of these products, with those of what was merged into them."""
    wanted = {one.pk for one in products}
    ends = resolved(next(iter(products)).zone) if products else {}
    return ProductName.objects.filter(product__in=[pk for pk, end in ends.items() if end.pk in wanted])


def queues(zone: str) -> dict[str, int]:
    """Return how many names and how many claims wait for an official."""
    return {
        "names": ProductName.objects.filter(zone=zone, state="open").count(),
        "claims": Claim.objects.filter(zone=zone).waiting().count(),
    }


def claims_on(zone: str, names: Collection[int]) -> QuerySet[Claim]:
    """Return every claim made with one of these names, whatever became of it."""
    found = Claim.objects.filter(zone=zone).filter(Q(name__in=names) | Q(output__in=names))
    return found.select_related(*_TOLD)


def claims_about(firm: Enterprise) -> QuerySet[Claim]:
    """Return every claim about a firm, as maker, seller or buyer."""
    found = Claim.objects.filter(zone=firm.zone).filter(Q(firm=firm) | Q(buyer=firm))
    return found.select_related(*_TOLD)


def open_name_of(zone: str, product: str) -> ProductName | None:
    """Return the name that is its own product in the graph, while nobody gave it a meaning."""
    if not product.startswith(OPEN_NAME) or not product.removeprefix(OPEN_NAME).isdecimal():
        return None
    number = int(product.removeprefix(OPEN_NAME))
    return ProductName.objects.filter(zone=zone, pk=number, state="open").first()


def lead_of(zone: str, number: int) -> Lead | None:
    """Return a lead somebody took up."""
    return (
        Lead.objects.filter(zone=zone, pk=number)
        .select_related("product", "enterprise", "owner", "signing__site")
        .first()
    )


def product_of_lead(lead: Lead) -> Product:
    """Return what a lead is for now: the product it was taken up for, or what that was merged into."""
    return lead.product if lead.product.merged_into_id is None else resolved(lead.zone)[lead.product_id]


def leads_for(zone: str, product: str) -> QuerySet[Lead]:
    """Return every lead taken up for a product, by its slug, or for one that was merged into it since."""
    meant = [pk for pk, end in resolved(zone).items() if end.slug == product]
    return Lead.objects.filter(product__in=meant)


def followed(zone: str) -> dict[str, int]:
    """Return how many leads are followed for each product, after all mergers."""
    ends = resolved(zone)
    found = Lead.objects.filter(zone=zone, state__in=OPEN_LEADS).values_list("product", flat=True)
    return Counter(ends[pk].slug for pk in found)


def leads_of(zone: str) -> QuerySet[Lead]:
    """Return every lead somebody of a zone took up; the next step due first."""
    found = Lead.objects.filter(zone=zone).select_related("product", "enterprise", "owner", "signing")
    return found.order_by(F("next_on").asc(nulls_last=True), "-taken_up_at", "pk")


def leads_due(zone: str, user: User, today: dt.date) -> QuerySet[Lead]:
    """Return the leads of an official whose next step is due today or was due before."""
    return Lead.objects.filter(zone=zone, owner=user, state__in=OPEN_LEADS, next_on__lte=today)


def signed_of(zone: str) -> QuerySet[Signing]:
    """Return what was signed in a zone, to be handed over to its investment projects; the latest first."""
    found = Signing.objects.filter(lead__zone=zone)
    return found.select_related("lead__product", "lead__enterprise", "lead__owner", "site", "by")


def products_in(chain: Chain) -> set[str]:
    """Return the ids of the products of a chain, after all mergers."""
    ends = resolved(chain.zone)
    return {ends[pk].slug for pk in ChainLink.objects.filter(chain=chain).values_list("product", flat=True)}


def purchases(zone: str, product: str, buyers: Collection[str]) -> QuerySet[Claim]:
    """Return what is claimed, not inferred, that these firms buy of a product, the largest amount first."""
    found = Claim.objects.filter(zone=zone, says="supplies", buyer__key__in=buyers)
    found = found.standing().exclude(kind="inferred")
    meant = product_of(zone, product)
    if meant is not None:
        found = found.filter(name__in=names_of(meant))
    else:
        open_name = open_name_of(zone, product)
        found = found.filter(name=open_name) if open_name else found.none()
    return found.select_related("firm", "buyer").order_by(F("amount_fen").desc(nulls_last=True), "pk")


def leader_of(zone: str, number: int) -> Leader | None:
    """Return a decision about a chain leader."""
    found = Leader.objects.filter(chain__zone=zone, pk=number)
    return found.select_related("chain", "enterprise__party", "contact").first()


def claims_of(zone: str) -> QuerySet[Claim]:
    """Return every claim of a zone, with whom and what it speaks of."""
    return Claim.objects.filter(zone=zone).select_related(
        "firm", "buyer", "name", "output", "passage", "decided_by", "statement"
    )


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


def statements_of(party: Party) -> QuerySet[Statement]:
    """Return what a firm says of itself, with what officials decided on it; what it took back, too."""
    return Statement.objects.filter(party=party).select_related("claim__decided_by")


def product_words(zone: str) -> list[str]:
    """Return what the products of a zone are called, without the names its firms and papers have for them."""
    found = Product.objects.filter(zone=zone, merged_into=None)
    return list(found.order_by("zh").values_list("zh", flat=True).distinct())
