"""Deciding about editions: the legal reviewer's answers, approval, publication, withdrawal."""

import datetime as dt
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from wotu.access.doors import open_edition
from wotu.access.middleware import actor
from wotu.access.needs import open_to
from wotu.access.rights import Right
from wotu.desk.measures.views import edition_page
from wotu.findings.asking import after_measures
from wotu.look.language import current
from wotu.measures import verbs
from wotu.refusal import CannotDo
from wotu.rules.text import Text


@open_to("review_measures")
@require_POST
def answer(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Answer one finding."""
    finding = request.POST.get("finding", "")[:64]

    def act() -> Text:
        verbs.answer_finding(
            zone=zone, number=number, finding=finding, answer=request.POST.get("answer", ""),
            reason=request.POST.get("reason", ""), by=actor(request).by, now=timezone.now(),
            today=timezone.localdate(),
        )  # fmt: skip
        return Text("答复已保存。", "The answer is kept.")

    return _act(request, zone, number, right="review_measures", failed=f"answer-{finding}", act=act)


@open_to("desk")
@require_POST
def send_back(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Send an edition back to be changed: the reviewer while it is reviewed, the approver at any time."""
    right: Right = "review_measures" if actor(request).may("review_measures", zone) else "publish_measures"

    def act() -> Text:
        verbs.return_edition(
            zone=zone, number=number, reason=request.POST.get("reason", ""), by=actor(request).by,
            now=timezone.now(),
        )  # fmt: skip
        return Text("已退回修改。", "Sent back to be changed.")

    return _act(request, zone, number, right=right, failed="return", act=act)


@open_to("publish_measures")
@require_POST
def approve(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Approve an edition."""

    def act() -> Text:
        verbs.approve_edition(
            zone=zone, number=number, by=actor(request).by, now=timezone.now(), today=timezone.localdate()
        )
        return Text("已批准，可以发布。", "Approved; it can be published.")

    return _act(request, zone, number, right="publish_measures", failed="approve", act=act)


@open_to("publish_measures")
@require_POST
def publish(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Publish an edition from a date."""

    def act() -> Text:
        since, until = _date(request, "since"), _date(request, "until")
        if since is None:
            raise CannotDo(
                "请写生效日期，如2026-01-01。", "Give the date it applies from, such as 2026-01-01."
            )
        verbs.publish_edition(
            zone=zone, number=number, since=since, until=until, by=actor(request).by, now=timezone.now(),
            today=timezone.localdate(),
        )  # fmt: skip
        after_measures(zone=zone, by=actor(request).by)
        return Text(f"已发布，自{since}起生效。", f"Published; in force from {since}.")

    return _act(request, zone, number, right="publish_measures", failed="publish", act=act)


@open_to("publish_measures")
@require_POST
def withdraw(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Take a published edition back."""

    def act() -> Text:
        verbs.withdraw_edition(
            zone=zone, number=number, reason=request.POST.get("reason", ""), by=actor(request).by,
            now=timezone.now(), today=timezone.localdate(),
        )  # fmt: skip
        after_measures(zone=zone, by=actor(request).by)
        return Text("已撤回，恢复此前的版本。", "Withdrawn; what was in force before is back.")

    return _act(request, zone, number, right="publish_measures", failed="withdraw", act=act)


def _act(
    request: HttpRequest, zone: str, number: int, *, right: Right, failed: str, act: Callable[[], Text]
) -> HttpResponse:
    """Take a step and say so; where it is refused, show the page again with what was typed."""
    where, edition = open_edition(actor(request), zone, number, right)
    try:
        said = act()
    except CannotDo as refused:
        edition.refresh_from_db()
        return edition_page(request, where, edition, failed=failed, mistake=refused.text)
    messages.success(request, said[current()])
    anchor = "#review" if failed.startswith("answer-") else ""
    return HttpResponseRedirect(reverse("desk:measures:edition", args=[zone, number]) + anchor)


def _date(request: HttpRequest, name: str) -> dt.date | None:
    text = request.POST.get(name, "").strip()
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise CannotDo(
            f"“{text[:20]}”不是日期，写成2026-01-01。", f"“{text[:20]}” is no date; write 2026-01-01."
        ) from None
