"""Following a lead: one person at a time, with the reasons of the day, and every step to be taken back."""

import datetime as dt
import threading
from typing import Any

import pytest
from django.db import connection

from tests.industry.leads_world import FRIDAY, TODAY, clerks, world
from tests.industry.small import NOW, ZONE, firm, makes, product
from wotu.accounts.models import User
from wotu.audit.models import AuditEntry
from wotu.inbox.models import Message
from wotu.industry.atlas import atlas
from wotu.industry.models import Contact, Lead
from wotu.industry.reads import followed, leads_due, leads_for, leads_of, product_of_lead
from wotu.industry.verbs.leads import (
    add_contact,
    drop_lead,
    hand_over_lead,
    plan_lead,
    reopen_lead,
    take_up_lead,
)
from wotu.industry.verbs.naming import merge_products
from wotu.refusal import CannotDo

pytestmark = pytest.mark.django_db


def _talk(lead: Lead, user: User, **more: object) -> Contact:
    given = {
        "on": TODAY, "way": "call", "with_whom": "投资部王经理", "said": "愿意来看地块",
        "next_step": "陪同看地", "next_on": FRIDAY, "now": NOW, "today": TODAY, **more,
    }  # fmt: skip
    return add_contact(lead=lead, user=user, **given)  # type: ignore[arg-type]


def test_a_lead_keeps_the_reasons_of_the_day_it_was_taken_up() -> None:
    bob, _ = clerks()
    here = world()

    lead = here.take_up(bob)
    makes(firm("rival", name="北岸装备", place="湖北武汉", size_fen=10**15), here.mocvd)

    assert (lead.state, lead.owner, lead.next_on) == ("taken_up", bob, FRIDAY)
    assert lead.reasons["gap"]["rank"] == 1
    assert "3 家企业需要" in lead.reasons["gap"]["zh"]
    assert (lead.reasons["lead"]["rank"], lead.reasons["lead"]["confirmed"]) == (1, True)
    assert lead.reasons["lead"]["evidence"][0]["sources"] == ["公司年报"]
    assert lead.reasons["firm"]["signs"] == "拟建中部基地"
    assert len(atlas(ZONE).leads("mocvd")) > 1
    entry = AuditEntry.objects.get(verb="take_up_lead")
    assert (entry.by, entry.detail["firm"]) == (bob.email, "maker")


@pytest.mark.parametrize("key", ["inside", "sister", "gone", "one", "nobody"])
def test_no_firm_inside_of_a_group_inside_or_dissolved_is_taken_up(key: str) -> None:
    bob, _ = clerks()
    here = world()

    assert key not in {lead.firm for lead in atlas(ZONE).leads("mocvd")}
    with pytest.raises(CannotDo, match="不在线索里"):
        here.take_up(bob, key)
    assert not Lead.objects.exists()


def test_a_second_official_is_told_who_follows_the_lead() -> None:
    bob, dan = clerks()
    here = world()
    here.take_up(bob)

    with pytest.raises(CannotDo, match="Bob已在跟进"):
        here.take_up(dan)


@pytest.mark.django_db(transaction=True)
def test_of_two_officials_at_once_one_gets_the_lead_and_the_other_a_clear_word() -> None:
    people, here = clerks(), world()
    atlas(ZONE).leads("mocvd")
    start, heard = threading.Barrier(2), []

    def take(user: User) -> None:
        try:
            start.wait(timeout=20)
            here.take_up(user)
            heard.append("taken")
        except CannotDo as refused:
            heard.append(refused.text.zh)
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=(user,)) for user in people]
    for one in threads:
        one.start()
    for one in threads:
        one.join(timeout=30)

    owner = Lead.objects.get().owner.name
    assert sorted(heard) == sorted(["taken", f"{owner}已在跟进这条线索，请与其联系。"])
    assert AuditEntry.objects.filter(verb="take_up_lead").count() == 1


def test_a_talk_moves_the_lead_on_and_sets_the_next_step() -> None:
    bob, _ = clerks()
    lead = world().take_up(bob)

    _talk(lead, bob)

    lead.refresh_from_db()
    assert (lead.state, lead.next_step) == ("talking", "陪同看地")
    assert Contact.objects.get().said == "愿意来看地块"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"said": " "}, "谈了什么"),
        ({"with_whom": ""}, "与谁谈"),
        ({"way": "smoke"}, "对接方式"),
        ({"on": TODAY + dt.timedelta(days=1)}, "不能晚于今天"),
        ({"next_on": None}, "一起填"),
        ({"next_on": TODAY - dt.timedelta(days=1)}, "已经过了"),
        ({"said": "长" * 2001}, "最多2000字"),
    ],
)
def test_a_talk_that_lacks_something_is_not_written_down(wrong: dict[str, object], says: str) -> None:
    bob, _ = clerks()
    lead = world().take_up(bob)

    with pytest.raises(CannotDo, match=says):
        _talk(lead, bob, **wrong)

    assert not Contact.objects.exists()
    assert Lead.objects.get().state == "taken_up"


