"""What is wrong with a pack, and where: the errors an author reads."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a file; line and column count from 1, 0 means "the file as a whole"."""

    file: Path = Path()
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [str(self.file)] + [str(n) for n in (self.line, self.column) if n]
        return ":".join(parts)


NOWHERE = Place()


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend: where, what is wrong, and what to do about it."""

    place: Place
    message: str
    hint: str = ""

    def __str__(self) -> str:
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.place}: {self.message}{hint}"


class PackError(Exception):
    """A pack cannot be used; `problems` lists every reason found, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


class ExpressionError(Exception):
    """An expression is refused; `offset` is the character in it where the reason stands."""

    def __init__(self, message: str, hint: str = "", offset: int = 0) -> None:
        super().__init__(message)
        self.message, self.hint, self.offset = message, hint, offset


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return "did you mean …?" for the known name closest to `name`, or nothing."""
    close = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f"did you mean {close[0]}?" if close else ""
