"""Cases as officials handle them: the queue, one case, accepting, an opinion, a decision."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from ninja import Router

from wotu.access.case_doors import open_case, open_step
from wotu.access.doors import open_zone
from wotu.access.rights import Right
from wotu.accounts.models import User
from wotu.api import case_schemas as c
from wotu.api.caller import caller, token
from wotu.api.carrying import again, refusing, user_of
from wotu.api.case_shapes import case_detail, case_out
from wotu.api.once import once
from wotu.api.paging import MOST
from wotu.cases.models import Case
from wotu.cases.reads import in_order, of_light, to_do
from wotu.cases.verbs.deciding import decide_case
from wotu.cases.verbs.reviewing import give_opinion
from wotu.cases.verbs.window import accept_case

router = Router(tags=["cases"])


@router.get(
    "/zones/{zone_id}/cases", response=list[c.CaseOut], operation_id="case_queue", auth=token("cases:handle")
)
def queue(request: HttpRequest, zone_id: str, light: c.Light | None = None) -> list[c.CaseOut]:
    """Return a zone's cases under way, the most urgent first; at most 200, of one light if named."""
    where = open_zone(caller(request).actor, zone_id, "see_cases")
    now = timezone.localtime()
    found = to_do(where.id)
    if light is not None:
        found = found.filter(of_light(light, now))
    return [case_out(case, now) for case in in_order(found)[:MOST]]


@router.get(
    "/zones/{zone_id}/cases/{number}", response=c.CaseDetail, operation_id="get_zone_case",
    auth=token("cases:handle"),
)  # fmt: skip
def get_case(request: HttpRequest, zone_id: str, number: int) -> c.CaseDetail:
    """Return one case of a zone with everything. `number` is its `id`."""
    case, _ = open_case(caller(request).actor, zone_id, number, "see_cases")
    return case_detail(case, timezone.localtime(), for_firm=False)


@router.post(
    "/zones/{zone_id}/cases/{number}/accept", response=c.CaseOut, operation_id="accept_case",
    auth=token("cases:handle"),
)  # fmt: skip
def accept(request: HttpRequest, zone_id: str, number: int, payload: c.AcceptIn) -> JsonResponse:
    """Accept a case at the window. Needs an idempotency key."""

    def take(case: Case, user: User) -> None:
        now, today = timezone.now(), timezone.localdate()
        accept_case(case=case, step=payload.step, user=user, now=now, today=today)

    return _step(request, zone_id, number, step=payload.step, right="handle_cases", take=take)


@router.post(
    "/zones/{zone_id}/cases/{number}/opinion", response=c.CaseOut, operation_id="give_opinion",
    auth=token("cases:handle"),
)  # fmt: skip
def opinion(request: HttpRequest, zone_id: str, number: int, payload: c.OpinionIn) -> JsonResponse:
    """Give a department's opinion. Needs an idempotency key."""

    def take(case: Case, user: User) -> None:
        give_opinion(
            case=case, step=payload.step, opinion=payload.opinion, text=payload.text, user=user,
            now=timezone.now(), today=timezone.localdate(),
        )  # fmt: skip

    return _step(request, zone_id, number, step=payload.step, right="handle_cases", take=take)


@router.post(
    "/zones/{zone_id}/cases/{number}/decide", response=c.CaseOut, operation_id="decide_case",
    auth=token("cases:handle"),
)  # fmt: skip
def decide(request: HttpRequest, zone_id: str, number: int, payload: c.DecisionIn) -> JsonResponse:
    """Decide a case. Needs an idempotency key."""

    def take(case: Case, user: User) -> None:
        decide_case(
            case=case, step=payload.step, outcome=payload.outcome, amount=payload.amount, text=payload.text,
            user=user, now=timezone.now(), today=timezone.localdate(),
        )  # fmt: skip

    return _step(request, zone_id, number, step=payload.step, right="decide_cases", take=take)


def _step(
    request: HttpRequest, zone_id: str, number: int, *, step: str, right: Right,
    take: Callable[[Case, User], None],
) -> JsonResponse:  # fmt: skip
    """Take a step that is the caller's, once."""
    who, now = caller(request), timezone.now()
    case, _ = open_case(who.actor, zone_id, number, right)
    open_step(who.actor, case, step, timezone.localdate(now))

    def write() -> tuple[int, c.CaseOut]:
        take(case, user_of(who))
        return HTTPStatus.OK, again(case)

    return once(request, who, now, refusing(write))
