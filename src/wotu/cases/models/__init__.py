"""Cases and everything that happens to them."""

from wotu.cases.models.bulk import RESULTS, RUN_STATES, BulkItem, BulkRun
from wotu.cases.models.case import LIVE, ORIGINS, OVER, STATES, UNDECIDED, WAITING, Case, CaseQuerySet
from wotu.cases.models.decision import OUTCOMES, Appeal, Decision
from wotu.cases.models.notice import Notice, Objection
from wotu.cases.models.payee import Payee
from wotu.cases.models.said import Attachment, Comment
from wotu.cases.models.steps import EVENTS, CaseEvent, CaseStep, Correction

__all__ = [
    "EVENTS",
    "LIVE",
    "ORIGINS",
    "OUTCOMES",
    "OVER",
    "RESULTS",
    "RUN_STATES",
    "STATES",
    "UNDECIDED",
    "WAITING",
    "Appeal",
    "Attachment",
    "BulkItem",
    "BulkRun",
    "Case",
    "CaseEvent",
    "CaseQuerySet",
    "CaseStep",
    "Comment",
    "Correction",
    "Decision",
    "Notice",
    "Objection",
    "Payee",
]
