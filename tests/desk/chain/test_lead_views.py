"""Followed leads at the desk: the board, one lead with its acts, what was signed, what waits today."""

import csv
import io
from collections.abc import Mapping
from http import HTTPStatus

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.desk.official import official, signed_in
from tests.industry.leads_world import world
from tests.industry.small import NOW, ZONE, product
from wotu.accounts.models import User
from wotu.desk.chain.waiting import waiting
from wotu.industry.models import Lead, Signing
from wotu.industry.verbs.naming import merge_products
from wotu.measures.zones import Zone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_zone")]

LEADS = f"/desk/{ZONE}/chain/leads/"
SIGN = {
    "title": "MOCVD制造基地", "signed_on": "", "investment": "12000.5", "comes": "1", "place": "A-12地块",
}  # fmt: skip
TALK = {"way": "visit", "with_whom": "王经理", "said": "愿意来看地", "next_step": "", "next_on": ""}


@pytest.fixture
def lead(dan: User) -> Lead:
    """A lead Dan took up in March; its next step is overdue by now."""
    return world().take_up(dan)


def _act(desk: Client, lead: Lead, act: str, form: Mapping[str, str]) -> str:
    return desk.post(f"{LEADS}{lead.pk}/{act}", form, follow=True).content.decode()


def _page(desk: Client, address: str) -> str:
    answer = desk.get(address)
    assert answer.status_code == HTTPStatus.OK
    return answer.content.decode()


def test_an_empty_board_leads_to_the_missing_links(desk: Client) -> None:
    assert "还没有人认领线索" in _page(desk, LEADS)
    assert "您还没有认领线索" in _page(desk, f"{LEADS}?who=mine")


def test_the_board_begins_with_ones_own_and_names_what_is_overdue(desk: Client, lead: Lead) -> None:
    cleo = official("cleo", "clerk")

    page = _page(desk, LEADS)

    assert "1条线索的下一步已经逾期" in page
    assert "电话联系" in page
    others = signed_in(cleo)
    assert "东海装备" in _page(others, LEADS), "who has none of their own sees all"
    assert "东海装备" not in _page(others, f"{LEADS}?who=mine")


def test_a_lead_is_talked_about_put_off_and_handed_over(desk: Client, lead: Lead) -> None:
    cleo, anna = official("cleo", "clerk"), official("anna", "approver")

    assert "愿意来看地" in _act(desk, lead, "contact", TALK)
    assert "再约" in _act(desk, lead, "plan", {"next_step": "再约", "next_on": "2099-01-01"})
    refused = desk.post(f"{LEADS}{lead.pk}/hand-over", {"to": str(anna.pk), "why": "休假"})
    assert "请选择移交给谁" in refused.content.decode(), "who keeps no chain follows no lead"
    assert "由Cleo跟进" in _act(desk, lead, "hand-over", {"to": str(cleo.pk), "why": "休假"})

    lead.refresh_from_db()
    assert (lead.state, lead.owner, lead.next_step) == ("talking", cleo, "再约")


def test_a_mistake_is_named_and_what_was_typed_stays(desk: Client, lead: Lead) -> None:
    answer = desk.post(f"{LEADS}{lead.pk}/contact", {**TALK, "said": "", "with_whom": "王经理"})

    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "请写明谈了什么" in page
    assert 'value="王经理"' in page
    assert not lead.contacts.exists()


def test_a_lead_given_up_is_taken_up_again(desk: Client, lead: Lead) -> None:
    assert "对方不扩产" in _act(desk, lead, "drop", {"why": "对方不扩产"})
    assert "已恢复跟进" in _act(desk, lead, "reopen", {})


