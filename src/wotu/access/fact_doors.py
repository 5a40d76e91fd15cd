"""The doors to what is on record: entries, evidence, disputes, batches of imports."""

from django.http import Http404

from wotu.access.actor import Actor
from wotu.access.rights import MemberRight, Right
from wotu.cases.models import Attachment
from wotu.cases.theirs import filed_by_themselves
from wotu.facts.models import Batch, Dispute, Evidence, FactEntry
from wotu.measures.zones import Zone, zone

BY_THE_PUBLIC = "public"
"""Who recorded what somebody handed in without signing in."""


def open_evidence(actor: Actor, id_: int) -> Evidence:
    """Return evidence about an enterprise the actor acts for, or of a zone whose firms they see.

    What the public handed in against an award may tell who objected: it is for those who handle cases or
    audit them. What a talent handed in with a case they filed for themselves is theirs: the employer does
    not see it.

    Raises:
        Http404: there is none, or the actor may not see it. A demonstration is no exception.
    """
    found = Evidence.objects.select_related("party").filter(pk=id_).first()
    if found is None:
        raise Http404
    zone_id = found.party.zone
    if found.recorded_by == BY_THE_PUBLIC:
        may = actor.may("handle_cases", zone_id) or actor.may("read_audit", zone_id)
    else:
        may = _own_side(actor, found) or actor.may("see_firms", zone_id)
    if not may:
        raise Http404
    return found


def _own_side(actor: Actor, found: Evidence) -> bool:
    """Tell whether evidence is open to the actor as one of those it is about."""
    if not actor.may_for("see_own", found.party):
        return False
    if found.party.pk in actor.members:
        return True
    return not Attachment.objects.filter(
        filed_by_themselves("case__"), evidence=found, case__subject=found.party
    ).exists()


def open_own_entry(actor: Actor, slug: str, id_: int, right: MemberRight) -> tuple[FactEntry, Zone]:
    """Return an entry about an enterprise, or what belongs to it, for somebody who acts for it.

    Raises:
        Http404: there is none, or the actor has no such right.
    """
    found = FactEntry.objects.select_related("party__owner", "withdrawal").filter(pk=id_).first()
    enterprise = (found.party.owner or found.party) if found else None
    where = zone(enterprise.zone) if enterprise else None
    if (
        found is None or enterprise is None or where is None or enterprise.slug != slug
        or not actor.may_for(right, enterprise)
    ):  # fmt: skip
        raise Http404
    return found, where


def open_own_dispute(actor: Actor, slug: str, id_: int) -> Dispute:
    """Return a dispute of an enterprise, for somebody who may answer for it.

    Raises:
        Http404: there is none, or the actor has no such right.
    """
    found = Dispute.objects.select_related("party").filter(pk=id_, party__slug=slug).first()
    if found is None or not actor.may_for("answer_own", found.party):
        raise Http404
    return found


def open_zone_entry(actor: Actor, zone_id: str, id_: int, right: Right) -> FactEntry:
    """Return an entry about a firm of a zone in which the actor has a right.

    Raises:
        Http404: there is none, or the actor has no such right there.
    """
    found = FactEntry.objects.select_related("party").filter(pk=id_, party__zone=zone_id).first()
    if found is None or not actor.may(right, zone_id):
        raise Http404
    return found


def open_dispute(actor: Actor, zone_id: str, id_: int, right: Right) -> Dispute:
    """Return a dispute of a firm of a zone in which the actor has a right.

    Raises:
        Http404: there is none, or the actor has no such right there.
    """
    found = (
        Dispute.objects.select_related("party", "entry__party", "entry__evidence", "evidence")
        .filter(pk=id_, party__zone=zone_id)
        .first()
    )
    if found is None or not actor.may(right, zone_id):
        raise Http404
    return found


def open_batch_of(actor: Actor, zone_id: str, id_: int) -> Batch:
    """Return a batch of a zone into which the actor may import.

    Raises:
        Http404: there is none, or the actor has no such right there.
    """
    found = Batch.objects.filter(pk=id_, zone=zone_id).first()
    if found is None or not actor.may("import_facts", zone_id):
        raise Http404
    return found
