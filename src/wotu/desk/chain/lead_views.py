"""Followed leads (线索): the board, each lead with its acts, and what was signed."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.db.models import Count, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wotu.access.chain_doors import chain_colleagues, open_lead
from wotu.access.doors import open_zone
from wotu.access.middleware import actor, user_of
from wotu.access.needs import open_to
from wotu.desk.chain.lead_acts import ACTS, Doing
from wotu.desk.chain.lead_page import changes, now, row_of, talks, then, undoable
from wotu.desk.chain.words import LEAD_STATE_WORDS, WAY_WORDS
from wotu.industry.atlas import atlas
from wotu.industry.models import OPEN_LEADS, Lead
from wotu.industry.reads import leads_of, product_of_lead, signed_of
from wotu.industry.wan import wan_of
from wotu.look.cells import Cell
from wotu.look.language import current
from wotu.look.sheets import sheet_response
from wotu.measures.zones import Zone
from wotu.refusal import CannotDo
from wotu.rules.text import Text

MOST = 30
"""Leads shown of each state; the sheet has them all."""


@open_to("see_chain")
@never_cache
@require_safe
def board(request: HttpRequest, zone: str) -> HttpResponse:
    """Show the followed leads by state, the next step due first; one's own, or all."""
    where, today = open_zone(actor(request), zone, "see_chain"), timezone.localdate()
    who, found = _whose(request, where)
    rows = [row_of(one, today) for one in found.annotate(talks=Count("contacts"))]
    columns = []
    for code, words in LEAD_STATE_WORDS.items():
        here = [row for row in rows if row.lead.state == code]
        if code not in OPEN_LEADS:
            here.sort(key=lambda row: row.lead.closed_at or row.lead.taken_up_at, reverse=True)
        columns.append((code, words, here[:MOST], len(here)))
    late = sum(row.urgency == "overdue" for row in rows)
    context = {"zone": where, "who": who, "columns": columns, "number": len(rows), "late": late}
    return render(request, "desk/chain/leads.html", context)


@open_to("see_chain")
@never_cache
@require_safe
def leads_export(request: HttpRequest, zone: str, ending: str) -> HttpResponse:
    """Return the followed leads as CSV or Excel."""
    where = open_zone(actor(request), zone, "see_chain")
    _, found = _whose(request, where)
    name, title = f"leads-{where.id}-{timezone.localdate()}", Text("招商线索", "Leads")[current()]
    return sheet_response(ending, name, title, _sheet(found.annotate(talks=Count("contacts"))))


