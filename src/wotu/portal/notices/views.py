"""Public notices (公示): what was awarded to whom, for how many days more, and how to object."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wotu.access.case_doors import open_notice
from wotu.access.limits import too_many
from wotu.access.needs import PUBLIC, open_to
from wotu.cases import reads
from wotu.cases.asking import version_of
from wotu.cases.models import Case, Notice, Objection
from wotu.cases.verbs.notices import check_runs, object_to
from wotu.facts.evidence import NotEvidence, keep_looked
from wotu.measures.zones import Zone, zones
from wotu.measures.zones import zone as zone_of
from wotu.parties.models import Party
from wotu.portal.facts.files import look_at_evidence
from wotu.refusal import CannotDo
from wotu.rules.text import Text
from wotu.workdays.reads import calendar

PAGE = 50
MOST_OBJECTIONS = 5
"""A minute, for one address."""
RECEIPT = "objection"
BY = "public"


@dataclass(frozen=True)
class Line:
    """One notice as it is read: whom it names, what was awarded, how many working days are left."""

    notice: Notice
    zone: Zone
    title: Text
    award: Text | None
    name: str
    left: int

    @property
    def runs(self) -> bool:
        """Whether objections are still taken."""
        return self.left >= 0 and self.notice.ended_at is None and not self.revoked

    @property
    def unfunded(self) -> bool:
        """Whether nothing was left to grant for the award."""
        return self.notice.case.state == "unfunded"

    @property
    def revoked(self) -> bool:
        """Whether the award was taken back."""
        return self.notice.case.state == "revoked"


@open_to(PUBLIC)
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """Show the notices of every zone."""
    return _list(request, reads.public_notices(), None)


@open_to(PUBLIC)
@require_safe
def zone_notices(request: HttpRequest, id_: str) -> HttpResponse:
    """Show the notices of one zone."""
    where = zone_of(id_)
    if where is None:
        raise Http404
    return _list(request, reads.public_notices(where.id), where)


@open_to(PUBLIC)
@never_cache
@require_safe
def notice(request: HttpRequest, id_: int) -> HttpResponse:
    """Show one notice, with the form to object while it runs."""
    found, where = open_notice(id_)
    return _page(request, found, where)


@open_to(PUBLIC)
@never_cache
@require_POST
def object_(request: HttpRequest, id_: int) -> HttpResponse:
    """Take an objection: in writing, signed, with a way to be reached."""
    found, where = open_notice(id_)
    if too_many(request, "object", MOST_OBJECTIONS):
        return render(request, "look/too_many.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    now, case = timezone.now(), found.case
    typed = {name: request.POST.get(name, "") for name in ("name", "contact", "text")}
    mistakes = _mistakes(typed)
    if mistakes:
        return _page(request, found, where, mistakes=mistakes)
    try:
        check_runs(found, timezone.localdate())
        looked = look_at_evidence(request, case.enterprise, BY, now)
        with transaction.atomic():
            evidence = keep_looked(party=case.enterprise, looked=looked, by=BY, now=now) if looked else None
            made = object_to(notice=found, **typed, evidence=evidence, now=now, today=timezone.localdate())
    except NotEvidence as error:
        return _page(request, found, where, mistakes={"evidence": error.text})
    except CannotDo as refused:
        return _page(request, found, where, mistakes={"": refused.text})
    request.session[RECEIPT] = {"notice": found.pk, "number": f"{found.case.number}-Y{made.pk}"}
    return HttpResponseRedirect(reverse("portal:objection_received", args=[found.pk]))


@open_to(PUBLIC)
@never_cache
@require_safe
def received(request: HttpRequest, id_: int) -> HttpResponse:
    """Thank whoever objected, with the number of their receipt."""
    found, where = open_notice(id_)
    receipt = request.session.get(RECEIPT, {})
    if receipt.get("notice") != found.pk:
        return HttpResponseRedirect(reverse("portal:notice", args=[found.pk]))
    context = {"line": _line(found, where, timezone.localdate()), "number": receipt["number"]}
    return render(request, "portal/notices/received.html", context)


_MISSING = {
    "name": Text("请署真实姓名或单位名称。", "Sign with your name, or your organisation's."),
    "contact": Text("请留电话或邮箱，以便答复。", "Leave a telephone number or an e-mail for the answer."),
    "text": Text("请写明异议的理由。", "Say why you object."),
}  # fmt: skip


LONGEST = {
    name: Objection._meta.get_field(name).max_length or 0  # type: ignore[union-attr]  # all three have one
    for name in _MISSING
}


def _mistakes(typed: Mapping[str, str]) -> dict[str, Text]:
    """Return what is missing or too long, by field."""
    found = {name: _MISSING[name] for name in typed if not typed[name].strip()}
    for name, most in LONGEST.items():
        if (long := len(typed[name].strip())) > most:
            found[name] = Text(
                f"最多{most}字，现在{long}字，请缩短。", f"At most {most} characters, not {long}; shorten it."
            )
    return found


def _list(request: HttpRequest, found: QuerySet[Notice], where: Zone | None) -> HttpResponse:
    today = timezone.localdate()
    running = [one for one in found.filter(until__gte=today, ended_at=None) if one.case.state != "revoked"]
    past = Paginator(found.exclude(pk__in=[one.pk for one in running]), PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "where": where, "page": past, "zones": [] if where else zones(),
        "running": _lines(running, today), "past": _lines(list(past.object_list), today),
    }  # fmt: skip
    return render(request, "portal/notices/list.html", context)


def _lines(found: list[Notice], today: dt.date) -> list[Line]:
    return [_line(one, where, today) for one in found if (where := zone_of(one.case.zone)) is not None]


def _line(found: Notice, where: Zone, today: dt.date) -> Line:
    case: Case = found.case
    left = calendar().working_days_between(today, found.until).days if found.until >= today else -1
    return Line(
        found, where, reads.title(where, case), reads.award(where, case), public_name(case.subject), left
    )


def public_name(party: Party) -> str:
    """Return how the public is told of somebody: a firm by name, a person by the first character alone."""
    if party.kind == "person":
        return f"{party.name[:1]}{'*' * max(len(party.name) - 1, 1)}"
    return party.name


def _page(
    request: HttpRequest, found: Notice, where: Zone, *, mistakes: dict[str, Text] | None = None
) -> HttpResponse:
    line = _line(found, where, timezone.localdate())
    version = version_of(found.case)
    context = {
        "line": line, "notice": found, "case": found.case, "clause": version.clause,
        "citation": version.citation, "mistakes": mistakes or {}, "typed": request.POST if mistakes else {},
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistakes else HTTPStatus.OK
    return render(request, "portal/notices/notice.html", context, status=status)
