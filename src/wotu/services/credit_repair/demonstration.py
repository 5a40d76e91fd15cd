"""Demonstration entries (演示) of invented firms, so that pages show every state. Their numbers say 演示."""

import datetime as dt
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from wotu.accounts.models import User
from wotu.cases.verbs.window import accept_case
from wotu.measures.zones import Zone
from wotu.parties.models import Appointment, Membership, Party
from wotu.services.credit_repair.models import BodyRequest, CreditEntry
from wotu.services.credit_repair.verbs.answers import answer_request
from wotu.services.credit_repair.verbs.entries import record_entry
from wotu.services.credit_repair.verbs.filing import SERVICE, file_repair
from wotu.services.credit_repair.verbs.signing import sign_promise

Days = int
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
FILED: Final[tuple[Days, dict[str, Any]]] = (
    150, {"sort": "penalty", "document_number": "演示市监罚〔2026〕8号", "decided_by": "market",
          "level": "general", "violation": "演示：标签不合规", "sites": ["credit_china", "gsxt"], **DONE},
)  # fmt: skip
OTHERS: Final[tuple[tuple[Days, dict[str, Any]], ...]] = (
    (130, {"sort": "penalty", "document_number": "演示应急罚〔2026〕7号", "decided_by": "emergency",
           "level": "", "violation": "演示：未按规定培训", "sites": ["credit_local"], "fine": None,
           "fine_paid": None, "corrected": None}),
    (200, {"sort": "penalty", "document_number": "演示建罚〔2026〕5号", "decided_by": "housing",
           "level": "serious", "violation": "演示：未取得许可施工", "sites": ["credit_china"], **DONE}),
)  # fmt: skip
FILED_AGO: Final = dt.timedelta(days=2)


def load_entries(*, zone: Zone, now: dt.datetime) -> bool:
    """Give a zone's demonstration firms entries, one of them under repair; tell whether that was done now.

    Repeating it changes nothing. Zones without a credit repair service, or accounts for it, get none.
    """
    owner = Membership.objects.filter(user__is_demo=True, party__zone=zone.id, party__kind="enterprise")
    standing = owner.select_related("user", "party").order_by("id").first()
    offered = any(measure.service == SERVICE for measure in zone.measures)
    clerk = Appointment.objects.filter(user__is_demo=True, department__zone=zone.id, role="clerk")
    official = clerk.select_related("user").first()
    if not offered or standing is None or official is None:
        return False
    if CreditEntry.objects.filter(party__zone=zone.id).exists():
        return False
    by = official.user.email
    firms = Party.objects.enterprises().filter(zone=zone.id, is_demo=True).exclude(pk=standing.party_id)
    with transaction.atomic():
        for days, values in OWN:
            _record(standing.party, days, values, by, now)
        for firm, (days, values) in zip(firms[: len(OTHERS)], OTHERS, strict=False):
            _record(firm, days, values, by, now)
        _under_repair(zone, standing.party, standing.user, official.user, now - FILED_AGO)
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


def _under_repair(zone: Zone, party: Party, owner: User, clerk: User, then: dt.datetime) -> None:
    """File an application some days ago, accepted, with one body's answer there and others to come."""
    day = timezone.localtime(then).date()
    days, values = FILED
    entry = _record(party, days, values, clerk.email, then)
    sign_promise(party=party, entries=[entry], name="演示", user=owner, now=then, today=day)
    entry.refresh_from_db()
    case = file_repair(zone=zone, party=party, entries=[entry], user=owner, now=then, today=day)
    step = case.steps.filter(does="accept", done_at=None).first()
    if step is not None:
        accept_case(case=case, step=step.step, user=clerk, now=then, today=day)
    request = BodyRequest.objects.filter(repair__case=case, answer="").first()
    if request is not None:
        answer_request(
            request=request, answer="agreed", text="演示：核查无异议", user=clerk, now=then, today=day
        )