@open_to("see_chain")
@never_cache
@require_safe
def lead(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Show one followed lead."""
    where, found = open_lead(actor(request), zone, number, "see_chain")
    return _page(request, where, found)


@open_to("keep_chain")
@never_cache
@require_POST
def lead_act(request: HttpRequest, zone: str, number: int, act: str) -> HttpResponse:
    """Do something with a lead."""
    where, found = open_lead(actor(request), zone, number, "keep_chain")
    if act not in ACTS:
        raise Http404
    try:
        said = ACTS[act](Doing(request, found, user_of(request)))
    except CannotDo as refused:
        _, again = open_lead(actor(request), zone, number, "keep_chain")
        return _page(request, where, again, mistake=refused.text, act=act)
    messages.success(request, said[current()])
    return HttpResponseRedirect(reverse("desk:chain:lead", args=[where.id, found.pk]))


@open_to("see_chain")
@never_cache
@require_safe
def signed(request: HttpRequest, zone: str) -> HttpResponse:
    """Show what was signed: the investment projects to be handed over."""
    where = open_zone(actor(request), zone, "see_chain")
    found = signed_of(where.id)
    total = found.aggregate(total=Sum("investment_fen"))["total"] or 0
    rows = [(one, wan_of(one.investment_fen, grouped=True)) for one in found]
    context = {"zone": where, "rows": rows, "total": wan_of(total, grouped=True)}
    return render(request, "desk/chain/signed.html", context)


@open_to("see_chain")
@never_cache
@require_safe
def signed_export(request: HttpRequest, zone: str, ending: str) -> HttpResponse:
    """Return what was signed as CSV or Excel."""
    where = open_zone(actor(request), zone, "see_chain")
    name, title = f"signed-{where.id}-{timezone.localdate()}", Text("待移交投资项目", "Signed projects")
    return sheet_response(ending, name, title[current()], _signed_sheet(where))


def _page(
    request: HttpRequest, where: Zone, found: Lead, *, mistake: Text | None = None, act: str = ""
) -> HttpResponse:
    today, asking, known = timezone.localdate(), actor(request), atlas(where.id)
    old, new = then(found), now(found, known)
    words = current()
    may_keep = asking.may("keep_chain", where.id)
    context: dict[str, Any] = {
        "zone": where, "lead": found, "row": row_of(found, today), "then": old, "now": new,
        "changes": changes(found, old, new, known), "talks": talks(found), "today": today.isoformat(),
        "is_open": found.state in OPEN_LEADS, "may_keep": may_keep,
        "may_take_back": may_keep and undoable(found, asking.user, today),
        "invested": wan_of(found.signing.investment_fen, grouped=True) if found.state == "signed" else "",
        "ways": [(code, way[words]) for code, way in WAY_WORDS.items()],
        "colleagues": _colleagues(found, may_keep=may_keep), "mistake": mistake, "act": act,
        "typed": {act.replace("-", "_"): request.POST} if mistake else {},
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistake else HTTPStatus.OK
    return render(request, "desk/chain/lead.html", context, status=status)


def _colleagues(lead: Lead, *, may_keep: bool) -> list[tuple[str, str]]:
    if not may_keep or lead.state not in OPEN_LEADS:
        return []
    found = chain_colleagues(lead.zone, timezone.localdate(), but=lead.owner_id)
    return [(str(one.pk), one.name or one.email) for one in found]


def _whose(request: HttpRequest, where: Zone) -> tuple[str, QuerySet[Lead]]:
    """Return whose leads the reader wants: as they said, or their own where they have any."""
    found, user = leads_of(where.id), actor(request).user
    mine = found.filter(owner=user)
    who = request.GET.get("who", "")
    if who not in {"mine", "all"}:
        who = "mine" if mine.exists() else "all"
    return who, mine if who == "mine" else found


def _sheet(found: Sequence[Lead] | QuerySet[Lead]) -> list[list[Cell]]:
    words = current()
    heads = (
        Text("状态", "State"), Text("企业", "Firm"), Text("企业代码", "Key"), Text("缺环产品", "Product"),
        Text("经办人", "Owner"), Text("认领日期", "Taken up"), Text("下一步", "Next step"),
        Text("下一步日期", "Its day"), Text("对接次数", "Talks"), Text("认领时位次", "Rank when taken up"),
        Text("放弃原因", "Why given up"), Text("签约项目", "Project"),
        Text("签约投资（万元）", "Investment (10,000 yuan)"),
    )  # fmt: skip
    rows: list[list[Cell]] = [[head[words] for head in heads]]
    for one in found:
        signing = one.signing if one.state == "signed" else None
        rows.append(
            [LEAD_STATE_WORDS[one.state][words], one.enterprise.name, one.enterprise.key,
             product_of_lead(one).zh, one.owner.name,
             timezone.localtime(one.taken_up_at).date().isoformat(), one.next_step,
             one.next_on.isoformat() if one.next_on else None, getattr(one, "talks", 0),
             one.reasons["lead"]["rank"], one.why_dropped, signing.title if signing else None,
             wan_of(signing.investment_fen) if signing else None]
        )  # fmt: skip
    return rows


def _signed_sheet(where: Zone) -> list[list[Cell]]:
    words = current()
    heads = (
        Text("项目名称", "Project"), Text("企业", "Firm"), Text("企业代码", "Key"), Text("补的环节", "Link"),
        Text("签约日期", "Signed on"), Text("投资额（万元）", "Investment (10,000 yuan)"),
        Text("落地地点", "Site in the zone"), Text("说明", "Note"), Text("线索经办人", "Owner of the lead"),
        Text("登记人", "Recorded by"),
    )  # fmt: skip
    rows: list[list[Cell]] = [[head[words] for head in heads]]
    rows += [
        [one.title, one.lead.enterprise.name, one.lead.enterprise.key, product_of_lead(one.lead).zh,
         one.signed_on.isoformat(), wan_of(one.investment_fen), one.site.place if one.site else None,
         one.note, one.lead.owner.name, one.by.name]
        for one in signed_of(where.id)
    ]  # fmt: skip
    return rows
