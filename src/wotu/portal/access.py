"""The one door: who may see and answer for which enterprise.

Demonstration firms are open to everybody. What a visitor answers stays in the visitor's own browser
session (docs/adr/0013) and never reaches the books. Every other enterprise stays shut until there
are accounts.
"""

from django.http import Http404, HttpRequest

from wotu.measures.zones import Zone, zone
from wotu.parties.models import Party
from wotu.parties.reads import enterprise, search


def may_see(_request: HttpRequest, party: Party) -> bool:
    """Tell whether the visitor may see this enterprise's check-up."""
    return party.is_demo


def may_answer(request: HttpRequest, party: Party) -> bool:
    """Tell whether the visitor may answer questions about this enterprise."""
    return may_see(request, party)


def open_enterprise(request: HttpRequest, slug: str) -> tuple[Party, Zone]:
    """Return an enterprise and its zone.

    Raises:
        Http404: there is none, or the visitor may not see it: both look the same from outside.
    """
    party = enterprise(slug)
    where = zone(party.zone) if party else None
    if party is None or where is None or not may_see(request, party):
        raise Http404
    return party, where


def find_enterprises(_request: HttpRequest, words: str, zone_id: str = "") -> list[Party]:
    """Return the enterprises the visitor may see by name, credit code or pinyin initials."""
    return search(words, zone_id, demo_only=True)
