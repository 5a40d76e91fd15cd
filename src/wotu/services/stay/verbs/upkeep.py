"""Upkeep (维修): beds out of use lower what the pool has; nobody's promise is broken by it unsaid."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction

from wotu.accounts.models import User
from wotu.audit.verbs import note
from wotu.ledger.models import Account
from wotu.ledger.refusal import Short
from wotu.refusal import CannotDo
from wotu.rules.text import Text
from wotu.services.stay.locking import offer_after
from wotu.services.stay.models import Bed, Room, Stay, Upkeep
from wotu.services.stay.placing import beds_of, cut, lock_sites, place, who_is_in
from wotu.services.stay.pool import Pool
from wotu.services.stay.verbs.setting_up import relimit, repaired


def begin_upkeep(
    *, room: Room, bed: Bed | None, starts: dt.date, ends: dt.date, why: str, move: bool, user: User,
    now: dt.datetime, today: dt.date,
) -> Upkeep:  # fmt: skip
    """Take a bed or a room out of use for some nights. With `move`, who sleeps there gets another bed.

    Raises:
        CannotDo: the days or the reason are missing; or more is promised on a night than would be left,
            or people sleep there and are not to be moved: `reasons` names each of them.
    """
    if not why.strip() or not today <= starts < ends:
        raise CannotDo(
            "请写明维修原因，开始日期不早于今天，结束日期晚于开始日期。",
            "Give a reason, a first day not before today, and an end after it.",
        )
    with transaction.atomic():
        lock_sites(room.site_id)
        before = repaired(room.site, starts, ends)
        made = Upkeep.objects.create(
            room=room, bed=None if room.kind == "family" else bed, starts=starts, ends=ends,
            why=why.strip()[:300], at=now, by=user.email,
        )  # fmt: skip
        after = repaired(room.site, starts, ends)
        of = Pool(room.site, room.kind, room.guests)
        _lower(made, of, _differences(of, before, after), by=user.email, now=now)
        _make_room(made, beds_of(room, bed), move=move, by=user.email, now=now, today=today)
        note(
            verb="begin_upkeep", about=f"{room.site.zone}/{room.number}", by=user.email, now=now,
            zone=room.site.zone, starts=str(starts), ends=str(ends), why=why.strip(),
        )  # fmt: skip
    return made


def end_upkeep(*, upkeep: Upkeep, user: User, now: dt.datetime, today: dt.date) -> None:
    """Put a bed or a room back into use from today on; its nights go to those who wait.

    Raises:
        CannotDo: it is over already.
    """
    room = upkeep.room
    with transaction.atomic():
        lock_sites(room.site_id)
        upkeep = Upkeep.objects.select_for_update(of=("self",)).get(pk=upkeep.pk)
        if upkeep.ends <= today:
            raise CannotDo("这次维修已经结束。", "This upkeep is over already.")
        since, until, key = max(upkeep.starts, today), upkeep.ends, f"upkeep/{upkeep.pk}/end"
        before = repaired(room.site, since, until)
        if upkeep.starts >= today:
            upkeep.delete()
        else:
            upkeep.ends = today
            upkeep.save(update_fields=["ends"])
        of = Pool(room.site, room.kind, room.guests)
        back = _differences(of, before, repaired(room.site, since, until))
        relimit(
            [(account, -beds) for account, beds in back.items()], code="appropriate", verb="end_upkeep",
            key=key, said="维修结束", by=user.email, now=now,
        )  # fmt: skip
        note(
            verb="end_upkeep", about=f"{room.site.zone}/{room.number}", by=user.email, now=now,
            zone=room.site.zone,
        )  # fmt: skip
        offer_after(room.site.zone, now=now, today=today)


def _differences(
    of: Pool, before: Mapping[tuple[str, dt.date], set[int]], after: Mapping[tuple[str, dt.date], set[int]]
) -> dict[int, int]:
    """Return by how many beds each night's account has more (less: negative) under repair than before."""
    changed = {
        night: len(after.get((family, night), ())) - len(before.get((family, night), ()))
        for family, night in {*before, *after}
        if family == of.family
    }
    accounts = Account.objects.filter(zone=of.site.zone, family=of.family, starts__in=list(changed))
    return {account.pk: changed[account.starts] for account in accounts if account.starts}


def _lower(made: Upkeep, of: Pool, less: Mapping[int, int], *, by: str, now: dt.datetime) -> None:
    try:
        with transaction.atomic():
            relimit(
                [(account, -beds) for account, beds in less.items()], code="withdraw", verb="begin_upkeep",
                key=f"upkeep/{made.pk}", said=made.why, by=by, now=now,
            )  # fmt: skip
    except Short as short:
        raise CannotDo(
            "这些晚上的床位都已有人，维修会使人没有床位。请改日期，或先请下列住客换房、改期：",
            "Every bed is promised on these nights; somebody would be left without. "
            "Choose other days, or first move or rebook one of these:",
            displaced(of, [lack.account_id for lack in short.lacking]),
        ) from short


def displaced(of: Pool, accounts: Sequence[int]) -> tuple[Text, ...]:
    """Return who has a promise on the nights that are short, whoever was promised last first."""
    days = [day for day in Account.objects.filter(pk__in=accounts).values_list("starts", flat=True) if day]
    holding = Stay.objects.holding().filter(site=of.site, kind=of.kind, guests=of.guests)
    found = holding.over_nights(min(days), max(days) + dt.timedelta(days=1)).select_related("person")
    return tuple(
        Text(
            f"{stay.person.name}，{stay.starts}至{stay.ends}，{stay.label.zh}",
            f"{stay.person.name}, {stay.starts} to {stay.ends}, {stay.label.en.lower()}",
        )
        for stay in found.order_by("-since", "-pk")[:20]
    )


def _make_room(
    made: Upkeep, beds: Sequence[Bed], *, move: bool, by: str, now: dt.datetime, today: dt.date
) -> None:
    """Give everybody who was given one of the beds another, from the first night of the upkeep on."""
    rows = who_is_in([bed.pk for bed in beds], made.starts, made.ends)
    here = {row.stay_id: row for row in rows if row.stay.state == "here"}
    if here and not move:
        raise CannotDo(
            "下列住客住在这里，维修期间要换床。确认后可一并换床：",
            "These people sleep here and would have to change beds. Confirm to move them:",
            tuple(
                Text(
                    f"{row.stay.person.name}，{row.bed}，{row.starts}至{row.ends}",
                    f"{row.stay.person.name}, {row.bed}, {row.starts} to {row.ends}",
                )
                for row in here.values()
            ),
        )
    stays = Stay.objects.filter(pk__in={row.stay_id for row in rows}).select_related("site", "case")
    for stay in stays.order_by("starts", "pk"):
        since = max(made.starts, stay.starts)
        cut(stay, since)
        place(stay, since, stay.ends, by=by, now=now, today=today, why=f"维修：{made.why}")
