"""Demonstration entries (演示) of invented firms, so that pages show every state. Their numbers say 演示."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from wotu.accounts.models import User
from wotu.cases.models import Case
from wotu.cases.verbs.deciding import decide_case
from wotu.cases.verbs.window import accept_case, ask_correction
from wotu.measures.zones import Zone
from wotu.parties.models import Appointment, Membership, Party
from wotu.services.credit_repair.models import BodyRequest, CreditEntry
from wotu.services.credit_repair.verbs.answers import answer_request
from wotu.services.credit_repair.verbs.entries import record_entry
from wotu.services.credit_repair.verbs.filing import SERVICE, file_repair, repair_measure
from wotu.services.credit_repair.verbs.signing import sign_promise

Days = int
Desk = Mapping[str, User]
DONE: Final[dict[str, Any]] = {"fine": 3_000_000, "fine_paid": True, "corrected": True}
OWN: Final[tuple[tuple[Days, dict[str, Any]], ...]] = (
    (405, {"sort": "dishonest_list", "document_number": "演示列〔2025〕3号", "decided_by": "market",
           "level": "serious", "violation": "演示：虚假宣传拒不改正", "fine": 5_000_000, "fine_paid": None,
           "corrected": True, "sites": ["credit_china", "gsxt"]}),
    (60, {"sort": "penalty", "document_number": "演示环罚〔2026〕12号", "decided_by": "environment",
          "level": "general", "violation": "演示：超标排放废水", "sites": ["credit_china", "own"], **DONE}),
    (20, {"sort": "penalty", "document_number": "演示税罚〔2026〕2号", "decided_by": "tax", "level": "minor",
          "violation": "演示：逾期申报",
          "sites": [], "fine": 0, "fine_paid": None, "corrected": True}),
)  # fmt: skip
FILED: Final[tuple[tuple[Days, Days, dict[str, Any]], ...]] = (
    (150, 2, {"sort": "penalty", "document_number": "演示市监罚〔2026〕8号", "decided_by": "market",
              "level": "general", "violation": "演示：标签不合规", "sites": ["credit_china"], **DONE}),
    (160, 0, {"sort": "penalty", "document_number": "演示消罚〔2026〕6号", "decided_by": "emergency",
              "level": "general", "violation": "演示：消防通道堆物", "sites": ["credit_china"], **DONE}),
    (170, 3, {"sort": "penalty", "document_number": "演示城管罚〔2026〕4号", "decided_by": "housing",
              "level": "general", "violation": "演示：围挡超期", "sites": ["credit_china"], **DONE}),
    (240, 12, {"sort": "penalty", "document_number": "演示环罚〔2026〕1号", "decided_by": "environment",
               "level": "general", "violation": "演示：台账不全", "sites": ["credit_china"], **DONE}),
)  # fmt: skip
"""Entries under repair: decided so many days ago, filed so many days ago. One waits for bodies, one for the
window, one for the firm's correction, and one is repaired."""
UNCLEAR: Final = ("整改照片看不清拍摄日期，请重新上传",)
OTHERS: Final[tuple[tuple[Days, dict[str, Any]], ...]] = (
    (130, {"sort": "penalty", "document_number": "演示应急罚〔2026〕7号", "decided_by": "emergency",
           "level": "", "violation": "演示：未按规定培训", "sites": ["credit_local"], "fine": None,
           "fine_paid": None, "corrected": None}),
    (200, {"sort": "penalty", "document_number": "演示建罚〔2026〕5号", "decided_by": "housing",
           "level": "serious", "violation": "演示：未取得许可施工", "sites": ["credit_china"], **DONE}),
)  # fmt: skip


