"""A small chain in the tables: firms, products and claims, each written in one line."""

import datetime as dt
from typing import Any

from wotu.chain.names.normal import normal
from wotu.industry.models import Chain, ChainLink, Claim, Enterprise, Product, ProductName, Site
from wotu.industry.verbs.revision import changed

ZONE = "small"
NOW = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
BEGINS, ENDS = dt.date(2025, 1, 1), dt.date(2025, 12, 31)


def firm(key: str, *, inside: bool = False, place: str = "", zone: str = ZONE, **more: Any) -> Enterprise:
    made = Enterprise.objects.create(zone=zone, key=key, name=more.pop("name", key), source="test", **more)
    if inside or place:
        Site.objects.create(enterprise=made, place=place or "园区", in_zone=inside)
    changed(zone)
    return made


def product(slug: str, *, zone: str = ZONE, **more: Any) -> Product:
    made = Product.objects.create(zone=zone, slug=slug, zh=more.pop("zh", slug), en=slug, **more)
    name(made.zh, made, zone=zone)
    return made


def name(written: str, means: Product | None = None, *, zone: str = ZONE) -> ProductName:
    state = "confirmed" if means else "open"
    made, _ = ProductName.objects.get_or_create(
        zone=zone, normal=normal(written), defaults={"name": written, "product": means, "state": state}
    )
    changed(zone)
    return made


def makes(maker: Enterprise, what: Product | ProductName, **more: Any) -> Claim:
    return claim("makes", firm=maker, name=_name(what), **more)


def supplies(
    seller: Enterprise | None, buyer: Enterprise, what: Product | ProductName | None = None, **more: Any
) -> Claim:
    given = {"kind": "invoice", "use": "material", "begins": BEGINS, "ends": ENDS, **more}
    return claim("supplies", firm=seller, buyer=buyer, name=_name(what) if what else None, **given)


def goes_into(what: Product, output: Product, use: str = "material", **more: Any) -> Claim:
    return claim("input_of", name=_name(what), output=_name(output), use=use, **more)


def claim(says: str, **fields: Any) -> Claim:
    given = {"kind": "statement", "state": "confirmed", "source": "test", "zone": ZONE, **fields}
    made = Claim.objects.create(says=says, made_at=NOW, made_by="tests", **given)
    changed(made.zone)
    return made


def chain(slug: str, *stages: tuple[Product, int], zone: str = ZONE) -> Chain:
    made = Chain.objects.create(zone=zone, slug=slug, zh=f"{slug} 产业链", en=f"{slug} chain")
    for place, (one, stage) in enumerate(stages):
        ChainLink.objects.create(chain=made, product=one, stage=stage, place=place)
    changed(zone)
    return made


def _name(what: Product | ProductName) -> ProductName:
    if isinstance(what, ProductName):
        return what
    found = what.names.first()
    assert found is not None
    return found
