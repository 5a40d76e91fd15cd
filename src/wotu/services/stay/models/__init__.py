"""Rooms and beds, stays, who sleeps where, what is under repair, what was asked for beside the bed."""

from wotu.services.stay.models.onward import ITEM_STATES, Item
from wotu.services.stay.models.place import Place, Upkeep
from wotu.services.stay.models.room import Bed, Room, Site
from wotu.services.stay.models.stay import HOLDING, LIVE, STATES, Stay, StayQuerySet

__all__ = [
    "HOLDING",
    "ITEM_STATES",
    "LIVE",
    "STATES",
    "Bed",
    "Item",
    "Place",
    "Room",
    "Site",
    "Stay",
    "StayQuerySet",
    "Upkeep",
]
