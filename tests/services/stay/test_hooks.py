"""An application at the station: who decides it, what it promises, what stands against it."""

import datetime as dt
from dataclasses import replace

import pytest

from tests.services.stay.people import DAY, TODAY, House
from wotu.cases.asking import ask
from wotu.cases.kinds import Filing
from wotu.ledger.models import Account
from wotu.ledger.reads import not_adding_up
from wotu.refusal import CannotDo
from wotu.services.stay.hooks import check
from wotu.services.stay.models import Stay


def _said(refused: pytest.ExceptionInfo[CannotDo]) -> str:
    return " ".join(reason.zh for reason in refused.value.reasons)


def test_a_clear_application_is_decided_at_once_and_its_nights_are_held(house: House) -> None:
    stay = house.apply("lin", starts=3, nights=10)

    assert (stay.state, stay.case.state, stay.site.slug) == ("promised", "approved", "a")  # type: ignore[union-attr]
    assert stay.case.decisions.get().is_automatic
    assert (stay.free_nights, stay.case.amount, stay.nights) == (10, 10, 10)
    nights = Account.objects.filter(family="nanchang.stay/a/two-women", held=1)
    assert [night.starts for night in nights.order_by("starts")] == [TODAY + n * DAY for n in range(3, 13)]
    assert Account.objects.get(code="nanchang.talent_station/2026").held == 10
    assert stay.commissioner in (house.cleo, house.dan)
    assert not not_adding_up()


def test_a_bed_is_kept_until_noon_of_the_day_after(house: House) -> None:
    stay = house.apply("lin", starts=3)

    assert stay.arrive_by == dt.datetime(2026, 3, 6, 4, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "facts",
    [{"degree": ""}, {"owns_local_home": "true"}, {"graduated_on": "2015-07-01"}, {"degree": "other"}],
)
def test_what_is_not_clear_waits_for_an_official_the_same_day(house: House, facts: dict[str, str]) -> None:
    house.person("lin", **facts)

    stay = house.apply("lin")

    assert (stay.state, stay.case.state) == ("applied", "open")
    assert stay.case.due == TODAY
    assert not Account.objects.filter(family__startswith="nanchang.stay/", held__gt=0).exists()


def test_what_is_unknown_to_the_rule_is_asked_for_and_never_guessed(house: House) -> None:
    house.person("lin", stay_nights_used="")

    with pytest.raises(CannotDo) as refused:
        house.apply("lin")

    assert "还不知道：免费晚数未用完" in _said(refused)


def test_a_shared_room_asks_for_the_sex_and_a_single_room_does_not(house: House) -> None:
    house.person("lin", sex="")

    with pytest.raises(CannotDo) as refused:
        house.apply("lin")

    assert "性别" in _said(refused)
    assert house.apply("lin", kind="one").state == "promised"


def test_every_reason_is_said_at_once(house: House) -> None:
    house.apply("lin", starts=0, nights=5)

    with pytest.raises(CannotDo) as refused:
        house.apply("lin", starts=-1, nights=100)

    said = _said(refused)
    assert "不能早于今天" in said
    assert "最多申请90晚" in said
    assert "日期不能重叠" in said


def test_stays_follow_each_other_but_free_nights_add_up_to_ninety(house: House) -> None:
    first = house.apply("lin", nights=60)
    second = house.apply("lin", starts=60, nights=60)

    assert (first.free_nights, second.free_nights, second.paid_nights) == (60, 30, 30)
    with pytest.raises(CannotDo) as refused:
        house.apply("lin", starts=60 + 60, nights=1)
    assert "免费晚数已全部用完或已预订" in _said(refused)


def test_where_the_site_is_full_the_next_takes_it_and_then_the_waiting_list(house: House) -> None:
    names = ["wa", "wb", "wc", "wd", "we", "wf", "wg"]
    stays = [house.apply(name) for name in names]

    assert [stay.state for stay in stays] == ["promised"] * 6 + ["waiting"]
    assert sorted(stay.site.slug for stay in stays[:6] if stay.site) == ["a"] * 4 + ["b"] * 2
    assert stays[6].case.state == "approved"


def test_a_site_that_is_asked_for_is_kept_to(house: House) -> None:
    stays = [house.apply(name, site="b") for name in ("wa", "wb", "wc")]

    assert [stay.state for stay in stays] == ["promised", "promised", "waiting"]


def test_women_and_men_do_not_share(house: House) -> None:
    for name in ("ma", "mb", "mc"):
        house.person(name, sex="male")

    stays = [house.apply(name) for name in ("ma", "mb", "mc")]

    assert [stay.state for stay in stays] == ["promised", "promised", "waiting"]


def test_a_family_room_takes_all_its_beds(house: House) -> None:
    stay = house.apply("lin", kind="family", nights=2)

    assert stay.beds == 3
    rows = Account.objects.filter(family="nanchang.stay/a/family-any", held__gt=0)
    assert set(rows.values_list("held", flat=True)) == {3}
    assert Account.objects.get(code="nanchang.talent_station/2026").held == 6


def test_further_services_of_the_same_matter_are_kept_with_what_their_rule_says(house: House) -> None:
    house.person("lin", talent_code="true")

    stay = house.apply("lin", onward=["nanchang.medical_channel", "nanchang.schooling"])

    assert [(item.measure, item.status) for item in stay.items.all()] == [
        ("nanchang.medical_channel", "entitled"), ("nanchang.schooling", "unknown"),
    ]  # fmt: skip


def test_one_stay_a_person_and_night_even_past_the_verbs(house: House) -> None:
    from django.db import IntegrityError, transaction

    first, second = house.apply("lin", nights=5), house.apply("lin", starts=5, nights=5)

    with pytest.raises(IntegrityError, match="stay_one_at_a_time"), transaction.atomic():
        Stay.objects.filter(pk=second.pk).update(starts=first.ends - DAY)


def test_what_a_case_holds_already_does_not_stand_against_moving_it(house: House) -> None:
    house.person("lin", degree="")
    case = house.apply("lin", starts=3).case
    asked = ask(house.zone, case.enterprise, case.subject, case.measure, TODAY, data=case.data)
    assert asked is not None

    filing = Filing(house.zone, case.enterprise, case.subject, asked.finding, case.data, TODAY)

    assert "不能重叠" in check(filing)[0].zh
    assert not check(replace(filing, moves=case))
