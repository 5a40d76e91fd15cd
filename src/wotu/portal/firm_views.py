"""The check-up of one enterprise, question by question."""

import datetime as dt
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wotu.access.doors import may_answer, open_enterprise
from wotu.access.limits import too_many
from wotu.access.middleware import actor
from wotu.access.needs import PUBLIC, open_to
from wotu.look import language
from wotu.match.ask import Question
from wotu.measures.zones import Zone
from wotu.parties.models import Party
from wotu.portal import answers, export
from wotu.portal.answered import Answered, Moved, moves, shown
from wotu.portal.answers import Answer
from wotu.portal.checkup import CheckUp, check_up
from wotu.portal.dates import as_of, today
from wotu.portal.questions import CannotRead, Form, key_of, read_answer
from wotu.portal.reasons import reasons_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@open_to(PUBLIC)
@never_cache
@require_safe
def firm(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the check-up."""
    party, zone = open_enterprise(actor(request), slug)
    return _page(request, party, zone, as_of(request), wanted=request.GET.get("ask", ""))


@open_to(PUBLIC)
@never_cache
@require_POST
def answer(request: HttpRequest, slug: str) -> HttpResponse:
    """Take an answer, or "I do not know", and show what it changed."""
    party, zone = open_enterprise(actor(request), slug)
    if not may_answer(actor(request), party):
        raise Http404
    if too_many(request, "answer"):
        return render(request, "look/too_many.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    on, before = as_of(request), _checked(request, party, zone, as_of(request))
    question = _find(before.questions, request.POST.get("question", ""))
    if question is None:  # answered meanwhile in another window
        return _after(request, party, zone, on)
    try:
        value = None if "unsure" in request.POST else read_answer(question, request.POST.dict(), today())
    except CannotRead as mistake:
        typed, unit = request.POST.get("value", ""), request.POST.get("unit", "")
        form = Form(question, before.decided_by(question), typed, unit, mistake.text)
        return _page(request, party, zone, on, form=form)
    given = answers.answer_for(question.subject_id, question.slot, question.fact, value, on)
    answers.give(request.session, party, given)
    return _after(request, party, zone, on, before=before, given=given)


@open_to(PUBLIC)
@never_cache
@require_POST
def undo(request: HttpRequest, slug: str) -> HttpResponse:
    """Take an answer back, or all of them."""
    party, zone = open_enterprise(actor(request), slug)
    if not may_answer(actor(request), party):
        raise Http404
    on, before = as_of(request), _checked(request, party, zone, as_of(request))
    if "all" in request.POST:
        answers.take_all_back(request.session, party)
    else:
        answers.take_back(request.session, party, request.POST.get("answer", ""))
    return _after(request, party, zone, on, before=before, undone=True)


@open_to(PUBLIC)
@never_cache
@require_safe
def why(request: HttpRequest, slug: str, measure: str, subject: str) -> HttpResponse:
    """Show the reasons behind one finding: in place, or as a page of its own."""
    party, zone = open_enterprise(actor(request), slug)
    check = _checked(request, party, zone, as_of(request))
    item = check.find(measure, subject)
    if item is None:
        raise Http404
    context = {"check": check, "item": item, "reasons": reasons_of(check, item)} | _links(party, check.on)
    template = "portal/reasons.html" if request.htmx else "portal/why.html"  # type: ignore[attr-defined]
    return render(request, template, context)


@open_to(PUBLIC)
@never_cache
@require_safe
def download(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """Return the check-up as a file."""
    party, zone = open_enterprise(actor(request), slug)
    check = _checked(request, party, zone, as_of(request))
    kinds = {"csv": (export.as_csv, "text/csv; charset=utf-8"), "xlsx": (export.as_xlsx, XLSX)}
    if ending not in kinds:
        raise Http404
    write, kind = kinds[ending]
    name = f"{party.slug}-{check.on}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(write(check, language.current()), content_type=kind, headers=headers)


def _checked(request: HttpRequest, party: Party, zone: Zone, on: dt.date) -> CheckUp:
    return check_up(party, zone, on, answers.given(request.session, party))


def _after(
    request: HttpRequest,
    party: Party,
    zone: Zone,
    on: dt.date,
    *,
    before: CheckUp | None = None,
    given: Answer | None = None,
    undone: bool = False,
) -> HttpResponse:
    """Show the page after a change: in place, or by going back to it."""
    if not request.htmx:  # type: ignore[attr-defined]
        return HttpResponseRedirect(f"{_links(party, on)['here']}#question")
    return _page(request, party, zone, on, before=before, given=given, undone=undone)


def _page(
    request: HttpRequest,
    party: Party,
    zone: Zone,
    on: dt.date,
    *,
    wanted: str = "",
    form: Form | None = None,
    before: CheckUp | None = None,
    given: Answer | None = None,
    undone: bool = False,
) -> HttpResponse:
    kept = answers.given(request.session, party)
    check = check_up(party, zone, on, kept)
    said: list[Answered] = shown(check, kept)
    moved: list[Moved] = moves(before, check) if before else []
    context: dict[str, Any] = {
        "check": check, "answered": said, "moved": moved, "given": given, "undone": undone,
        "form": form or _form(check, kept, wanted), "open_questions": len(_open(check, kept)),
        "is_today": on == today(), "wanted": wanted, "in_place": bool(request.htmx),  # type: ignore[attr-defined]
    }  # fmt: skip
    template = "portal/checkup_body.html" if context["in_place"] else "portal/checkup.html"
    failed = form is not None and not context["in_place"]
    status = HTTPStatus.UNPROCESSABLE_ENTITY if failed else HTTPStatus.OK
    return render(request, template, context | _links(party, on), status=status)


def _open(check: CheckUp, kept: list[Answer]) -> list[Question]:
    """Leave out the questions answered with "I do not know"."""
    unsure = {
        (answer.subject, slot)
        for answer in kept
        if answer.value is None and answer.fact in check.plan.packs.vocabulary
        for slot in answer.slots(check.plan.packs.vocabulary[answer.fact], check.on)
    }
    return [q for q in check.questions if (q.subject_id, q.slot) not in unsure]


def _form(check: CheckUp, kept: list[Answer], wanted: str) -> Form | None:
    """Return the question to show: the one the reader chose, else the best."""
    left = _open(check, kept)
    question = _find(check.questions, wanted) or (left[0] if left else None)
    return Form(question, check.decided_by(question)) if question else None


def _find(questions: list[Question], key: str) -> Question | None:
    return next((q for q in questions if key_of(q.subject_id, q.slot) == key), None)


def _links(party: Party, on: dt.date) -> dict[str, str]:
    """Return the addresses of a check-up; the date goes along unless it is today."""
    query = "" if on == today() else "?" + urlencode({"on": on.isoformat()})
    here = reverse("portal:firm", args=[party.slug])
    return {"here": here + query, "query": query, "plus": f"{query}&" if query else "?"}
