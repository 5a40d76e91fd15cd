"""What every page of the desk knows: the zone, who the official is there, and the sections open to them."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

from wotu.access.actor import Actor
from wotu.access.middleware import actor
from wotu.desk.keys import keys
from wotu.desk.sections import sections_for
from wotu.measures.zones import zone
from wotu.parties.words import OFFICE_NAMES
from wotu.rules.text import Text


def sections(request: HttpRequest) -> dict[str, Any]:
    """Give the desk's templates their zone and navigation; other pages nothing."""
    match = request.resolver_match
    where = match.kwargs.get("zone") if match and match.namespaces[:1] == ["desk"] else None
    found = zone(where) if where else None
    if match is None or found is None:
        return {}
    asking = actor(request)
    here = sections_for(asking, found.id)
    return {
        "desk_zone": found,
        "desk_zones": [other for id_ in asking.zones if (other := zone(id_))],
        "desk_roles": roles_of(asking, found.id),
        "desk_sections": here,
        "desk_keys": keys(here),
        "desk_section": match.namespaces[1] if len(match.namespaces) > 1 else "",
    }


def roles_of(asking: Actor, zone_id: str) -> Sequence[Text]:
    """Return what the official is in a zone, in the order roles are listed."""
    mine = {role for where, role in asking.offices if where == zone_id}
    return [label for role, label in OFFICE_NAMES.items() if role in mine]
