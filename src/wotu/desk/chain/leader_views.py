"""Who leads a chain: the proposals with what speaks for each, and the decisions of officials."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wotu.access.chain_doors import open_chain, open_firm
from wotu.access.doors import open_zone
from wotu.access.middleware import actor, user_of
from wotu.access.needs import open_to
from wotu.chain.lead_firms import WEIGHTS, LeadFirm, lead_firms
from wotu.desk.chain.acting import done
from wotu.desk.chain.words import LEADER_STATE_WORDS
from wotu.industry.atlas import atlas
from wotu.industry.models import Chain, Leader
from wotu.industry.reads import chains_of, leaders_of
from wotu.industry.verbs.leaders import confirm_leader, reject_leader
from wotu.look.language import current
from wotu.look.sheets import sheet_response
from wotu.measures.zones import Zone
from wotu.refusal import CannotDo
from wotu.rules.text import Text

SHOWN, FIRST = 20, 3
"""Proposals on the page; the export has all."""
PARTS = {
    "size": Text("规模", "Size"), "ties": Text("区内往来", "Ties inside"),
    "value": Text("链内交易额", "Value in the chain"), "control": Text("控制力", "Control"),
}  # fmt: skip


@dataclass(frozen=True)
class Proposal:
    """A firm as it stands now, and what an official decided about it, if anything."""

    found: LeadFirm
    decided: Leader | None

    @property
    def parts(self) -> list[tuple[Text, int, int]]:
        """Each part with the points it gives, of how many."""
        return [
            (label, round(WEIGHTS[name] * self.found.parts[name]), WEIGHTS[name])
            for name, label in PARTS.items()
        ]

    @property
    def differs(self) -> bool:
        """Whether it is among the first by one place and not by the other: a person has to look."""
        by_size = self.found.by_size
        return (by_size is not None and by_size <= FIRST) != (self.found.by_ties <= FIRST)


@open_to("see_chain")
@never_cache
@require_safe
def leaders(request: HttpRequest, zone: str) -> HttpResponse:
    """Show the zone's firms as leaders of a chain, the likeliest first."""
    return _page(request, open_zone(actor(request), zone, "see_chain"), request.GET.get("chain", ""))


@open_to("keep_chain")
@never_cache
@require_POST
def decide(request: HttpRequest, zone: str) -> HttpResponse:
    """Confirm a proposed firm as leader of a chain, or do not, with a reason."""
    given = request.POST
    where, chain = open_chain(actor(request), zone, given.get("chain", ""), "keep_chain")
    _, firm = open_firm(actor(request), zone, given.get("firm", ""), "keep_chain")
    decision = given.get("decision")
    found = next((one for one in _proposals(where, chain) if one.firm == firm.key), None)
    if found is None or decision not in {"confirm", "reject"}:
        raise Http404
    about: dict[str, Any] = {
        "chain": chain, "enterprise": firm, "reasons": found.reasons, "user": user_of(request),
        "now": timezone.now(),
    }  # fmt: skip
    try:
        if decision == "reject":
            reject_leader(**about, why=given.get("why", ""))
        else:
            made = confirm_leader(**about)
    except CannotDo as refused:
        return _page(request, where, chain.slug, mistake=refused.text, at=firm.key)
    if decision == "reject":
        return done(
            request, Text("已记为不予确认。", "Decided: not a leader."), "leaders", zone,
            query=f"chain={chain.slug}",
        )  # fmt: skip
    said = Text("已确认为链主，请制定一企一策。", "Confirmed. Now write its plan.")
    return done(request, said, "leader", zone, made.pk)


@open_to("see_chain")
@never_cache
@require_safe
def export(request: HttpRequest, zone: str, ending: str) -> HttpResponse:
    """Return every proposal of a chain as a sheet."""
    where, chain = open_chain(actor(request), zone, request.GET.get("chain", ""))
    language = current()
    heads = [
        Text("企业代码", "Code"), Text("企业", "Firm"), Text("得分", "Score"), *PARTS.values(),
        Text("规模名次", "Place by size"), Text("往来名次", "Place by ties"), Text("理由", "Why"),
        Text("决定", "Decision"), Text("原因", "Reason"),
    ]  # fmt: skip
    rows = [
        [
            one.found.firm, one.found.name, round(one.found.score, 1),
            *(points for _, points, _ in one.parts), one.found.by_size, one.found.by_ties,
            one.found.why[language],
            LEADER_STATE_WORDS[one.decided.state][language] if one.decided else "",
            one.decided.why if one.decided else "",
        ]
        for one in _with_decisions(where, chain)
    ]  # fmt: skip
    title = f"leaders-{chain.slug}-{timezone.localdate()}"
    return sheet_response(ending, title, title, [[head[language] for head in heads], *rows])


def _proposals(where: Zone, chain: Chain) -> list[LeadFirm]:
    return atlas(where.id).answer(lead_firms, chain=chain.slug)


def _with_decisions(where: Zone, chain: Chain) -> list[Proposal]:
    decided = {one.enterprise.key: one for one in leaders_of(where.id).filter(chain=chain)}
    return [Proposal(one, decided.get(one.firm)) for one in _proposals(where, chain)]


def _page(
    request: HttpRequest, where: Zone, slug: str, *, mistake: Text | None = None, at: str = ""
) -> HttpResponse:
    chains = list(chains_of(where.id))
    chain = next((one for one in chains if one.slug == slug), chains[0] if chains else None)
    rows = _with_decisions(where, chain) if chain else []
    today = timezone.localdate()
    confirmed = [one for one in leaders_of(where.id) if one.state == "confirmed"]
    context = {
        "zone": where, "chains": chains, "chain": chain, "rows": rows[:SHOWN], "number": len(rows),
        "confirmed": [(one, *_next(one, today)) for one in confirmed],
        "may_keep": actor(request).may("keep_chain", where.id), "mistake": mistake, "at": at,
        "typed": request.POST.get("why", "") if mistake else "",
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistake else HTTPStatus.OK
    return render(request, "desk/chain/leaders.html", context, status=status)


def _next(leader: Leader, today: Any) -> tuple[Any, int]:
    """Return the next step of a leader's plan, and how many are past their day."""
    open_steps = [step for step in leader.steps.all() if step.done_at is None]
    return (open_steps[0] if open_steps else None), sum(step.due_on < today for step in open_steps)
