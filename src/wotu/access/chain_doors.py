"""The doors to what a zone knows of its chains. What its firms buy is seen by its officials alone."""

import datetime as dt
from typing import TypeVar

from django.http import Http404

from wotu.access.actor import Actor
from wotu.access.doors import open_zone
from wotu.access.rights import OF_OFFICES, Right
from wotu.accounts.models import User
from wotu.industry import reads
from wotu.industry.models import Chain, Enterprise, Lead, Leader, PlanStep, Product, ProductName, Site
from wotu.measures.zones import Zone
from wotu.parties.models import Appointment, held_on

Found = TypeVar("Found")


def open_chain(actor: Actor, zone_id: str, slug: str, right: Right = "see_chain") -> tuple[Zone, Chain]:
    """Return a chain of a zone in which the actor has this right, and the zone.

    Raises:
        Http404: there is none, or the actor has no such right there.
    """
    where = open_zone(actor, zone_id, right)
    return where, _there(reads.chain_of(where.id, slug))


def open_product(actor: Actor, zone_id: str, slug: str, right: Right = "see_chain") -> tuple[Zone, Product]:
    """Return a product a zone tells apart, in which the actor has this right, and the zone.

    Raises:
        Http404: there is none, or the actor has no such right there.
    """
    where = open_zone(actor, zone_id, right)
    return where, _there(reads.product_of(where.id, slug))


def open_link(
    actor: Actor, zone_id: str, product: str, right: Right = "see_chain"
) -> tuple[Zone, Product | ProductName]:
    """Return a product, or a name that has no meaning yet, by its id in the graph, and the zone.

    Raises:
        Http404: there is none, or the actor has no such right there.
    """
    where = open_zone(actor, zone_id, right)
    found: Product | ProductName | None = reads.product_of(where.id, product)
    if found is None:
        found = reads.open_name_of(where.id, product)
    if found is None:
        raise Http404
    return where, found


def open_firm(actor: Actor, zone_id: str, key: str, right: Right = "see_chain") -> tuple[Zone, Enterprise]:
    """Return a firm a zone knows, in which the actor has this right, and the zone.

    Raises:
        Http404: there is none, or the actor has no such right there.
    """
    where = open_zone(actor, zone_id, right)
    return where, _there(reads.firm_of(where.id, key))


def open_site(actor: Actor, zone_id: str, number: int, right: Right) -> tuple[Zone, Site]:
    """Return where a firm a zone knows produces, for an actor with this right there, and the zone.

    Raises:
        Http404: there is none, or the actor has no such right there.
    """
    where = open_zone(actor, zone_id, right)
    return where, _there(reads.site_of(where.id, number))


def open_lead(actor: Actor, zone_id: str, number: int, right: Right = "see_chain") -> tuple[Zone, Lead]:
    """Return a lead somebody of a zone took up, for an actor with this right there, and the zone.

    Raises:
        Http404: there is none, or the actor has no such right there.
    """
    where = open_zone(actor, zone_id, right)
    return where, _there(reads.lead_of(where.id, number))


def open_leader(actor: Actor, zone_id: str, number: int, right: Right = "see_chain") -> tuple[Zone, Leader]:
    """Return a decision about a chain leader of a zone, for an actor with this right there, and the zone.

    Raises:
        Http404: there is none, or the actor has no such right there.
    """
    where = open_zone(actor, zone_id, right)
    return where, _there(reads.leader_of(where.id, number))


def chain_colleagues(zone: str, on: dt.date, *, but: int) -> list[User]:
    """Return whoever keeps the chains of a zone on a day, but one person."""
    held = Appointment.objects.filter(
        held_on(on), department__zone=zone, role__in=OF_OFFICES["keep_chain"]
    ).values("user")
    return list(User.objects.filter(pk__in=held, is_active=True).exclude(pk=but).order_by("name", "pk"))


def open_step(
    actor: Actor, zone_id: str, leader: int, number: int, right: Right = "see_chain"
) -> tuple[Zone, PlanStep]:
    """Return a step of the plan for a chain leader, for an actor with this right there, and the zone.

    Raises:
        Http404: there is none, or the actor has no such right there.
    """
    where = open_zone(actor, zone_id, right)
    return where, _there(reads.step_of(where.id, leader, number))


def _there(found: Found | None) -> Found:
    if found is None:
        raise Http404
    return found
