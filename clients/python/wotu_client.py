"""A client of the API of Wotu 沃土, written by `make docs` from its OpenAPI description.

from wotu_client import Wotu
wotu = Wotu("http://127.0.0.1:8000", token="wotu_…")
for firm in wotu.list_firms(zone="nanchang"):
    print(firm.name, wotu.check_up(firm.slug).findings)
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

T = TypeVar("T")


class Refused(Exception):
    """The API answered with a problem; `status`, `detail` and `errors` say which."""

    def __init__(self, status: int, body: dict[str, Any]) -> None:
        self.status, self.detail, self.errors = status, body.get("detail", ""), body.get("errors", [])
        super().__init__(f"{status}: {self.detail} {self.errors or ''}".strip())


@dataclass(frozen=True)
class MeOut:
    """Who the token stands for, and what it may do."""

    email: str
    name: str
    scopes: list[str]
    zones: list[str]
    firms: list[str]


@dataclass(frozen=True)
class Words:
    """A text in Chinese and English."""

    zh: str
    en: str


@dataclass(frozen=True)
class ZoneOut:
    """A development zone."""

    id: str
    name: Words
    measures: int
    firms: int
    invented: bool


@dataclass(frozen=True)
class ConditionOut:
    """A condition of a measure, as text and as written in the pack."""

    id: str
    label: Words
    written: str
    veto: bool
    published: bool


@dataclass(frozen=True)
class MeasureOut:
    """A measure, in the text in force on the day asked for."""

    id: str
    version: str
    zone: str
    title: Words
    clause: Words
    about: str
    area: str
    service: str
    benefit: str
    valid_from: str | None
    valid_to: str | None
    window: WindowOut
    conditions: list[ConditionOut]
    source: SourceOut | None
    published: bool
    assumption: Words | None


@dataclass(frozen=True)
class SourceOut:
    """The document a measure stands in."""

    title: Words
    number: str
    article: str
    date: str | None
    address: str
    found: bool


@dataclass(frozen=True)
class WindowOut:
    """When applications are taken: open today until `closes`, or opening next on `opens`."""

    is_open: bool
    opens: str | None
    closes: str | None


@dataclass(frozen=True)
class FirmOut:
    """An enterprise."""

    slug: str
    name: str
    credit_code: str
    zone: str
    is_demo: bool


@dataclass(frozen=True)
class AmountOut:
    """What is given: at least `low` and at most `high` of `unit`; null where that is open."""

    low: int | None
    high: int | None
    unit: str


@dataclass(frozen=True)
class CheckUpOut:
    """A check-up: every measure of the zone for one firm, as of a day."""

    firm: FirmOut
    on: str
    findings: list[FindingOut]


@dataclass(frozen=True)
class ConditionAnswer:
    """What one condition answers for the firm."""

    id: str
    label: Words
    answer: Literal["met", "not_met", "unknown"]


@dataclass(frozen=True)
class FindingOut:
    """What a measure answers for the firm, or for a person, project or site of it."""

    measure: str
    version: str
    title: Words
    subject: str
    subject_name: str
    status: Literal["entitled", "not_entitled", "unknown"]
    amount: AmountOut | None
    depends_on_others: bool
    conditions: list[ConditionAnswer]
    missing: list[str]
    address: str


@dataclass(frozen=True)
class FactOut:
    """One entry of what is known."""

    id: int
    fact: str
    value: str
    period: str
    since: str | None
    until: str | None
    at: str | None
    kind: str
    source: str
    recorded_at: str
    recorded_by: str


@dataclass(frozen=True)
class Recorded:
    """How many entries were new."""

    recorded: int
    known_before: int


@dataclass(frozen=True)
class FactIn:
    """Something to record."""

    fact: str
    value: str
    source: str
    period: str = ""
    since: str | None = None
    until: str | None = None
    at: str | None = None


@dataclass(frozen=True)
class FactsIn:
    """Several things to record at once: all of them, or none."""

    facts: list[FactIn]


@dataclass(frozen=True)
class CaseOut:
    """A case in brief."""

    id: int
    number: str
    zone: str
    firm: str
    subject: str
    measure: str
    version: str
    title: Words
    state: Literal[
        "offered",
        "filed",
        "open",
        "approved",
        "delivered",
        "refused",
        "not_accepted",
        "withdrawn",
        "declined",
        "revoked",
        "unfunded",
    ]
    origin: Literal["firm", "bulk", "handled"]
    amount: AmountOut | None
    light: Literal["calm", "soon", "overdue", "stopped"]
    due: str | None
    filed_at: str | None
    decided_at: str | None


@dataclass(frozen=True)
class FilingIn:
    """What to file for."""

    measure: str
    consent: bool
    subject: str = ""
    payee: PayeeIn | None = None


@dataclass(frozen=True)
class PayeeIn:
    """A bank account, stated once."""

    name: str
    bank: str
    number: str


@dataclass(frozen=True)
class CaseDetail:
    """A case with its steps, what happened, and what was decided."""

    id: int
    number: str
    zone: str
    firm: str
    subject: str
    measure: str
    version: str
    title: Words
    state: Literal[
        "offered",
        "filed",
        "open",
        "approved",
        "delivered",
        "refused",
        "not_accepted",
        "withdrawn",
        "declined",
        "revoked",
        "unfunded",
    ]
    origin: Literal["firm", "bulk", "handled"]
    amount: AmountOut | None
    light: Literal["calm", "soon", "overdue", "stopped"]
    due: str | None
    filed_at: str | None
    decided_at: str | None
    steps: list[StepOut]
    correction: CorrectionOut | None
    decision: DecisionOut | None
    happened: list[HappenedOut]


@dataclass(frozen=True)
class CorrectionOut:
    """What was asked to be corrected, everything at once."""

    reasons: list[str]
    answer_by: str
    answered_at: str | None


@dataclass(frozen=True)
class DecisionOut:
    """A decision."""

    outcome: Literal["approved", "refused"]
    amount: int | None
    text: str
    at: str
    code: str


@dataclass(frozen=True)
class HappenedOut:
    """Something that happened to a case."""

    at: str
    kind: str
    title: Words
    text: str


@dataclass(frozen=True)
class StepOut:
    """A step of a case: whose it is, where it stands, and by when it is due."""

    id: str
    does: str
    label: Words
    where: Literal["done", "open", "ahead", "left_out"]
    office: str
    department: Words
    outcome: str
    due: str | None


@dataclass(frozen=True)
class ConfirmIn:
    """Confirming an offer."""

    consent: bool
    payee: PayeeIn | None = None


@dataclass(frozen=True)
class WhyIn:
    """Words that go with a step."""

    text: str = ""


@dataclass(frozen=True)
class AcceptIn:
    """Accepting a case."""

    step: str = "accept"


@dataclass(frozen=True)
class OpinionIn:
    """An opinion; who disagrees says why."""

    step: str
    opinion: Literal["agreed", "disagreed"]
    text: str = ""


@dataclass(frozen=True)
class DecisionIn:
    """A decision; `amount`, in smallest units, where the rule leaves it open."""

    step: str
    outcome: Literal["approved", "refused"]
    amount: int | None = None
    text: str = ""


class Wotu:
    """The API at one address, with one token (or none, for what is public)."""

    def __init__(self, address: str, token: str = "", timeout: float = 30) -> None:
        self.address, self.token, self.timeout = address.rstrip("/"), token, timeout

    def me(self) -> MeOut:
        """Return whom the token stands for, what it may be used for, and where."""
        found: MeOut = _read(MeOut, self._call("GET", "/api/v1/me", {}))
        return found

    def list_zones(self) -> list[ZoneOut]:
        """Return every zone."""
        found: list[ZoneOut] = _read(list[ZoneOut], self._call("GET", "/api/v1/zones", {}))
        return found

    def list_measures(self, zone_id: str, *, on: str | None = None) -> list[MeasureOut]:
        """Return the zone's measures in force on a day (today), one entry for each cohort's text."""
        found: list[MeasureOut] = _read(
            list[MeasureOut], self._call("GET", f"/api/v1/zones/{_part(zone_id)}/measures", {"on": on})
        )
        return found

    def get_measure(self, measure_id: str, *, on: str | None = None) -> list[MeasureOut]:
        """Return a measure's texts in force on a day (today); without one in force, its latest text."""
        found: list[MeasureOut] = _read(
            list[MeasureOut], self._call("GET", f"/api/v1/measures/{_part(measure_id)}", {"on": on})
        )
        return found

    def list_firms(
        self, *, zone: str | None = None, q: str | None = None, page_size: int | None = None
    ) -> Iterator[FirmOut]:
        """Return the enterprises the caller may see, by zone, name, credit code or pinyin initials."""
        return self._pages("/api/v1/firms", {"zone": zone, "q": q, "page_size": page_size}, FirmOut)

    def get_firm(self, slug: str) -> FirmOut:
        """Return one enterprise."""
        found: FirmOut = _read(FirmOut, self._call("GET", f"/api/v1/firms/{_part(slug)}", {}))
        return found

    def check_up(self, slug: str, *, on: str | None = None) -> CheckUpOut:
        """Return what every measure of the zone answers for the firm, as of a day (today)."""
        found: CheckUpOut = _read(
            CheckUpOut, self._call("GET", f"/api/v1/firms/{_part(slug)}/checkup", {"on": on})
        )
        return found

    def list_facts(
        self, slug: str, *, fact: str | None = None, page_size: int | None = None
    ) -> Iterator[FactOut]:
        """Return every entry about an enterprise, the oldest first; of one fact, if named."""
        return self._pages(
            f"/api/v1/firms/{_part(slug)}/facts", {"fact": fact, "page_size": page_size}, FactOut
        )

    def record_facts(self, slug: str, body: FactsIn, *, key: str = "") -> Recorded:
        """Record facts about an enterprise, all or none."""
        found: Recorded = _read(
            Recorded, self._call("POST", f"/api/v1/firms/{_part(slug)}/facts", {}, body, key)
        )
        return found

    def list_cases(self, slug: str, *, state: str | None = None) -> list[CaseOut]:
        """Return a firm's cases, the latest first; at most 200, of one state if named."""
        found: list[CaseOut] = _read(
            list[CaseOut], self._call("GET", f"/api/v1/firms/{_part(slug)}/cases", {"state": state})
        )
        return found

    def file_case(self, slug: str, body: FilingIn, *, key: str = "") -> CaseOut:
        """File a case, with the bank account if it is new."""
        found: CaseOut = _read(
            CaseOut, self._call("POST", f"/api/v1/firms/{_part(slug)}/cases", {}, body, key)
        )
        return found

    def get_case(self, slug: str, number: str) -> CaseDetail:
        """Return one case with its steps, what happened and what was decided."""
        found: CaseDetail = _read(
            CaseDetail, self._call("GET", f"/api/v1/firms/{_part(slug)}/cases/{_part(number)}", {})
        )
        return found

    def confirm_case(self, slug: str, number: str, body: ConfirmIn, *, key: str = "") -> CaseOut:
        """Confirm an offer, with the bank account if it is new."""
        found: CaseOut = _read(
            CaseOut,
            self._call("POST", f"/api/v1/firms/{_part(slug)}/cases/{_part(number)}/confirm", {}, body, key),
        )
        return found

    def withdraw_case(self, slug: str, number: str, body: WhyIn, *, key: str = "") -> CaseOut:
        """Take a case back before it is decided."""
        found: CaseOut = _read(
            CaseOut,
            self._call("POST", f"/api/v1/firms/{_part(slug)}/cases/{_part(number)}/withdraw", {}, body, key),
        )
        return found

    def answer_correction(self, slug: str, number: str, body: WhyIn, *, key: str = "") -> CaseOut:
        """Answer the correction that was asked for; record facts and hand in files before."""
        found: CaseOut = _read(
            CaseOut,
            self._call(
                "POST", f"/api/v1/firms/{_part(slug)}/cases/{_part(number)}/correction", {}, body, key
            ),
        )
        return found

    def case_queue(
        self, zone_id: str, *, light: Literal["calm", "soon", "overdue", "stopped"] | None = None
    ) -> list[CaseOut]:
        """Return a zone's cases under way, the most urgent first; at most 200, of one light if named."""
        found: list[CaseOut] = _read(
            list[CaseOut], self._call("GET", f"/api/v1/zones/{_part(zone_id)}/cases", {"light": light})
        )
        return found

    def get_zone_case(self, zone_id: str, number: str) -> CaseDetail:
        """Return one case of a zone with everything."""
        found: CaseDetail = _read(
            CaseDetail, self._call("GET", f"/api/v1/zones/{_part(zone_id)}/cases/{_part(number)}", {})
        )
        return found

    def accept_case(self, zone_id: str, number: str, body: AcceptIn, *, key: str = "") -> CaseOut:
        """Accept a case at the window."""
        found: CaseOut = _read(
            CaseOut,
            self._call("POST", f"/api/v1/zones/{_part(zone_id)}/cases/{_part(number)}/accept", {}, body, key),
        )
        return found

    def give_opinion(self, zone_id: str, number: str, body: OpinionIn, *, key: str = "") -> CaseOut:
        """Give a department's opinion."""
        found: CaseOut = _read(
            CaseOut,
            self._call(
                "POST", f"/api/v1/zones/{_part(zone_id)}/cases/{_part(number)}/opinion", {}, body, key
            ),
        )
        return found

    def decide_case(self, zone_id: str, number: str, body: DecisionIn, *, key: str = "") -> CaseOut:
        """Decide a case."""
        found: CaseOut = _read(
            CaseOut,
            self._call("POST", f"/api/v1/zones/{_part(zone_id)}/cases/{_part(number)}/decide", {}, body, key),
        )
        return found

    def _call(self, method: str, path: str, query: dict[str, Any], body: Any = None, key: str = "") -> Any:
        known = {name: value for name, value in query.items() if value is not None}
        address = self.address + path
        if known:
            address += "?" + urllib.parse.urlencode(known)
        headers = {"Accept": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        data = None
        if body is not None:
            data = json.dumps(dataclasses.asdict(body)).encode()
            headers |= {"Content-Type": "application/json", "Idempotency-Key": key or str(uuid.uuid4())}
        request = urllib.request.Request(address, data=data, headers=headers, method=method)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as answer:  # noqa: S310
                return json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                text = error.read().decode()
            try:
                raise Refused(error.code, json.loads(text)) from None
            except ValueError:
                raise Refused(error.code, {"detail": text[:200]}) from None

    def _pages(self, path: str, query: dict[str, Any], kind: type[T]) -> Iterator[T]:
        page = self._call("GET", path, query)
        while True:
            yield from (_read(kind, each) for each in page["results"])
            if not page["next"]:
                return
            # never to another host, whatever the answer says: the token goes along
            there = urllib.parse.urlsplit(page["next"])
            page = self._call("GET", f"{there.path}?{there.query}", {})


def _read(kind: Any, value: Any) -> Any:
    """Make an object of `kind` of what JSON has; fields a newer server adds are left out."""
    if typing.get_origin(kind) is list:
        return [_read(typing.get_args(kind)[0], each) for each in value]
    if typing.get_origin(kind) is types.UnionType:
        first = next(each for each in typing.get_args(kind) if each is not type(None))
        return None if value is None else _read(first, value)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = typing.get_type_hints(kind)
        return kind(**{name: _read(hint, value[name]) for name, hint in hints.items() if name in value})
    return value


def _part(text: str) -> str:
    """Return a text as one part of a path."""
    return urllib.parse.quote(text, safe="")
