"""What the API says. Texts come in both languages; amounts are whole numbers of their smallest unit."""

import datetime as dt
from typing import Literal

from ninja import Schema
from pydantic import Field

Answer = Literal["met", "not_met", "unknown"]
Status = Literal["entitled", "not_entitled", "unknown"]


class Words(Schema):
    """A text in Chinese and English."""

    zh: str
    en: str


class ZoneOut(Schema):
    """A development zone."""

    id: str
    name: Words
    measures: int
    firms: int
    invented: bool = Field(description="whether the zone itself is invented, for teaching")


class SourceOut(Schema):
    """The document a measure stands in. `found` is false where only a report of it was found."""

    title: Words
    number: str
    article: str
    date: dt.date | None
    address: str
    found: bool


class ConditionOut(Schema):
    """A condition of a measure, as text and as written in the pack."""

    id: str
    label: Words
    written: str
    veto: bool
    published: bool


class WindowOut(Schema):
    """When applications are taken: open today until `closes`, or opening next on `opens`."""

    is_open: bool
    opens: dt.date | None
    closes: dt.date | None


class MeasureOut(Schema):
    """A measure, in the text in force on the day asked for."""

    id: str
    version: str
    zone: str
    title: Words
    clause: Words
    about: str
    area: str
    service: str
    benefit: str = Field(description="money, credit_line, bed_night, area_month, minute, service …")
    valid_from: dt.date | None
    valid_to: dt.date | None
    window: WindowOut
    conditions: list[ConditionOut]
    source: SourceOut | None
    published: bool
    assumption: Words | None


class FirmOut(Schema):
    """An enterprise."""

    slug: str
    name: str
    credit_code: str
    zone: str
    is_demo: bool


class ConditionAnswer(Schema):
    """What one condition answers for the firm."""

    id: str
    label: Words
    answer: Answer


class AmountOut(Schema):
    """What is given: at least `low` and at most `high` of `unit`; null where that is open."""

    low: int | None
    high: int | None
    unit: str = Field(description="fen for money, else the smallest unit of the benefit")


class FindingOut(Schema):
    """What a measure answers for the firm, or for a person, project or site of it."""

    measure: str
    version: str
    title: Words
    subject: str
    subject_name: str
    status: Status
    amount: AmountOut | None
    depends_on_others: bool = Field(description="whether a ranking still decides")
    conditions: list[ConditionAnswer]
    missing: list[str] = Field(description="the facts that are not known and decide")
    address: str = Field(description="the page with every reason")


class CheckUpOut(Schema):
    """A check-up: every measure of the zone for one firm, as of a day."""

    firm: FirmOut
    on: dt.date
    findings: list[FindingOut]


class FactOut(Schema):
    """One entry of what is known. Entries are never changed; a later one corrects."""

    id: int
    fact: str
    value: str
    period: str
    since: dt.date | None
    until: dt.date | None
    at: dt.date | None
    source: str
    recorded_at: dt.datetime
    recorded_by: str


class FactIn(Schema, extra="forbid"):
    """Something to record. Give `period`, or `since` and `until`, or `at`, as the fact has it."""

    fact: str = Field(min_length=1, max_length=60, examples=["revenue"])
    value: str = Field(min_length=1, max_length=2_000, examples=["1200万元"])
    period: str = Field("", pattern=r"^(\d{4}(Q[1-4])?)?$", examples=["2025"])
    since: dt.date | None = None
    until: dt.date | None = None
    at: dt.date | None = None
    source: str = Field(min_length=1, max_length=200, examples=["统计年报"])


class FactsIn(Schema, extra="forbid"):
    """Several things to record at once: all of them, or none."""

    facts: list[FactIn] = Field(min_length=1, max_length=500)


class Recorded(Schema):
    """How many entries were new."""

    recorded: int
    known_before: int


class MeOut(Schema):
    """Who the token stands for, and what it may do."""

    email: str
    name: str
    scopes: list[str]
    zones: list[str]
    firms: list[str]
