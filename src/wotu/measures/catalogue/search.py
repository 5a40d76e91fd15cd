"""Finding measures by words: Chinese, English, and the initials or syllables of pinyin.

Texts are cut into pairs of characters, words and pairs of initials; a field counts by its weight, a
term by how rare it is. The index is made once for the packs that are loaded, and holds no date.
"""

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

from wotu.measures.catalogue.synonyms import same_meaning
from wotu.measures.zones import Zone, zones
from wotu.rules.model import Measure
from wotu.rules.text import Text

LONGEST = 100
"""More of a query is not looked at."""
LEAST_SHARE, MOST_OF_IT, ALL_OF_IT = 0.5, 0.6, 1.0
"""A run of characters is found where half of its pairs stand, initials where most do. Read as words
side by side, most of the words must stand, and every one where only initials are given."""
TITLE, MEANING, CLAUSE, PLACE, CONDITION = 6.0, 2.0, 2.0, 1.5, 1.0
WHOLE, INITIALS = 40.0, 0.7
"""What it counts that the title holds the whole query; how initials count beside characters."""
_PARTS = re.compile(r"[\u3400-\u9fff]+|[a-z0-9]+")
_EMPTY = re.compile(r"请问|我们|公司|哪些|什么|怎么|如何|可以|申请|政策|措施|[我想要的有吗了和与及]")
_STOP = frozenset({"a", "an", "and", "by", "for", "from", "in", "is", "of", "on", "or", "the", "to", "with"})
_LONG_WORD = 4


@dataclass(frozen=True)
class _Titles:
    """A title as it is compared whole: characters, English words, initials and syllables."""

    zh: str
    en: str
    initials: str
    syllables: str


class Index:
    """An index of measures."""

    def __init__(self, measures: Iterable[Measure]) -> None:
        self._weights: dict[str, dict[str, float]] = defaultdict(dict)
        self._titles: dict[str, _Titles] = {}
        for measure in measures:
            self._add(measure)
        self._words = sorted(term for term in self._weights if term[0].isascii() and term[0] != "~")

    def find(self, query: str) -> dict[str, float]:
        """Return the measures that fit, with how well; those that hold every word, else any word."""
        words = list(_words_of(query))
        if not words:
            return {}
        by_word = [self._find_word(word) for word in words]
        every = set.intersection(*(set(found) for found in by_word))
        total: dict[str, float] = defaultdict(float)
        for found in by_word:
            for id_, score in found.items():
                if id_ in every or not every:
                    total[id_] += score
        for id_ in total:
            total[id_] += self._whole(query, id_)
        return dict(total)

    def _add(self, measure: Measure) -> None:
        title, pack = measure.title, measure.pack
        self._titles[measure.id] = _Titles(
            _plain(title.zh), _plain(title.en), _initials(title.zh), _syllables(title.zh)
        )
        fields = [(title, TITLE), (pack.zone, PLACE)]
        for version in measure.versions:
            fields.append((version.clause, CLAUSE))
            fields += [(condition.label, CONDITION) for condition in version.conditions]
            if version.citation:
                source = version.citation.source
                fields += [(source.title, CONDITION), (Text(source.number, source.number), CONDITION)]
        for text, weight in fields:
            for term in (*_terms(text.zh), *_terms(text.en)):
                self._weigh(term, measure.id, weight)
            for pair in _sounding(_pairs(_initials(text.zh))) if weight > CONDITION else ():
                self._weigh(pair, measure.id, weight * INITIALS)
        for word in same_meaning(_plain(f"{title.zh} {title.en}")):
            for term in _terms(word):
                self._weigh(term, measure.id, MEANING)
            for pair in _sounding(_pairs(_initials(word))):
                self._weigh(pair, measure.id, MEANING * INITIALS)

    def _weigh(self, term: str, id_: str, weight: float) -> None:
        here = self._weights[term]
        here[id_] = max(here.get(id_, 0.0), weight)

    def _find_word(self, word: str) -> dict[str, float]:
        if not word.isascii():
            found = self._scored([_pairs(word) or [word]], LEAST_SHARE)
            return _better(found, self._scored(_side_by_side(word), MOST_OF_IT))
        known = self._english(word)
        begun = self._scored([[term] for term in known], LEAST_SHARE)
        found = self._scored([[_stem(word)]], LEAST_SHARE)
        found = _better(found, {id_: score / 2 for id_, score in begun.items()})
        sounds: dict[str, float] = {}
        if word.isalpha() and len(word) > 1 and not (known and len(word) >= _LONG_WORD):
            in_order = self._scored([_sounding(_pairs(word))], MOST_OF_IT)
            words = self._scored([_sounding(pairs) for pairs in _side_by_side(word)], ALL_OF_IT)
            sounds = _better(in_order, words)
        return _better(found, sounds, self._spelt(word))

    def _english(self, word: str) -> list[str]:
        """Return the words of the index that begin like this one."""
        stem = _stem(word)
        if len(stem) < _LONG_WORD - 1:
            return [stem] if stem in self._weights else []
        return [term for term in self._words if term.startswith(stem)]

    def _spelt(self, word: str) -> dict[str, float]:
        """Find titles by whole syllables: yanfa, butie."""
        if len(word) < _LONG_WORD:
            return {}
        return {id_: TITLE for id_, title in self._titles.items() if word in title.syllables}

    def _scored(self, alternatives: list[list[str]], least: float) -> dict[str, float]:
        """Score measures that hold enough of the terms of an alternative."""
        best: dict[str, float] = {}
        for terms in alternatives:
            score: dict[str, float] = defaultdict(float)
            hits: dict[str, int] = defaultdict(int)
            for term in dict.fromkeys(terms):
                held: Mapping[str, float] = self._weights.get(term, {})
                rare = math.log(1 + len(self._titles) / (len(held) or 1))
                for id_, weight in held.items():
                    score[id_] += rare * weight
                    hits[id_] += 1
            for id_, total in score.items():
                share = hits[id_] / len(terms)
                if share >= least:
                    best[id_] = max(best.get(id_, 0.0), total * share / len(terms))
        return best

    def _whole(self, query: str, id_: str) -> float:
        """Count a title that holds the query from end to end: the closer in length, the more."""
        title, typed = self._titles[id_], _plain(query)
        letters = typed.replace(" ", "")
        if len(letters) < 2:
            return 0.0
        for held, wanted in (
            (title.zh.replace(" ", ""), letters), (f" {title.en} ", f" {typed} "),
            (title.initials, letters), (title.syllables, letters),
        ):  # fmt: skip
            if wanted in held:
                return WHOLE * len(wanted) / len(held)
        return 0.0


