"""The doors to payments: batches, instalments, debts and files of receipts of a zone."""

from typing import TypeVar

from django.db.models import Model
from django.http import Http404

from wotu.access.actor import Actor
from wotu.access.doors import open_zone
from wotu.access.rights import Right
from wotu.measures.zones import Zone
from wotu.payments import reads
from wotu.payments.models import Batch, Debt, Instalment, ReceiptFile

Found = TypeVar("Found", bound=Model)


def open_batch(actor: Actor, zone_id: str, id_: int, right: Right) -> tuple[Zone, Batch]:
    """Return a batch of a zone in which the actor has this right, and the zone.

    Raises:
        Http404: there is none, or the actor has no such right there.
    """
    where = open_zone(actor, zone_id, right)
    return where, _there(reads.batch_of(where.id, id_))


def open_instalment(actor: Actor, zone_id: str, id_: int, right: Right) -> tuple[Zone, Instalment]:
    """Return an instalment of a zone in which the actor has this right, and the zone.

    Raises:
        Http404: there is none, or the actor has no such right there.
    """
    where = open_zone(actor, zone_id, right)
    return where, _there(reads.instalment_of(where.id, id_))


def open_debt(actor: Actor, zone_id: str, id_: int, right: Right) -> tuple[Zone, Debt]:
    """Return a debt to a zone in which the actor has this right, and the zone.

    Raises:
        Http404: there is none, or the actor has no such right there.
    """
    where = open_zone(actor, zone_id, right)
    return where, _there(reads.debt_of(where.id, id_))


def open_receipts(actor: Actor, zone_id: str, id_: int, right: Right) -> tuple[Zone, ReceiptFile]:
    """Return a file of receipts of a zone in which the actor has this right, and the zone.

    Raises:
        Http404: there is none, or the actor has no such right there.
    """
    where = open_zone(actor, zone_id, right)
    return where, _there(reads.receipt_file_of(where.id, id_))


def _there(found: Found | None) -> Found:
    if found is None:
        raise Http404
    return found
