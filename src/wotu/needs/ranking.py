"""Ranking what a zone offers by what a firm says it lacks. Pure: packs and words in, suggestions out.

BM25 over pairs of characters and English words, fields weighted, with one kind of word more: the terms of the
field. A firm says 周转不开, a measure writes 贷款; the table (data/terms.yaml) knows that both mean a loan.
Every suggestion keeps the words it rests on, so that a page can show the reason.
"""

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from wotu.needs import words
from wotu.needs.tokens import Heard, heard, normal, tokens, written
from wotu.needs.words import Office, Term
from wotu.rules.model import Account, Measure, PackSet, Version
from wotu.rules.quantity import quantity_text
from wotu.rules.text import Language, Text

Kind = Literal["measure", "resource"]
LANGUAGES: tuple[Language, Language] = ("zh", "en")
MOST = 5
LONGEST = 1_000
"""Of what a firm says, this many characters are read."""

TITLE, CLAUSE, CONDITION = 3.0, 1.0, 0.5
SATURATION, LENGTH = 1.2, 0.3
"""BM25's k1 and b."""
OF_TERM, OF_WEAK = {"said": 3.0, "typo": 2.0, "hint": 1.5}, 1.0
"""What a term counts against an ordinary word."""
EVERYTHING = 0.01
"""A least score that keeps whatever shares a word."""
ENOUGH = 7.0
"""Below this nothing fits: see docs/needs.md for how it was chosen."""
ANOTHER = 0.85
"""What a further suggestion on the same term counts against one on another."""
BESIDE_BEST = 0.4
STANDINGS = {"entitled": 0, "nearly": 0, "unknown": 0, "not": 2}
"""What comes first for a firm; where its standing cannot be told, in between."""
"""A suggestion this much weaker than the best is left out."""


