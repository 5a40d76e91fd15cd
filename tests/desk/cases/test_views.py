"""A case at the desk: who may do what, what each act comes to, and what is shown before deciding."""

from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.cases.hall import Hall
from wotu.cases.models import Case, Notice, Objection
from wotu.cases.verbs.appeals import appeal

pytestmark = pytest.mark.django_db

HOME = "/desk/small/cases/"


def _page(hall: Hall, case: Case, name: str = "cleo") -> str:
    answer = hall.client(name).get(f"{HOME}{case.pk}/")
    assert answer.status_code == HTTPStatus.OK
    return answer.content.decode()


def _act(hall: Hall, case: Case, name: str, act: str, form: dict[str, object]) -> str:
    answer = hall.client(name).post(f"{HOME}{case.pk}/{act}", form, follow=True)
    case.refresh_from_db()
    return answer.content.decode()


def _objected(hall: Hall) -> tuple[Case, Objection]:
    case, day = hall.decided(), timezone.localdate()
    notice = Notice.objects.create(case=case, round=1, since=day, until=day)
    made = Objection.objects.create(
        notice=notice, name="李四", contact="13800000000", text="人数不实", at=timezone.now()
    )
    return case, made


def test_the_window_accepts_and_the_step_is_over(hall: Hall) -> None:
    case = hall.filed()
    assert "轮到您：窗口受理" in _page(hall, case)

    page = _act(hall, case, "cleo", "accept", {"step": "accept"})

    assert "受理通知书" in page
    assert case.state == "open"
    assert "轮到您" not in page


def test_a_correction_takes_several_reasons_at_once(hall: Hall) -> None:
    case = hall.filed()

    page = _act(hall, case, "cleo", "correction", {"step": "accept", "reason": ["缺名册", "", "执照不清晰"]})

    assert case.correction.reasons == ["缺名册", "执照不清晰"]
    assert "正在等企业补正" in page


def test_a_correction_without_a_reason_says_so_and_stays_open(hall: Hall) -> None:
    case = hall.filed()

    page = _act(hall, case, "cleo", "correction", {"step": "accept", "reason": ["", " "]})

    assert "请一次写明全部需要补正的内容" in page
    assert '<details class="folded" open>' in page


@pytest.mark.parametrize(
    ("name", "act", "form", "kept"),
    [
        ("dan", "hand-over", {"to": "", "text": "我下周休假"}, ["我下周休假", "移交给同事"]),
        ("dan", "pass-on", {"department": "treasury", "text": " "}, ['value="treasury" selected']),
        ("dan", "opinion", {"step": "review", "opinion": "disagreed", "text": ""}, ['"disagreed" checked']),
        ("zoe", "rebase", {"seen": "x", "text": "条文变了"}, []),
    ],
)
def test_a_refusal_keeps_what_was_typed(
    hall: Hall, name: str, act: str, form: dict[str, str], kept: list[str]
) -> None:
    hall.join("rhea", "research", "reviewer")
    case = hall.accepted()

    answer = hall.client(name).post(f"{HOME}{case.pk}/{act}", form)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    page = answer.content.decode()
    for words in kept:
        assert words in page
    assert ('<details class="folded" open>' in page) == (act in {"hand-over", "pass-on"})


def test_a_refused_answer_keeps_its_words_with_its_own_objection(hall: Hall) -> None:
    hall.join("arno", "research", "approver")
    case, made = _objected(hall)
    other = Objection.objects.create(
        notice=made.notice, name="周六", contact="x", text="另一条", at=timezone.now()
    )
    form = {"objection": made.pk, "sustained": "yes", "text": " ", "for_firm": "人数与社保不符"}

    page = _act(hall, case, "arno", "objection", form)

    assert page.count("人数与社保不符") == 1
    assert page.count('value="yes" checked') == 1
    assert page.index("人数与社保不符") < page.index(f'id="objection-{other.pk}"')


def test_a_refused_revocation_opens_again(hall: Hall) -> None:
    case = hall.decided()

    page = _act(hall, case, "anna", "revoke", {"text": " "})

    assert '<details class="confirm" data-dismiss open>' in page
    assert '<details class="confirm" data-dismiss open>' not in _page(hall, case, "anna")


