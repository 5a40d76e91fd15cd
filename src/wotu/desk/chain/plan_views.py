"""A confirmed chain leader and the plan for it (一企一策)."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wotu.access.chain_doors import open_leader, open_step
from wotu.access.middleware import actor, user_of
from wotu.access.needs import open_to
from wotu.accounts.models import User
from wotu.chain.lead_firms import lead_firms
from wotu.desk.chain.acting import done
from wotu.desk.chain.forms import day_of
from wotu.desk.chain.leader_views import Proposal
from wotu.desk.firms.standing import standing
from wotu.findings.reads import standing_of
from wotu.findings.words import title_of
from wotu.industry.atlas import atlas
from wotu.industry.models import Leader, PlanStep
from wotu.industry.verbs import plans
from wotu.industry.verbs.leaders import end_leader, has_plan, undo_decision
from wotu.industry.verbs.linking import link_party, unlink_party
from wotu.look.language import current
from wotu.measures.zones import Zone
from wotu.parties.directory import colleagues
from wotu.parties.models import Party
from wotu.parties.reads import search
from wotu.refusal import CannotDo
from wotu.rules.text import Text

FEW = 8
"""Enterprises offered where a name fits several."""


class Several(Exception):
    """What was typed fits several enterprises: one is to be chosen."""

    def __init__(self, parties: list[Party]) -> None:
        super().__init__(str(parties))
        self.parties = parties


@open_to("see_chain")
@never_cache
@require_safe
def leader(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Show a decision about a chain leader, its plan, and what the firm is entitled to."""
    where, found = open_leader(actor(request), zone, number)
    return _page(request, where, found)


@open_to("keep_chain")
@never_cache
@require_POST
def act(request: HttpRequest, zone: str, number: int, act: str) -> HttpResponse:
    """End a leader, take a decision back, write goals, add a step, link the enterprise."""
    where, found = open_leader(actor(request), zone, number, "keep_chain")
    if act not in _ACTS:
        raise Http404
    try:
        said = _ACTS[act](request, where, found)
    except CannotDo as refused:
        return _page(request, where, found, mistake=refused.text, at=act)
    except Several as several:
        return _page(request, where, found, at=act, several=several.parties)
    if not Leader.objects.filter(pk=found.pk).exists():
        return done(request, said, "leaders", zone, query=f"chain={found.chain.slug}")
    return done(request, said, "leader", zone, found.pk)


@open_to("keep_chain")
@never_cache
@require_POST
def step(request: HttpRequest, zone: str, number: int, step: int, act: str) -> HttpResponse:
    """Mark a step as done, open it again, or drop it."""
    where, found = open_step(actor(request), zone, number, step, "keep_chain")
    if act not in _STEP_ACTS:
        raise Http404
    try:
        said = _STEP_ACTS[act](request, found)
    except CannotDo as refused:
        return _page(request, where, found.leader, mistake=refused.text, at=f"{act}-{found.pk}")
    return done(request, said, "leader", zone, number)


def _end(request: HttpRequest, _where: Zone, found: Leader) -> Text:
    end_leader(leader=found, why=request.POST.get("why", ""), user=user_of(request), now=timezone.now())
    return Text("已退出链主，计划留档。", "It is a leader no longer; the plan stays to be read.")


def _undo(request: HttpRequest, _where: Zone, found: Leader) -> Text:
    stands = undo_decision(leader=found, user=user_of(request), now=timezone.now())
    if stands is None:
        return Text("已撤销，恢复为建议。", "Taken back: it is a proposal again.")
    return Text("已撤销，恢复到之前的决定。", "Taken back: the decision before stands again.")


def _goals(request: HttpRequest, where: Zone, found: Leader) -> Text:
    plans.set_goals(
        leader=found, goals=request.POST.get("goals", ""), contact=_official(request, where, "contact"),
        user=user_of(request), now=timezone.now(),
    )  # fmt: skip
    return Text("目标和联系人已保存。", "Goals and contact are kept.")


def _add(request: HttpRequest, where: Zone, found: Leader) -> Text:
    owner, given = _official(request, where, "owner"), request.POST
    if owner is None:
        raise CannotDo("请选择责任人。", "Choose who does it.")
    due = day_of(request, "due_on")
    if due is None:
        raise CannotDo("请填写期限。", "Fill in the day it is due.")
    measure = given.get("measure", "")
    if measure and measure not in {one.id for one in where.measures}:
        raise CannotDo("没有这项措施，请从列表中选择。", "There is no such measure; choose from the list.")
    plans.add_step(
        leader=found, what=given.get("what", ""), due_on=due, owner=owner, measure=measure,
        user=user_of(request), now=timezone.now(),
    )  # fmt: skip
    return Text("步骤已加入计划。", "The step is in the plan.")


