"""Words out of a text: pairs of Chinese characters, English words, and terms of the field."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from pypinyin import lazy_pinyin

from wotu.needs.words import Term, empty_words

_CHINESE = re.compile(r"[\u3400-\u9fff]+")
_LATIN = re.compile(r"[a-z][a-z0-9&+-]*")
SHORTEST_TYPO = 2


@dataclass(frozen=True, slots=True)
class Heard:
    """A term heard in a text: by which word of the table, as it was typed, and how surely.

    A `typo` only sounds like the word; a `hint` is a word that usually means the term.
    """

    term: Term
    word: str
    typed: str
    how: Literal["said", "typo", "hint"] = "said"


def normal(text: str) -> str:
    """Return a text in one width and in small letters."""
    return unicodedata.normalize("NFKC", text).lower()


def tokens(text: str) -> Iterator[str]:
    """Yield the pairs of characters and the English words that mean something."""
    plain = normal(text)
    for run in _CHINESE.findall(_empty().sub(" ", plain)):
        yield from (run[at : at + 2] for at in range(len(run) - 1))
    for word in _LATIN.findall(plain):
        if word not in empty_words()["en"] and len(word) > 1:
            yield stem(word)


def stem(word: str) -> str:
    """Return an English word without the ending of a plural."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def heard(text: str, terms: Mapping[str, Term]) -> list[Heard]:
    """Return the terms a firm's words name, each once, by the surest of its words."""
    plain, found = normal(text), []
    for term in terms.values():
        word = _longest(plain, (*term.said, *term.written))
        if word:
            found.append(Heard(term, word, word))
        elif typed := _sounding(plain, (*term.said, *term.written)):
            found.append(Heard(term, *typed, "typo"))
        elif word := _longest(plain, term.hint):
            found.append(Heard(term, word, word, "hint"))
    return found


def written(text: str, terms: Mapping[str, Term]) -> dict[str, str]:
    """Return the terms a measure's words name: the id, and the word found."""
    plain = normal(text)
    return {term.id: word for term in terms.values() if (word := _longest(plain, term.written))}


@cache
def _empty() -> re.Pattern[str]:
    return re.compile("|".join(empty_words()["zh"]))


def _longest(plain: str, words: Iterable[str]) -> str:
    return max((word for word in words if _contains(plain, normal(word))), key=len, default="")


def _contains(plain: str, word: str) -> bool:
    if not word.isascii():
        return word in plain
    return bool(_whole_word(word).search(plain))


@cache
def _whole_word(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9]){re.escape(word)}s?(?![a-z0-9])")


def _sounding(plain: str, words: Iterable[str]) -> tuple[str, str] | None:
    """Return a word and what was typed for it, where the sound agrees and at least one character does."""
    sounds = _sounds(plain)
    for word in words:
        length = len(word)
        if length < SHORTEST_TYPO or not _CHINESE.fullmatch(word):
            continue
        wanted = _sounds(word)
        for at in range(len(plain) - length + 1):
            typed = plain[at : at + length]
            if (
                sounds[at : at + length] == wanted
                and typed not in empty_words()["no_typos"]
                and set(typed) & set(word)
            ):
                return word, typed
    return None


@lru_cache(maxsize=4_096)
def _sounds(text: str) -> tuple[str, ...]:
    """Return one syllable a character; another character stands for itself."""
    return tuple(lazy_pinyin(letter)[0] if _CHINESE.fullmatch(letter) else letter for letter in text)
