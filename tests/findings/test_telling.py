"""Who is told what: the members of a firm, its talents, the officials of the zone. Each change once."""

import datetime as dt
from pathlib import Path

import pytest

from tests.findings.zone import NOW, ON, appoint, firm, joins, match, measure, person, say, write
from wotu.accounts.models import User
from wotu.findings.telling import tell_firms, tell_officials
from wotu.inbox.models import Message
from wotu.measures.zones import Zone
from wotu.parties.models import Membership, Party

pytestmark = pytest.mark.django_db

GROWTH = measure("growth", "revenue >= '1000万元'", "0.01 * revenue")
STAFF = measure("staff", "staff >= 10")
OLD = measure("old", "founded_on < '2000-01-01'")


@pytest.fixture
def zone(tmp_path: Path) -> Zone:
    return write(tmp_path, [GROWTH, STAFF, OLD])


def _tell(zone: Zone) -> int:
    return tell_firms(zone=zone, on=ON, by="tests", now=NOW)


def _titles(user: User) -> list[str]:
    return list(Message.objects.filter(user=user).order_by("id").values_list("title_zh", flat=True))


def test_members_are_told_in_one_message_with_a_line_for_each_measure(zone: Zone) -> None:
    party, alice, bob = (
        firm("big", revenue="2000万元", staff="20", founded_on="1990-01-01"),
        person("alice"),
        person("bob"),
    )
    joins(alice, party, "owner")
    joins(bob, party)

    match(zone)
    assert _tell(zone) == 2

    message = Message.objects.get(user=alice)
    assert (message.title_zh, message.title_en) == (
        "三项新政策适用于贵公司", "3 new measures apply to your company",
    )  # fmt: skip
    assert (message.whom, message.link) == ("big公司", "/firms/big/entitlements/")
    assert {line["zh"] for line in message.lines} == {
        "新符合：growth奖励，20万元", "新符合：staff奖励，10万元", "新符合：old奖励，10万元",
    }  # fmt: skip
    assert {line["link"] for line in message.lines} == {
        f"/firms/big/why/trial.{name}/big/" for name in ("growth", "staff", "old")
    }


def test_nobody_is_told_the_same_twice(zone: Zone) -> None:
    party, bob = firm("big", revenue="2000万元"), person("bob")
    joins(bob, party)
    match(zone)
    _tell(zone)

    match(zone, why="full")

    assert _tell(zone) == 0
    assert _titles(bob) == ["一项新政策适用于贵公司"]


def test_later_changes_are_a_message_of_their_own(zone: Zone) -> None:
    party, bob = firm("big", revenue="2000万元"), person("bob")
    joins(bob, party)
    match(zone)
    _tell(zone)

    say(party, "revenue", "3000万元")
    match(zone)
    _tell(zone)
    say(party, "revenue", "500万元")
    match(zone)
    _tell(zone)

    assert _titles(bob)[1:] == ["贵公司一项政策的金额增加", "贵公司不再符合一项政策"]
    grew, lost = Message.objects.order_by("id")[1:]
    assert grew.lines[0]["zh"] == "金额增加：growth奖励，由20万元变为30万元"
    assert grew.lines[0]["en"].startswith("More money: growth award, from ")
    assert lost.lines[0]["zh"] == "不再享受：growth奖励，原为30万元"


def test_what_came_and_went_meanwhile_is_no_news(zone: Zone) -> None:
    party, bob = firm("big", staff="20"), person("bob")
    joins(bob, party)
    match(zone)
    _tell(zone)

    for revenue in ("2000万元", "500万元"):
        say(party, "revenue", revenue)
        match(zone)

    assert _tell(zone) == 0


def test_several_changes_of_one_measure_come_to_one_line(zone: Zone) -> None:
    party, bob = firm("big"), person("bob")
    joins(bob, party)
    for revenue in ("2000万元", "3000万元", "4000万元"):
        say(party, "revenue", revenue)
        match(zone)

    _tell(zone)

    (line,) = Message.objects.get(user=bob).lines
    assert line["zh"] == "新符合：growth奖励，40万元"


def test_whoever_left_the_firm_is_not_told_and_a_newcomer_gets_no_old_news(zone: Zone) -> None:
    party, carol, dan = firm("big", revenue="2000万元"), person("carol"), person("dan")
    joins(carol, party)
    Membership.objects.update(until=ON - dt.timedelta(days=1))
    match(zone)
    assert _tell(zone) == 0

    joins(dan, party)

    assert _tell(zone) == 0
    assert Message.objects.count() == 0


def test_a_person_who_serves_two_firms_hears_of_each(zone: Zone) -> None:
    bob = person("bob")
    for slug in ("one", "two"):
        joins(bob, firm(slug, revenue="2000万元"))
    match(zone)

    assert _tell(zone) == 2
    assert set(Message.objects.values_list("whom", flat=True)) == {"one公司", "two公司"}


def test_a_talent_hears_of_their_own_record_only(tmp_path: Path) -> None:
    talent = measure("talent", "staff >= 10", about="person")
    zone = write(tmp_path, [GROWTH, talent])
    owner, erin = firm("big", revenue="2000万元", staff="20"), person("erin")
    own = Party.objects.create(slug="erin", kind="person", zone="trial", name="林某", owner=owner)
    Party.objects.create(slug="other", kind="person", zone="trial", name="王某", owner=owner)
    joins(erin, own, "owner")
    match(zone)

    _tell(zone)

    (line,) = Message.objects.get(user=erin).lines
    assert line["zh"] == "新符合：talent奖励（林某），10万元"
    assert line["link"] == "/talents/erin/"
    told = Message.objects.get(user=erin)
    assert (told.whom, told.title_zh) == ("林某", "一项新政策适用于您")
    assert told.title_en == "1 new measure applies to you"


def test_officials_who_answer_firms_are_told_by_measure(zone: Zone) -> None:
    dan, erin = person("dan"), person("erin")
    appoint(dan, "reviewer")
    appoint(erin, "auditor")
    for number in range(3):
        firm(f"f{number}", revenue="2000万元", staff="20" if number else "5")
    match(zone)

    assert tell_officials(zone=zone, on=ON, by="tests", now=NOW) == 1
    assert tell_officials(zone=zone, on=ON, by="tests", now=NOW) == 0

    message = Message.objects.get(user=dan)
    assert message.title_zh == "3家企业的政策享受情况有变化"
    assert [line["zh"] for line in message.lines] == ["growth奖励：新符合3", "staff奖励：新符合2"]
    assert message.link == "/desk/trial/matching/"
