"""A firm's cases: list, follow, file, confirm, correct, take back."""

from http import HTTPStatus

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, JsonResponse
from django.utils import timezone
from ninja import Router

from wotu.access.case_doors import open_own_case
from wotu.access.doors import open_own
from wotu.api import case_schemas as c
from wotu.api.caller import Caller, caller, token
from wotu.api.carrying import again, refusing, user_of
from wotu.api.case_shapes import case_detail, case_out
from wotu.api.once import once
from wotu.api.paging import MOST
from wotu.cases.models import Case
from wotu.cases.reads import cases_of
from wotu.cases.verbs.filing import confirm_case, file_case, state_payee, withdraw_case
from wotu.cases.verbs.window import answer_correction
from wotu.parties.models import Party
from wotu.parties.reads import subject_of

router = Router(tags=["cases"])


@router.get(
    "/firms/{slug}/cases", response=list[c.CaseOut], operation_id="list_cases", auth=token("cases:read")
)
def list_cases(request: HttpRequest, slug: str, state: str = "") -> list[c.CaseOut]:
    """Return a firm's cases, the latest first; at most 200, of one state if named."""
    party, _ = open_own(caller(request).actor, slug, "see_own")
    found: QuerySet[Case] = cases_of(party).select_related("correction")
    if state:
        found = found.filter(state=state[:12])
    now = timezone.localtime()
    return [case_out(case, now) for case in found[:MOST]]


@router.get(
    "/firms/{slug}/cases/{number}", response=c.CaseDetail, operation_id="get_case", auth=token("cases:read")
)
def get_case(request: HttpRequest, slug: str, number: int) -> c.CaseDetail:
    """Return one case with its steps, what happened and what was decided. `number` is its `id`."""
    case, _ = open_own_case(caller(request).actor, slug, number, "see_own")
    return case_detail(case, timezone.localtime(), for_firm=True)


@router.post(
    "/firms/{slug}/cases", response={201: c.CaseOut}, operation_id="file_case", auth=token("cases:write")
)
def file(request: HttpRequest, slug: str, payload: c.FilingIn) -> JsonResponse:
    """File a case, with the bank account if it is new. Needs an idempotency key.

    Whatever stands against it is said at once, and nothing is written.
    """
    who, now = caller(request), timezone.now()
    party, zone = open_own(who.actor, slug, "claim_own")
    subject = subject_of(party, payload.subject or slug)
    if subject is None:
        raise Http404

    def write() -> tuple[int, c.CaseOut]:
        _state(payload.payee, party, who)
        case = file_case(
            zone=zone, enterprise=party, subject=subject, measure=payload.measure, user=user_of(who), now=now,
            today=timezone.localdate(now), data={"consent": who.actor.by},
        )  # fmt: skip
        return HTTPStatus.CREATED, case_out(case, timezone.localtime(now))

    return once(request, who, now, refusing(write))


@router.post(
    "/firms/{slug}/cases/{number}/confirm", response=c.CaseOut, operation_id="confirm_case",
    auth=token("cases:write"),
)  # fmt: skip
def confirm(request: HttpRequest, slug: str, number: int, payload: c.ConfirmIn) -> JsonResponse:
    """Confirm an offer, with the bank account if it is new. Needs an idempotency key."""
    who, now = caller(request), timezone.now()
    case, _ = open_own_case(who.actor, slug, number, "claim_own")

    def write() -> tuple[int, c.CaseOut]:
        _state(payload.payee, case.enterprise, who)
        confirm_case(case=case, user=user_of(who), now=now, today=timezone.localdate(now))
        return HTTPStatus.OK, again(case)

    return once(request, who, now, refusing(write))


@router.post(
    "/firms/{slug}/cases/{number}/withdraw", response=c.CaseOut, operation_id="withdraw_case",
    auth=token("cases:write"),
)  # fmt: skip
def withdraw(request: HttpRequest, slug: str, number: int, payload: c.WhyIn) -> JsonResponse:
    """Take a case back before it is decided. Needs an idempotency key."""
    who, now = caller(request), timezone.now()
    case, _ = open_own_case(who.actor, slug, number, "claim_own")

    def write() -> tuple[int, c.CaseOut]:
        withdraw_case(case=case, user=user_of(who), why=payload.text, now=now, today=timezone.localdate(now))
        return HTTPStatus.OK, again(case)

    return once(request, who, now, refusing(write))


@router.post(
    "/firms/{slug}/cases/{number}/correction", response=c.CaseOut, operation_id="answer_correction",
    auth=token("cases:write"),
)  # fmt: skip
def correct(request: HttpRequest, slug: str, number: int, payload: c.WhyIn) -> JsonResponse:
    """Answer the correction that was asked for; record facts and hand in files before. Needs a key."""
    who, now = caller(request), timezone.now()
    case, _ = open_own_case(who.actor, slug, number, "claim_own")

    def write() -> tuple[int, c.CaseOut]:
        answer_correction(
            case=case, answer=payload.text, user=user_of(who), now=now, today=timezone.localdate(now)
        )
        return HTTPStatus.OK, again(case)

    return once(request, who, now, refusing(write))


def _state(payee: c.PayeeIn | None, party: Party, who: Caller) -> None:
    if payee is not None:
        state_payee(party=party, **payee.model_dump(), by=who.actor.by, now=timezone.now())
