"""The doors to stations and stays: each returns the object, or behaves as if it did not exist."""

from django.http import Http404

from wotu.access.actor import Actor
from wotu.access.doors import open_own, open_own_person, open_zone
from wotu.access.rights import MemberRight
from wotu.measures.zones import Zone
from wotu.parties.models import Party
from wotu.services.stay.models import Item, Stay, Upkeep
from wotu.services.stay.reads import stay_in, stay_of, stays_of_firm
from wotu.services.stay.station import Station, station_of


def open_station(actor: Actor, zone_id: str) -> tuple[Zone, Station]:
    """Return a zone's station to an official who runs its services.

    Raises:
        Http404: there is none, or the actor has no such right.
    """
    where = open_zone(actor, zone_id, "run_services")
    return where, _station(where)


def open_stay(actor: Actor, zone_id: str, id_: int) -> tuple[Stay, Zone, Station]:
    """Return a stay of a zone to an official who runs its services.

    Raises:
        Http404: there is none, or the actor has no such right.
    """
    where, station = open_station(actor, zone_id)
    found = stay_in(where.id, id_)
    if found is None:
        raise Http404
    return found, where, station


def open_item(actor: Actor, zone_id: str, id_: int) -> Item:
    """Return a further service asked for with a stay.

    Raises:
        Http404: there is none, or the actor has no such right.
    """
    where, _ = open_station(actor, zone_id)
    found = (
        Item.objects.filter(stay__zone=where.id, pk=id_).select_related("stay__case", "stay__person").first()
    )
    if found is None:
        raise Http404
    return found


def open_upkeep(actor: Actor, zone_id: str, id_: int) -> Upkeep:
    """Return an upkeep of a zone's station.

    Raises:
        Http404: there is none, or the actor has no such right.
    """
    where, _ = open_station(actor, zone_id)
    found = Upkeep.objects.filter(room__site__zone=where.id, pk=id_).select_related("room__site").first()
    if found is None:
        raise Http404
    return found


def open_own_station(actor: Actor, slug: str) -> tuple[Party, Zone, Station]:
    """Return a talent's record to the talent alone, with the station of the zone.

    Raises:
        Http404: there is none, or the actor is not that person.
    """
    person, where = open_own_person(actor, slug)
    return person, where, _station(where)


def open_own_stay(actor: Actor, slug: str, id_: int) -> tuple[Stay, Zone, Station]:
    """Return a stay to the talent whose it is.

    Raises:
        Http404: there is none, or it is somebody else's.
    """
    person, where, station = open_own_station(actor, slug)
    found = stay_of(person, id_)
    if found is None:
        raise Http404
    return found, where, station


def open_firm_station(actor: Actor, slug: str, right: MemberRight) -> tuple[Party, Zone, Station]:
    """Return an enterprise the actor acts for with this right, and the station of its zone.

    Raises:
        Http404: there is none, or the actor has no such right.
    """
    firm, where = open_own(actor, slug, right)
    return firm, where, _station(where)


def open_firm_person(actor: Actor, slug: str, person: str, right: MemberRight) -> tuple[Party, Zone, Station]:
    """Return a person of an enterprise the actor acts for with this right.

    Raises:
        Http404: there is none, or the actor has no such right.
    """
    firm, where, station = open_firm_station(actor, slug, right)
    found = Party.objects.filter(owner=firm, kind="person", slug=person).select_related("owner").first()
    if found is None:
        raise Http404
    return found, where, station


def open_firm_stay(actor: Actor, slug: str, id_: int) -> tuple[Stay, Zone, Station]:
    """Return a stay of one of an enterprise's people, for somebody who may claim for it.

    Raises:
        Http404: there is none, or the actor has no such right.
    """
    firm, where, station = open_firm_station(actor, slug, "claim_own")
    found = stays_of_firm(firm).filter(pk=id_).first()
    if found is None:
        raise Http404
    return found, where, station


def _station(where: Zone) -> Station:
    station = station_of(where)
    if station is None:
        raise Http404
    return station
