"""A zone that needs MOCVD reactors and buys them abroad, its neighbours, and officials who invite makers."""

import datetime as dt
from dataclasses import dataclass

from tests.desk.official import official
from tests.industry.small import NOW, ZONE, chain, firm, goes_into, makes, product, supplies
from wotu.accounts.models import User
from wotu.industry.models import Enterprise, Lead, Product
from wotu.industry.verbs.leads import take_up_lead

TODAY = NOW.date()
FRIDAY = dt.date(2026, 3, 6)


@dataclass(frozen=True)
class World:
    """Three wafer firms inside; outside a confirmed maker, a firm only alike by name, and who is no lead."""

    mocvd: Product
    wafer: Product
    maker: Enterprise
    alike: Enterprise

    def take_up(self, user: User, key: str = "maker", **more: object) -> Lead:
        given = {"next_step": "电话联系", "next_on": FRIDAY, "now": NOW, "today": TODAY, **more}
        return take_up_lead(zone=ZONE, product=self.mocvd, firm=key, user=user, **given)  # type: ignore[arg-type]


def world(zone: str = ZONE) -> World:
    mocvd, wafer = product("mocvd", zh="MOCVD设备", zone=zone), product("wafer", zh="外延片", zone=zone)
    other = product("mocvd_service", zh="MOCVD设备部件", zone=zone)
    chain("led", (mocvd, 1), (wafer, 2), zone=zone)
    goes_into(mocvd, wafer, "equipment", criticality=3, substitutability=1, source="通识")
    seller = firm("abroad", name="海外设备商", place="境外")
    for key, name, group in (
        ("one", "一号外延", ""),
        ("two", "二号外延", "GROUP"),
        ("three", "三号外延", ""),
    ):
        inside = firm(key, name=name, inside=True, group=group)
        makes(inside, wafer)
        supplies(seller, inside, mocvd, use="equipment", amount_fen=10_000_00, kind="customs", imported=True)
    maker = firm(
        "maker",
        name="东海装备",
        place="江苏苏州",
        size_fen=140_000_000_00,
        growth_bp=3800,
        signs="拟建中部基地",
    )
    makes(maker, mocvd, source="公司年报")
    alike = firm("alike", name="岭南装备", place="广东广州")
    makes(alike, other, state="proposed")
    for key, more in (
        ("sister", {"group": "GROUP"}), ("gone", {"is_dissolved": True}), ("inside", {"inside": True}),
    ):  # fmt: skip
        makes(firm(key, name=f"{key}装备", place="某地", **more), other)
    return World(mocvd, wafer, maker, alike)


def clerks() -> tuple[User, User]:
    """Return Bob and Dan, who keep the chains of the zone."""
    return official("bob", "clerk"), official("dan", "reviewer")
