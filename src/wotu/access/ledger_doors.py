"""The doors to the books: accounts and rounds of a zone."""

from django.http import Http404

from wotu.access.actor import Actor
from wotu.access.doors import open_zone
from wotu.access.rights import Right
from wotu.ledger.models import Account, Round
from wotu.ledger.reads import account_of, round_of
from wotu.measures.zones import Zone


def open_account(actor: Actor, zone_id: str, id_: int, right: Right) -> tuple[Zone, Account]:
    """Return an account of a zone in which the actor has this right, and the zone.

    Raises:
        Http404: there is none, or the actor has no such right there.
    """
    where = open_zone(actor, zone_id, right)
    account = account_of(where.id, id_)
    if account is None:
        raise Http404
    return where, account


def open_round(actor: Actor, zone_id: str, id_: int, right: Right) -> tuple[Zone, Round]:
    """Return a round of a zone in which the actor has this right, and the zone.

    Raises:
        Http404: there is none, or the actor has no such right there.
    """
    where = open_zone(actor, zone_id, right)
    found = round_of(where.id, id_)
    if found is None:
        raise Http404
    return where, found
