"""Filing for a firm (帮办代办): an official does it, with the firm's consent on record."""

import datetime as dt
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wotu.access.doors import find_enterprises, open_firm, open_zone
from wotu.access.middleware import actor
from wotu.access.needs import open_to
from wotu.accounts.models import User
from wotu.cases.asking import Asked, ask
from wotu.cases.kinds import kind_of
from wotu.cases.models import Case
from wotu.cases.reads import live_cases
from wotu.cases.reasons import reasons_of
from wotu.cases.verbs.filing import file_case, payee_of
from wotu.cases.verbs.saying import attach_looked, look_at_files
from wotu.findings.reads import standing_of
from wotu.look import language
from wotu.match.explain import award_text
from wotu.measures.zones import Zone
from wotu.parties.models import Party
from wotu.parties.reads import subject_of
from wotu.refusal import CannotDo
from wotu.rules.text import Text

CONSENTS = {
    "paper": Text("书面委托书", "A signed mandate"),
    "window": Text("本人在窗口同意", "Given in person at the window"),
    "call": Text("电话同意（已核实身份）", "By telephone, identity checked"),
    "mail": Text("邮件或短信同意", "By e-mail or text message"),
}


@open_to("handle_cases")
@never_cache
@require_safe
def choose(request: HttpRequest, zone: str) -> HttpResponse:
    """Find the firm, then what to file for it."""
    asking = actor(request)
    where = open_zone(asking, zone, "handle_cases")
    words, slug = request.GET.get("q", "").strip()[:100], request.GET.get("firm", "")
    firm = open_firm(asking, zone, slug)[0] if slug else None
    context: dict[str, Any] = {
        "zone": where, "words": words, "firm": firm,
        "found": find_enterprises(asking, words, where.id) if words else [],
        "standing": standing_of(where, firm, timezone.localdate()) if firm else None,
        "has_case": {measure for measure, _ in live_cases(firm)} if firm else set(),
        "measures": [
            (one.id, one.title[language.current()]) for one in where.measures if kind_of(one.service)
        ],
    }  # fmt: skip
    return render(request, "desk/cases/handle.html", context)


@open_to("handle_cases")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def file_for(request: HttpRequest, zone: str, slug: str, measure: str) -> HttpResponse:
    """Show what would be filed for a firm; file it."""
    asking, today = actor(request), timezone.localdate()
    firm, where = open_firm(asking, zone, slug)
    if not asking.may("handle_cases", where.id) or asking.user is None:
        raise Http404
    subject = subject_of(firm, request.POST.get("subject", "") or request.GET.get("subject", "") or firm.slug)
    asked = ask(where, firm, subject, measure, today) if subject else None
    if asked is None or subject is None:
        raise Http404
    if request.method != "POST":
        return _page(request, where=where, firm=firm, subject=subject, asked=asked)
    try:
        case = _file(
            request, where=where, firm=firm, subject=subject, measure=measure, user=asking.user, today=today
        )
    except CannotDo as refused:
        return _page(request, where=where, firm=firm, subject=subject, asked=asked, refused=refused)
    said = Text("已代企业提交，办件编号{n}。", "Filed for the firm as case {n}.")[language.current()]
    messages.success(request, said.format(n=case.number))
    return HttpResponseRedirect(reverse("desk:cases:case", args=[where.id, case.pk]))


def _file(
    request: HttpRequest,
    *,
    where: Zone,
    firm: Party,
    subject: Party,
    measure: str,
    user: User,
    today: dt.date,
) -> Case:
    how, who = request.POST.get("consent", ""), request.POST.get("who", "").strip()[:200]
    if how not in CONSENTS or not who:
        raise CannotDo(
            "请写明企业里谁同意、怎样同意的。", "Say who in the firm consented, and how.",
        )  # fmt: skip
    now, file = timezone.now(), request.FILES.get("evidence")
    handed = [(file.name or "consent", file.read())] if file is not None else []
    looked = look_at_files(party=firm, files=handed, by=user.email, now=now)
    with transaction.atomic():
        case = file_case(
            zone=where, enterprise=firm, subject=subject, measure=measure, user=user, now=now, today=today,
            data={"consent": {"how": how, "who": who}}, handled=True,
        )  # fmt: skip
        label = Text("企业同意的凭证", "Evidence of consent")[language.current()]
        for one in looked:
            attach_looked(case=case, looked=one, label=label, user=user, side="desk", now=now)
    return case


def _page(
    request: HttpRequest, *, where: Zone, firm: Party, subject: Party, asked: Asked,
    refused: CannotDo | None = None,
) -> HttpResponse:  # fmt: skip
    kind = kind_of(asked.finding.line.measure.service)
    context = {
        "zone": where, "firm": firm, "subject": subject, "asked": asked, "reasons": reasons_of(asked),
        "title": asked.finding.line.measure.title, "amount": award_text(asked.finding), "refused": refused,
        "typed": request.POST if refused else {},
        "consents": [(name, text[language.current()]) for name, text in CONSENTS.items()],
        "no_account": kind is not None and kind.needs_payee and payee_of(firm, subject) is None,
        "existing": live_cases(firm).get((asked.finding.line.measure.id, subject.slug)),
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, "desk/cases/handle_file.html", context, status=status)
