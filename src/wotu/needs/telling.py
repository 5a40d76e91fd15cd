"""Telling a firm that its need was answered. Each answer once; e-mail follows after the commit."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from wotu.inbox.tasks import after_telling
from wotu.inbox.verbs import Line, tell
from wotu.needs.models import Need
from wotu.parties.models import Membership, held_on
from wotu.rules.text import Text

ANSWERED = Text("诉求已答复", "Your need is answered")
SETTLED = Text("诉求已办结，请确认", "Your need is served: please confirm")
NOT_SERVED = Text("诉求暂未能解决，请查看原因", "Your need could not be served; see why")


def tell_firm(need: Need, title: Text, *, by: str, now: dt.datetime) -> int:
    """Tell the members of the firm that something was said about its need; return how many were told."""
    members = Membership.objects.filter(held_on(timezone.localtime(now).date()), party=need.party_id)
    link = reverse("portal:needs:need", args=[need.party.slug, need.pk])
    key = f"need:{need.pk}:{need.state}:{now.isoformat()}"
    told = tell(
        users=set(members.values_list("user", flat=True)), key=key,
        whom=need.party.name, title=title, link=link, lines=[Line(Text(need.says, need.says), link)],
        about=f"need:{need.pk}", by=by, now=now,
    )  # fmt: skip
    if told:
        after_telling()
    return told