@dataclass(frozen=True, slots=True)
class Match:
    """A word of the firm, and the word of the measure it met; `term` where they only mean the same."""

    said: str
    found: Text
    term: Text | None = None
    typo: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """Something a zone has: a measure with its text, or a resource with how much there is.

    `starts` is the day a measure comes into force, where that is still to come; `given_by` are the measures
    that give a resource out.
    """

    key: str
    kind: Kind
    title: Text
    body: Text
    area: str
    measure: Measure | None = None
    version: Version | None = None
    account: Account | None = None
    starts: dt.date | None = None
    given_by: tuple[str, ...] = ()

    @property
    def limit(self) -> Text | None:
        """How much there is of a resource."""
        if self.account is None:
            return None
        limit = self.account.limit
        return Text(*(quantity_text(limit.value, limit.dimension, limit.percent, lang) for lang in LANGUAGES))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An offer that may serve, how strongly, and why; `standing` is the firm's own answer under it."""

    offer: Offer
    score: float
    matches: tuple[Match, ...]
    standing: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of a need: suggestions, best first; its topic; the department for it."""

    suggestions: tuple[Suggestion, ...]
    topic: str
    office: Office
    heard: tuple[Heard, ...]

    @property
    def terms(self) -> list[str]:
        """The ids of the terms named; hints only where nothing was named."""
        strong = [one for one in self.heard if not one.term.weak]
        return [one.term.id for one in [o for o in strong if o.how != "hint"] or strong]


@dataclass(frozen=True)
class _Document:
    offer: Offer
    weights: Mapping[str, float]
    length: float
    terms: Mapping[str, Text]
    texts: Text


class Index:
    """The offers of every zone, ready to be ranked for one of them.

    How rare a word is is counted over all zones, so that the scores of a small zone mean the same.
    `plain` leaves out terms and weights: BM25 as everybody has it.
    """

    def __init__(
        self, offers: Mapping[str, Sequence[Offer]], terms: Mapping[str, Term], *, plain: bool = False
    ) -> None:
        self.plain = plain
        self.terms = {} if plain else terms
        every = {offer.key: offer for zone in offers.values() for offer in zone}
        known = {key: self._document(offer) for key, offer in every.items()}
        self._of_zone = {zone: [known[offer.key] for offer in own] for zone, own in offers.items()}
        self._count = len(known)
        self._seen = Counter(word for document in known.values() for word in document.weights)
        self._usual = sum(d.length for d in known.values()) / self._count if known else 1.0

    @property
    def zones(self) -> set[str]:
        """The zones it ranks for."""
        return set(self._of_zone)

    def read(self, zone: str, says: str, *, most: int = MOST, enough: float | None = None) -> Reading:
        """Rank a zone's offers by what a firm says. No suggestion where nothing fits well enough."""
        least = ENOUGH if enough is None else enough
        says = says[:LONGEST]
        found = heard(says, self.terms)
        wanted = self._wanted(says, found)
        scored = [(self._score(document, wanted), document) for document in self._of_zone.get(zone, ())]
        scored = [(score, document) for score, document in scored if score >= least]
        scored.sort(key=lambda pair: (-pair[0], pair[1].offer.key))
        best = scored[0][0] if scored else 0.0
        kept = _spread([
            Suggestion(document.offer, score, tuple(self._why(document, says, found)))
            for score, document in scored
            if score >= best * BESIDE_BEST
        ], most)  # fmt: skip
        topic = _topic(found, kept)
        return Reading(kept, topic, words.office_for(zone, topic), tuple(found))

    def _document(self, offer: Offer) -> _Document:
        conditions = [c.label for c in offer.version.conditions] if offer.version else []
        fields = [(offer.title, TITLE), (offer.body, CLAUSE), *((label, CONDITION) for label in conditions)]
        weights: dict[str, float] = defaultdict(float)
        named: dict[str, Text] = {}
        for text, weight in fields:
            for word in (*tokens(text.zh), *tokens(text.en)):
                weights[word] += 1.0 if self.plain else weight
            for id_, words_found in _written(text, self.terms).items():
                weights[f"#{id_}"] += weight
                named.setdefault(id_, words_found)
        length = sum(weight for word, weight in weights.items() if not word.startswith("#"))
        whole = Text(" ".join(normal(t.zh) for t, _ in fields), " ".join(normal(t.en) for t, _ in fields))
        return _Document(offer, dict(weights), length, named, whole)

    def _wanted(self, says: str, found: Sequence[Heard]) -> dict[str, float]:
        wanted = dict.fromkeys(tokens(says), 1.0)
        beside = any(one.how == "said" and not self._seen[f"#{one.term.id}"] for one in found)
        for one in found:
            if (
                beside and one.how == "hint"
            ):  # what was plainly asked for, nobody offers: no guessing from hints
                continue
            wanted[f"#{one.term.id}"] = OF_WEAK if one.term.weak else OF_TERM[one.how]
        return wanted

    def _score(self, document: _Document, wanted: Mapping[str, float]) -> float:
        total = 0.0
        for word, weight in wanted.items():
            if often := document.weights.get(word, 0.0):
                longer = 1 - LENGTH + LENGTH * document.length / self._usual
                total += (
                    weight * self._rarity(word) * often * (SATURATION + 1) / (often + SATURATION * longer)
                )
        return total

    def _rarity(self, word: str) -> float:
        count = self._seen[word]
        return math.log(1 + (self._count - count + 0.5) / (count + 0.5))

    def _why(self, document: _Document, says: str, found: Sequence[Heard]) -> Iterable[Match]:
        here = [one for one in found if one.term.id in document.terms]
        for one in sorted(here, key=lambda one: (one.term.weak, one.how == "hint")):
            yield Match(one.typed, document.terms[one.term.id], one.term.label, one.how == "typo")
        named = {one.typed for one in here}
        for stretch in _common(says, f"{document.texts.zh} {document.texts.en}"):
            if not any(stretch in typed for typed in named):
                yield Match(stretch, Text(stretch, stretch))


def offers_of(packs: PackSet, zone: str, on: dt.date) -> list[Offer]:
    """Return what a zone and the packs it builds on offer on a day.

    Measures in force or still to come, and the zone's resources; what has expired is left out.
    """
    near = _below(packs, zone)
    measures = [measure for measure in packs.measures.values() if measure.pack.id in near]
    found = [offer for measure in measures if (offer := _offer(measure, on))]
    for account in packs.packs[zone].accounts.values():
        found.append(
            _resource(zone, account, [offer for offer in found if _draws_on(offer, f"{zone}.{account.id}")])
        )
    return found


