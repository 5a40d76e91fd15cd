"""What every page of the desk knows: the zone, and the sections open to the official."""

from typing import Any

from django.http import HttpRequest

from wotu.access.middleware import actor
from wotu.desk.sections import sections_for
from wotu.measures.zones import zone


def sections(request: HttpRequest) -> dict[str, Any]:
    """Give the desk's templates their zone and navigation; other pages nothing."""
    match = request.resolver_match
    where = match.kwargs.get("zone") if match and match.namespaces[:1] == ["desk"] else None
    if match is None or where is None:
        return {}
    return {
        "desk_zone": zone(where),
        "desk_sections": sections_for(actor(request), where),
        "desk_section": match.namespaces[1] if len(match.namespaces) > 1 else "",
    }
