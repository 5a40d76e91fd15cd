"""The pages of one firm, as its members go from one to the other."""

from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse

from wotu.access.actor import VISITOR, Actor
from wotu.access.rights import MemberRight
from wotu.measures.zones import zone
from wotu.parties.models import Party
from wotu.rules.text import Text
from wotu.services.table import KINDS

PAGES: dict[str, tuple[Text, MemberRight]] = {
    "portal:firm": (Text("政策体检", "Check-up"), "see_own"),
    "portal:entitlements": (Text("可享政策", "Entitlements"), "see_own"),
    "portal:cases:home": (Text("办件", "Cases"), "see_own"),
    "portal:payments": (Text("兑付", "Payments"), "see_own"),
    "portal:facts:home": (Text("我的事实", "My facts"), "see_own"),
    "portal:chain:home": (Text("产品与采购", "Products and purchases"), "see_own"),
    "portal:needs:home": (Text("诉求", "Needs"), "see_own"),
    "portal:members": (Text("成员", "Members"), "manage_members"),
}

register = template.Library()


@register.inclusion_tag("portal/own_pages.html", takes_context=True)
def own_pages(context: Context, party: Party, here: str) -> dict[str, Any]:
    """Link the pages of a firm that the reader may open, `here` marked; nothing for who is no member."""
    asking: Actor = context.get("actor") or VISITOR
    mine = party.kind == "enterprise"
    pages = [
        (label, reverse(name, args=[party.slug]), name == here)
        for name, (label, right) in (PAGES | _services(party)).items()
        if mine and asking.may_for(right, party)
    ]
    return {"pages": pages, "party": party}


def _services(party: Party) -> dict[str, tuple[Text, MemberRight]]:
    """Return the pages of the kinds of service the firm's zone offers."""
    where = zone(party.zone)
    offered = where.services if where else frozenset()
    return {
        f"portal:{kind.id}:home": (kind.label, "see_own")
        for kind in KINDS
        if kind.portal_urls and kind.id in offered
    }
