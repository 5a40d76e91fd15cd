"""A firm's or a talent's cases: the list, each case with what may be done, its letters and files."""

import datetime as dt
from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wotu.access.case_doors import open_attachment
from wotu.access.needs import SIGNED_IN, open_to
from wotu.cases import reads
from wotu.cases.letters.handing_out import letter_response
from wotu.cases.models import WAITING, Case
from wotu.cases.verbs.appeals import appeal
from wotu.cases.verbs.filing import decline_case, withdraw_case
from wotu.cases.verbs.saying import comment, take_back_attachment
from wotu.cases.verbs.window import answer_correction
from wotu.cases.words import ORIGINS, STATES
from wotu.facts.evidence import CONTENT_TYPES, content_of
from wotu.look import language
from wotu.look.cells import Cell
from wotu.look.sheets import sheet_response
from wotu.portal.cases.face import Face
from wotu.portal.cases.filing import confirm_with, handed_in, keep_files, looked_at
from wotu.portal.cases.page import CasePage
from wotu.portal.dates import today
from wotu.refusal import CannotDo
from wotu.rules.text import Text


@open_to(SIGNED_IN)
@never_cache
@require_safe
def home(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the cases: those under way first, each with its next step."""
    face, now = Face.of(request, slug, "see_own"), timezone.localtime()
    pages = [CasePage(face, case, now) for case in face.cases()[:200]]
    context = {
        "face": face, "party": face.party,
        "under_way": [page for page in pages if page.case.state in WAITING],
        "over": [page for page in pages if page.case.state not in WAITING],
        "csv": face.at("download", "csv"), "xlsx": face.at("download", "xlsx"),
    }  # fmt: skip
    return render(request, "portal/cases/home.html", context)


@open_to(SIGNED_IN)
@never_cache
@require_safe
def case(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show one case."""
    face = Face.of(request, slug, "see_own")
    return _page(request, face, face.case(number, "see_own"))


@open_to(SIGNED_IN)
@never_cache
@require_POST
def step(request: HttpRequest, slug: str, number: int, step: str) -> HttpResponse:
    """Take a step of the applicant's: confirm, decline, correct, say, hand in, appeal, withdraw."""
    face = Face.of(request, slug, "claim_own")
    about = face.case(number, "claim_own")
    if step not in _STEPS:
        raise Http404
    try:
        done = _STEPS[step](request, face, about)
    except CannotDo as refused:
        about.refresh_from_db()
        return _page(request, face, about, refused=refused, act=step)
    messages.success(request, done[language.current()])
    return HttpResponseRedirect(face.at("case", number))


def _confirm(request: HttpRequest, face: Face, case: Case) -> Text:
    given = handed_in(request.POST.dict(), [])
    confirm_with(face, case, given, timezone.now(), today())
    return Text("已确认，等待兑付。", "Confirmed; it is being delivered.")


def _decline(_request: HttpRequest, face: Face, case: Case) -> Text:
    decline_case(case=case, user=face.user, now=timezone.now(), today=today())
    return Text("已放弃这一项。受理期内还可以自己申报。", "Declined. You may still file it yourself.")


def _correct(request: HttpRequest, face: Face, case: Case) -> Text:
    files = request.FILES.getlist("files")
    text = request.POST.get("text", "")
    if not text.strip() and not files:
        raise CannotDo(
            "请写下说明，或交上补正的文件。", "Say what you corrected, or hand in the files asked for."
        )
    now = timezone.now()
    looked = looked_at(face, files, now)
    with transaction.atomic():
        keep_files(case, looked, face, now)
        answer_correction(case=case, answer=text, user=face.user, now=now, today=today())
    return Text("补正已提交，恢复计时。", "Sent; the clock goes on.")


def _hand_in(request: HttpRequest, face: Face, case: Case) -> Text:
    files = request.FILES.getlist("files")
    if not files:
        raise CannotDo("请先选择文件。", "Choose a file first.")
    now = timezone.now()
    looked = looked_at(face, files, now)
    with transaction.atomic():
        keep_files(case, looked, face, now)
    return Text("文件已交。", "The files are with the case.")


def _say(request: HttpRequest, face: Face, case: Case) -> Text:
    comment(case=case, text=request.POST.get("text", ""), user=face.user, side="firm", now=timezone.now())
    return Text("留言已发出。", "Your message was sent.")


def _withdraw(request: HttpRequest, face: Face, case: Case) -> Text:
    why = request.POST.get("text", "")
    withdraw_case(case=case, user=face.user, why=why, now=timezone.now(), today=today())
    return Text("办件已撤回。", "The case was withdrawn.")


def _appeal(request: HttpRequest, face: Face, case: Case) -> Text:
    decision = case.decisions.order_by("-round").first()
    if decision is None:
        raise CannotDo("还没有决定。", "There is no decision yet.")
    appeal(
        decision=decision, text=request.POST.get("text", ""), user=face.user, now=timezone.now(),
        today=today(),
    )  # fmt: skip
    return Text(
        "复核申请已提交，由作决定以外的人答复。",
        "Your appeal was sent; somebody else than whoever decided answers.",
    )


_STEPS: dict[str, Callable[[HttpRequest, Face, Case], Text]] = {
    "confirm": _confirm, "decline": _decline, "correct": _correct, "hand-in": _hand_in, "say": _say,
    "withdraw": _withdraw, "appeal": _appeal,
}  # fmt: skip


@open_to(SIGNED_IN)
@never_cache
@require_POST
def take_back(request: HttpRequest, slug: str, number: int, file: int) -> HttpResponse:
    """Take a file back before the decision."""
    face = Face.of(request, slug, "claim_own")
    about = face.case(number, "claim_own")
    found = open_attachment(face.actor, about, file)
    try:
        take_back_attachment(attachment=found, user=face.user, now=timezone.now())
    except CannotDo as refused:
        return _page(request, face, about, refused=refused)
    messages.info(request, Text("文件已收回。", "The file was taken back.")[language.current()])
    return HttpResponseRedirect(face.at("case", number))


@open_to(SIGNED_IN)
@never_cache
@require_safe
def file(request: HttpRequest, slug: str, number: int, file: int) -> HttpResponse:
    """Return a file of a case."""
    face = Face.of(request, slug, "see_own")
    about = face.case(number, "see_own")
    found = about.attachments.filter(pk=file, removed_at=None).select_related("evidence").first()
    if found is None:
        raise Http404
    kind = found.evidence.kind
    headers = {"Content-Disposition": f'attachment; filename="{about.number}-{found.pk}.{kind}"'}
    try:
        content = content_of(found.evidence)
    except FileNotFoundError:
        raise Http404 from None
    return HttpResponse(content, content_type=CONTENT_TYPES[kind], headers=headers)


@open_to(SIGNED_IN)
@never_cache
@require_safe
def letter(request: HttpRequest, slug: str, number: int, code: str) -> HttpResponse:
    """Return a letter of a case as PDF, in Chinese or in English."""
    face = Face.of(request, slug, "see_own")
    about = face.case(number, "see_own")
    return letter_response(request, about, face.zone, code)


@open_to(SIGNED_IN)
@never_cache
@require_safe
def download(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """Return the cases as a file."""
    face, in_ = Face.of(request, slug, "see_own"), language.current()
    return sheet_response(ending, f"{slug}-cases-{today()}", Text("办件", "Cases")[in_], _rows(face))


def _rows(face: Face) -> list[list[Cell]]:
    in_ = language.current()
    rows: list[list[Cell]] = [[head[in_] for head in _HEADS]]
    for one in face.cases():
        award = reads.award(face.zone, one)
        rows.append([
            one.number, reads.title(face.zone, one)[in_], one.subject.name, STATES[one.state][in_],
            ORIGINS[one.origin][in_], award[in_] if award else "",
            *map(_day, (one.filed_at, one.decided_at, one.closed_at)),
            str(one.due) if one.due else "",
        ])  # fmt: skip
    return rows


def _day(at: dt.datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d}" if at else ""


_HEADS = (
    Text("办件编号", "Case"), Text("措施", "Measure"), Text("对象", "About"), Text("状态", "State"),
    Text("来源", "Origin"), Text("金额", "Amount"), Text("提交", "Filed"), Text("决定", "Decided"),
    Text("办结", "Closed"), Text("期限", "Due"),
)  # fmt: skip


def _page(
    request: HttpRequest, face: Face, case: Case, *, refused: CannotDo | None = None, act: str = ""
) -> HttpResponse:
    page = CasePage(face, case, timezone.localtime())
    context = {"face": face, "party": face.party, "page": page, "case": case, "refused": refused, "act": act,
               "typed": request.POST if refused else {}, "here": face.at("case", case.pk)}  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, "portal/cases/case.html", context, status=status)
