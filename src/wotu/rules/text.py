"""Bilingual text: everything a person reads exists in Chinese and in English."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeVar

Language = Literal["zh", "en"]
Code = TypeVar("Code")


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages; neither may be missing."""

    zh: str
    en: str

    def __getitem__(self, language: Language) -> str:
        """Return the text in `language`."""
        return self.zh if language == "zh" else self.en

    def __str__(self) -> str:
        return self.zh


def texts_of(choices: Iterable[tuple[Code, str]]) -> dict[Code, Text]:
    """Return the words of a table's choices, which stand in both languages side by side: `生产 Makes`."""
    return {code: Text(*words.split(" ", 1)) for code, words in choices}
