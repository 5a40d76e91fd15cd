"""The check-up of one enterprise, question by question."""

import datetime as dt
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
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
from wotu.portal import answers, export, stated
from wotu.portal.answered import Answered, Moved, moves, shown
from wotu.portal.answers import Answer
from wotu.portal.checkup import CheckUp, check_up
from wotu.portal.dates import as_of, known_on, today
from wotu.portal.questions import CannotRead, Form, key_of, read_answer
from wotu.portal.reasons import reasons_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Visit:
    """Somebody looking at an enterprise's check-up: as of which date, and by the knowledge of which day.

    Whoever may answer for the enterprise has answers recorded in the books, anybody else keeps them in
    their own session.
    """

    request: HttpRequest
    party: Party
    zone: Zone
    on: dt.date
    known: dt.date | None

    @classmethod
    def of(cls, request: HttpRequest, slug: str) -> "Visit":
        """Return the visit of an enterprise the reader may see."""
        party, zone = open_enterprise(actor(request), slug)
        return cls(request, party, zone, as_of(request), known_on(request))

    @property
    def is_recorded(self) -> bool:
        """Whether answers become facts on record."""
        return actor(self.request).may_for("answer_own", self.party)

    @property
    def in_place(self) -> bool:
        """Whether only the changed part of the page is wanted."""
        return bool(self.request.htmx)  # type: ignore[attr-defined]

    def kept(self) -> list[Answer]:
        """Return what was answered in this session; nothing when looking back."""
        return [] if self.known else answers.given(self.request.session, self.party)

    def check(self) -> CheckUp:
        """Return the check-up."""
        return check_up(self.party, self.zone, self.on, self.kept(), known_on=self.known)

    def links(self) -> dict[str, str]:
        """Return the addresses of the check-up; dates go along unless they are today."""
        dates = {"on": self.on.isoformat()} if self.on != today() else {}
        dates |= {"known": self.known.isoformat()} if self.known else {}
        query = f"?{urlencode(dates)}" if dates else ""
        here = reverse("portal:firm", args=[self.party.slug])
        return {"here": here + query, "query": query, "plus": f"{query}&" if query else "?"}


@open_to(PUBLIC)
@never_cache
@require_safe
def firm(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the check-up."""
    return _page(Visit.of(request, slug), wanted=request.GET.get("ask", ""))


@open_to(PUBLIC)
@never_cache
@require_POST
def answer(request: HttpRequest, slug: str) -> HttpResponse:
    """Take an answer, or "I do not know", and show what it changed."""
    visit = Visit.of(request, slug)
    if not may_answer(actor(request), visit.party):
        raise Http404
    if too_many(request, "answer"):
        return render(request, "look/too_many.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    before = visit.check()
    question = _find(before.questions, request.POST.get("question", ""))
    if question is None:  # answered meanwhile in another window
        return _after(visit)
    try:
        value = None if "unsure" in request.POST else read_answer(question, request.POST.dict(), today())
    except CannotRead as mistake:
        typed, unit = request.POST.get("value", ""), request.POST.get("unit", "")
        form = Form.of(question, before.decided_by(question), typed=typed, unit=unit, mistake=mistake.text)
        return _page(visit, form=form)
    given = answers.answer_for(question.subject_id, question.slot, question.fact, value, visit.on)
    if visit.is_recorded and value is not None:
        stated.record(visit.party, visit.zone, given, by=actor(request).by, now=timezone.now())
        answers.take_back(request.session, visit.party, given.key)
    else:
        answers.give(request.session, visit.party, given)
    return _after(visit, before=before, given=given)


@open_to(PUBLIC)
@never_cache
@require_POST
def undo(request: HttpRequest, slug: str) -> HttpResponse:
    """Take an answer back, or all of them."""
    visit = Visit.of(request, slug)
    if not may_answer(actor(request), visit.party):
        raise Http404
    before, key = visit.check(), request.POST.get("answer", "")
    if visit.is_recorded:
        wanted = None if "all" in request.POST else key
        stated.take_back(visit.party, wanted, by=actor(request).by, now=timezone.now())
    if "all" in request.POST:
        answers.take_all_back(request.session, visit.party)
    else:
        answers.take_back(request.session, visit.party, key)
    return _after(visit, before=before, undone=True)


@open_to(PUBLIC)
@never_cache
@require_safe
def why(request: HttpRequest, slug: str, measure: str, subject: str) -> HttpResponse:
    """Show the reasons behind one finding: in place, or as a page of its own."""
    visit = Visit.of(request, slug)
    check = visit.check()
    item = check.find(measure, subject)
    if item is None:
        raise Http404
    context = {"check": check, "item": item, "reasons": reasons_of(check, item)} | visit.links()
    return render(request, "portal/reasons.html" if visit.in_place else "portal/why.html", context)


@open_to(PUBLIC)
@never_cache
@require_safe
def download(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """Return the check-up as a file."""
    check = Visit.of(request, slug).check()
    kinds = {"csv": (export.as_csv, "text/csv; charset=utf-8"), "xlsx": (export.as_xlsx, XLSX)}
    if ending not in kinds:
        raise Http404
    write, kind = kinds[ending]
    name = f"{check.party.slug}-{check.on}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(write(check, language.current()), content_type=kind, headers=headers)


def _after(
    visit: Visit, *, before: CheckUp | None = None, given: Answer | None = None, undone: bool = False
) -> HttpResponse:
    """Show the page after a change: in place, or by going back to it."""
    if not visit.in_place:
        return HttpResponseRedirect(f"{visit.links()['here']}#question")
    return _page(visit, before=before, given=given, undone=undone)


def _page(
    visit: Visit,
    *,
    wanted: str = "",
    form: Form | None = None,
    before: CheckUp | None = None,
    given: Answer | None = None,
    undone: bool = False,
) -> HttpResponse:
    check, kept = visit.check(), visit.kept()
    said: list[Answered] = shown(check, kept)
    if visit.is_recorded and not visit.known:
        said = stated.shown_today(check, by=actor(visit.request).by, now=timezone.now()) + said
    moved: list[Moved] = moves(before, check) if before else []
    asked = None if visit.known else form or _form(check, kept, wanted)
    context: dict[str, Any] = {
        "check": check, "answered": said, "moved": moved, "given": given, "undone": undone,
        "form": asked, "open_questions": 0 if visit.known else len(_open(check, kept)),
        "is_today": visit.on == today(), "known": visit.known, "is_recorded": visit.is_recorded,
        "wanted": wanted, "in_place": visit.in_place,
    }  # fmt: skip
    template = "portal/checkup_body.html" if visit.in_place else "portal/checkup.html"
    failed = form is not None and not visit.in_place
    status = HTTPStatus.UNPROCESSABLE_ENTITY if failed else HTTPStatus.OK
    return render(visit.request, template, context | visit.links(), status=status)


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
    return Form.of(question, check.decided_by(question)) if question else None


def _find(questions: list[Question], key: str) -> Question | None:
    return next((q for q in questions if key_of(q.subject_id, q.slot) == key), None)
