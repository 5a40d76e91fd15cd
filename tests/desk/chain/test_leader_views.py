"""Chain leaders at the desk: proposals, decisions, the plan, the measures."""

import datetime as dt

from django.test import Client
from django.utils import timezone

from tests.desk.chain.demonstration_world import DESK, LEADER, PARTY, SECOND, ZONE
from wotu.accounts.models import User
from wotu.industry.models import Enterprise, Leader, PlanStep
from wotu.industry.verbs.linking import unlink_party
from wotu.parties.models import Party


def _decide(desk: Client, firm: str = LEADER, decision: str = "confirm", why: str = "") -> str:
    answer = desk.post(
        f"{DESK}leaders/decide", {"chain": "led", "firm": firm, "decision": decision, "why": why}, follow=True
    )
    return answer.content.decode()


def _leader() -> str:
    return f"{DESK}leaders/{Leader.objects.get().pk}/"


def test_proposals_show_both_places_and_say_what_ties_alone_are_worth(nanchang_desk: Client) -> None:
    page = nanchang_desk.get(f"{DESK}leaders/").content.decode()

    assert "25–56%" in page
    assert page.index("紫阳显示模组") < page.index("高新封装") < page.index("昌东散热")
    assert "名次相差大" in page
    english = nanchang_desk.get(f"{DESK}leaders/", headers={"Accept-Language": "en"}).content.decode()
    assert "Place by ties" in english
    assert "LED chain (demonstration)" in english


def test_an_official_confirms_and_takes_it_back(nanchang_desk: Client) -> None:
    assert "已确认为链主" in _decide(nanchang_desk)
    made = Leader.objects.get()
    assert made.reasons["by_size"] == 1
    assert "已确认的链主" in nanchang_desk.get(f"{DESK}leaders/").content.decode()

    nanchang_desk.post(f"{_leader()}undo")
    assert not Leader.objects.exists()


def test_not_confirming_needs_a_reason_and_keeps_what_was_typed_apart(nanchang_desk: Client) -> None:
    assert "请写明原因" in _decide(nanchang_desk, decision="reject")
    assert not Leader.objects.exists()
    assert "已记为不予确认" in _decide(nanchang_desk, decision="reject", why="总部将迁出")
    assert "总部将迁出" in nanchang_desk.get(f"{DESK}leaders/").content.decode()


def test_a_decision_about_a_firm_outside_the_chain_finds_nothing(nanchang_desk: Client) -> None:
    for firm in ("DEMO-OUT-01", "none"):
        answer = nanchang_desk.post(
            f"{DESK}leaders/decide", {"chain": "led", "firm": firm, "decision": "confirm"}
        )
        assert answer.status_code == 404


def test_a_plan_has_goals_a_contact_and_steps_with_results(nanchang_desk: Client, nanchang_dan: User) -> None:
    _decide(nanchang_desk)
    here = _leader()
    nanchang_desk.post(f"{here}goals", {"goals": "带动就近配套", "contact": nanchang_dan.pk})
    step = {"what": "走访", "due_on": "2026-01-15", "owner": nanchang_dan.pk, "measure": ""}
    nanchang_desk.post(f"{here}add", step)
    page = nanchang_desk.get(here).content.decode()
    assert "带动就近配套" in page
    assert "已逾期" in page

    found = PlanStep.objects.get()
    refused = nanchang_desk.post(f"{here}steps/{found.pk}/finish", {"result": ""})
    assert (refused.status_code, "请写明结果" in refused.content.decode()) == (422, True)
    nanchang_desk.post(f"{here}steps/{found.pk}/finish", {"result": "需要厂房"})
    assert "需要厂房" in nanchang_desk.get(here).content.decode()
    nanchang_desk.post(f"{here}steps/{found.pk}/reopen")
    nanchang_desk.post(f"{here}steps/{found.pk}/drop")
    assert not PlanStep.objects.exists()


