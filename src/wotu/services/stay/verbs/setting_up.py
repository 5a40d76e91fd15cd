"""Setting a station up: its rooms from the pack, its nights in the ledger, opened ahead day by day."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence

from django.db import transaction

from wotu.audit.verbs import note
from wotu.ledger.models import Account
from wotu.ledger.opening import open_from_pack
from wotu.ledger.writing import Change, Reason, change, lock_accounts
from wotu.measures.zones import Zone
from wotu.rules.text import Text
from wotu.services.stay.models import Bed, Room, Site, Upkeep
from wotu.services.stay.pool import DAY, Pool, nights
from wotu.services.stay.station import GUESTS, ROOM_KINDS, Station
from wotu.services.stay.station import Place as Declared

AT_ONCE = 1_000


def set_up_station(*, zone: Zone, station: Station, by: str, now: dt.datetime, today: dt.date) -> int:
    """Bring a station's sites, rooms and beds into the books, and open its nights; return the new beds.

    Repeating it changes nothing. Rooms no longer declared stay: people may have slept in them.
    """
    with transaction.atomic():
        made = sum(_set_up_site(zone, declared) for declared in station.sites)
        if made:
            note(verb="set_up_station", about=station.measure, by=by, now=now, zone=zone.id, beds=made)
    open_nights(zone=zone, station=station, by=by, now=now, today=today)
    return made


def _set_up_site(zone: Zone, declared: Declared) -> int:
    site, _ = Site.objects.update_or_create(
        zone=zone.id, slug=declared.id,
        defaults={
            "name_zh": declared.name.zh, "name_en": declared.name.en, "address_zh": declared.address.zh,
            "address_en": declared.address.en,
        },
    )  # fmt: skip
    known = set(site.rooms.values_list("number", flat=True))
    fresh = [
        (Room(site=site, number=name, kind=lot.kind, guests=lot.guests), lot.beds)
        for lot in declared.lots
        for name in lot.numbers
        if name not in known
    ]
    Room.objects.bulk_create([room for room, _ in fresh])
    beds = [Bed(room=room, number=n) for room, beds in fresh for n in range(1, beds + 1)]
    Bed.objects.bulk_create(beds)
    return len(beds)


def open_nights(*, zone: Zone, station: Station, by: str, now: dt.datetime, today: dt.date) -> int:
    """Open the nights of a station from today as far ahead as its terms say; return how many accounts.

    A night opens with every bed of its pool that is not under repair then. Open ones stay as they are.
    """
    until = today + station.terms.horizon_days * DAY
    with transaction.atomic():
        sites = list(Site.objects.select_for_update(of=("self",)).filter(zone=zone.id).order_by("pk"))
        opened = sum(_open(site, station, nights(today, until), by, now) for site in sites)
        open_from_pack(pack=zone.pack, years=range(today.year, until.year + 1), by=by, now=now)
        if opened:
            note(
                verb="open_nights", about=station.measure, by=by, now=now, zone=zone.id, nights=opened,
                until=str(until),
            )  # fmt: skip
    return opened


def _open(site: Site, station: Station, wanted: Sequence[dt.date], by: str, now: dt.datetime) -> int:
    beds = _beds_by_pool(site)
    broken = _under_repair(site, wanted[0], wanted[-1] + DAY)
    opened = 0
    for pool, everything in beds.items():
        known = set(
            Account.objects.filter(zone=site.zone, family=pool.family, starts__gte=wanted[0])
            .values_list("starts", flat=True)
        )  # fmt: skip
        fresh = [night for night in wanted if night not in known]
        accounts = Account.objects.bulk_create([_account(pool, station, night) for night in fresh])
        limits = [everything - broken[pool.family, night] for night in fresh]
        reason = Reason(
            f"open/{pool.family}/{now.isoformat()}", "appropriate", now, by, "open_nights",
            note=f"{everything}床",
        )  # fmt: skip
        changes = [Change(a.pk, limit=n) for a, n in zip(accounts, limits, strict=True) if n]
        for start in range(0, len(changes), AT_ONCE):
            change(changes[start : start + AT_ONCE], reason)
        opened += len(accounts)
    return opened


def _beds_by_pool(site: Site) -> dict[Pool, int]:
    rows = Bed.objects.filter(room__site=site).values_list("room__kind", "room__guests")
    return {Pool(site, kind, guests): beds for (kind, guests), beds in Counter(rows).items()}


def _under_repair(site: Site, starts: dt.date, ends: dt.date) -> Counter[tuple[str, dt.date]]:
    """Count the beds under repair, by pool and night."""
    found: Counter[tuple[str, dt.date]] = Counter()
    for (family, night), beds in repaired(site, starts, ends).items():
        found[family, night] = len(beds)
    return found


def repaired(site: Site, starts: dt.date, ends: dt.date) -> dict[tuple[str, dt.date], set[int]]:
    """Return the beds under repair on each night, by the family of their pool; each bed once."""
    rows = Upkeep.objects.filter(room__site=site, starts__lt=ends, ends__gt=starts).select_related("room")
    of_room: dict[int, set[int]] = {}
    for bed, room in Bed.objects.filter(room__in={row.room_id for row in rows}).values_list("pk", "room_id"):
        of_room.setdefault(room, set()).add(bed)
    found: dict[tuple[str, dt.date], set[int]] = {}
    for row in rows:
        family = Pool(site, row.room.kind, row.room.guests).family
        beds = {row.bed_id} if row.bed_id else of_room.get(row.room_id, set())
        if row.room.kind == "family":
            beds = of_room.get(row.room_id, set())  # a family room is given whole or not at all
        for night in nights(max(starts, row.starts), min(ends, row.ends)):
            found.setdefault((family, night), set()).update(beds)
    return found


def _account(pool: Pool, station: Station, night: dt.date) -> Account:
    kind, guests = ROOM_KINDS[pool.kind], GUESTS[pool.guests]  # type: ignore[index]
    whom = Text("", "") if pool.guests == "any" else Text(f"（{guests.zh}）", f" ({guests.en.lower()})")
    assumed = station.publication.assumption
    return Account(
        zone=pool.site.zone, code=pool.code(night), family=pool.family, unit="bed_night",
        label_zh=f"{pool.site.name_zh}{kind.zh}{whom.zh} {night}",
        label_en=f"{pool.site.name_en}, {kind.en.lower()}{whom.en}, {night}",
        starts=night, ends=night + DAY, published=station.publication.published or assumed is None,
        assumption_zh=assumed.zh if assumed else "", assumption_en=assumed.en if assumed else "",
    )  # fmt: skip


def relimit(
    accounts: Iterable[tuple[int, int]],
    *,
    code: str,
    verb: str,
    key: str,
    said: str,
    by: str,
    now: dt.datetime,
) -> None:
    """Raise or lower the limits of nights by so many beds each; runs in the caller's transaction.

    Raises:
        Short: more is promised on a night than would be left.
    """
    changes = [Change(account, limit=beds) for account, beds in accounts if beds]
    if changes:
        lock_accounts(one.account_id for one in changes)
        change(changes, Reason(key, code, now, by, verb, note=said[:500]))
