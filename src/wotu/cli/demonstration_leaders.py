"""A confirmed chain leader with a plan for the demonstration desks, so that its page is not empty."""

import datetime as dt
from typing import Final

from django.db import transaction

from wotu.chain.lead_firms import lead_firms
from wotu.industry.atlas import atlas
from wotu.industry.models import Leader
from wotu.industry.reads import chains_of, firm_of
from wotu.industry.verbs.leaders import confirm_leader
from wotu.industry.verbs.plans import add_step, finish_step, set_goals
from wotu.measures.zones import Zone
from wotu.parties.models import Appointment

GOALS: Final = "（演示）带动封装和线路板就近配套；牵头请驱动芯片企业来园区设点；二期扩产落在园区。"
STEPS: Final = (
    ("（演示）走访企业，弄清二期扩产的设备和用地需求", -40, "二期需厂房约三万平方米，设备清单已拿到。"),
    ("（演示）陪同拜访驱动芯片供应商，商量在园区设点", -6, ""),
    ("（演示）开一次区内封装企业与它的对接会", 20, ""),
)
"""What is to be done, how many days from now, and what came of it."""


def load_leaders(*, zone: Zone, now: dt.datetime, today: dt.date) -> bool:
    """Confirm the likeliest leader of a zone's first chain, with a plan; tell whether that was done now.

    Repeating it changes nothing.
    """
    chain = chains_of(zone.id).first()
    held = Appointment.objects.filter(department__zone=zone.id, role="reviewer", user__is_demo=True)
    office = held.select_related("user").order_by("id").first()
    if chain is None or office is None or Leader.objects.filter(chain=chain).exists():
        return False
    proposals = atlas(zone.id).answer(lead_firms, chain=chain.slug)
    firm = firm_of(zone.id, proposals[0].firm) if proposals else None
    if firm is None:
        return False
    user = office.user
    with transaction.atomic():
        leader = confirm_leader(
            chain=chain, enterprise=firm, reasons=proposals[0].reasons, user=user, now=now
        )
        set_goals(leader=leader, goals=GOALS, contact=user, user=user, now=now)
        for what, days, result in STEPS:
            due = today + dt.timedelta(days=days)
            step = add_step(leader=leader, what=what, due_on=due, owner=user, measure="", user=user, now=now)
            if result:
                finish_step(step=step, result=result, user=user, now=now)
    return True
