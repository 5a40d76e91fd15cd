"""What of the measures waits: editions (版本稿) whose next step is the official's own."""

import datetime as dt
from typing import Final

from django.urls import reverse
from django.utils import timezone

from wotu.access.actor import Actor
from wotu.access.rights import Right
from wotu.look.waiting import Waiting
from wotu.measures.reads import open_editions
from wotu.measures.zones import Zone
from wotu.rules.text import Text

STEPS: Final[tuple[tuple[str, Right, Text], ...]] = (
    ("review", "review_measures", Text("等待合法性审核的措施修改稿", "Changes to measures in legal review")),
    (
        "review",
        "publish_measures",
        Text("审核后待批准的措施修改稿", "Changes to measures to approve once reviewed"),
    ),
    ("approved", "publish_measures", Text("已批准、待发布的措施修改稿", "Approved changes, to be published")),
    ("draft", "edit_measures", Text("还没有提交的措施草稿", "Drafts of measures not handed in yet")),
)
"""Each state of an edition under way, with whose step is next."""


def waiting(actor: Actor, zone: Zone, today: dt.date) -> list[Waiting]:  # noqa: ARG001  # as every section's
    """Return the editions that wait, each kind only for those whose step it is."""
    mine = [(state, label) for state, right, label in STEPS if actor.may(right, zone.id)]
    editions = open_editions(zone.id) if mine else []
    found = []
    for state, label in mine:
        if here := [one for one in editions if one.state == state]:
            only = len(here) == 1
            address = (
                reverse("desk:measures:edition", args=[zone.id, here[0].number])
                if only
                else reverse("desk:measures:home", args=[zone.id])
            )
            found.append(Waiting(label, len(here), address, "calm", timezone.localdate(here[0].saved_at)))
    return found
