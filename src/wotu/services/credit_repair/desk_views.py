"""Entries at the desk: the queue, recording, mending, gathering and filing for a firm that consented."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wotu.access.doors import open_zone
from wotu.access.middleware import actor, user_of
from wotu.access.needs import open_to
from wotu.facts.evidence import LARGEST, NotEvidence
from wotu.look import language
from wotu.look.cells import Cell
from wotu.look.done import tell_reader
from wotu.look.sheets import sheet_response
from wotu.measures.zones import Zone
from wotu.parties.models import Party
from wotu.refusal import CannotDo
from wotu.rules.text import Text
from wotu.services.credit_repair import doors
from wotu.services.credit_repair.bodies import body_words
from wotu.services.credit_repair.figures import figures_of
from wotu.services.credit_repair.forms import LABELS, Mistake, read_entry
from wotu.services.credit_repair.models import CreditEntry
from wotu.services.credit_repair.pages import (
    choices_of,
    content_of_upload,
    in_words,
    typed_cells,
)
from wotu.services.credit_repair.reads import (
    Card,
    application_of,
    cards_of,
    cases_in,
    entries_in,
    entries_of,
    request_light,
    vetoed,
    waiting_requests,
)  # fmt: skip
from wotu.services.credit_repair.verbs.entries import MENDABLE, hand_in, mend_entry, record_entry, void_entry
from wotu.services.credit_repair.verbs.filing import ITEM_WORDS, file_repair

STATES = {
    "": Text("全部", "All"), "published": Text("公示中", "Published"),
    "repairing": Text("修复办理中", "Repair under way"), "repaired": Text("已修复", "Repaired"),
    "void": Text("作废", "Void"),
}  # fmt: skip
ON_A_PAGE = 30
REQUESTS_SHOWN = 20


@open_to("run_services")
@never_cache
@require_safe
def home(request: HttpRequest, zone: str) -> HttpResponse:
    """Show what bodies have not answered, applications, and the zone's entries."""
    where, now = open_zone(actor(request), zone, "run_services"), timezone.localtime()
    words, state = request.GET.get("q", "")[:100], request.GET.get("state", "")
    state = state if state in STATES else ""
    page = Paginator(entries_in(where.id, words=words, state=state), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    requests = waiting_requests(where.id)
    context = {
        "zone": where, "page": page, "cards": cards_of(page.object_list, now.date()), "states": STATES,
        "state": state, "q": words, "filtered": bool(words or state), "figures": _figures(where),
        "requests": [
            (one, request_light(one, now), body_words(one.body)) for one in requests[:REQUESTS_SHOWN]
        ],
        "more_requests": max(len(requests) - REQUESTS_SHOWN, 0),
        "cases": [application_of(case, now) for case in cases_in(where.id)[:ON_A_PAGE]],
    }  # fmt: skip
    return render(request, "credit_repair/home.html", context)


def _figures(zone: Zone) -> dict[str, Any]:
    found = figures_of(zone.id)
    return {
        "all": found,
        "share": None if found.in_time is None else round(found.in_time * 100),
        "bodies": [(body_words(one.body), one, round(one.in_time * 100)) for one in found.bodies],
    }


@open_to("run_services")
@never_cache
@require_safe
def export(request: HttpRequest, zone: str, ending: str) -> HttpResponse:
    """Take the zone's entries along, with their dates and what is missing."""
    where, today = open_zone(actor(request), zone, "run_services"), timezone.localdate()
    here = language.current()
    heads = [
        Text("统一社会信用代码", "Unified social credit code"), Text("企业名称", "Enterprise name"),
        *LABELS.values(), Text("状态", "State"), Text("适用", "Rules"), Text("最早可修复", "Earliest repair"),
        Text("公示最晚截止", "Publication ends"), Text("还缺", "Missing"), Text("修复日期", "Repaired on"),
    ]  # fmt: skip
    rows: list[list[Cell]] = [[head[here] for head in heads]]
    rows += [_line(card, here) for card in cards_of(entries_in(where.id), today)]
    return sheet_response(ending, "credit-entries", Text("失信信息", "Credit entries")[here], rows)


def _line(card: Card, here: Any) -> list[Cell]:
    entry, yes, no = card.entry, Text("是", "yes")[here], Text("否", "no")[here]
    said = {True: yes, False: no, None: ""}
    return [
        entry.party.credit_code, entry.party.name, card.sort[here], entry.document_number,
        str(entry.document_date), card.body[here], card.level[here], entry.violation,
        "" if entry.fine is None else entry.fine / 100, said[entry.fine_paid], said[entry.corrected],
        "、".join(site[here] for site in card.sites), str(entry.published_from or ""), card.state_words[here],
        card.found.regime.number[here], str(card.found.earliest or ""), str(card.found.ends or ""),
        "、".join(item.label[here] for item in card.found.missing) if card.is_open else "",
        str(entry.repaired_on or ""),
    ]  # fmt: skip


@open_to("run_services")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, zone: str) -> HttpResponse:
    """Record an entry."""
    where = open_zone(actor(request), zone, "run_services")
    if request.method != "POST":
        return _record_page(request, where, {"firm": request.GET.get("firm", "")[:200]}, {})
    cells, today = typed_cells(request), timezone.localdate()
    typed = read_entry(cells, today)
    party, wrong = _firm(where, cells.get("firm", "")), dict(typed.mistakes)
    if isinstance(party, Mistake):
        wrong["firm"] = party
    if wrong or isinstance(party, Mistake):
        return _record_page(request, where, cells, wrong)
    try:
        made = record_entry(
            party=party,
            values=typed.values,
            side="desk",
            by=actor(request).by,
            now=timezone.now(),
            today=today,
        )
    except CannotDo as refused:
        return _record_page(request, where, cells, {"document_number": Mistake(refused.text, refused.text)})
    said = Text("已登记，相关措施随即重新核对。", "Recorded; the firm’s measures are asked again.")
    tell_reader(request, said)
    return HttpResponseRedirect(reverse("desk:credit_repair:entry", args=[zone, made.pk]))


