"""Words out of a text: pairs of Chinese characters, English words, and terms of the field."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from pypinyin import lazy_pinyin

from wotu.needs.words import Term

_CHINESE = re.compile(r"[\u3400-\u9fff]+")
_LATIN = re.compile(r"[a-z][a-z0-9&+-]*")
_EMPTY_ZH = re.compile(
    "我们|你们|他们|我|你|贵|请问|请|公司|企业|园区|一个|一些|这个|那个|什么|怎么|怎样|如何|哪里|哪儿|有没有|能不能|可不可以"
    "|是不是|不知道|可以|希望|需要|想要|想|要|能|会|的|了|吗|呢|啊|吧|都|也|就|还|又|很|太|老是|总是|有点|比较|特别|在|把|被|给|跟|和|与|及|或|从|到|对|为|以|等|个|家"
)
_EMPTY_EN = frozenset(
    "a an and are as at be by can do does for from get had has have help how i if in into is it its like looking me my "
    "near need of on or our out over so some that the their them there they this to too up us want was we what when "
    "where which who will with would you your other first".split()
)
SHORTEST_TYPO = 2
NO_TYPOS = frozenset({"及时", "公事", "事业", "实际", "时机", "计时", "即时", "几时", "工会", "公寓", "同事"})
"""Real words that sound like a term of the field."""


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
    for run in _CHINESE.findall(_EMPTY_ZH.sub(" ", plain)):
        yield from (run[at : at + 2] for at in range(len(run) - 1))
    for word in _LATIN.findall(plain):
        if word not in _EMPTY_EN and len(word) > 1:
            yield stem(word)


def stem(word: str) -> str:
    """Return an English word without the ending of a plural."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def heard(text: str, terms: Mapping[str, Term]) -> list[Heard]:
    """Return the terms a firm's words name, each once; those that only sound like it where nothing else does."""
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
            if sounds[at : at + length] == wanted and typed not in NO_TYPOS and set(typed) & set(word):
                return word, typed
    return None


@lru_cache(maxsize=4_096)
def _sounds(text: str) -> tuple[str, ...]:
    """Return one syllable a character; another character stands for itself."""
    return tuple(
        lazy_pinyin(letter)[0] if _CHINESE.fullmatch(letter) else letter for letter in text
    )
