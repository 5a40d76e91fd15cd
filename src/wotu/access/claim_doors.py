"""The doors to names, rulings, claims, sheets and passages of a zone's chains, and to firms' statements."""

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404

from wotu.access.actor import Actor
from wotu.access.doors import open_own, open_zone
from wotu.access.rights import MemberRight, Right
from wotu.industry.models import Claim, ClaimDecision, Passage, ProductName, Ruling, SheetIntake, Statement
from wotu.industry.reads import claims_of, statements_of
from wotu.measures.zones import Zone

One = TypeVar("One", bound=Model)


def open_name(
    actor: Actor, zone_id: str, number: int, right: Right = "see_chain"
) -> tuple[Zone, ProductName]:
    """Return a name of a zone in which the actor has this right, and the zone.

    Raises:
        Http404: there is none, or the actor has no such right there.
    """
    return _open(actor, zone_id, number, right, ProductName.objects.select_related("product"))


def open_ruling(actor: Actor, zone_id: str, number: int) -> tuple[Zone, Ruling]:
    """Return a ruling on names an actor may undo, and the zone.

    Raises:
        Http404: there is none, or the actor does not keep the chain there.
    """
    return _open(actor, zone_id, number, "keep_chain", Ruling.objects.all())


def open_claim(actor: Actor, zone_id: str, number: int, right: Right = "see_chain") -> tuple[Zone, Claim]:
    """Return a claim of a zone in which the actor has this right, and the zone.

    Raises:
        Http404: there is none, or the actor has no such right there.
    """
    return _open(actor, zone_id, number, right, claims_of(zone_id))


def open_decision(actor: Actor, zone_id: str, number: int) -> tuple[Zone, ClaimDecision]:
    """Return a decision about claims an actor may undo, and the zone.

    Raises:
        Http404: there is none, or the actor does not keep the chain there.
    """
    return _open(actor, zone_id, number, "keep_chain", ClaimDecision.objects.all())


def open_sheet(
    actor: Actor, zone_id: str, number: int, right: Right = "keep_chain"
) -> tuple[Zone, SheetIntake]:
    """Return a sheet somebody uploaded, for an actor with this right, and the zone.

    Raises:
        Http404: there is none, or the actor has no such right there.
    """
    return _open(actor, zone_id, number, right, SheetIntake.objects.all())


def open_passage(actor: Actor, zone_id: str, number: int, right: Right = "see_chain") -> tuple[Zone, Passage]:
    """Return a text somebody pasted, for an actor with this right, and the zone.

    Raises:
        Http404: there is none, or the actor has no such right there.
    """
    return _open(actor, zone_id, number, right, Passage.objects.all())


def open_own_statement(actor: Actor, slug: str, number: int, right: MemberRight) -> tuple[Statement, Zone]:
    """Return what a firm says of itself in the chain, for who acts for it with this right, and its zone.

    Raises:
        Http404: there is none, or the actor has no such right.
    """
    party, where = open_own(actor, slug, right)
    found = statements_of(party).filter(pk=number).first()
    if found is None:
        raise Http404
    return found, where


def _open(actor: Actor, zone_id: str, number: int, right: Right, among: "QuerySet[One]") -> tuple[Zone, One]:
    where = open_zone(actor, zone_id, right)
    found = among.filter(zone=where.id, pk=number).first()
    if found is None:
        raise Http404
    return where, found
