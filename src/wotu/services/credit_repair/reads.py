"""Reading entries, applications and answers, for a firm and for the window."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from wotu.cases.asking import flow_of
from wotu.cases.clocks import clocks_of
from wotu.cases.models import Case, CaseEvent, Correction
from wotu.facts.reads import household_of
from wotu.match.explain import explain
from wotu.measures.zones import Zone, checker
from wotu.parties.models import Party
from wotu.process.clock import Due, Light, light
from wotu.rules.flow import Step
from wotu.rules.model import Measure
from wotu.rules.text import Text
from wotu.services.credit_repair.bar import Bar, bar_of
from wotu.services.credit_repair.bodies import body_words, site_words
from wotu.services.credit_repair.forms import LEVEL_WORDS, SORT_WORDS
from wotu.services.credit_repair.models import (
    STANDING,
    BodyRequest,
    Consent,
    CreditEntry,
    Material,
    RepairItem,
)
from wotu.services.credit_repair.reckoning import Reckoning
from wotu.services.credit_repair.verbs.answers import may_change
from wotu.services.credit_repair.verbs.filing import SERVICE
from wotu.services.credit_repair.verbs.results import outcome_of
from wotu.workdays.reads import calendar

STATE_WORDS: dict[str, tuple[Text, str]] = {
    "published": (Text("公示中", "Published"), "nearly"),
    "ready": (Text("可以申请修复", "May be repaired now"), "entitled"),
    "repairing": (Text("修复办理中", "Repair under way"), "working"),
    "repaired": (Text("已修复", "Repaired"), "done"),
    "expired": (Text("公示期满，自动停止公示", "Publication ended by itself"), "done"),
    "nothing": (Text("轻微，不公示，无需修复", "Minor: not published, nothing to repair"), "done"),
    "void": (Text("作废", "Void"), "stopped"),
}
"""How an entry stands, in words, and the badge that says so."""
ORDER = ("ready", "published", "repairing", "nothing", "expired", "repaired", "void")
"""What needs somebody first."""
VETOING = frozenset({"dishonest_listed", "credit_repaired", "penalty_level"})
"""Facts said by entries, by which measures veto."""


@dataclass(frozen=True)
class Card:
    """An entry with everything a page says of it as of a day."""

    entry: CreditEntry
    found: Reckoning
    bar: Bar
    materials: Sequence[Material]
    consent: Consent | None
    repair: RepairItem | None

    @property
    def state(self) -> str:
        """How it stands."""
        if self.entry.state == "published":
            if self.found.has_nothing:
                return "nothing"
            if self.found.expired:
                return "expired"
            return "ready" if self.found.is_ready else "published"
        return self.entry.state

    @property
    def state_words(self) -> Text:
        """How it stands, in words."""
        return STATE_WORDS[self.state][0]

    @property
    def badge(self) -> str:
        """The badge that says so."""
        return STATE_WORDS[self.state][1]

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done about it."""
        return self.state in ("published", "ready")

    @property
    def body(self) -> Text:
        """Who decided."""
        return body_words(self.entry.decided_by)

    @property
    def bodies(self) -> list[Text]:
        """Who has to be asked."""
        return [body_words(one) for one in self.entry.bodies]

    @property
    def sites(self) -> list[Text]:
        """Where it is published."""
        return [site_words(one) for one in self.entry.sites]

    @property
    def level(self) -> Text:
        """Its class in words."""
        return LEVEL_WORDS.get(self.entry.level, Text("程度未知", "class not known"))

    @property
    def sort(self) -> Text:
        """Its kind in words."""
        return SORT_WORDS[self.entry.sort]


def cards_of(entries: Iterable[CreditEntry], today: dt.date) -> list[Card]:
    """Return entries with everything a page says of them, in three queries."""
    found = list(entries)
    materials: dict[int, list[Material]] = {}
    handed = Material.objects.filter(entry__in=found, removed_at=None).select_related("evidence", "by")
    for material in handed:
        materials.setdefault(material.entry_id, []).append(material)
    consents: dict[int, Consent] = {}
    given = Consent.objects.filter(entries__in=found, revoked_at=None, until__gte=today)
    for consent in (
        given.select_related("given_by").prefetch_related("entries").order_by("given_at").distinct()
    ):
        consents |= dict.fromkeys((entry.pk for entry in consent.entries.all()), consent)
    repairs = {
        repair.entry_id: repair
        for repair in RepairItem.objects.filter(entry__in=found).select_related("case").order_by("pk")
    }
    cards = []
    for entry in found:
        reckoned = entry.reckoned(today)
        cards.append(
            Card(
                entry, reckoned, bar_of(entry.document_date, reckoned), materials.get(entry.pk, []),
                consents.get(entry.pk), repairs.get(entry.pk),
            )
        )  # fmt: skip
    return cards


def urgent_first(cards: Iterable[Card]) -> list[Card]:
    """Return entries in the order in which they need somebody."""
    return sorted(cards, key=lambda card: ORDER.index(card.state))


def entries_of(party: Party) -> QuerySet[CreditEntry]:
    """Return a firm's entries that are not void, the latest decision first."""
    return CreditEntry.objects.filter(party=party).exclude(state="void").select_related("party", "evidence")


def entries_in(zone: str, *, words: str = "", state: str = "") -> QuerySet[CreditEntry]:
    """Return a zone's entries, by firm or number, and by state as it is kept."""
    found = CreditEntry.objects.filter(party__zone=zone).select_related("party", "evidence")
    found = found.filter(state=state) if state else found.exclude(state="void")
    if words.strip():
        firms = Party.objects.enterprises().filter(zone=zone).matching(words)
        found = found.filter(party__in=firms) | found.filter(document_number__icontains=words.strip())
    return found


