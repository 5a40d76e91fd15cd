"""Which letters a case has: of acceptance, correction, refusal at the window, each decision, empty rounds."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from wotu.cases.codes import as_written
from wotu.cases.models import Case, CaseEvent, Decision
from wotu.cases.progress import WRITTEN
from wotu.rules.text import Text

LetterKind = Literal["decided", "accepted", "correction_asked", "not_accepted", "unfunded"]
LABELS: dict[LetterKind, Text] = {
    "decided": Text("决定书", "Decision"),
    "accepted": Text("受理通知书", "Notice of acceptance"),
    "correction_asked": Text("补正通知书", "Notice of correction"),
    "not_accepted": Text("不予受理通知书", "Notice that a case is not accepted"),
    "unfunded": Text("额度分配结果通知书", "Notice that nothing was left to grant"),
}


@dataclass(frozen=True)
class Letter:
    """One letter that was issued: about which case, what, when, and the code it is checked by."""

    case: Case
    kind: LetterKind
    code: str
    at: dt.datetime
    decision: Decision | None = None
    event: CaseEvent | None = None

    @property
    def label(self) -> Text:
        """What it is called."""
        return LABELS[self.kind]


def letters_of(case: Case) -> list[Letter]:
    """Return the letters of a case, the latest first."""
    found = [_of_decision(decision) for decision in case.decisions.select_related("case")]
    found += [_of_event(event) for event in case.events.filter(kind__in=WRITTEN, detail__has_key="code")]
    return sorted(found, key=lambda letter: letter.at, reverse=True)


def letter_by_code(code: str) -> Letter | None:
    """Return the letter a code stands for, however it was typed; None where there is none."""
    wanted = as_written(code)
    if not wanted:
        return None
    related = ("case__enterprise", "case__subject", "case__pin")
    decision = Decision.objects.select_related(*related).defer("case__pin__files").filter(code=wanted).first()
    if decision is not None:
        return _of_decision(decision)
    events = CaseEvent.objects.select_related(*related).defer("case__pin__files")
    event = events.filter(detail__has_key="code", detail__code=wanted).first()
    return _of_event(event) if event else None


def _of_decision(decision: Decision) -> Letter:
    return Letter(decision.case, "decided", decision.code, decision.at, decision=decision)


def _of_event(event: CaseEvent) -> Letter:
    kind: LetterKind = event.kind  # type: ignore[assignment]  # only those of WRITTEN are asked for
    return Letter(event.case, kind, event.detail["code"], event.at, event=event)