def test_a_signing_fills_the_link_is_listed_and_taken_back(desk: Client, lead: Lead) -> None:
    page = _act(desk, lead, "sign", SIGN)

    assert "12,000.5万元" in page
    assert "撤回签约" in page
    assert "这家企业已在园区内" in page
    assert Signing.objects.get().investment_fen == 12_000_500_000
    gap = _page(desk, f"/desk/{ZONE}/chain/gaps/mocvd/")
    assert "不再缺" in gap
    assert "A-12地块" in gap
    assert "12,000.5" in _page(desk, f"/desk/{ZONE}/chain/signed/")
    sheet = desk.get(f"/desk/{ZONE}/chain/signed.csv").content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(sheet))
    assert (row["项目名称"], row["投资额（万元）"], row["落地地点"]) == (
        "MOCVD制造基地",
        "12000.5",
        "A-12地块",
    )

    assert "签约已撤回" in _act(desk, lead, "take-back", {})
    assert "还没有签约的项目" in _page(desk, f"/desk/{ZONE}/chain/signed/")
    assert "缺环，第1位" in _page(desk, f"/desk/{ZONE}/chain/gaps/mocvd/")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"investment": "很多"}, "写成万元"),
        ({"investment": "0.0000001"}, "最多六位小数"),
        ({"place": ""}, "落在园区的什么地方"),
        ({"signed_on": "2099-01-01"}, "不能晚于今天"),
    ],
)
def test_a_signing_with_a_mistake_is_not_recorded(
    desk: Client, lead: Lead, wrong: dict[str, str], says: str
) -> None:
    answer = desk.post(f"{LEADS}{lead.pk}/sign", {**SIGN, **wrong})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert says in answer.content.decode()
    assert not Signing.objects.exists()


def test_only_who_recorded_the_signing_sees_the_way_back(desk: Client, lead: Lead) -> None:
    _act(desk, lead, "sign", SIGN)

    other = signed_in(official("cleo", "clerk"))

    assert "撤回签约" not in _page(other, f"{LEADS}{lead.pk}/")
    assert "只能由登记人" in other.post(f"{LEADS}{lead.pk}/take-back").content.decode()


def test_who_only_looks_sees_no_forms(lead: Lead) -> None:
    auditor = signed_in(official("audrey", "auditor"))

    page = _page(auditor, f"{LEADS}{lead.pk}/")

    assert "登记一次对接" not in page
    assert auditor.post(f"{LEADS}{lead.pk}/drop", {"why": "x"}).status_code in {
        HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND,
    }  # fmt: skip


def test_an_act_that_does_not_exist_is_not_there(desk: Client, lead: Lead) -> None:
    assert desk.post(f"{LEADS}{lead.pk}/burn").status_code == HTTPStatus.NOT_FOUND


def test_the_followed_leads_are_taken_along_as_a_sheet(desk: Client, lead: Lead) -> None:
    sheet = desk.get(f"/desk/{ZONE}/chain/leads.csv").content.decode("utf-8-sig")

    (row,) = csv.DictReader(io.StringIO(sheet))
    assert (row["企业"], row["经办人"], row["认领时位次"]) == ("东海装备", "Dan", "1")
    assert desk.get(f"/desk/{ZONE}/chain/leads.xlsx").status_code == HTTPStatus.OK


def test_an_overdue_next_step_waits_for_its_owner_today(desk: Client, lead: Lead) -> None:
    page = _page(desk, f"/desk/{ZONE}/today/")

    assert "到期的招商下一步" in page
    cleo = signed_in(official("cleo", "clerk"))
    assert "到期的招商下一步" not in _page(cleo, f"/desk/{ZONE}/today/")


def test_nothing_waits_for_who_does_not_keep_the_chain(small_zone: Zone) -> None:
    from wotu.access.actor import actor_of

    today = timezone.localdate()
    assert waiting(actor_of(official("audrey", "auditor"), today), small_zone, today) == []


@pytest.mark.parametrize("address", ["", "lead"])
def test_the_pages_ask_little(desk: Client, lead: Lead, address: str) -> None:
    address = f"{LEADS}{lead.pk}/" if address else LEADS
    desk.get(address)

    with CaptureQueriesContext(connection) as asked:
        desk.get(address)

    assert len(asked) <= 15, [query["sql"] for query in asked.captured_queries]


def test_a_lead_goes_by_what_its_product_was_merged_into(desk: Client, dan: User) -> None:
    here = world()
    lead = here.take_up(dan)
    other = product("reactor", zh="外延生长炉")
    merge_products(product=here.mocvd, into=other, by="dan", now=NOW)

    for address in (LEADS, f"{LEADS}{lead.pk}/", f"/desk/{ZONE}/chain/firms/maker/"):
        assert "补" in _page(desk, address)
        assert "外延生长炉" in _page(desk, address), address
    sheet = desk.get(f"/desk/{ZONE}/chain/leads.csv").content.decode("utf-8-sig")
    assert [row["缺环产品"] for row in csv.DictReader(io.StringIO(sheet))] == ["外延生长炉"]
