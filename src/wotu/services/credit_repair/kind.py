"""What is particular to credit repair: entries are chosen, bodies are asked side by side, facts follow."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from wotu.cases.kinds import Filing, Kind
from wotu.cases.models import Case
from wotu.cases.progress import log
from wotu.match.periods import FactEntry
from wotu.parties.models import Party
from wotu.rules.flow import Step
from wotu.rules.text import Text
from wotu.services.credit_repair.checking import against, chosen, hold, hold_again
from wotu.services.credit_repair.speaking import in_a_case
from wotu.services.credit_repair.verbs.answers import send_requests
from wotu.services.credit_repair.verbs.results import answer_words, release_entries, settle_entries


def facts(enterprise: Party, data: Mapping[str, Any], on: dt.date) -> Sequence[FactEntry]:
    """Let the entries applied for speak for the firm within their case."""
    return in_a_case(chosen(enterprise, data), on)


def period(filing: Filing) -> str:
    """Name an application by its first entry and the attempt: an entry may be refused, and come again."""
    first = min(chosen(filing.enterprise, filing.data), key=lambda entry: entry.pk, default=None)
    return f"e{first.pk}-{first.repairs.count()}"[:10] if first else "none"


def filed(*, case: Case, by: str, now: dt.datetime, today: dt.date) -> None:  # noqa: ARG001 - a hook's shape
    """Hold the entries: each is in one application at a time."""
    hold(case)


def reached(*, case: Case, step: Step, by: str, now: dt.datetime, today: dt.date) -> bool:
    """Ask the bodies when their review opens, answer the firm at the end; hold entries anew on appeal."""
    if step.does == "review":
        return send_requests(case=case, step=step, by=by, now=now, today=today) == 0
    if step.does == "decide" and case.round > 1:
        hold_again(case)
    if step.does != "deliver":
        return False
    log(case, "delivered", by=by, now=now, step=step.id, text=answer_words(case).zh)
    case.state, case.closed_at, case.due, case.is_stopped = "delivered", now, None, False
    return True


def approved(*, case: Case, by: str, now: dt.datetime, today: dt.date) -> None:
    """Repair what every body agreed to."""
    settle_entries(case=case, by=by, now=now, today=today)


def ended(*, case: Case, by: str, now: dt.datetime, today: dt.date) -> None:
    """Give the entries back."""
    release_entries(case=case, by=by, now=now, today=today)


KIND = Kind(
    "credit_repair",
    Text("信用修复", "Credit repair"),
    check=against,
    facts=facts,
    period=period,
    filed=filed,
    approved=approved,
    ended=ended,
    reached=reached,
    desk_urls="wotu.services.credit_repair.desk_urls",
    portal_urls="wotu.services.credit_repair.portal_urls",
    waiting="wotu.services.credit_repair.waiting.waiting",
)
