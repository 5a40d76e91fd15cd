"""Telling people about a stay: the talent, and nobody else, in their inbox."""

import datetime as dt

from django.urls import reverse

from wotu.inbox.verbs import Line, tell
from wotu.parties.models import Membership, held_on
from wotu.rules.text import Text
from wotu.services.stay.models import Stay


def tell_person(
    stay: Stay, what: str, *, by: str, now: dt.datetime, today: dt.date, more: Text | None = None
) -> None:
    """Tell the talent, and whoever applied for them, what became of the stay; once for each moment."""
    mine = Membership.objects.filter(held_on(today), party=stay.person_id).values_list("user", flat=True)
    users = set(mine)
    if not users and stay.case.filed_by_id and stay.case.origin == "firm":
        users = {stay.case.filed_by_id}
    if not users:
        return
    title = _TITLES[what]
    days = Text(
        f"{stay.starts}至{stay.ends}，{stay.nights}晚", f"{stay.starts} to {stay.ends}, {stay.nights} nights"
    )
    lines = [Line(text, _link(stay)) for text in (days, more) if text is not None]
    tell(
        users=users, key=f"stay:{stay.pk}:{what}:{now.isoformat()}", whom=stay.person.name, title=title,
        link=_link(stay), lines=lines, about=stay.case.about, by=by, now=now,
    )  # fmt: skip


def _link(stay: Stay) -> str:
    return reverse("portal:stay_talent:home", args=[stay.person.slug])


_TITLES: dict[str, Text] = {
    "waiting": Text(
        "入住申请已通过，床位已满，正在轮候",
        "Your stay is approved; the station is full, you are on the waiting list",
    ),
    "promised": Text("入住申请已通过，床位已保留", "Your stay is approved and your bed is kept"),
    "offered": Text("有床位了，请在期限内确认", "There is a bed for you; please confirm in time"),
    "not_confirmed": Text(
        "未在期限内确认，床位已给下一位", "Not confirmed in time; the bed went to the next"
    ),
    "no_night": Text(
        "轮候期间没有床位空出，申请已结束", "No bed came free in time; the application has ended"
    ),
    "lapsed": Text("未按时到店，床位已释放", "You did not come in time; the bed was given up"),
    "arrived": Text("已办理入住", "You have checked in"),
    "extended": Text("续住已办妥", "Your stay is extended"),
    "shortened": Text("退房日期已改", "Your day of leaving was changed"),
    "moved": Text("床位有调整", "Your bed was changed"),
    "left": Text("已办理退房", "You have checked out"),
    "answered": Text("一件事事项有答复", "One of your further services was answered"),
    "commissioner": Text("您的服务专员有变动", "Somebody else looks after you now"),
}
