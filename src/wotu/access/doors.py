"""The doors to objects: each returns the object, or behaves as if it did not exist.

Nobody learns from a refusal whether there is something behind the door.
"""

from django.db.models import Q, QuerySet
from django.http import Http404

from wotu.access.actor import Actor
from wotu.access.rights import MemberRight, Right
from wotu.filing.models import SavedFilter, Tag, TagChange
from wotu.measures.models import Edition
from wotu.measures.reads import edition_of
from wotu.measures.zones import Zone, zone
from wotu.needs.models import Need
from wotu.needs.reads import need_in, need_of
from wotu.parties.models import Party
from wotu.parties.reads import enterprise, person_of, search


def may_see(actor: Actor, party: Party) -> bool:
    """Tell whether the actor may see an enterprise: it is a demonstration, theirs, or in their zone."""
    return party.is_demo or actor.may_for("see_own", party) or actor.may("see_firms", party.zone)


def may_answer(actor: Actor, party: Party) -> bool:
    """Tell whether the actor may answer questions about an enterprise.

    Answers about a demonstration stay in the visitor's own session (docs/adr/0013).
    """
    return party.is_demo or actor.may_for("answer_own", party)


def open_enterprise(actor: Actor, slug: str) -> tuple[Party, Zone]:
    """Return an enterprise the actor may see, and its zone.

    Raises:
        Http404: there is none, or the actor may not see it.
    """
    party = enterprise(slug)
    where = zone(party.zone) if party else None
    if party is None or where is None or not may_see(actor, party):
        raise Http404
    return party, where


def visible_enterprises(actor: Actor, zone_id: str = "", words: str = "") -> "QuerySet[Party]":
    """Return every enterprise the actor may see, by zone, name, credit code or pinyin initials."""
    theirs = Q(pk__in=list(actor.members)) | Q(zone__in=[z for z in actor.zones if actor.may("see_firms", z)])
    found = Party.objects.enterprises().filter(Q(is_demo=True) | theirs)
    if zone_id:
        found = found.filter(zone=zone_id)
    return found.matching(words) if words.strip() else found


def open_to_read_facts(actor: Actor, slug: str) -> tuple[Party, Zone]:
    """Return an enterprise whose facts the actor may read one by one: a member's own, or an official's.

    Raises:
        Http404: there is none, or the actor may not.
    """
    party, where = open_enterprise(actor, slug)
    if not (actor.may_for("see_own", party) or actor.may("see_firms", party.zone)):
        raise Http404
    return party, where


def open_to_record(actor: Actor, slug: str) -> tuple[Party, Zone]:
    """Return an enterprise about which the actor may record facts.

    Raises:
        Http404: there is none, or the actor may not.
    """
    party, where = open_enterprise(actor, slug)
    if not (actor.may_for("answer_own", party) or actor.may("import_facts", party.zone)):
        raise Http404
    return party, where


def open_own(actor: Actor, slug: str, right: MemberRight) -> tuple[Party, Zone]:
    """Return an enterprise the actor acts for with this right, and its zone.

    Raises:
        Http404: there is none, or the actor has no such right.
    """
    party = enterprise(slug)
    where = zone(party.zone) if party else None
    if party is None or where is None or not actor.may_for(right, party):
        raise Http404
    return party, where


def open_own_person(actor: Actor, slug: str) -> tuple[Party, Zone]:
    """Return a talent's record (人才档案) to the talent alone, and its zone; the employer has another door.

    Raises:
        Http404: there is none, or the actor is not that person.
    """
    person = person_of(slug)
    where = zone(person.zone) if person else None
    if person is None or where is None or actor.members.get(person.pk) != "owner":
        raise Http404
    return person, where


def open_zone(actor: Actor, id_: str, right: Right) -> Zone:
    """Return a zone in which the actor has this right.

    Raises:
        Http404: there is none, or the actor has no such right there.
    """
    where = zone(id_)
    if where is None or not actor.may(right, where.id):
        raise Http404
    return where


def open_edition(actor: Actor, zone_id: str, number: int, right: Right) -> tuple[Zone, Edition]:
    """Return an edition of a zone's measures for an official with this right there, and the zone.

    Raises:
        Http404: there is none, or the actor has no such right.
    """
    where = open_zone(actor, zone_id, right)
    edition = edition_of(where.id, number)
    if edition is None:
        raise Http404
    return where, edition


def open_own_need(actor: Actor, slug: str, number: int, right: MemberRight) -> tuple[Need, Zone]:
    """Return a need of an enterprise the actor acts for with this right, and the zone.

    Raises:
        Http404: there is none, or the actor has no such right.
    """
    party, where = open_own(actor, slug, right)
    need = need_of(party, number)
    if need is None:
        raise Http404
    return need, where


def open_need(actor: Actor, zone_id: str, number: int) -> tuple[Need, Zone]:
    """Return a need that was sent to a zone in which the actor answers needs, and the zone.

    Raises:
        Http404: there is none, or the actor answers no needs there.
    """
    where = open_zone(actor, zone_id, "answer_needs")
    need = need_in(where.id, number)
    if need is None:
        raise Http404
    return need, where


def find_enterprises(actor: Actor, words: str, zone_id: str = "") -> list[Party]:
    """Return enterprises the actor may see by name, credit code or pinyin initials."""
    everything = bool(zone_id) and actor.may("see_firms", zone_id)
    return search(words, zone_id, demo_only=not everything)


def open_firm(actor: Actor, zone_id: str, slug: str) -> tuple[Party, Zone]:
    """Return an enterprise of a zone whose firms the actor may see as an official, and the zone.

    Raises:
        Http404: there is none, or the actor may not see the zone's firms.
    """
    where = open_zone(actor, zone_id, "see_firms")
    party = enterprise(slug)
    if party is None or party.zone != where.id:
        raise Http404
    return party, where


def open_tag(actor: Actor, zone_id: str, key: int) -> Tag:
    """Return a tag the actor may put on firms of a zone and take off.

    Raises:
        Http404: there is none, or the actor has no such right.
    """
    where = open_zone(actor, zone_id, "tag_firms")
    tag = Tag.objects.filter(zone=where.id, pk=key).first()
    if tag is None:
        raise Http404
    return tag


def open_tag_change(actor: Actor, zone_id: str, key: int) -> TagChange:
    """Return a change of tags the actor made, and may take back.

    Raises:
        Http404: there is none, or it is somebody else's.
    """
    where = open_zone(actor, zone_id, "tag_firms")
    change = TagChange.objects.filter(zone=where.id, by=actor.by, pk=key).first()
    if change is None:
        raise Http404
    return change


def open_saved_filter(actor: Actor, zone_id: str, key: int) -> SavedFilter:
    """Return a filter the actor saved.

    Raises:
        Http404: there is none, or it is somebody else's.
    """
    where = open_zone(actor, zone_id, "desk")
    saved = SavedFilter.objects.filter(zone=where.id, user=actor.user, pk=key).first()
    if saved is None:
        raise Http404
    return saved