def test_the_reviewer_disagrees_with_reasons_and_the_decider_sees_them(hall: Hall) -> None:
    case = hall.accepted()
    assert "轮到您" not in _page(hall, case, "anna")

    _act(hall, case, "dan", "opinion", {"step": "review", "opinion": "disagreed", "text": "人数对不上"})

    page = _page(hall, case, "anna")
    assert "轮到您：作出决定" in page
    assert "人数对不上" in page
    assert "不同意" in page


def test_nobody_takes_somebody_elses_step(hall: Hall) -> None:
    case = hall.accepted()

    for name, act, form in (
        ("cleo", "opinion", {"step": "review", "opinion": "agreed"}),
        ("zoe", "opinion", {"step": "review", "opinion": "agreed"}),
        ("dan", "decide", {"step": "decide", "outcome": "approved"}),
        ("finn", "say", {"text": "x"}),
    ):
        answer = hall.client(name).post(f"{HOME}{case.pk}/{act}", form)
        assert answer.status_code in (HTTPStatus.NOT_FOUND, HTTPStatus.FORBIDDEN), (name, act)
    case.refresh_from_db()
    assert case.state == "open"


def test_the_decision_is_taken_with_its_letter(hall: Hall) -> None:
    case = hall.reviewed()
    page = _page(hall, case, "anna")
    assert "按规则核定：" in page

    page = _act(hall, case, "anna", "decide", {"step": "decide", "outcome": "approved"})

    assert case.state == "approved"
    assert "决定书" in page
    code = case.decisions.get().code
    letter = hall.client("anna").get(f"{HOME}{case.pk}/letters/{code}.pdf")
    assert letter.content.startswith(b"%PDF-")


def test_a_refusal_without_a_reason_keeps_the_case_open(hall: Hall) -> None:
    case = hall.reviewed()

    page = _act(hall, case, "anna", "decide", {"step": "decide", "outcome": "refused"})

    assert "不予批准要写明理由" in page
    assert case.state == "open"


def test_conflicts_are_shown_before_deciding(hall: Hall) -> None:
    case, other = hall.reviewed("small.first"), hall.filed()
    Case.objects.filter(pk=other.pk).update(measure="small.second")  # as if it had been filed meanwhile

    page = _page(hall, case, "anna")

    assert "有冲突，不能批准" in page
    assert "甲乙就高" in page


def test_an_internal_note_is_kept_apart_from_a_message(hall: Hall) -> None:
    case = hall.filed()

    page = _act(hall, case, "cleo", "say", {"text": "问过财政", "internal": "1"})
    assert "内部备注，企业看不到" in page
    _act(hall, case, "cleo", "say", {"text": "您好"})

    assert [one.is_internal for one in case.comments.all()] == [True, False]


def test_a_case_is_passed_on_and_taken_on(hall: Hall) -> None:
    case = hall.accepted()

    _act(hall, case, "dan", "pass-on", {"department": "treasury", "text": "属于财政"})
    assert case.department == "treasury"
    _act(hall, case, "zoe", "take", {})
    assert case.official == hall["zoe"]


@pytest.mark.parametrize(
    ("act", "form"),
    [
        ("pass-on", {"department": "treasury", "text": "归我们"}),
        ("hand-over", {"to": "theo", "text": "我来"}),
        ("take", {}),
        ("experts", {"text": "看看"}),
        ("experts-said", {"text": "可以"}),
        ("rebase", {"seen": "x", "text": "改"}),
    ],
)
def test_another_department_does_not_pull_a_case_over(hall: Hall, act: str, form: dict[str, str]) -> None:
    theo = hall.join("theo", "treasury", "reviewer")
    case = hall.accepted()

    answer = hall.client("theo").post(f"{HOME}{case.pk}/{act}", {**form, "to": str(theo.pk)})

    assert answer.status_code == HTTPStatus.NOT_FOUND
    case.refresh_from_db()
    assert (case.department, case.official) == ("research", hall["cleo"])
    assert not case.events.filter(kind__in=("transferred", "experts_asked", "experts_done")).exists()
    assert f"{case.pk}/take" not in _page(hall, case, "theo")


