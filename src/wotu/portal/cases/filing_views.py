"""Filing for something: the one page with everything in it, and the questions that are still open."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from wotu.access.limits import too_many
from wotu.access.needs import SIGNED_IN, open_to
from wotu.cases.timing import usual_days
from wotu.look import language
from wotu.portal import answers, stated
from wotu.portal.cases.face import Face
from wotu.portal.cases.filing import Offer, file_with, handed_in, offer
from wotu.portal.dates import today
from wotu.portal.questions import CannotRead, Form, key_of, read_answer
from wotu.portal.talents.views import SAID_BY
from wotu.refusal import CannotDo
from wotu.rules.text import Text


@open_to(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def filing(request: HttpRequest, slug: str, measure: str, subject: str) -> HttpResponse:
    """Show what filing takes; file it."""
    here = _offer(request, slug, measure, subject)
    if request.method != "POST" and here.existing is not None:
        return HttpResponseRedirect(here.face.at("case", here.existing.pk))
    if request.method != "POST":
        return _page(request, here, form=here.form(request.GET.get("ask", "")))
    given = handed_in(request.POST.dict(), request.FILES.getlist("files"))
    try:
        case = file_with(here, given, timezone.now(), today())
    except CannotDo as refused:
        return _page(request, here, form=here.form(), refused=refused)
    said = Text("已提交，办件编号{n}。", "Filed as case {n}.")[language.current()]
    messages.success(request, said.format(n=case.number))
    return HttpResponseRedirect(here.face.at("case", case.pk))


@open_to(SIGNED_IN)
@never_cache
@require_POST
def answer(request: HttpRequest, slug: str, measure: str, subject: str) -> HttpResponse:
    """Record an answer to an open question, and go on."""
    here = _offer(request, slug, measure, subject)
    if too_many(request, "answer"):
        return render(request, "look/too_many.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    back = HttpResponseRedirect(here.face.at("file", measure, subject) + "#question")
    asked = request.POST.get("question", "")
    question = next((q for q in here.questions if key_of(q.subject_id, q.slot) == asked), None)
    if question is None:  # answered meanwhile in another window
        return back
    try:
        value = read_answer(question, request.POST.dict(), today())
    except CannotRead as mistake:
        typed, unit = request.POST.get("value", ""), request.POST.get("unit", "")
        return _page(request, here, form=here.form(asked, typed=typed, unit=unit, mistake=mistake.text))
    given = answers.answer_for(question.subject_id, question.slot, question.fact, value, today())
    source = {"source": SAID_BY} if here.face.is_person else {}
    stated.record(
        here.face.enterprise, here.face.zone, given, by=here.face.user.email, now=timezone.now(), **source
    )
    return back


def _offer(request: HttpRequest, slug: str, measure: str, subject: str) -> Offer:
    face = Face.of(request, slug, "claim_own")
    found = offer(face, measure, face.subject(subject), today())
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest, here: Offer, *, form: Form | None, refused: CannotDo | None = None
) -> HttpResponse:
    wrong = refused is not None or (form is not None and form.mistake is not None)
    context = {
        "face": here.face, "offer": here, "form": form, "refused": refused, "typed": request.POST,
        "open_questions": len(here.questions), "reasons": here.reasons,
        "usual": usual_days(here.face.zone.id, here.measure, today()),
        "here": here.face.at("file", here.measure, here.subject.slug),
        "answer_to": here.face.at("answer", here.measure, here.subject.slug),
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(request, "portal/cases/file.html", context, status=status)