def find(query: str) -> dict[str, float]:
    """Return the measures that fit a query, by id, with how well."""
    return index_of(zones()).find(query[:LONGEST])


@lru_cache(maxsize=4)
def index_of(all_zones: tuple[Zone, ...]) -> Index:
    """Return the index of the packs that are loaded."""
    return Index({m.id: m for zone in all_zones for m in zone.packs.measures.values()}.values())


def _plain(text: str) -> str:
    """Return characters, letters and digits alone, in small letters; `R&D` is `rd`."""
    folded = unicodedata.normalize("NFKC", text).lower().replace("&", "")
    return " ".join(_PARTS.findall(folded))


def _words_of(query: str) -> Iterator[str]:
    """Yield the parts of a query to look for, without what says nothing."""
    parts = _PARTS.findall(_plain(_EMPTY.sub(" ", query)) or _plain(query))
    telling = [part for part in parts if part not in _STOP]
    yield from telling or parts


def _terms(text: str) -> Iterator[str]:
    for part in _PARTS.findall(_plain(text)):
        if part.isascii():
            yield _stem(part)
        else:
            yield from part
            yield from _pairs(part)


def _pairs(text: str) -> list[str]:
    return [text[place : place + 2] for place in range(len(text) - 1)]


def _side_by_side(word: str) -> list[list[str]]:
    """Return the words of two characters a longer run may be made of; nothing where it cannot."""
    pairs = [word[place : place + 2] for place in range(0, len(word), 2)]
    return [pairs] if len(word) % 2 == 0 and len(pairs) > 1 else []


def _sounding(pairs: list[str]) -> list[str]:
    """Return pairs of letters as terms: initials, not English."""
    return [f"~{pair}" for pair in pairs]


def _better(*found: Mapping[str, float]) -> dict[str, float]:
    """Return every measure with the best of its scores."""
    best: dict[str, float] = {}
    for scores in found:
        for id_, score in scores.items():
            best[id_] = max(best.get(id_, 0.0), score)
    return best


def _stem(word: str) -> str:
    for ending, instead in (("sses", "ss"), ("ies", "y"), ("s", "")):
        if len(word) > _LONG_WORD - 1 and word.endswith(ending) and not word.endswith("ss"):
            return word.removesuffix(ending) + instead
    return word


def _initials(text: str) -> str:
    return "".join(_sounds(text, Style.FIRST_LETTER))


def _syllables(text: str) -> str:
    return "".join(_sounds(text, Style.NORMAL))


def _sounds(text: str, style: Style) -> list[str]:
    characters = "".join(re.findall(r"[\u3400-\u9fff]", text))
    return [sound.lower() for sound in lazy_pinyin(characters, style=style, errors="ignore")]
