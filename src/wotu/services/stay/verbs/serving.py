"""What goes with a stay: who looks after the person, and the further services of the same matter."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction

from wotu.accounts.models import User
from wotu.audit.verbs import note
from wotu.cases.progress import log
from wotu.parties.models import Appointment, held_on
from wotu.refusal import CannotDo
from wotu.rules.text import Text
from wotu.services.stay.hooks import station_for, status_of
from wotu.services.stay.locking import locked_stay
from wotu.services.stay.models import LIVE, Item, Stay
from wotu.services.stay.promising import SERVING
from wotu.services.stay.telling import tell_person


def appoint_commissioner(*, stay: Stay, to: User, by: str, now: dt.datetime, today: dt.date) -> Stay:
    """Let another official look after somebody (更换服务专员).

    Raises:
        CannotDo: the official holds no such office in the zone.
    """
    serves = Appointment.objects.filter(
        held_on(today), user=to, department__zone=stay.zone, role__in=SERVING
    ).exists()
    if not serves:
        raise CannotDo(
            "服务专员要是本园区的经办或审核人员。", "A commissioner is a clerk or reviewer of this zone."
        )
    with transaction.atomic():
        stay = locked_stay(stay, *LIVE)
        stay.commissioner = to
        stay.save()
        note(verb="appoint_commissioner", about=stay.case.about, by=by, now=now, zone=stay.zone, to=to.email)
        tell_person(stay, "commissioner", by=by, now=now, today=today, more=Text(to.name, to.name))
    return stay


def ask_onward(
    *, stay: Stay, measures: Collection[str], by: str, now: dt.datetime, today: dt.date
) -> list[Item]:
    """Ask for further services of the same matter (“一件事”); what was asked for already stays.

    Raises:
        CannotDo: nothing is chosen, or the station does not offer it.
    """
    zone, station = station_for(stay.zone)
    chosen = [measure for measure in station.onward if measure in measures]
    if not chosen or len(chosen) < len(set(measures)):
        raise CannotDo("请选择要一起办的事项。", "Choose what to arrange together with the stay.")
    with transaction.atomic():
        stay = locked_stay(stay, *LIVE)
        known = set(stay.items.values_list("measure", flat=True))
        fresh = [
            Item(
                stay=stay, measure=measure, status=status_of(zone, stay.person, measure, today), asked_at=now
            )
            for measure in chosen
            if measure not in known
        ]
        Item.objects.bulk_create(fresh)
        if fresh:
            note(
                verb="ask_onward", about=stay.case.about, by=by, now=now, zone=stay.zone,
                measures=[item.measure for item in fresh],
            )  # fmt: skip
    return fresh


def answer_item(*, item: Item, state: str, answer: str, user: User, now: dt.datetime, today: dt.date) -> Item:
    """Say what came of a further service: arranged, or not possible and why.

    Raises:
        CannotDo: it is answered already, or nothing is said.
    """
    if state not in ("arranged", "refused") or not answer.strip():
        raise CannotDo("请写明办理结果。", "Say what came of it.")
    with transaction.atomic():
        stay = locked_stay(item.stay)
        item = Item.objects.select_for_update(of=("self",)).get(pk=item.pk)
        if item.state != "asked":
            raise CannotDo("这一事项已经答复。", "This was answered already.")
        item.state, item.answer, item.answered_at, item.answered_by = state, answer.strip()[:500], now, user
        item.save()
        said = f"{item.label.zh}：{item.answer}"
        log(stay.case, "noted", by=user.email, now=now, text=said, for_firm=False)  # the person is told below
        note(
            verb="answer_item", about=stay.case.about, by=user.email, now=now, zone=stay.zone,
            measure=item.measure, state=state,
        )  # fmt: skip
        tell_person(
            stay, "answered", by=user.email, now=now, today=today, more=Text(item.answer, item.answer)
        )
    return item