def test_a_step_that_cannot_be_read_says_which_field_to_mend(
    nanchang_desk: Client, nanchang_dan: User
) -> None:
    _decide(nanchang_desk)
    good = {"what": "走访", "due_on": "2026-05-01", "owner": nanchang_dan.pk, "measure": ""}
    for field, value, says in (
        ("due_on", "明天", "没有读懂日期"), ("due_on", "", "请填写期限"), ("owner", "", "责任人"),
        ("owner", "999999", "工作人员"),
        ("measure", "none", "措施"), ("what", " ", "做什么"),
    ):  # fmt: skip
        answer = nanchang_desk.post(f"{_leader()}add", good | {field: value})
        assert answer.status_code == 422
        assert says in answer.content.decode()
    assert not PlanStep.objects.exists()


def test_a_linked_firm_shows_what_it_is_entitled_to(nanchang_desk: Client) -> None:
    _decide(nanchang_desk)
    page = nanchang_desk.get(_leader()).content.decode()

    assert PARTY in page
    assert "可以享受的措施" in page
    assert "刚刚体检" in page


def test_a_firm_is_linked_by_name_and_asked_again_where_several_fit(nanchang_desk: Client) -> None:
    _decide(nanchang_desk, SECOND)
    for number, name in ((1, "艾溪光芯甲（演示）"), (2, "艾溪光芯乙（演示）")):
        Party.objects.create(slug=f"aixi-{number}", kind="enterprise", zone=ZONE, name=name)
    assert "平台上没有找到" in nanchang_desk.post(f"{_leader()}link", {"who": "没有的企业"}).content.decode()
    several = nanchang_desk.post(f"{_leader()}link", {"who": "艾溪光芯"}).content.decode()
    assert "有几家符合" in several

    nanchang_desk.post(f"{_leader()}link", {"chosen": "aixi-2"})
    assert Enterprise.objects.get(key=SECOND).party == Party.objects.get(slug="aixi-2")
    nanchang_desk.post(f"{_leader()}unlink")
    assert Enterprise.objects.get(key=SECOND).party is None


def test_an_enterprise_that_is_another_firm_already_is_refused(nanchang_desk: Client) -> None:
    _decide(nanchang_desk, SECOND)
    answer = nanchang_desk.post(f"{_leader()}link", {"who": PARTY})

    assert answer.status_code == 422
    assert "请先解除" in answer.content.decode()


def test_who_may_only_see_gets_no_forms_and_changes_nothing(nanchang_desk: Client, audrey: Client) -> None:
    _decide(nanchang_desk)
    page = audrey.get(_leader()).content.decode()

    assert 'method="post" action="/desk/nanchang/chain/' not in page
    assert audrey.post(f"{_leader()}end", {"why": "x"}).status_code == 403
    assert Leader.objects.get().state == "confirmed"


def test_steps_past_their_day_wait_on_today(nanchang_desk: Client, nanchang_dan: User) -> None:
    _decide(nanchang_desk)
    leader, today = Leader.objects.get(), timezone.localdate()
    for days in (-3, 2, 60):
        PlanStep.objects.create(
            leader=leader, what="x", owner=nanchang_dan, due_on=today + dt.timedelta(days=days)
        )  # fmt: skip
    page = nanchang_desk.get(f"/desk/{ZONE}/today/").content.decode()

    assert "链主计划中逾期的步骤" in page
    assert "链主计划中快到期的步骤" in page


def test_the_export_has_every_firm_of_the_chain(nanchang_desk: Client) -> None:
    _decide(nanchang_desk, SECOND, "reject", "外迁")
    sheet = nanchang_desk.get(f"{DESK}leaders.csv?chain=led").content.decode("utf-8-sig").splitlines()

    assert len(sheet) == 17
    assert [line for line in sheet if line.endswith("不予确认,外迁")]
    unlink_party(enterprise=Enterprise.objects.get(key=LEADER), by="dan", now=timezone.now())
    assert nanchang_desk.get(f"{DESK}leaders.csv?chain=none").status_code == 404
