"""The doors to entries, applications and uploads: each returns it, or behaves as if there were none."""

from django.http import Http404

from wotu.access.actor import Actor
from wotu.access.doors import open_own, open_zone
from wotu.access.rights import MemberRight, Right
from wotu.cases.models import Case
from wotu.measures.zones import Zone
from wotu.services.credit_repair.models import BodyRequest, Consent, CreditEntry, Intake, Material
from wotu.services.credit_repair.verbs.filing import SERVICE


def open_own_entry(actor: Actor, slug: str, number: int, right: MemberRight) -> tuple[CreditEntry, Zone]:
    """Return an entry of an enterprise the actor acts for with this right, and the zone.

    Raises:
        Http404: there is none, or the actor has no such right.
    """
    party, where = open_own(actor, slug, right)
    found = CreditEntry.objects.filter(party=party, pk=number).exclude(state="void")
    entry = found.select_related("party").first()
    if entry is None:
        raise Http404
    return entry, where


def open_own_entries(actor: Actor, slug: str, numbers: list[str], right: MemberRight) -> list[CreditEntry]:
    """Return the chosen entries of an enterprise the actor acts for; what is not its own is left out.

    Raises:
        Http404: the actor has no such right.
    """
    party, _ = open_own(actor, slug, right)
    ids = [int(one) for one in numbers if one.isascii() and one.isdigit() and len(one) < 18]
    found = CreditEntry.objects.filter(party=party, pk__in=ids).exclude(state="void")
    return list(found.select_related("party").order_by("pk"))


def open_own_material(actor: Actor, slug: str, number: int) -> Material:
    """Return a file the firm handed in itself, for somebody who may act for it.

    Raises:
        Http404: there is none, or the actor may not.
    """
    party, _ = open_own(actor, slug, "claim_own")
    found = Material.objects.filter(entry__party=party, pk=number, side="firm", removed_at=None)
    material = found.select_related("entry__party").first()
    if material is None:
        raise Http404
    return material


def open_own_consent(actor: Actor, slug: str, number: int) -> Consent:
    """Return a consent of an enterprise, for its owner.

    Raises:
        Http404: there is none, or the actor is not the owner.
    """
    party, _ = open_own(actor, slug, "manage_members")
    found = Consent.objects.filter(party=party, pk=number).first()
    if found is None:
        raise Http404
    return found


def open_own_repair(actor: Actor, slug: str, number: int, right: MemberRight) -> tuple[Case, Zone]:
    """Return an application of an enterprise the actor acts for with this right, and the zone.

    Raises:
        Http404: there is none, or the actor has no such right.
    """
    party, where = open_own(actor, slug, right)
    case = Case.objects.filter(service=SERVICE, enterprise=party, pk=number).first()
    if case is None:
        raise Http404
    return case, where


def open_entry(actor: Actor, zone: str, number: int, right: Right) -> tuple[CreditEntry, Zone]:
    """Return an entry about a firm of a zone in which the actor has a right, and the zone.

    Raises:
        Http404: there is none, or the actor has no such right there.
    """
    where = open_zone(actor, zone, right)
    found = CreditEntry.objects.filter(party__zone=where.id, pk=number).select_related("party", "evidence")
    entry = found.first()
    if entry is None:
        raise Http404
    return entry, where


def open_repair(actor: Actor, zone: str, number: int, right: Right) -> tuple[Case, Zone]:
    """Return an application in a zone in which the actor has a right, and the zone.

    Raises:
        Http404: there is none, or the actor has no such right there.
    """
    where = open_zone(actor, zone, right)
    found = Case.objects.filter(service=SERVICE, zone=where.id, pk=number).select_related("enterprise")
    case = found.first()
    if case is None:
        raise Http404
    return case, where


def open_request(actor: Actor, zone: str, number: int) -> tuple[BodyRequest, Zone]:
    """Return what a body is asked in a zone in which the actor runs services, and the zone.

    Raises:
        Http404: there is none, or the actor has no such right there.
    """
    where = open_zone(actor, zone, "run_services")
    found = BodyRequest.objects.filter(repair__case__zone=where.id, pk=number)
    request = found.select_related("repair__case", "repair__entry").first()
    if request is None:
        raise Http404
    return request, where


def open_intake(actor: Actor, zone: str, number: int) -> tuple[Intake, Zone]:
    """Return an uploaded sheet of a zone in which the actor runs services, and the zone.

    Raises:
        Http404: there is none, or the actor has no such right there.
    """
    where = open_zone(actor, zone, "run_services")
    found = Intake.objects.filter(zone=where.id, pk=number).first()
    if found is None:
        raise Http404
    return found, where
