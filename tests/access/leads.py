"""A missing link and a followed lead in the world of the cast, made when an address first asks for them."""

from collections.abc import Mapping

from django.utils import timezone

from tests.cast import Cast
from tests.industry.leads_world import world
from wotu.industry.models import Lead, Product
from wotu.industry.verbs.leads import take_up_lead


def a_gap(_cast: Cast) -> Mapping[str, object]:
    """Return the address of a missing link."""
    if not Product.objects.filter(zone="small", slug="mocvd").exists():
        world()
    return {"zone": "small", "product": "mocvd"}


def a_lead(cast: Cast) -> Mapping[str, object]:
    """Return the address of a lead Cleo follows."""
    a_gap(cast)
    found = Lead.objects.filter(zone="small").first()
    if found is None:
        found = take_up_lead(
            zone="small", product=Product.objects.get(zone="small", slug="mocvd"), firm="maker", next_step="",
            next_on=None, user=cast["cleo"], now=timezone.now(), today=timezone.localdate(),
        )  # fmt: skip
    return {"zone": "small", "number": found.pk}
