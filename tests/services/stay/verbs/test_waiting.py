"""The waiting list: nights that come back go to whoever filed first, and are to be confirmed in time."""

import datetime as dt

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from tests.services.stay.people import DAY, NOW, TODAY, House, fresh
from wotu.inbox.models import Message
from wotu.ledger.models import Account
from wotu.ledger.reads import not_adding_up
from wotu.refusal import CannotDo
from wotu.services.stay.models import Stay
from wotu.services.stay.verbs.waiting import confirm_offer, give_up_stay, offer_nights, settle_due

LATER = NOW + dt.timedelta(hours=3)


def _full(house: House) -> list[Stay]:
    """Fill both rooms for women of site A; two more wait."""
    return [house.apply(name, site="a", nights=5) for name in ("wa", "wb", "wc", "wd", "we", "wf")]


def test_nights_that_come_back_go_to_who_filed_first(house: House) -> None:
    stays = _full(house)
    assert [stay.state for stay in stays] == ["promised"] * 4 + ["waiting"] * 2

    give_up_stay(stay=stays[1], by="wb@example.org", now=LATER, today=TODAY)
    offer_nights(zone="nanchang", now=LATER, today=TODAY)

    assert [fresh(stay).state for stay in stays[4:]] == ["offered", "waiting"]
    offered = fresh(stays[4])
    assert offered.confirm_by == dt.datetime(2026, 3, 3, 4, tzinfo=dt.UTC)  # the bed is kept no longer
    assert Message.objects.filter(user=house.users["we"], title_zh__contains="请在期限内确认").exists()
    assert not not_adding_up()


def test_a_confirmed_offer_is_a_promise(house: House) -> None:
    stays = _full(house)
    give_up_stay(stay=stays[0], by="wa@example.org", now=LATER, today=TODAY)
    offer_nights(zone="nanchang", now=LATER, today=TODAY)

    confirmed = confirm_offer(stay=fresh(stays[4]), user=house.users["we"], now=LATER, today=TODAY)

    assert (confirmed.state, confirmed.confirm_by) == ("promised", None)
    with pytest.raises(CannotDo, match="不能这样办"):
        confirm_offer(stay=fresh(stays[4]), user=house.users["we"], now=LATER, today=TODAY)


def test_an_offer_nobody_confirms_goes_to_the_next(house: House) -> None:
    stays = _full(house)
    give_up_stay(stay=stays[0], by="wa@example.org", now=NOW, today=TODAY)
    offer_nights(zone="nanchang", now=NOW, today=TODAY)
    for stay in stays[1:4]:  # the others come; only the offer is overdue
        Stay.objects.filter(pk=stay.pk).update(arrive_by=NOW + 9 * DAY)

    settle_due(zone="nanchang", now=NOW + dt.timedelta(hours=26), today=TODAY + DAY)

    assert [fresh(stay).state for stay in stays[4:]] == ["given_up", "offered"]
    assert fresh(stays[4]).case.state == "declined"
    assert fresh(stays[5]).starts == TODAY + DAY  # a night has gone by
    assert not not_adding_up()


def test_who_does_not_come_loses_the_bed_at_the_hour_and_not_before(house: House) -> None:
    stay = house.apply("lin", starts=1, nights=5)
    assert stay.arrive_by is not None
    just_before = stay.arrive_by - dt.timedelta(seconds=1)

    assert settle_due(zone="nanchang", now=just_before, today=TODAY + 2 * DAY) == 0
    assert settle_due(zone="nanchang", now=stay.arrive_by, today=TODAY + 2 * DAY) == 1

    assert (fresh(stay).state, fresh(stay).case.state) == ("lapsed", "declined")
    assert not Account.objects.filter(held__gt=0).exists()


def test_a_waiting_time_that_has_passed_ends_the_application(house: House) -> None:
    stays = _full(house)
    Stay.objects.filter(state="promised").update(arrive_by=NOW + 99 * DAY)

    offer_nights(zone="nanchang", now=NOW + 5 * DAY, today=TODAY + 5 * DAY)

    assert [fresh(stay).state for stay in stays[4:]] == ["given_up", "given_up"]


def test_who_can_use_the_nights_gets_them_though_somebody_longer_waits_before(house: House) -> None:
    """Nights no one ahead can use whole do not stand empty for the sake of the order."""
    stays = [house.apply(name, site="b", nights=5) for name in ("wa", "wb")]
    long = house.apply("wc", site="b", starts=0, nights=20)
    short = house.apply("wd", site="b", starts=0, nights=3)
    house.apply("we", site="b", starts=5, nights=20)
    house.apply("wf", site="b", starts=5, nights=20)

    give_up_stay(stay=stays[0], by="wa", now=LATER, today=TODAY)
    offer_nights(zone="nanchang", now=LATER, today=TODAY)

    assert (fresh(long).state, fresh(short).state) == ("waiting", "offered")


def test_an_offer_follows_the_deed_that_freed_the_nights(
    house: House, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    stays = _full(house)

    with django_capture_on_commit_callbacks(execute=True):
        give_up_stay(stay=stays[0], by="wa@example.org", now=LATER, today=TODAY)

    assert fresh(stays[4]).state == "offered"
