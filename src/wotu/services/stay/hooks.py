"""How a stay goes through its case: what stands against it, who decides it, what an approval promises."""

import datetime as dt
from collections.abc import Sequence

from wotu.cases.asking import ask
from wotu.cases.kinds import Filing
from wotu.cases.models import Case
from wotu.cases.progress import log
from wotu.measures.zones import Zone
from wotu.measures.zones import zone as zone_of
from wotu.parties.models import Party
from wotu.rules.flow import Step
from wotu.rules.text import Text
from wotu.services.stay import pool
from wotu.services.stay.free import free_left
from wotu.services.stay.known import Known, known_of
from wotu.services.stay.models import HOLDING, LIVE, Item, Site, Stay
from wotu.services.stay.placing import cut
from wotu.services.stay.promising import promise_or_wait
from wotu.services.stay.station import Station, station_of
from wotu.services.stay.wish import Wish, wrong_days

NO_STATION = Text("本园区没有人才驿站。", "This zone has no talent station.")


def station_for(zone_id: str) -> tuple[Zone, Station]:
    """Return a zone and its station.

    Raises:
        LookupError: the pack declares none any more, though stays are on record.
    """
    zone = zone_of(zone_id)
    station = station_of(zone) if zone else None
    if zone is None or station is None:
        raise LookupError(f"{zone_id} declares no station")
    return zone, station


def check(filing: Filing) -> Sequence[Text]:
    """Return what stands against filing: days, room, an overlapping stay, free nights all spoken for."""
    station = station_of(filing.zone)
    if station is None or station.measure != filing.finding.line.measure.id:
        return (NO_STATION,)
    try:
        wish = Wish.of(filing.data)
    except (KeyError, ValueError):
        return (Text("请填写入住、退房日期和房型。", "Give the days of the stay and the kind of room."),)
    found = list(wrong_days(wish.starts, wish.ends, station, filing.today).values())
    if wish.kind not in station.kinds:
        found.append(Text("本驿站没有这种房型。", "The station has no such room."))
    known = _known(filing, station)
    if wish.kind == "two" and known.suits is None:
        found.append(
            Text(
                "还不知道性别，双人间按性别分房。",
                "The sex is not known; double rooms are kept apart by sex.",
            )
        )
    others = Stay.objects.live().filter(person=filing.subject).over_nights(wish.starts, wish.ends)
    other = (others.exclude(case=filing.moves) if filing.moves else others).first()
    if other is not None:
        found.append(
            Text(
                f"{other.starts}至{other.ends}已有一次入住申请，日期不能重叠。",
                f"There is a stay from {other.starts} to {other.ends} already; the days may not overlap.",
            )
        )
    if known.free_by_rule is not None and free_left(filing.subject, known.free_by_rule, filing.moves) <= 0:
        found.append(
            Text(
                "免费晚数已全部用完或已预订；要接着住，请在现有入住中续住。",
                "All free nights are used or promised; to stay on, extend the stay you have.",
            )
        )
    return found


def _known(filing: Filing, station: Station) -> Known:
    finding = filing.finding
    return Known(filing.zone, station, filing.subject, filing.today, finding.subject.facts, finding)


def period(filing: Filing) -> str:
    """Return what may be had once: stays follow each other, so a stay is told by the day it begins."""
    return str(filing.data.get("starts", filing.today))[:10]


def filed(*, case: Case, by: str, now: dt.datetime, today: dt.date) -> None:  # noqa: ARG001
    """Keep what was asked for: the stay, and the further services of the same matter."""
    wish = Wish.of(case.data)
    zone, station = station_for(case.zone)
    known = known_of(zone, station, _person(case), today)
    site = Site.objects.filter(zone=case.zone, slug=wish.site).first() if wish.site else None
    stay = Stay.objects.create(
        case=case, zone=case.zone, person=case.subject, kind=wish.kind,
        suits=(known.suits or "any") if wish.kind == "two" else "any",
        wants_site=site, along=wish.along, starts=wish.starts, ends=wish.ends, state="applied", since=now,
    )  # fmt: skip
    Item.objects.bulk_create(
        Item(stay=stay, measure=measure, status=status_of(zone, case.subject, measure, today), asked_at=now)
        for measure in wish.onward
    )


def status_of(zone: Zone, person: Party, measure: str, today: dt.date) -> str:
    """Return what a further measure answers for a person: entitled, unknown or not_entitled."""
    asked = ask(zone, person.owner, person, measure, today) if person.owner else None
    return asked.finding.status if asked else "not_entitled"


def wants(*, case: Case, most: int | None) -> int | None:
    """Return how many of the free nights that are left a case asks for."""
    left = free_left(case.subject, most or 0, leaving_out=case)
    return max(0, min(left, Wish.of(case.data).nights))


def clear(*, case: Case, today: dt.date) -> bool:
    """Tell whether nobody has to look: degree, graduation and home are known, and as the station wants."""
    zone, station = station_for(case.zone)
    return not known_of(zone, station, _person(case), today).doubts()


def reached(*, case: Case, step: Step, by: str, now: dt.datetime, today: dt.date) -> bool:  # noqa: ARG001
    """Accept what is sent online at once: its clock begins when it is sent."""
    if step.does == "accept" and case.state == "filed":
        case.state, case.accepted_at = "open", now
        case.save(update_fields=["state", "accepted_at"])
        log(case, "accepted", by=by, now=now)
        return True
    return False


def approved(*, case: Case, by: str, now: dt.datetime, today: dt.date) -> None:
    """Promise the nights from the pool; where it is full, put the stay on the waiting list."""
    stay = Stay.objects.select_for_update(of=("self",)).get(case=case)
    stay.case = case
    stay.free_nights = case.amount or 0
    _, station = station_for(case.zone)
    promise_or_wait(stay, station, by=by, now=now, today=today)


def ended(*, case: Case, by: str, now: dt.datetime, today: dt.date) -> None:
    """Give back what an application held that came to nothing."""
    stay = Stay.objects.select_for_update(of=("self",)).filter(case=case).first()
    if stay is None:
        return
    stay.case = case
    held = stay.state in HOLDING
    if stay.state in LIVE:
        stay.state, stay.confirm_by = "given_up", None
        stay.left_at = now if stay.arrived_at else None
        stay.save()
    if held:
        pool.use(stay, today, verb="end_stay", by=by, now=now)
        pool.let_go(stay, verb="end_stay", by=by, now=now)
    cut(stay, today)


def _person(case: Case) -> Party:
    return Party.objects.select_related("owner").get(pk=case.subject_id)
