"""Applications at the desk: acceptance, what each body answered, the decision."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wotu.access.case_doors import may_take, open_step
from wotu.access.middleware import actor, user_of
from wotu.access.needs import open_to
from wotu.cases.models import Case, CaseStep
from wotu.cases.verbs.deciding import decide_case
from wotu.cases.verbs.window import accept_case, ask_correction, not_accept_case
from wotu.look.done import tell_reader
from wotu.measures.zones import Zone
from wotu.refusal import CannotDo
from wotu.rules.text import Text
from wotu.services.credit_repair import doors
from wotu.services.credit_repair.reads import Application, application_of
from wotu.services.credit_repair.verbs.answers import answer_request, take_back_answer


@open_to("see_cases")
@never_cache
@require_safe
def repair(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Show an application: every body's answer, by when, and what may be done now."""
    case, where = doors.open_repair(actor(request), zone, number, "see_cases")
    return _page(request, case, where)


@open_to("handle_cases")
@never_cache
@require_POST
def accept(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Accept an application; every body is asked at the same moment."""
    case, where = doors.open_repair(actor(request), zone, number, "handle_cases")
    step = _step_of(request, case)

    def do() -> None:
        accept_case(
            case=case,
            step=step.step,
            user=user_of(request),
            now=timezone.now(),
            today=timezone.localdate(),
        )

    return _done(
        request, case, where, do,
        Text("已受理，同时转给所有相关机关。", "Accepted, and sent to every body at the same time."),
    )  # fmt: skip


@open_to("handle_cases")
@never_cache
@require_POST
def correction(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Ask the firm to correct its application, once and for everything; the clock stops."""
    case, where = doors.open_repair(actor(request), zone, number, "handle_cases")
    _step_of(request, case)

    def do() -> None:
        ask_correction(
            case=case, reasons=request.POST.getlist("reason"), user=user_of(request), now=timezone.now(),
            today=timezone.localdate(),
        )  # fmt: skip

    return _done(
        request, case, where, do,
        Text("补正要求已发给企业，停止计时。", "The firm is asked to correct it; the clock stands still."),
        act="correction",
    )  # fmt: skip


@open_to("handle_cases")
@never_cache
@require_POST
def not_accept(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Do not accept an application; its entries stand as before."""
    case, where = doors.open_repair(actor(request), zone, number, "handle_cases")
    step = _step_of(request, case)

    def do() -> None:
        not_accept_case(
            case=case, step=step.step, why=request.POST.get("text", ""), user=user_of(request),
            now=timezone.now(), today=timezone.localdate(),
        )  # fmt: skip

    return _done(
        request, case, where, do,
        Text("已作不予受理，理由已告知企业。", "Not accepted; the firm is told why."), act="not_accept",
    )  # fmt: skip


@open_to("decide_cases")
@never_cache
@require_POST
def decide(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Decide an application by what the bodies answered."""
    case, where = doors.open_repair(actor(request), zone, number, "decide_cases")
    step, outcome = _step_of(request, case), request.POST.get("outcome", "")

    def do() -> None:
        if outcome not in ("approved", "refused"):
            raise CannotDo("请选择批准或不予批准。", "Choose to approve or to refuse.")
        decide_case(
            case=case, step=step.step, outcome="approved" if outcome == "approved" else "refused",
            amount=None, text=request.POST.get("text", ""), user=user_of(request), now=timezone.now(),
            today=timezone.localdate(),
        )  # fmt: skip

    return _done(
        request, case, where, do,
        Text("已决定，企业已收到一次性答复。", "Decided; the firm has its one answer."),
    )  # fmt: skip


@open_to("run_services")
@never_cache
@require_POST
def answer(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Take down what a body answered."""
    found, where = doors.open_request(actor(request), zone, number)
    said = request.POST.get("answer", "")

    def do() -> None:
        answer_request(
            request=found, answer=said, text=request.POST.get("text", ""), user=user_of(request),  # type: ignore[arg-type]  # the verb refuses others
            now=timezone.now(), today=timezone.localdate(),
        )  # fmt: skip

    return _done(
        request, found.repair.case, where, do, Text("答复已记录。", "The answer is on record."), at=found.pk
    )


@open_to("run_services")
@never_cache
@require_POST
def take_back(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Take back an answer taken down wrongly."""
    found, where = doors.open_request(actor(request), zone, number)
    return _done(
        request, found.repair.case, where,
        lambda: take_back_answer(request=found, user=user_of(request), now=timezone.now()),
        Text("答复已撤回，请重新记录。", "The answer was taken back; take it down again."),
    )  # fmt: skip


def _open(case: Case) -> Application:
    return application_of(case, timezone.localtime())


def _step_of(request: HttpRequest, case: Case) -> CaseStep:
    """Return the open step, which must be this official's."""
    return open_step(actor(request), case, _open(case).step_id, timezone.localdate())


def _done(
    request: HttpRequest, case: Case, where: Zone, do: Callable[[], object], said: Text, *,
    at: int | None = None, act: str = "",
) -> HttpResponse:  # fmt: skip
    try:
        do()
    except CannotDo as refused:
        case.refresh_from_db()
        return _page(request, case, where, mistake=refused.text, reasons=refused.reasons, at=at, act=act)
    tell_reader(request, said)
    return HttpResponseRedirect(reverse("desk:credit_repair:repair", args=[where.id, case.pk]))


def _page(
    request: HttpRequest, case: Case, where: Zone, *, mistake: Text | None = None,
    reasons: tuple[Text, ...] = (), at: int | None = None, act: str = "",
) -> HttpResponse:  # fmt: skip
    asking, application = actor(request), _open(case)
    row = case.steps.filter(step=application.step_id, round=case.round).first()
    context = {
        "zone": where, "case": case, "application": application, "mistake": mistake, "reasons": reasons,
        "at": at, "typed": {act: request.POST} if act else request.POST,
        "here": reverse("desk:credit_repair:repair", args=[where.id, case.pk]),
        "may_run": asking.may("run_services", where.id),
        "may_step": row is not None and may_take(asking, case, row, timezone.localdate()),
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistake else HTTPStatus.OK
    return render(request, "credit_repair/repair.html", context, status=status)
