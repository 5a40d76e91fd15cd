"""Writing the plan for a chain leader (一企一策): its goals, who keeps contact, and its steps."""

import datetime as dt

from django.db import transaction

from wotu.accounts.models import User
from wotu.audit.verbs import note
from wotu.industry.models import Leader, PlanStep
from wotu.refusal import CannotDo


def set_goals(*, leader: Leader, goals: str, contact: User | None, user: User, now: dt.datetime) -> Leader:
    """Write down what is wanted with a leader, and who of the zone keeps contact with it.

    Raises:
        CannotDo: it is no confirmed leader, or the goals are too long.
    """
    said = goals.strip()
    if len(said) > 2000:
        raise CannotDo("目标最多2000字。", "Goals have 2,000 characters at most.")
    with transaction.atomic():
        leader = _standing(leader)
        leader.goals, leader.contact = said, contact
        leader.save(update_fields=["goals", "contact"])
        _note("set_goals", leader, user, now, contact=contact.email if contact else "")
    return leader


def add_step(
    *, leader: Leader, what: str, due_on: dt.date, owner: User, measure: str, user: User, now: dt.datetime
) -> PlanStep:
    """Add a step to the plan: what, by when, by whom; with the measure it is about, where it is about one.

    Raises:
        CannotDo: it is no confirmed leader, or nothing is said to be done.
    """
    said = what.strip()
    if not said or len(said) > 300:
        raise CannotDo("请写明要做什么，最多300字。", "Say what is to be done, in 300 characters at most.")
    with transaction.atomic():
        leader = _standing(leader)
        step = PlanStep.objects.create(leader=leader, what=said, due_on=due_on, owner=owner, measure=measure)
        _note("add_step", leader, user, now, step=step.pk, what=said, due_on=str(due_on), owner=owner.email)
    return step


def finish_step(*, step: PlanStep, result: str, user: User, now: dt.datetime) -> PlanStep:
    """Mark a step as done, with what came of it.

    Raises:
        CannotDo: it is done already or was dropped, or no result is given.
    """
    said = result.strip()
    if not said or len(said) > 500:
        raise CannotDo("请写明结果，最多500字。", "Say what came of it, in 500 characters at most.")
    with transaction.atomic():
        step = _there(step)
        if step.done_at is not None:
            raise CannotDo("这一步已经办结。", "This step is done already.")
        step.done_at, step.result = now, said
        step.save(update_fields=["done_at", "result"])
        _note("finish_step", step.leader, user, now, step=step.pk, result=said)
    return step


def reopen_step(*, step: PlanStep, user: User, now: dt.datetime) -> PlanStep:
    """Take back that a step is done.

    Raises:
        CannotDo: it is not done, or was dropped.
    """
    with transaction.atomic():
        step = _there(step)
        if step.done_at is None:
            raise CannotDo("这一步还没有办结。", "This step is not done yet.")
        result, step.done_at, step.result = step.result, None, ""
        step.save(update_fields=["done_at", "result"])
        _note("reopen_step", step.leader, user, now, step=step.pk, result=result)
    return step


def drop_step(*, step: PlanStep, user: User, now: dt.datetime) -> None:
    """Take a step that is not done out of the plan; the trail keeps it.

    Raises:
        CannotDo: it is done, or was dropped already.
    """
    with transaction.atomic():
        step = _there(step)
        if step.done_at is not None:
            raise CannotDo("已办结的步骤不能删除。", "A step that is done cannot be dropped.")
        _note("drop_step", step.leader, user, now, step=step.pk, what=step.what, due_on=str(step.due_on))
        step.delete()


def _there(step: PlanStep) -> PlanStep:
    found = PlanStep.objects.select_for_update().select_related("leader__chain").filter(pk=step.pk).first()
    if found is None:
        raise CannotDo("这一步已被删除，请刷新。", "This step was dropped meanwhile. Reload the page.")
    return found


def _standing(leader: Leader) -> Leader:
    found = (
        Leader.objects.select_for_update(of=("self",)).select_related("chain", "enterprise").get(pk=leader.pk)
    )
    if found.state != "confirmed":
        raise CannotDo("只能为已确认的链主制定一企一策。", "Only a confirmed leader has a plan.")
    return found


def _note(verb: str, leader: Leader, user: User, now: dt.datetime, **detail: object) -> None:
    about = f"{leader.chain.zone}/{leader.chain.slug}/{leader.enterprise.key}"
    note(verb=verb, about=about, by=user.email, now=now, zone=leader.chain.zone, **detail)