def vetoed(zone: Zone, party: Party, today: dt.date) -> list[Measure]:
    """Return the measures a firm is shut out of by what its entries say, and by nothing else unmet."""
    asking = checker(zone, today)
    household = household_of(party, asking.plan.packs.vocabulary, today)
    found: dict[str, Measure] = {}
    for finding in asking.check(household):
        if finding.status != "not_entitled":
            continue
        unmet = [one for one in explain(asking.plan, finding).conditions if one.answer == "not_met"]
        if unmet and all(one.veto and VETOING & {seen.slot.fact for seen in one.facts} for one in unmet):
            found.setdefault(finding.line.measure.id, finding.line.measure)
    return list(found.values())


@dataclass(frozen=True)
class Row:
    """One request to a body as it stands now."""

    request: BodyRequest
    light: Light | None
    body: Text
    may_take_back: bool


@dataclass(frozen=True)
class EntryRows:
    """One entry of an application with its requests, and what they come to so far."""

    repair: RepairItem
    rows: Sequence[Row]
    outcome: str

    @property
    def bodies(self) -> list[Text]:
        """Who is asked."""
        return [body_words(one) for one in self.repair.entry.bodies]


@dataclass(frozen=True)
class Application:
    """An application (一件事) as a page shows it: the steps, every answer, the day and light of the whole."""

    case: Case
    due: dt.date | None
    light: Light | None
    entries: Sequence[EntryRows]
    open_steps: Sequence[Step]
    events: Sequence[CaseEvent]
    consents: Sequence[Consent]
    correction: Correction | None

    @property
    def correcting(self) -> bool:
        """Whether the firm is still to correct it."""
        asked = self.correction
        return asked is not None and asked.answered_at is None and self.case.state == "filed"

    @property
    def answered(self) -> int:
        """How many answers are there."""
        return sum(bool(row.request.answer) for one in self.entries for row in one.rows)

    @property
    def asked(self) -> int:
        """How many bodies were asked."""
        return sum(len(one.rows) for one in self.entries)

    @property
    def step(self) -> str:
        """What may be done now: accept, review, decide, or nothing."""
        return self.open_steps[0].does if self.open_steps else ""

    @property
    def step_id(self) -> str:
        """The step that is open."""
        return self.open_steps[0].id if self.open_steps else ""

    @property
    def is_live(self) -> bool:
        """Whether anything is still to come."""
        return self.case.state in ("filed", "open", "approved")

    @property
    def agreed(self) -> int:
        """How many entries every body agreed to."""
        return sum(one.outcome == "repaired" for one in self.entries)


def cases_in(zone: str) -> QuerySet[Case]:
    """Return a zone's applications that are not closed, those due first."""
    found = Case.objects.filter(zone=zone, service=SERVICE, state__in=("filed", "open", "approved"))
    return found.with_pin().select_related("enterprise", "official").order_by("due", "pk")


def application_of(case: Case, now: dt.datetime) -> Application:
    """Return an application with every answer and light, at a local moment."""
    whole = _whole(case, now.date())
    open_rows = list(case.steps.filter(round=case.round, done_at=None).values_list("step", flat=True))
    steps = flow_of(case).steps
    repairs = RepairItem.objects.filter(case=case).select_related("entry").prefetch_related("requests")
    entries = [
        EntryRows(
            repair,
            [
                Row(
                    one, request_light(one, now), body_words(one.body),
                    bool(one.answer) and may_change(case, one),
                )
                for one in repair.requests.all()
            ],
            outcome_of(repair),
        )
        for repair in repairs
    ]  # fmt: skip
    consents = Consent.objects.filter(pk__in=case.data.get("consents", [])).select_related("given_by")
    return Application(
        case, whole.date if whole else None, light(whole, now), entries,
        [steps[one] for one in open_rows if one in steps],
        list(case.events.filter(for_firm=True).exclude(kind__in=("step_opened", "step_done"))),
        list(consents),
        Correction.objects.filter(case=case).first(),
    )  # fmt: skip


def _whole(case: Case, today: dt.date) -> Due | None:
    """Return by when a whole application is due, stopped time left out; its next step before acceptance."""
    if case.state not in ("filed", "open", "approved"):
        return None
    total = clocks_of(flow_of(case), case.events.all(), today).total
    return total or (_due(case.due, today) if case.due else None)


def request_light(request: BodyRequest, now: dt.datetime) -> Light | None:
    """Return the light of what a body is asked; None once it has answered."""
    return None if request.answer else light(_due(request.due, now.date()), now)


def _due(day: dt.date, today: dt.date) -> Due:
    return Due(day, calendar().working_days_between(today, day).days)


def waiting_requests(zone: str) -> list[BodyRequest]:
    """Return what bodies have not answered yet in a zone, the most urgent first."""
    found = BodyRequest.objects.filter(repair__case__zone=zone, repair__case__state="open", answer="")
    return list(found.select_related("repair__case__enterprise", "repair__entry").order_by("due", "pk"))


def holding(ids: Collection[int]) -> dict[int, Text]:
    """Keep files of entries that stand: as the decision they rest on, or gathered for their repair."""
    why = Text("失信信息还没有修复", "a credit entry it belongs to is not repaired")
    standing = CreditEntry.objects.filter(state__in=STANDING)
    own = standing.filter(evidence__in=ids).values_list("evidence", flat=True)
    gathered = Material.objects.filter(evidence__in=ids, entry__in=standing).values_list(
        "evidence", flat=True
    )
    return dict.fromkeys((*own, *gathered), why)