def load_entries(*, zone: Zone, now: dt.datetime) -> bool:
    """Give a zone's demonstration firms entries, some of them under repair; tell whether that was done now.

    Repeating it changes nothing. Zones without a credit repair service, or accounts for it, get none; those
    that have no measure of their own for it get only entries under repair, which take no measure away.
    """
    owner = Membership.objects.filter(user__is_demo=True, party__zone=zone.id, party__kind="enterprise")
    standing = owner.select_related("user", "party").order_by("id").first()
    held = Appointment.objects.filter(user__is_demo=True, department__zone=zone.id).select_related("user")
    desk = {one.role: one.user for one in held}
    if repair_measure(zone) is None or standing is None or not {"clerk", "approver"} <= desk.keys():
        return False
    if CreditEntry.objects.filter(party__zone=zone.id).exists():
        return False
    by = desk["clerk"].email
    firms = Party.objects.enterprises().filter(zone=zone.id, is_demo=True).exclude(pk=standing.party_id)
    with transaction.atomic():
        if any(measure.service == SERVICE for measure in zone.measures):
            for days, values in OWN:
                _record(standing.party, days, values, by, now)
            for firm, (days, values) in zip(firms[: len(OTHERS)], OTHERS, strict=False):
                _record(firm, days, values, by, now)
        left = (_answered_in_part, _filed, _sent_back, _repaired)
        for (days, ago, values), leave in zip(FILED, left, strict=True):
            then = now - dt.timedelta(days=ago)
            leave(_filed_case(zone, standing, days, values, by, then), desk, then)
    return True


def _record(
    party: Party, days: Days, values: dict[str, Any], by: str, now: dt.datetime
) -> CreditEntry:  # fmt: skip
    today = timezone.localtime(now).date()
    decided = today - dt.timedelta(days=days)
    published = decided + dt.timedelta(days=3) if values["sites"] else None
    return record_entry(
        party=party, values={**values, "document_date": decided, "published_from": published}, side="desk",
        by=by, now=now, today=today,
    )  # fmt: skip


def _filed_case(  # noqa: PLR0917
    zone: Zone, standing: Membership, days: Days, values: dict[str, Any], by: str, then: dt.datetime
) -> Case:
    """Record an entry and let its firm file for it."""
    party, owner, day = standing.party, standing.user, timezone.localtime(then).date()
    entry = _record(party, days, values, by, then)
    sign_promise(party=party, entries=[entry], name="演示", user=owner, now=then, today=day)
    entry.refresh_from_db()
    return file_repair(zone=zone, party=party, entries=[entry], user=owner, now=then, today=day)


def _filed(case: Case, desk: Desk, then: dt.datetime) -> None:
    """Leave an application at the window."""


def _sent_back(case: Case, desk: Desk, then: dt.datetime) -> None:
    day = timezone.localtime(then).date()
    ask_correction(case=case, reasons=UNCLEAR, user=desk["clerk"], now=then, today=day)


def _answered_in_part(case: Case, desk: Desk, then: dt.datetime) -> None:
    """Accept an application, with one body's answer there and others to come."""
    _accept(case, desk, then)
    _answer(case, desk, then, most=1)


def _repaired(case: Case, desk: Desk, then: dt.datetime) -> None:
    _accept(case, desk, then)
    _answer(case, desk, then)
    step = case.steps.filter(does="decide", done_at=None).first()
    if (
        step is not None and BodyRequest.objects.filter(repair__case=case).exists()
    ):  # a process may ask nobody
        decide_case(
            case=case, step=step.step, outcome="approved", amount=None, text="", user=desk["approver"],
            now=then, today=timezone.localtime(then).date(),
        )  # fmt: skip


def _accept(case: Case, desk: Desk, then: dt.datetime) -> None:
    step = case.steps.filter(does="accept", done_at=None).first()
    if step is not None:
        accept_case(
            case=case, step=step.step, user=desk["clerk"], now=then, today=timezone.localtime(then).date()
        )


def _answer(case: Case, desk: Desk, then: dt.datetime, most: int | None = None) -> None:
    """Let bodies agree, those that are asked later too, or only so many of them."""
    waiting, answered = BodyRequest.objects.filter(repair__case=case, answer=""), 0
    while answered != most and (request := waiting.first()) is not None:
        answer_request(
            request=request, answer="agreed", text="演示：核查无异议", user=desk["clerk"], now=then,
            today=timezone.localtime(then).date(),
        )  # fmt: skip
        answered += 1
