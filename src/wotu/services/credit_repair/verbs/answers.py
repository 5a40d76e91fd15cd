"""Asking the bodies, all at once, and taking down what each of them answers."""

import datetime as dt
from typing import Literal

from django.db import transaction

from wotu.accounts.models import User
from wotu.audit.verbs import note
from wotu.cases.asking import flow_of
from wotu.cases.models import Case
from wotu.cases.progress import locked, log
from wotu.cases.verbs.reviewing import give_opinion
from wotu.refusal import CannotDo
from wotu.rules.flow import Flow, Step
from wotu.services.credit_repair.bodies import BODIES, body_words
from wotu.services.credit_repair.models import BodyRequest
from wotu.workdays.reads import calendar

Answer = Literal["agreed", "refused"]
WITHIN = 5
"""Working days a body has where the flow sets no time: the norm of a week."""


def send_requests(*, case: Case, step: Step, by: str, now: dt.datetime, today: dt.date) -> int:
    """Ask every body whose step this is about every entry of an application; return how many were asked."""
    flow = flow_of(case)
    due = calendar().add_working_days(today, step.within if step.within is not None else WITHIN).date
    made = [
        BodyRequest(repair=repair, body=body, step=step.id, sent_at=now, due=due)
        for repair in case.repairs.select_related("entry")
        for body in repair.entry.bodies
        if step_for(flow, body) == step.id
    ]
    BodyRequest.objects.bulk_create(made)
    if made:
        names = list(dict.fromkeys(body_words(one.body).zh for one in made))
        log(case, "noted", by=by, now=now, step=step.id, text=f"并联转办：{'、'.join(names)}", due=str(due))
    return len(made)


def step_for(flow: Flow, body: str) -> str | None:
    """Return the step in which a body is asked: its department's own, else the first review."""
    reviews = [step for step in flow.steps.values() if step.does == "review"]
    own = next((step.id for step in reviews if step.department == body and body in BODIES), None)
    return own or (reviews[0].id if reviews else None)


def answer_request(
    *, request: BodyRequest, answer: Answer, text: str, user: User, now: dt.datetime, today: dt.date
) -> Case:
    """Take down what a body answered about an entry; the last answer of a step closes the step.

    Raises:
        CannotDo: a refusal without a reason, it was answered, or the application is over.
    """
    if answer not in ("agreed", "refused"):
        raise CannotDo("请选择同意或不同意。", "Choose agreed or refused.")
    if answer == "refused" and not text.strip():
        raise CannotDo("不同意要写明理由，企业会看到。", "A refusal says why; the firm sees it.")
    with transaction.atomic():
        case = locked(request.repair.case, "open")
        found = BodyRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
        if found.answer:
            raise CannotDo("这家机关已经答复。", "This body has answered already.")
        found.answer, found.text = answer, text.strip()[:1000]
        found.answered_at, found.answered_by = now, user.email
        found.save()
        note(
            verb="answer_repair_request", about=case.about, by=user.email, now=now, zone=case.zone,
            entry=request.repair.entry_id, body=found.body, answer=answer,
        )  # fmt: skip
        log(
            case, "noted", by=user.email, now=now, step=found.step,
            text=f"{body_words(found.body).zh}：{found.get_answer_display().split(' ')[0]}"
            + (f"（{found.text}）" if found.text else ""),
        )  # fmt: skip
        of_step = BodyRequest.objects.filter(repair__case=case, step=found.step)
        if _is_open(case, found.step) and not of_step.filter(answer="").exists():
            case = _close_step(case, found.step, user, now, today)
    return case


def take_back_answer(*, request: BodyRequest, user: User, now: dt.datetime) -> None:
    """Take back an answer that was taken down wrongly while its step is open, or given anew on appeal.

    Raises:
        CannotDo: the step is closed, or there is no answer.
    """
    with transaction.atomic():
        case = locked(request.repair.case, "open")
        found = BodyRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
        if not found.answer or not may_change(case, found):
            raise CannotDo(
                "这一环节的答复已经收齐，不能再改。", "The answers of this step are complete and stay."
            )
        found.answer, found.text, found.answered_at, found.answered_by = "", "", None, ""
        found.save()
        note(
            verb="take_back_repair_answer", about=case.about, by=user.email, now=now, zone=case.zone,
            entry=request.repair.entry_id, body=found.body,
        )  # fmt: skip
        text = f"{body_words(found.body).zh}：答复已撤回重录"
        log(case, "noted", by=user.email, now=now, step=found.step, text=text)


def may_change(case: Case, request: BodyRequest) -> bool:
    """Tell whether an answer may still be taken back: its step is open, or an appeal has opened it anew."""
    if case.state != "open":
        return False
    return case.round > 1 or _is_open(case, request.step)


def _is_open(case: Case, step: str) -> bool:
    return case.steps.filter(step=step, round=case.round, done_at=None).exists()


def _close_step(case: Case, step: str, user: User, now: dt.datetime, today: dt.date) -> Case:
    requests = list(BodyRequest.objects.filter(repair__case=case, step=step).select_related("repair__entry"))
    against = [one for one in requests if one.answer == "refused"]
    said = "；".join(
        f"{body_words(one.body).zh}不同意修复{one.repair.entry.document_number}：{one.text}"
        for one in against
    )
    opinion: Literal["agreed", "disagreed"] = "disagreed" if len(against) == len(requests) else "agreed"
    return give_opinion(
        case=case, step=step, opinion=opinion, text=said[:2000], user=user, now=now, today=today
    )
