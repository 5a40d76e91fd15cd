"""Work for the demonstration desks: what a firm has asked and disputed, so that Today is not empty."""

import datetime as dt
from typing import Final

from django.db import transaction
from django.utils import timezone

from wotu.facts.disputes import dispute_fact
from wotu.measures.zones import Zone
from wotu.needs.reads import needs_of
from wotu.needs.suggest import suggest_for
from wotu.needs.verbs import draft_need, submit_need
from wotu.parties.models import Membership

NEEDS: Final = (
    ("园区食堂太远，员工吃饭不方便", 20),
    ("想招两名嵌入式工程师，招了半年没招到", 4),
    ("扩产缺厂房，流动资金紧", 0),
)
"""What the firm said it lacks, and how many days ago."""
REASON: Final = "与我们报送的年报不一致，请核对。"


def load_work(*, zone: Zone, now: dt.datetime) -> bool:
    """Let a zone's demonstration owner say three needs and dispute a fact; tell whether that was done now.

    Repeating it changes nothing.
    """
    owner = Membership.objects.filter(user__is_demo=True, party__zone=zone.id, party__is_demo=True)
    standing = owner.select_related("user", "party").order_by("id").first()
    if standing is None or needs_of(standing.party):
        return False
    party, user = standing.party, standing.user
    with transaction.atomic():
        for says, days in NEEDS:
            then = now - dt.timedelta(days=days)
            day = timezone.localtime(then).date()
            reading = suggest_for(party, zone, says, day)
            need = draft_need(party=party, says=says, reading=reading, user=user, now=then)
            submit_need(need=need, user=user, now=then, today=day)
        known = party.facts.exclude(fact="credit_code").order_by("-fact", "id")
        if entry := known.first():
            dispute_fact(
                party=party, entry=entry, reason=REASON, value="", vocabulary=zone.packs.vocabulary,
                by=user.email, now=now,
            )  # fmt: skip
    return True