def test_an_award_is_revoked_with_reasons(hall: Hall) -> None:
    case = hall.decided()

    page = _act(hall, case, "anna", "revoke", {"text": "材料不实"})

    assert case.state == "revoked"
    assert "材料不实" in page


def test_an_objection_is_answered_by_somebody_else_than_the_decider(hall: Hall) -> None:
    case, made = _objected(hall)
    page = _page(hall, case, "zoe")
    assert "李四" in page
    assert "不得告知企业" in page

    _act(hall, case, "zoe", "objection", {"objection": made.pk, "sustained": "no", "text": "已核对社保"})

    made.refresh_from_db()
    assert made.sustained is False


def test_taking_an_award_back_over_an_objection_is_for_an_approver_who_took_no_part(hall: Hall) -> None:
    hall.join("arno", "research", "approver")
    case, made = _objected(hall)
    form = {"objection": made.pk, "sustained": "yes", "text": "属实"}

    for name in ("cleo", "zoe"):
        assert 'value="yes"' not in _page(hall, case, name)
        assert hall.client(name).post(f"{HOME}{case.pk}/objection", form).status_code == HTTPStatus.NOT_FOUND
    for name in ("dan", "anna"):
        assert "由他人答复" in _page(hall, case, name)
    case.refresh_from_db()
    assert case.state == "approved"

    _act(hall, case, "arno", "objection", form)

    assert case.state == "revoked"


def test_who_objected_is_shown_to_those_who_answer_or_audit_alone(hall: Hall) -> None:
    hall.join("audrey", "research", "auditor")
    case, _ = _objected(hall)

    for name, sees in (
        ("cleo", True), ("zoe", True), ("audrey", True), ("dan", False), ("anna", False), ("finn", False),
    ):  # fmt: skip
        page = _page(hall, case, name)
        assert ("李四" in page, "13800000000" in page) == (sees, sees), name
        assert "人数不实" in page


def test_an_appeal_is_answered(hall: Hall) -> None:
    hall.join("arno", "research", "approver")
    case = hall.decided("refused", "外包")
    now, today = timezone.now(), timezone.localdate()
    made = appeal(decision=case.decisions.get(), text="不是外包", user=hall["alice"], now=now, today=today)
    form: dict[str, object] = {"upheld": "no", "text": "重新核对"}
    assert 'name="upheld" value="no"' not in _page(hall, case)
    assert hall.client("cleo").post(f"{HOME}{case.pk}/appeal", form).status_code == HTTPStatus.NOT_FOUND

    _act(hall, case, "arno", "appeal", form)

    made.refresh_from_db()
    assert made.upheld is False
    assert case.state == "open"


def test_facts_are_met_not_met_or_unknown(hall: Hall) -> None:
    page = _page(hall, hall.filed(), "dan")

    assert "从业人员不少于10人" in page
    assert "30" in page


def test_a_firm_is_helped_with_its_consent_on_record(hall: Hall) -> None:
    hall.with_account()
    client, here = hall.client("cleo"), f"{HOME}file/small-f1/small.staff/"
    assert "晨光软件" in client.get(f"{HOME}file/?q=晨光").content.decode()
    assert "small.staff" in client.get(f"{HOME}file/?firm=small-f1").content.decode()
    assert "企业的同意" in client.get(here).content.decode()
    assert client.post(here, {"consent": "paper"}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY

    file = SimpleUploadedFile("委托书.pdf", b"%PDF-1.7 x")
    client.post(here, {"consent": "paper", "who": "王总", "evidence": file})

    case = Case.objects.get()
    assert case.origin == "handled"
    assert case.data["consent"] == {"how": "paper", "who": "王总"}
    assert case.attachments.get().side == "desk"


def test_a_firm_without_an_account_is_told_to_state_it_itself(hall: Hall) -> None:
    page = hall.client("cleo").get(f"{HOME}file/small-f1/small.staff/").content.decode()

    assert "账号不经工作人员的手" in page


def test_a_viewing_office_sees_no_forms(hall: Hall) -> None:
    page = _page(hall, hall.filed(), "finn")

    assert 'method="post" action="/desk/small/cases/' not in page
