"""Traditional and simplified characters: 封測 and 封测 are one word, whichever somebody types.

The characters are those of OpenCC. One stands for one, whatever is around it, so that a text keeps its length
and a place in one script is the same place in the other.
"""

from functools import cache

from opencc import OpenCC

_FIRST, _LAST = 0x3400, 0x9FFF


@cache
def _characters() -> dict[int, str]:
    """Return the simplified character of each that has one, as far as names are compared by it."""
    every = [chr(code) for code in range(_FIRST, _LAST + 1)]
    plain = OpenCC("t2s").convert("\n".join(every)).split("\n")
    found = {
        ord(character): simple
        for character, simple in zip(every, plain, strict=True)
        if simple != character and len(simple) == 1 and _FIRST <= ord(simple) <= _LAST
    }
    return {code: found.get(ord(simple), simple) for code, simple in found.items()}


def simplified(text: str) -> str:
    """Return a text in simplified characters, of the same length."""
    return text if text.isascii() else text.translate(_characters())


@cache
def _converter() -> OpenCC:
    return OpenCC("s2t")


def spellings(words: str) -> list[str]:
    """Return words as typed, in simplified and in the usual traditional characters, to look for any."""
    return list(dict.fromkeys((words, simplified(words), _converter().convert(words))))
