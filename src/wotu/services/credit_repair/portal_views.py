"""Credit repair for a firm: its entries with their dates, what is missing, one application, its progress."""

import datetime as dt
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wotu.access.doors import open_own
from wotu.access.middleware import actor, user_of
from wotu.access.needs import SIGNED_IN, open_to
from wotu.cases.verbs.filing import withdraw_case
from wotu.facts.evidence import LARGEST, NotEvidence, keep_evidence
from wotu.look.done import tell_reader
from wotu.measures.zones import Zone
from wotu.parties.models import Party
from wotu.refusal import CannotDo
from wotu.rules.text import Text
from wotu.services.credit_repair import doors
from wotu.services.credit_repair.forms import Mistake, read_entry
from wotu.services.credit_repair.models import Consent, RepairItem
from wotu.services.credit_repair.pages import (
    choices_of,
    content_of_upload,
    in_words,
    typed_cells,
)
from wotu.services.credit_repair.reads import application_of, cards_of, entries_of, urgent_first, vetoed
from wotu.services.credit_repair.verbs.entries import hand_in, record_entry, take_back_material
from wotu.services.credit_repair.verbs.filing import ITEM_WORDS, file_repair, repair_measure
from wotu.services.credit_repair.verbs.signing import (
    CONSENT,
    CONSENT_EN,
    LONGEST_DAYS,
    PROMISE,
    PROMISE_EN,
    give_consent,
    revoke_consent,
    sign_promise,
)  # fmt: skip

BY_DEFAULT = dt.timedelta(days=60)
"""How long a consent runs if nobody chooses another day."""


