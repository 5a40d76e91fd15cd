"""Invented work on the chains of the demonstration zones: two leads are followed, a text was pasted."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from wotu.accounts.models import User
from wotu.industry.atlas import atlas
from wotu.industry.models import Enterprise, Lead, Passage
from wotu.industry.reads import product_of
from wotu.industry.verbs.leads import add_contact, take_up_lead
from wotu.industry.verbs.passages import add_passage
from wotu.measures.zones import Zone
from wotu.parties.models import Appointment

WITH: Final = "演示·投资部联系人"


@dataclass(frozen=True)
class _Talk:
    """An invented talk: so many days ago, and the next step so many days from today."""

    ago: int
    way: str
    said: str
    next_step: str
    next_in: int


_FIRST: Final = (
    _Talk(
        12, "call", "演示：介绍园区里需要这个产品的企业。对方愿意了解，要先看市场规模。", "发送需求清单", -9
    ),
    _Talk(9, "letter", "演示：已发送需求清单和用地政策。对方答复会带队来看。", "确认来访日期", -3),
)
_SECOND: Final = (
    _Talk(5, "event", "演示：在行业展会上见面，对方今年没有扩产计划，明年再议。", "电话回访", 4),
)
_FOLLOWED: Final = (("clerk", _FIRST), ("reviewer", _SECOND))
"""Who follows which: the clerk's next step is overdue, the reviewer's is not."""


def load_leads(*, zone: Zone, now: dt.datetime) -> int:
    """Take up invented firms for the zone's first missing links, and talk to them; return how many.

    Nothing is ever said of a firm that exists. Repeating it changes nothing.
    """
    if Lead.objects.filter(zone=zone.id).exists():
        return 0
    wanted, made = _wanted(zone), 0
    for (role, talks), (product, firm) in zip(_FOLLOWED, wanted, strict=False):
        user = _official(zone, role)
        if user is not None:
            _follow(_Pair(zone, product, firm), user, talks, now)
            made += 1
    return made


def load_passage(*, zone: Zone, now: dt.datetime) -> int:
    """Paste the invented text of a zone's pack, if it has one: its first line is the title.

    Return how many claims it proposes, to be confirmed. Repeating it changes nothing.
    """
    written = zone.pack.folder / "chain" / "passage.txt"
    user = _official(zone, "clerk")
    if user is None or not written.is_file() or Passage.objects.filter(zone=zone.id).exists():
        return 0
    title, _, text = written.read_text(encoding="utf-8").partition("\n")
    _, made = add_passage(zone=zone.id, title=title, address="", text=text, by=user.email, now=now)
    return made


def _wanted(zone: Zone) -> list[tuple[str, str]]:
    """Return missing links, the most pressing first, each with an invented maker that expands."""
    found = atlas(zone.id)
    invented = set(Enterprise.objects.filter(zone=zone.id, is_demo=True).values_list("key", flat=True))
    pairs: list[tuple[str, str]] = []
    for gap in found.gaps:
        if len(pairs) == len(_FOLLOWED):
            break
        taken = {firm for _, firm in pairs}
        leads = (one.firm for one in found.leads(gap.link.product) if one.confirmed)
        fit = [one for one in leads if one in invented and one not in taken]
        firm = next((one for one in fit if found.firms[one]["signs"]), fit[0] if fit else None)
        if firm is not None:
            pairs.append((gap.link.product, firm))
    return pairs


@dataclass(frozen=True)
class _Pair:
    """A missing link, and the firm to invite for it."""

    zone: Zone
    product: str
    firm: str


def _follow(pair: _Pair, user: User, talks: tuple[_Talk, ...], now: dt.datetime) -> None:
    zone, lead = pair.zone, None
    product = product_of(zone.id, pair.product)
    if product is None:
        return
    for talk in talks:
        at = now - dt.timedelta(days=talk.ago)
        day = timezone.localtime(at).date()
        if lead is None:
            lead = take_up_lead(
                zone=zone.id, product=product, firm=pair.firm, next_step="演示：第一次联系", next_on=day,
                user=user, now=at, today=day,
            )  # fmt: skip
        add_contact(
            lead=lead, on=day, way=talk.way, with_whom=WITH, said=talk.said,
            next_step=f"演示：{talk.next_step}",
            next_on=timezone.localtime(now).date() + dt.timedelta(days=talk.next_in), user=user, now=at,
            today=day,
        )  # fmt: skip


def _official(zone: Zone, role: str) -> User | None:
    held = Appointment.objects.filter(department__zone=zone.id, role=role, user__is_demo=True)
    standing = held.select_related("user").order_by("id").first()
    return standing.user if standing else None
