"""Asking again what has to be asked again, for a batch of households, and writing what came out."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from wotu.facts.reads import households_of
from wotu.findings.changes import answering, kind_of
from wotu.findings.models import Change, Run, StandingAnswer
from wotu.findings.rules import Rules
from wotu.match.bundles import Bundle
from wotu.match.checkup import Finding
from wotu.match.plan import Line
from wotu.match.subject import Household, Subject
from wotu.parties.models import Party
from wotu.rules.vocabulary import ABOUTS, About, Vocabulary
from wotu.rules.windows import window_on

Key = tuple[int, str]
"""A subject's key and a text's."""
KEPT_FIELDS = (
    "enterprise_id", "zone", "measure", "status", "low", "high", "displaced", "window_open", "unknown",
    "seen",
)  # fmt: skip
UPDATED = [
    "enterprise", *KEPT_FIELDS[1:], "on", "since", "changed_at", "previous",
]  # fmt: skip
ROWS = 2_000


@dataclass
class Batch:
    """Some households of a zone, asked about some bundles; the others are known to stand.

    A bundle is asked where its text is not among those the household was last asked under (`known`, by
    enterprise), where the facts it reads changed, or in any case where `everything` says so.
    """

    run: Run
    rules: Rules
    bundles: Sequence[Bundle]
    enterprises: Sequence[Party]
    known: Mapping[int, frozenset[str]]
    now: dt.datetime
    everything: bool
    evaluated: int = 0
    total: int = 0
    _changes: list[Change] = field(default_factory=list)
    _written: list[StandingAnswer] = field(default_factory=list)
    _gone: list[int] = field(default_factory=list)

    def ask(self) -> int:
        """Ask, write answers and changes; return how many changes there were."""
        ids = [party.pk for party in self.enterprises]
        wanted = Q(pk__in=ids) | Q(owner__in=ids)
        keys: dict[str, int] = dict(Party.objects.filter(wanted).values_list("slug", "pk"))
        stored = self._stored(ids, keys.values())
        households = households_of(self.enterprises, self._vocabulary(), self.run.on)
        for party, household in zip(self.enterprises, households, strict=True):
            self._household(party, household, stored.get(party.pk, {}), keys)
        self._write()
        return len(self._changes)

    def _vocabulary(self) -> Vocabulary:
        """Return the facts the bundles read: nothing else has to be."""
        everything = self.rules.zone.packs.vocabulary
        needed = {slot.fact for bundle in self.bundles for slot in bundle.slots}
        return {name: fact for name, fact in everything.items() if name in needed}

    def _stored(
        self, enterprises: Sequence[int], subjects: Iterable[int]
    ) -> dict[int, dict[Key, StandingAnswer]]:
        """Read the answers that stand for the measures asked, and for texts no longer in force."""
        measures = {line.measure.id for bundle in self.bundles for line in bundle.lines}
        answers = StandingAnswer.objects.filter(
            Q(enterprise__in=enterprises) | Q(subject__in=list(subjects)),
            Q(measure__in=measures) | ~Q(version__in=self.rules.versions),
        )
        owner = dict(
            Party.objects.filter(pk__in={a.subject_id for a in answers}).values_list("pk", "owner_id")
        )
        found: dict[int, dict[Key, StandingAnswer]] = defaultdict(dict)
        for answer in answers:
            household = owner.get(answer.subject_id) or answer.subject_id
            home = household if household in set(enterprises) else answer.enterprise_id
            found[home][answer.subject_id, answer.version] = answer
        return found

    def _household(
        self, party: Party, household: Household, stored: dict[Key, StandingAnswer], keys: Mapping[str, int]
    ) -> None:
        rows: dict[About, list[Subject]] = {about: list(household.rows(about)) for about in ABOUTS}
        self.total += sum(len(rows[line.about]) for line in self.rules.checker.plan.lines)
        stale: dict[tuple[int, str], str] = {}
        present: set[Key] = set()
        for bundle in self.bundles:
            news = self.everything or bundle.text not in self.known.get(party.pk, ())
            for unit in bundle.units(rows):
                mine = [(line, row) for line in bundle.lines for row in unit if row.about == line.about]
                places = [(keys[row.id], line.version.key) for line, row in mine]
                present.update(places)
                seen = bundle.seen(unit)
                if news or not all(stands(stored.get(place), party, seen) for place in places):
                    stale |= {(line.index, row.id): seen for line, row in mine}
        fresh = {}
        if stale:
            findings = self.rules.checker.check(household, lambda line, row: (line.index, row.id) in stale)
            self.evaluated += len(findings)
            for finding in findings:
                answer = self._answer(party, finding, keys, stale[finding.line.index, finding.subject.id])
                fresh[answer.subject_id, answer.version] = answer
        asked = {line.version.key for bundle in self.bundles for line in bundle.lines}
        gone = [
            key for key in stored.keys() - present if key[1] in asked or key[1] not in self.rules.versions
        ]
        self._compare(party, stored, fresh, gone)

    def _answer(self, party: Party, finding: Finding, keys: Mapping[str, int], seen: str) -> StandingAnswer:
        line, on = finding.line, self.run.on
        waits = {
            "entitled": finding.unknown_award_slots,
            "unknown": finding.unknown_slots,
            "not_entitled": list,
        }[finding.status]()
        return StandingAnswer(
            enterprise_id=party.pk, subject_id=keys[finding.subject.id], zone=self.run.zone,
            measure=line.measure.id, version=line.version.key, status=finding.status,
            low=finding.award.low, high=finding.award.high, displaced=finding.taken_away,
            window_open=is_open(line, on), unknown=[str(slot) for slot in waits], seen=seen,
            on=on, since=on, changed_at=self.now, previous="",
        )  # fmt: skip

    def _compare(
        self,
        party: Party,
        stored: dict[Key, StandingAnswer],
        fresh: dict[Key, StandingAnswer],
        gone: list[Key],
    ) -> None:
        for key, answer in fresh.items():
            old = stored.get(key)
            if old is None:
                self._written.append(answer)
            elif any(getattr(old, name) != getattr(answer, name) for name in KEPT_FIELDS):
                self._written.append(_continued(old, answer))
        self._gone += [stored[key].pk for key in gone]
        before, after = _by_measure(stored), _by_measure({**stored, **fresh}, without=gone)
        touched = {(key[0], answer.measure) for key, answer in fresh.items()}
        touched |= {(key[0], stored[key].measure) for key in gone}
        for place in sorted(touched):
            self._note(party, before.get(place), after.get(place), place)

    def _note(
        self,
        party: Party,
        before: StandingAnswer | None,
        after: StandingAnswer | None,
        place: tuple[int, str],
    ) -> None:
        kind = kind_of(before, after, first=party.pk not in self.known)
        if kind is None:
            return
        told = after or before
        self._changes.append(
            Change(
                run=self.run, enterprise_id=party.pk, subject_id=place[0], zone=self.run.zone,
                measure=place[1], version=told.version if told else "", kind=kind, on=self.run.on,
                at=self.now,
                before=before.status if before else "", before_low=before.low if before else None,
                before_high=before.high if before else None, after=after.status if after else "",
                after_low=after.low if after else None, after_high=after.high if after else None,
            )
        )  # fmt: skip

    def _write(self) -> None:
        StandingAnswer.objects.filter(pk__in=self._gone).delete()
        StandingAnswer.objects.bulk_create(
            self._written, batch_size=ROWS, update_conflicts=True, unique_fields=["subject", "version"],
            update_fields=UPDATED,
        )  # fmt: skip
        Change.objects.bulk_create(self._changes, batch_size=ROWS)


def stands(answer: StandingAnswer | None, party: Party, seen: str) -> bool:
    """Tell whether an answer follows from the facts with this fingerprint, and is where it belongs."""
    return answer is not None and answer.seen == seen and answer.enterprise_id == party.pk


def is_open(line: Line, on: dt.date) -> bool:
    """Tell whether applications are taken on a day."""
    return window_on(line.version.window, on).is_open


def _continued(old: StandingAnswer, new: StandingAnswer) -> StandingAnswer:
    """Carry over since when a status holds, and when anything a reader sees last changed."""
    if old.status == new.status:
        new.since, new.previous = old.since, old.previous
        same = (old.low, old.high, old.displaced) == (new.low, new.high, new.displaced)
        new.changed_at = old.changed_at if same else new.changed_at
    else:
        new.previous = old.status
    return new


def _by_measure(
    answers: Mapping[Key, StandingAnswer], without: Iterable[Key] = ()
) -> dict[tuple[int, str], StandingAnswer]:
    """Return for every subject and measure the text that answers."""
    left_out, texts = set(without), defaultdict(list)
    for key, answer in answers.items():
        if key not in left_out:
            texts[key[0], answer.measure].append(answer)
    return {place: found for place, mine in texts.items() if (found := answering(mine)) is not None}