@open_to(SIGNED_IN)
@never_cache
@require_safe
def home(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the firm's entries and where each of them stands."""
    party, zone = open_own(actor(request), slug, "see_own")
    return _home(request, party, zone)


@open_to(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def state(request: HttpRequest, slug: str) -> HttpResponse:
    """Let the firm state an entry, with the decision as evidence."""
    party, zone = open_own(actor(request), slug, "claim_own")
    if request.method != "POST":
        return _state_page(request, party, zone, {}, {})
    now, today = timezone.now(), timezone.localdate()
    cells = typed_cells(request)
    typed = read_entry(cells, today)
    file = request.FILES.get("evidence")
    wrong = dict(typed.mistakes)
    if file is None:
        wrong["evidence"] = Mistake(
            Text("没有附上决定书", "the decision is not attached"),
            Text("拍照或扫描后上传", "photograph or scan it"),
        )
    if wrong or file is None:
        return _state_page(request, party, zone, cells, wrong)
    try:
        evidence = keep_evidence(
            party=party, name=file.name or "", content=content_of_upload(file), by=actor(request).by, now=now
        )
        record_entry(
            party=party, values=typed.values, side="firm", by=actor(request).by, now=now, today=today,
            evidence=evidence,
        )  # fmt: skip
    except NotEvidence as error:
        return _state_page(request, party, zone, cells, {"evidence": Mistake(error.text, error.text)})
    except CannotDo as refused:
        return _state_page(
            request, party, zone, cells, {"document_number": Mistake(refused.text, refused.text)}
        )
    tell_reader(request, Text("已登记，园区会核实。", "On record; the zone will look at it."))
    return _to(slug)


@open_to(SIGNED_IN)
@never_cache
@require_POST
def materials(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take in a file for a line of the checklist."""
    entry, zone = doors.open_own_entry(actor(request), slug, number, "claim_own")
    file = request.FILES.get("file")
    if file is None:
        return _home(request, entry.party, zone, Text("请选择要上传的文件。", "Choose a file."), at=entry.pk)
    try:
        hand_in(
            entry=entry, item=request.POST.get("item", ""), name=file.name or "",
            content=content_of_upload(file), side="firm", user=user_of(request), now=timezone.now(),
        )  # fmt: skip
    except (NotEvidence, CannotDo) as refused:
        return _home(request, entry.party, zone, refused.text, at=entry.pk)
    tell_reader(
        request,
        Text("材料已收到，只交一次，所有机关共用。", "Received; handed in once, used for every body."),
    )
    return _to(slug, f"e{entry.pk}")


@open_to(SIGNED_IN)
@never_cache
@require_POST
def take_back(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take a file back before the application is filed."""
    material = doors.open_own_material(actor(request), slug, number)
    return _done(
        request, slug, material.entry_id,
        lambda: take_back_material(material=material, user=user_of(request), now=timezone.now()),
        Text("材料已撤回。", "The file was taken back."),
    )  # fmt: skip


@open_to(SIGNED_IN)
@never_cache
@require_POST
def promise(request: HttpRequest, slug: str) -> HttpResponse:
    """Let the owner sign the promise."""
    party, _ = open_own(actor(request), slug, "manage_members")
    entries = doors.open_own_entries(actor(request), slug, request.POST.getlist("entry"), "manage_members")

    def sign() -> None:
        sign_promise(
            party=party, entries=entries, name=request.POST.get("name", ""), user=user_of(request),
            now=timezone.now(), today=timezone.localdate(),
        )  # fmt: skip

    return _done(request, slug, None, sign, Text("信用承诺已签署。", "The promise is signed."))


@open_to(SIGNED_IN)
@never_cache
@require_POST
def consent(request: HttpRequest, slug: str) -> HttpResponse:
    """Let the owner consent to the window acting for the firm."""
    party, _ = open_own(actor(request), slug, "manage_members")
    entries = doors.open_own_entries(actor(request), slug, request.POST.getlist("entry"), "manage_members")
    today = timezone.localdate()

    def give() -> None:
        try:
            until = dt.date.fromisoformat(request.POST.get("until", ""))
        except ValueError:
            raise CannotDo("请填写委托截止日期。", "Say until which day.") from None
        give_consent(
            party=party, entries=entries, until=until, user=user_of(request), now=timezone.now(), today=today
        )

    return _done(
        request, slug, None, give,
        Text("已委托专窗帮办代办，随时可以撤回。", "The window acts for you; revoke it at any time."),
    )  # fmt: skip


@open_to(SIGNED_IN)
@never_cache
@require_POST
def revoke(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Revoke a consent."""
    given = doors.open_own_consent(actor(request), slug, number)
    return _done(
        request, slug, None,
        lambda: revoke_consent(consent=given, user=user_of(request), now=timezone.now()),
        Text("委托已撤回。", "The consent is revoked."),
    )  # fmt: skip


@open_to(SIGNED_IN)
@never_cache
@require_POST
def apply(request: HttpRequest, slug: str) -> HttpResponse:
    """File one application for the chosen entries."""
    party, zone = open_own(actor(request), slug, "claim_own")
    entries = doors.open_own_entries(actor(request), slug, request.POST.getlist("entry"), "claim_own")
    try:
        if not entries:
            raise CannotDo("请选择要修复的信息。", "Choose the entries to repair.")
        case = file_repair(
            zone=zone, party=party, entries=entries, user=user_of(request), now=timezone.now(),
            today=timezone.localdate(),
        )  # fmt: skip
    except CannotDo as refused:
        return _home(request, party, zone, refused.text, reasons=refused.reasons)
    tell_reader(
        request, Text("已提交，一窗受理、并联办理。", "Filed: one window, every body at the same time.")
    )
    return HttpResponseRedirect(reverse("portal:credit_repair:repair", args=[slug, case.pk]))


@open_to(SIGNED_IN)
@never_cache
@require_safe
def repair(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show an application: every body's answer, the light of the whole, the result."""
    case, zone = doors.open_own_repair(actor(request), slug, number, "see_own")
    context = {
        "party": case.enterprise, "zone": zone, "case": case,
        "application": application_of(case, timezone.localtime()),
        "may_claim": actor(request).may_for("claim_own", case.enterprise),
    }  # fmt: skip
    return render(request, "credit_repair/own_repair.html", context)


@open_to(SIGNED_IN)
@never_cache
@require_POST
def withdraw(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take an application back before it is decided."""
    case, _ = doors.open_own_repair(actor(request), slug, number, "claim_own")
    return _done(
        request, slug, None,
        lambda: withdraw_case(
            case=case, user=user_of(request), why="", now=timezone.now(), today=timezone.localdate()
        ),
        Text("申请已撤回，信息照旧公示。", "The application was withdrawn; the entries stand as before."),
    )  # fmt: skip


def _done(
    request: HttpRequest, slug: str, at: int | None, do: Callable[[], object], said: Text
) -> HttpResponse:
    """Take a step and go back to the entries; a refusal is said on the page."""
    try:
        do()
    except CannotDo as refused:
        party, zone = open_own(actor(request), slug, "see_own")
        return _home(request, party, zone, refused.text, reasons=refused.reasons, at=at)
    tell_reader(request, said)
    return _to(slug, f"e{at}" if at else "")


def _home(
    request: HttpRequest, party: Party, zone: Zone, mistake: Text | None = None, *,
    reasons: tuple[Text, ...] = (), at: int | None = None,
) -> HttpResponse:  # fmt: skip
    today, asking = timezone.localdate(), actor(request)
    cards = urgent_first(cards_of(entries_of(party), today))
    open_cards = [card for card in cards if card.is_open]
    consents = Consent.objects.filter(party=party).select_related("given_by").prefetch_related("entries")
    cases = {
        item.case for item in RepairItem.objects.filter(entry__party=party).select_related("case")
    }  # fmt: skip
    context: dict[str, Any] = {
        "party": party, "zone": zone, "cards": cards, "open_cards": open_cards, "today": today,
        "vetoed": vetoed(zone, party, today) if cards else [], "mistake": mistake, "reasons": reasons,
        "at": at,
        "consents": list(consents), "cases": sorted(cases, key=lambda case: -case.pk), "items": ITEM_WORDS,
        "unsigned": [card for card in open_cards if card.entry.promised_at is None],
        "alone": [card for card in open_cards if card.consent is None],
        "ready": [card for card in open_cards if card.state == "ready"],
        "offered": repair_measure(zone) is not None,
        "may_claim": asking.may_for("claim_own", party), "is_owner": asking.may_for("manage_members", party),
        "promise": Text(PROMISE, PROMISE_EN), "consent_words": Text(CONSENT, CONSENT_EN),
        "until": today + BY_DEFAULT, "last": today + dt.timedelta(days=LONGEST_DAYS),
        "size": LARGEST // 2**20, "user": asking.user,
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistake else HTTPStatus.OK
    return render(request, "credit_repair/own_home.html", context, status=status)


def _state_page(
    request: HttpRequest, party: Party, zone: Zone, typed: Mapping[str, str], mistakes: Mapping[str, Mistake]
) -> HttpResponse:
    context = {
        "party": party, "zone": zone, "typed": typed, "mistakes": in_words(mistakes),
        "today": timezone.localdate(),
        **choices_of(typed),
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistakes else HTTPStatus.OK
    return render(request, "credit_repair/own_state.html", context, status=status)


def _to(slug: str, at: str = "") -> HttpResponse:
    address = reverse("portal:credit_repair:home", args=[slug])
    return HttpResponseRedirect(f"{address}#{at}" if at else address)