def _below(packs: PackSet, id_: str) -> set[str]:
    """Return a pack and all it builds on."""
    return {id_}.union(*(_below(packs, base) for base in packs.packs[id_].builds_on))


def _offer(measure: Measure, on: dt.date) -> Offer | None:
    version = next((version for version in measure.versions if version.in_force(on)), None)
    starts = None
    if version is None:
        version = next((v for v in measure.versions if v.valid_from and v.valid_from > on), None)
        starts = version.valid_from if version else None
    if version is None:
        return None
    return Offer(
        measure.id, "measure", measure.title, version.clause, measure.area, measure, version, starts=starts
    )


def with_standing(reading: Reading, standing: Mapping[str, str]) -> Reading:
    """Put first what the firm is, nearly is, or may be entitled to, each with its answer."""
    marked = [replace(one, standing=standing.get(one.offer.key, "")) for one in reading.suggestions]
    marked.sort(key=lambda one: STANDINGS.get(one.standing, 1))
    return replace(reading, suggestions=tuple(marked))


def _draws_on(offer: Offer, account: str) -> bool:
    capacity = offer.version.capacity if offer.version else None
    return capacity is not None and capacity.account == account


def _resource(zone: str, account: Account, drawing: Sequence[Offer]) -> Offer:
    body = Text("、".join(o.title.zh for o in drawing) or account.label.zh,
                "; ".join(o.title.en for o in drawing) or account.label.en)  # fmt: skip
    area = drawing[0].area if drawing else words.OTHER
    return Offer(
        f"resource:{zone}.{account.id}",
        "resource",
        account.label,
        body,
        area,
        account=account,
        given_by=tuple(one.key for one in drawing),
    )


def _written(text: Text, terms: Mapping[str, Term]) -> dict[str, Text]:
    """Return the terms the Chinese of a text names, each with the words in both languages."""
    en = written(text.en, terms)
    return {id_: Text(zh, en.get(id_, terms[id_].label.en)) for id_, zh in written(text.zh, terms).items()}


def _spread(scored: Sequence[Suggestion], most: int) -> tuple[Suggestion, ...]:
    """Choose the best, but let what serves another thing asked for come before a third of the same."""
    left, chosen, used = list(scored), list[Suggestion](), Counter[Text | None]()
    while left and len(chosen) < most:
        best = max(left, key=lambda one: one.score * ANOTHER ** used[_main(one)])
        left.remove(best)
        chosen.append(best)
        used[_main(best)] += 1
    return tuple(chosen)


def _main(suggestion: Suggestion) -> Text | None:
    """Return the term a suggestion rests on, if any."""
    return next((match.term for match in suggestion.matches if match.term), None)


def _common(says: str, text: str) -> list[str]:
    """Return the longest stretches of meaning that stand in both texts, in the order they were said."""
    known = set(tokens(text))
    plain, found, at = normal(says), [], 0
    while at < len(plain) - 1:
        end = at
        while end < len(plain) - 1 and plain[end : end + 2] in known and plain[at : end + 2] in text:
            end += 1
        if end > at:
            found.append(plain[at : end + 1])
        at = end + 1
    return found + [word for word in dict.fromkeys(tokens(says)) if word.isascii() and word in known]


def _topic(found: Sequence[Heard], kept: Sequence[Suggestion]) -> str:
    """Return what a need is about: what the best suggestion rests on, else the terms heard."""
    rests_on = _main(kept[0]) if kept else None
    votes: Counter[str] = Counter()
    for one in found:
        if one.term.label == rests_on:
            return one.term.topic
        votes[one.term.topic] += 3 if one.how == "said" and not one.term.weak else 1
    if kept and kept[0].offer.area in words.topics():
        return kept[0].offer.area
    return votes.most_common(1)[0][0] if votes else words.OTHER
