"""Reading the standing answers: a firm's, and a zone's at a glance."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count

from wotu.findings import words
from wotu.findings.changes import TOLD, answering
from wotu.findings.models import Change, CheckedFirm, Run, StandingAnswer
from wotu.measures.zones import Zone
from wotu.parties.models import Party
from wotu.rules.text import Text
from wotu.rules.windows import WindowState, window_on

RUNS_SHOWN = 10
CHANGES_SHOWN = 50
FACTS_SHOWN = 10
WEEK = dt.timedelta(days=7)


@dataclass(frozen=True)
class Entitlement:
    """Something a firm, or somebody or something of it, is entitled to; `subject` is empty for the firm."""

    title: Text
    measure: str
    version: str
    subject: str
    subject_slug: str
    amount: Text | None
    since: dt.date
    displaced: bool
    depends_on_others: bool
    window: WindowState | None


@dataclass(frozen=True)
class Happened:
    """One entry of the log, in words."""

    change: Change
    label: Text
    text: Text
    told: bool


@dataclass(frozen=True)
class Standing:
    """What stands for a firm: as of when, its entitlements, how many answers wait, what happened."""

    on: dt.date | None
    entitlements: Sequence[Entitlement]
    waiting: int
    history: Sequence[Happened]


def standing_of(zone: Zone, enterprise: Party, on: dt.date) -> Standing:
    """Return what stands for an enterprise and what belongs to it."""
    checked = CheckedFirm.objects.filter(pk=enterprise.pk).first()
    by_measure: dict[tuple[int, str], list[StandingAnswer]] = defaultdict(list)
    answers = StandingAnswer.objects.filter(enterprise=enterprise).exclude(status="not_entitled")
    for answer in answers.select_related("subject"):
        by_measure[answer.subject_id, answer.measure].append(answer)
    found = [one for texts in by_measure.values() if (one := answering(texts)) is not None]
    entitled = [_entitlement(zone, answer, on) for answer in found if answer.status == "entitled"]
    entitled.sort(key=lambda one: (one.displaced, -one.since.toordinal(), one.measure))
    changes = Change.objects.filter(enterprise=enterprise).select_related("subject", "enterprise")
    history = [
        Happened(c, words.KINDS[c.kind], words.in_words(zone, c, c.kind, c.on), c.kind in TOLD)
        for c in changes[:CHANGES_SHOWN]
    ]
    waiting = sum(answer.status == "unknown" for answer in found)
    return Standing(checked.on if checked else None, entitled, waiting, history)


def _entitlement(zone: Zone, answer: StandingAnswer, on: dt.date) -> Entitlement:
    version = words.version_of(zone, answer.version)
    window = version.window if version else None
    own = answer.subject_id == answer.enterprise_id
    return Entitlement(
        words.title_of(zone, answer.measure), answer.measure, answer.version,
        "" if own else answer.subject.name, answer.subject.slug,
        words.amount(zone, answer.version, answer.low, answer.high), answer.since,
        answer.displaced, bool(version and version.ranking),
        window_on(window, on) if window and (window.yearly or window.dates) else None,
    )  # fmt: skip


@dataclass(frozen=True)
class MeasureWeek:
    """What changed about one measure: how many subjects, by kind of change."""

    measure: str
    title: Text
    entitled: int
    lost: int
    amount: int
    opened: int
    firms: int


@dataclass(frozen=True)
class UnknownFact:
    """A fact that answers wait for, and how many."""

    label: Text
    answers: int

    @property
    def figure(self) -> str:
        """How many, as it is written."""
        return f"{self.answers:,}"


@dataclass(frozen=True)
class Board:
    """A zone's matching at a glance."""

    runs: Sequence[Run]
    week: Sequence[MeasureWeek]
    answers: int
    unknown: int
    entitled: int
    facts: Sequence[UnknownFact]

    @property
    def last(self) -> Run | None:
        """The last run that was not stopped."""
        return next((run for run in self.runs if run.state != "stopped"), None)

    @property
    def unknown_share(self) -> float:
        """The share of answers that wait for facts, in percent."""
        return 100 * self.unknown / self.answers if self.answers else 0.0


def board_of(zone: Zone, now: dt.datetime) -> Board:
    """Return the matching of a zone at a glance; the week ends now."""
    answers: Counter[str] = Counter()
    facts: Counter[str] = Counter()
    # few distinct lists of facts stand for all the answers: counting them is one pass
    counted = StandingAnswer.objects.filter(zone=zone.id).order_by().values_list("status", "unknown")
    for status, slots, number in counted.annotate(Count("pk")):
        answers[status] += number
        if status == "unknown":
            for fact in {slot.partition("@")[0] for slot in slots}:
                facts[fact] += number
    return Board(
        runs_of(zone), _week(zone, now), answers.total(), answers["unknown"], answers["entitled"],
        _unknown_facts(zone, facts),
    )  # fmt: skip


def runs_of(zone: Zone) -> list[Run]:
    """Return the latest runs of a zone."""
    return list(Run.objects.filter(zone=zone.id)[:RUNS_SHOWN])


def saved_share(evaluated: int, saved: int) -> float:
    """Return how much of the answers was not asked again, in percent."""
    total = evaluated + saved
    return 100 * saved / total if total else 0.0


def _week(zone: Zone, now: dt.datetime) -> list[MeasureWeek]:
    rows = Change.objects.filter(zone=zone.id, at__gt=now - WEEK, kind__in=TOLD).order_by()
    kinds: dict[str, dict[str, int]] = defaultdict(dict)
    for measure, kind, number in rows.values_list("measure", "kind").annotate(n=Count("pk")):
        kinds[measure][kind] = number
    firms = dict(rows.values_list("measure").annotate(n=Count("enterprise", distinct=True)))
    found = [
        MeasureWeek(
            measure, words.title_of(zone, measure), k.get("entitled", 0), k.get("lost", 0),
            k.get("grew", 0) + k.get("shrank", 0) + k.get("amount", 0), k.get("opened", 0), firms[measure],
        )
        for measure, k in kinds.items()
    ]  # fmt: skip
    return sorted(found, key=lambda one: (-one.firms, one.measure))


def _unknown_facts(zone: Zone, facts: Mapping[str, int]) -> list[UnknownFact]:
    """Return the facts most answers wait for, whatever their year."""
    vocabulary = zone.packs.vocabulary
    most = sorted(facts.items(), key=lambda pair: (-pair[1], pair[0]))[:FACTS_SHOWN]
    return [
        UnknownFact(vocabulary[name].label if name in vocabulary else Text(name, name), number)
        for name, number in most
    ]