def _firm(zone: Zone, words: str) -> Party | Mistake:
    fix = Text("填企业全称或18位代码", "give the full name or the 18-character code")
    if not words.strip():
        return Mistake(Text("没有写明是哪家企业", "the firm is not named"), fix)
    firms = Party.objects.enterprises().filter(zone=zone.id)
    exact = list(firms.filter(name=words.strip())[:2]) or list(firms.matching(words)[:2])
    if len(exact) == 1:
        return exact[0]
    said = (
        Text("有几家企业相符", "several firms fit")
        if exact
        else Text("园区没有这家企业", "no such firm here")
    )
    return Mistake(said, fix)


def _record_page(
    request: HttpRequest, zone: Zone, typed: Mapping[str, str], mistakes: Mapping[str, Mistake]
) -> HttpResponse:
    context = {
        "zone": zone,
        "typed": typed,
        "mistakes": in_words(mistakes),
        "today": timezone.localdate(),
        **choices_of(typed),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistakes else HTTPStatus.OK
    return render(request, "credit_repair/record.html", context, status=status)


@open_to("run_services")
@never_cache
@require_safe
def entry(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Show an entry with what is missing, its files, and what may be done for the firm."""
    found, where = doors.open_entry(actor(request), zone, number, "run_services")
    return _entry(request, found, where)


@open_to("run_services")
@never_cache
@require_POST
def mend(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Say more of an entry, or mend it."""
    found, where = doors.open_entry(actor(request), zone, number, "run_services")
    cells, today = typed_cells(request), timezone.localdate()
    same = {
        "sort": found.sort,
        "document_number": found.document_number,
        "document_date": str(found.document_date),
    }
    typed = read_entry({**cells, **same}, today)
    if typed.mistakes:
        return _entry(request, found, where, typed=cells, mistakes=typed.mistakes)
    values = {name: value for name, value in typed.values.items() if name in MENDABLE}
    try:
        mend_entry(entry=found, values=values, by=actor(request).by, now=timezone.now(), today=today)
    except CannotDo as refused:
        return _entry(request, found, where, mistake=refused.text)
    tell_reader(request, Text("已更新并核实。", "Updated and confirmed."))
    return _to_entry(zone, number)


@open_to("run_services")
@never_cache
@require_POST
def void(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Make an entry void."""
    found, where = doors.open_entry(actor(request), zone, number, "run_services")
    try:
        void_entry(
            entry=found, why=request.POST.get("why", ""), by=actor(request).by, now=timezone.now(),
            today=timezone.localdate(),
        )  # fmt: skip
    except CannotDo as refused:
        return _entry(request, found, where, mistake=refused.text)
    tell_reader(request, Text("已作废，理由已记录。", "Void; the reason is on record."))
    return HttpResponseRedirect(reverse("desk:credit_repair:home", args=[zone]))


@open_to("run_services")
@never_cache
@require_POST
def materials(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Gather a file for a firm that consented (帮办代办)."""
    found, where = doors.open_entry(actor(request), zone, number, "run_services")
    upload = request.FILES.get("file")
    if cards_of([found], timezone.localdate())[0].consent is None:
        return _entry(request, found, where, mistake=_NO_CONSENT)
    if upload is None:
        return _entry(request, found, where, mistake=Text("请选择要上传的文件。", "Choose a file."))
    try:
        hand_in(
            entry=found, item=request.POST.get("item", ""), name=upload.name or "",
            content=content_of_upload(upload), side="desk", user=user_of(request), now=timezone.now(),
        )  # fmt: skip
    except (NotEvidence, CannotDo) as refused:
        return _entry(request, found, where, mistake=refused.text)
    tell_reader(request, Text("材料已收齐入档，企业看得到。", "The file is kept; the firm sees it."))
    return _to_entry(zone, number)


_NO_CONSENT = Text(
    "企业没有委托帮办代办，不能代交材料。请先请企业在其页面上委托。",
    "The firm has not consented; nothing is handed in for it. Ask it to consent on its page.",
)


@open_to("run_services")
@never_cache
@require_POST
def file(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """File one application for the firm, under its consent."""
    found, where = doors.open_entry(actor(request), zone, number, "run_services")
    ids = [
        int(one) for one in request.POST.getlist("entry") if one.isascii() and one.isdigit() and len(one) < 18
    ]
    entries = list(CreditEntry.objects.filter(party=found.party, pk__in=ids).order_by("pk"))
    try:
        if not entries:
            raise CannotDo("请选择要修复的信息。", "Choose the entries to repair.")
        case = file_repair(
            zone=where, party=found.party, entries=entries, user=user_of(request), now=timezone.now(),
            today=timezone.localdate(), handled=True,
        )  # fmt: skip
    except CannotDo as refused:
        return _entry(request, found, where, mistake=refused.text, reasons=refused.reasons)
    tell_reader(
        request, Text("已代企业提交，企业看得到全部进展。", "Filed for the firm, which sees all of it.")
    )
    return HttpResponseRedirect(reverse("desk:credit_repair:repair", args=[zone, case.pk]))


def _entry(
    request: HttpRequest, found: CreditEntry, where: Zone, *, mistake: Text | None = None,
    reasons: tuple[Text, ...] = (), typed: Mapping[str, str] | None = None,
    mistakes: Mapping[str, Mistake] | None = None,
) -> HttpResponse:  # fmt: skip
    today = timezone.localdate()
    cards = cards_of(entries_of(found.party), today)
    card = next((one for one in cards if one.entry.pk == found.pk), None) or cards_of([found], today)[0]
    written = typed or _written(found)
    context = {
        "zone": where, "card": card, "mistake": mistake, "reasons": reasons, "items": ITEM_WORDS,
        "today": today,
        "together": [one for one in cards if one.state == "ready" and one.consent is not None],
        "vetoed": vetoed(where, found.party, today) if card.is_open else [],
        "typed": written, "mistakes": in_words(mistakes or {}),
        "size": LARGEST // 2**20, **choices_of(written),
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistake or mistakes else HTTPStatus.OK
    return render(request, "credit_repair/entry.html", context, status=status)


def _written(found: CreditEntry) -> dict[str, str]:
    """Return an entry as the form has it."""
    yes_no = {True: "yes", False: "no", None: ""}
    return {
        "decided_by": found.decided_by, "level": found.level, "violation": found.violation,
        "fine": "" if found.fine is None else f"{found.fine / 100:.2f}".removesuffix(".00"),
        "fine_paid": yes_no[found.fine_paid], "corrected": yes_no[found.corrected],
        "sites": "、".join(found.sites), "published_from": str(found.published_from or ""),
    }  # fmt: skip


def _to_entry(zone: str, number: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("desk:credit_repair:entry", args=[zone, number]))
