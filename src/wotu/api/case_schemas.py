"""What the API says about cases. Amounts are whole numbers of their smallest unit."""

import datetime as dt
from typing import Literal

from ninja import Schema
from pydantic import Field

from wotu.api.schemas import AmountOut, Words

CaseState = Literal[
    "offered", "filed", "open", "approved", "delivered", "refused", "not_accepted", "withdrawn", "declined",
    "revoked", "unfunded",
]  # fmt: skip
Light = Literal["calm", "soon", "overdue", "stopped"]


class StepOut(Schema):
    """A step of a case: whose it is, where it stands, and by when it is due."""

    id: str
    does: str
    label: Words
    where: Literal["done", "open", "ahead", "left_out"]
    office: str
    department: Words
    outcome: str
    due: dt.date | None


class CaseOut(Schema):
    """A case in brief. `id` names it in addresses, `number` is what people quote."""

    id: int
    number: str
    zone: str
    firm: str
    subject: str
    measure: str
    version: str
    title: Words
    state: CaseState
    origin: Literal["firm", "bulk", "handled"]
    amount: AmountOut | None
    light: Light
    due: dt.date | None
    filed_at: dt.datetime | None
    decided_at: dt.datetime | None


class CorrectionOut(Schema):
    """What was asked to be corrected, everything at once."""

    reasons: list[str]
    answer_by: dt.date
    answered_at: dt.datetime | None


class DecisionOut(Schema):
    """A decision. `code` is what anybody can check its letter by, at /verify/<code>."""

    outcome: Literal["approved", "refused"]
    amount: int | None
    text: str
    at: dt.datetime
    code: str


class HappenedOut(Schema):
    """Something that happened to a case."""

    at: dt.datetime
    kind: str
    title: Words
    text: str


class CaseDetail(CaseOut):
    """A case with its steps, what happened, and what was decided."""

    steps: list[StepOut]
    correction: CorrectionOut | None
    decision: DecisionOut | None
    happened: list[HappenedOut]


class PayeeIn(Schema, extra="forbid"):
    """A bank account, stated once."""

    name: str = Field(min_length=1, max_length=200)
    bank: str = Field(min_length=1, max_length=200)
    number: str = Field(min_length=8, max_length=60)


class FilingIn(Schema, extra="forbid"):
    """What to file for. `consent`: the firm consents to its facts being used for the case."""

    measure: str = Field(min_length=1, max_length=120)
    subject: str = Field("", max_length=120, description="who or what it is for; the firm itself if empty")
    consent: Literal[True]
    payee: PayeeIn | None = None


class ConfirmIn(Schema, extra="forbid"):
    """Confirming an offer."""

    consent: Literal[True]
    payee: PayeeIn | None = None


class WhyIn(Schema, extra="forbid"):
    """Words that go with a step."""

    text: str = Field("", max_length=2_000)


class OpinionIn(Schema, extra="forbid"):
    """An opinion; who disagrees says why."""

    step: str = Field(max_length=60)
    opinion: Literal["agreed", "disagreed"]
    text: str = Field("", max_length=2_000)


class DecisionIn(Schema, extra="forbid"):
    """A decision; `amount`, in smallest units, where the rule leaves it open."""

    step: str = Field(max_length=60)
    outcome: Literal["approved", "refused"]
    amount: int | None = Field(None, ge=0, le=10**17)
    text: str = Field("", max_length=2_000)


class AcceptIn(Schema, extra="forbid"):
    """Accepting a case."""

    step: str = Field("accept", max_length=60)