def _link(request: HttpRequest, where: Zone, found: Leader) -> Text:
    party = _party(where, request.POST.get("chosen") or request.POST.get("who", ""))
    link_party(enterprise=found.enterprise, party=party, by=user_of(request).email, now=timezone.now())
    return Text(f"已关联平台企业{party.name}。", f"Linked to {party.name}.")


def _unlink(request: HttpRequest, _where: Zone, found: Leader) -> Text:
    unlink_party(enterprise=found.enterprise, by=user_of(request).email, now=timezone.now())
    return Text("已解除关联。", "Unlinked.")


def _finish(request: HttpRequest, found: PlanStep) -> Text:
    plans.finish_step(
        step=found, result=request.POST.get("result", ""), user=user_of(request), now=timezone.now()
    )
    return Text("已办结。", "Done.")


def _reopen(request: HttpRequest, found: PlanStep) -> Text:
    plans.reopen_step(step=found, user=user_of(request), now=timezone.now())
    return Text("已改回未办结。", "It is open again.")


def _drop(request: HttpRequest, found: PlanStep) -> Text:
    plans.drop_step(step=found, user=user_of(request), now=timezone.now())
    return Text("步骤已删除。", "The step is dropped.")


_ACTS: dict[str, Callable[[HttpRequest, Zone, Leader], Text]] = {
    "end": _end, "undo": _undo, "goals": _goals, "add": _add, "link": _link, "unlink": _unlink,
}  # fmt: skip
_STEP_ACTS: dict[str, Callable[[HttpRequest, PlanStep], Text]] = {
    "finish": _finish, "reopen": _reopen, "drop": _drop,
}  # fmt: skip


def _official(request: HttpRequest, where: Zone, field: str) -> User | None:
    """Return the official chosen; none where nobody was."""
    chosen = request.POST.get(field, "")
    if not chosen:
        return None
    found = next((one for one in _officials(where) if str(one.pk) == chosen), None)
    if found is None:
        raise CannotDo("请从列表中选择本园区的工作人员。", "Choose an official of this zone.")
    return found


def _officials(where: Zone) -> list[User]:
    return colleagues(where.id, timezone.localdate(), but=0)


def _party(where: Zone, typed: str) -> Party:
    """Return the one enterprise that is meant: by its public name, its credit code, or its name."""
    words = typed.strip()
    if not words:
        raise CannotDo("请填统一社会信用代码或企业名称。", "Give the credit code or the name.")
    found = search(words, where.id, FEW)
    exact = [one for one in found if words in {one.credit_code, one.name}]
    exact += Party.objects.enterprises().filter(zone=where.id, slug=words)
    if len(exact) == 1 or len(found) == 1:
        return (exact or found)[0]
    if not found:
        raise CannotDo(
            f"平台上没有找到“{words}”。请核对代码，或先在“企业”里登记。",
            f"No enterprise fits “{words}”. Check the code, or register it under Firms first.",
        )
    raise Several(found)


def _page(
    request: HttpRequest,
    where: Zone,
    found: Leader,
    *,
    mistake: Text | None = None,
    at: str = "",
    several: list[Party] | None = None,
) -> HttpResponse:
    today, party, language = timezone.localdate(), found.enterprise.party, current()
    proposals = atlas(where.id).answer(lead_firms, chain=found.chain.slug)
    now = next((one for one in proposals if one.firm == found.enterprise.key), None)
    steps = list(found.steps.select_related("owner"))
    entitled = standing_of(where, party, today) if party else None
    live = standing(party, where, today) if party and entitled and entitled.on is None else None
    context: dict[str, Any] = {
        "zone": where, "leader": found, "firm": found.enterprise,
        "now": Proposal(now, found) if now else None,
        "then": Text(**found.reasons["why"]) if "why" in found.reasons else None,
        "open_steps": [
            (one, one.due_on < today, _title(where, one), at == f"finish-{one.pk}")
            for one in steps if one.done_at is None
        ],
        "done_steps": [(one, _title(where, one)) for one in steps if one.done_at is not None],
        "party": party, "standing": entitled, "live": live, "several": several or [],
        "officials": [(str(one.pk), one.name) for one in _officials(where)],
        "measures": [(one.id, one.title[language]) for one in where.measures],
        "may_keep": actor(request).may("keep_chain", where.id), "mistake": mistake, "at": at,
        "typed": request.POST if mistake or several else {},
        "may_undo": found.before != {} and not (found.state == "confirmed" and has_plan(found)),
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistake else HTTPStatus.OK
    return render(request, "desk/chain/leader.html", context, status=status)


def _title(where: Zone, step: PlanStep) -> Text | None:
    return title_of(where, step.measure) if step.measure else None