def test_a_lead_given_up_says_why_and_can_be_taken_up_again_as_it_was() -> None:
    bob, _ = clerks()
    lead = world().take_up(bob)
    _talk(lead, bob)

    with pytest.raises(CannotDo, match="原因"):
        drop_lead(lead=lead, why=" ", user=bob, now=NOW)
    drop_lead(lead=lead, why="对方两年内不扩产", user=bob, now=NOW)
    with pytest.raises(CannotDo, match="已放弃"):
        _talk(lead, bob)
    reopened = reopen_lead(lead=lead, user=bob, now=NOW)

    assert (reopened.state, reopened.closed_at, reopened.why_dropped) == ("talking", None, "")
    assert reopened.next_step == "陪同看地"
    assert AuditEntry.objects.get(verb="reopen_lead").detail["was_dropped"] == "对方两年内不扩产"


def test_a_lead_that_somebody_took_up_meanwhile_is_not_reopened() -> None:
    bob, dan = clerks()
    here = world()
    lead = here.take_up(bob)
    drop_lead(lead=lead, why="没有回音", user=bob, now=NOW)
    here.take_up(dan)

    with pytest.raises(CannotDo, match="Dan已在跟进"):
        reopen_lead(lead=lead, user=bob, now=NOW)
    assert Lead.objects.get(pk=lead.pk).state == "dropped"


def test_a_colleague_who_gets_a_lead_is_told_and_has_its_next_step_to_do() -> None:
    bob, dan = clerks()
    lead = world().take_up(bob)

    hand_over_lead(lead=lead, to=dan, why="休假", link="/x", user=bob, now=NOW, today=TODAY)

    assert "东海装备" in Message.objects.get(user=dan).title_zh
    assert not leads_due(ZONE, bob, FRIDAY).exists()
    assert leads_due(ZONE, dan, FRIDAY).get() == lead
    assert not leads_due(ZONE, dan, TODAY).exists()
    with pytest.raises(CannotDo, match="另一位同事"):
        hand_over_lead(lead=lead, to=dan, why="再交", link="/x", user=bob, now=NOW, today=TODAY)


def test_a_lead_is_not_handed_to_somebody_without_an_office() -> None:
    bob, dan = clerks()
    lead = world().take_up(bob)

    with pytest.raises(CannotDo, match="另一位同事"):
        hand_over_lead(
            lead=lead, to=dan, why="休假", link="/x", user=bob, now=NOW, today=TODAY - dt.timedelta(days=400)
        )


def test_the_next_step_is_put_off_to_another_day() -> None:
    bob, _ = clerks()
    lead = world().take_up(bob)

    plan_lead(lead=lead, next_step="再约", next_on=dt.date(2026, 3, 20), user=bob, now=NOW, today=TODAY)

    assert [(one.next_step, one.next_on.day) for one in leads_of(ZONE) if one.next_on] == [("再约", 20)]


def test_a_lead_follows_its_product_into_a_merger_and_the_firm_is_not_taken_up_twice() -> None:
    bob, dan = clerks()
    here = world()
    lead = here.take_up(bob)
    reactor = product("reactor", zh="外延反应炉")
    merge_products(product=here.mocvd, into=reactor, by="dan", now=NOW)
    lead.refresh_from_db()

    assert product_of_lead(lead) == reactor
    assert [*leads_for(ZONE, "reactor")] == [lead]
    assert followed(ZONE) == {"reactor": 1}
    again: dict[str, Any] = {
        "zone": ZONE, "product": reactor, "firm": "maker", "next_step": "", "next_on": None,
    }  # fmt: skip
    with pytest.raises(CannotDo, match="Bob已在跟进"):
        take_up_lead(user=dan, now=NOW, today=TODAY, **again)

    drop_lead(lead=lead, why="没有回音", user=bob, now=NOW)
    take_up_lead(user=dan, now=NOW, today=TODAY, **again)
    with pytest.raises(CannotDo, match="Dan已在跟进"):
        reopen_lead(lead=lead, user=bob, now=NOW)
