"""What is on record about a firm, fact by fact: what counts, what else is said, and what went before."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, F, Max, Min, OuterRef, Q

from wotu.facts.models import Contest, Dispute, FactEntry
from wotu.facts.places import Place, differ, place_of, same, speaking
from wotu.facts.reads import end_of
from wotu.parties.models import Party
from wotu.rules.vocabulary import Fact, Vocabulary

MOST_CONFLICTS = 200


@dataclass(frozen=True)
class Known:
    """One fact at one time: every entry about it, the first recorded first.

    `speaking` are those that count for their kind of source, the most trusted first.
    """

    place: Place
    fact: Fact
    party: Party
    entries: tuple[FactEntry, ...]
    speaking: tuple[FactEntry, ...]
    disputes: tuple[Dispute, ...] = field(default=())

    @property
    def used(self) -> FactEntry | None:
        """The entry that decides the value; none where all were withdrawn."""
        return self.speaking[0] if self.speaking else None

    @property
    def in_conflict(self) -> bool:
        """Whether sources disagree and nobody has decided since the last of them spoke."""
        return _open_conflict(self.fact, self.speaking)

    @property
    def others(self) -> list[FactEntry]:
        """What other sources say that is not what counts."""
        return [e for e in self.speaking[1:] if self.used and not same(self.fact, self.used, e)]

    @property
    def earlier(self) -> list[FactEntry]:
        """Every entry but the one that counts, the latest first."""
        return [entry for entry in reversed(self.entries) if entry != self.used]


def _open_conflict(fact: Fact, voices: Sequence[FactEntry]) -> bool:
    if len(voices) < 2 or not differ(fact, voices):
        return False
    decision = voices[0]
    if decision.kind != "decision":
        return True
    decided = (decision.recorded_at, decision.pk)
    later = [voice for voice in voices[1:] if (voice.recorded_at, voice.pk) > decided]
    return any(not same(fact, decision, voice) for voice in later)


def known_about(
    parties: Sequence[Party],
    vocabulary: Vocabulary,
    known_on: dt.date | None = None,
    facts: Iterable[str] | None = None,
) -> list[Known]:
    """Return everything on record about parties, in the order of the vocabulary, the latest time first."""
    before = end_of(known_on)
    rows = FactEntry.objects.filter(party__in=parties)
    if facts is not None:
        rows = rows.filter(fact__in=list(facts))
    if before is not None:
        rows = rows.filter(recorded_at__lt=before)
    entries = rows.select_related("withdrawal", "evidence").order_by("recorded_at", "id")
    disputes = Dispute.objects.filter(entry__party__in=parties).select_related("evidence")
    return _grouped(list(entries), list(disputes), {p.pk: p for p in parties}, vocabulary, before)


def _grouped(
    entries: Sequence[FactEntry],
    disputes: Sequence[Dispute],
    parties: dict[int, Party],
    vocabulary: Vocabulary,
    before: dt.datetime | None,
) -> list[Known]:
    by_place: dict[Place, list[FactEntry]] = {}
    for entry in entries:
        if entry.fact in vocabulary:
            by_place.setdefault(place_of(entry.party_id, entry), []).append(entry)
    found = []
    for place, mine in by_place.items():
        fact, ids = vocabulary[place.fact], {entry.pk for entry in mine}
        standing = [entry for entry in mine if not is_withdrawn(entry, before)]
        about = tuple(dispute for dispute in disputes if dispute.entry_id in ids)
        found.append(
            Known(place, fact, parties[place.party], tuple(mine), tuple(speaking(fact, standing)), about)
        )
    order = {name: number for number, name in enumerate(vocabulary)}
    found.sort(key=lambda known: _newest_first(known.place), reverse=True)
    return sorted(found, key=lambda known: order[known.place.fact])


def is_withdrawn(entry: FactEntry, before: dt.datetime | None = None) -> bool:
    """Tell whether an entry was withdrawn by a moment; its withdrawal must have been read with it."""
    withdrawal = getattr(entry, "withdrawal", None)
    return withdrawal is not None and (before is None or withdrawal.recorded_at < before)


def _newest_first(place: Place) -> tuple[str, str]:
    return place.period, str(place.since or place.at or "")


def conflicts_of(zone: str, vocabulary: Vocabulary, limit: int = MOST_CONFLICTS) -> list[Known]:
    """Return what sources disagree about in a zone and nobody has decided, firm by firm."""
    contests = Contest.objects.filter(party=OuterRef("party"))
    contested = Contest.objects.filter(party__zone=zone).values("party")
    places = (
        FactEntry.objects.standing()
        .filter(Exists(contests.filter(fact=OuterRef("fact"))), party__in=contested)
        .values("party", "fact", "period", "since", "at")
        .annotate(kind_=Min("kind"), other_kind=Max("kind"), said=Min("value"), also_said=Max("value"))
        .exclude(kind_=F("other_kind"))
        .exclude(said=F("also_said"))
        .order_by("party", "fact")
    )
    wanted = {(row["party"], row["fact"]) for row in places[: limit * 3]}
    parties = list(Party.objects.filter(pk__in={party for party, _ in wanted}).select_related("owner"))
    known = known_about(parties, vocabulary, facts={fact for _, fact in wanted})
    found = [one for one in known if one.in_conflict]
    return sorted(found, key=lambda one: one.party.slug)[:limit]


def disputes_of(zone: str) -> list[Dispute]:
    """Return a zone's disputes that wait for an answer, the oldest first."""
    return list(
        Dispute.objects.filter(party__zone=zone, state="open")
        .select_related("party", "entry__party", "evidence", "entry__evidence")
        .order_by("opened_at", "id")
    )


def statements_since(party: Party, moment: dt.datetime, by: str) -> list[FactEntry]:
    """Return what somebody stated for an enterprise since a moment, the latest first."""
    mine = Q(party=party) | Q(party__owner=party)
    return list(
        FactEntry.objects.standing()
        .filter(mine, kind="statement", recorded_by=by, recorded_at__gte=moment)
        .select_related("party")
        .order_by("-recorded_at", "-id")
    )
