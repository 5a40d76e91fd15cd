"""One measure cut out of its file, so that an official edits a page and not a file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from wotu.refusal import CannotDo

_ENTRY = re.compile(r"^- ", re.MULTILINE)
_NAMED = re.compile(r"^(?:- )?measure:[ \t]*(\S+)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one measure in a file. `first` is the number of its first line, from 1."""

    path: str
    text: str
    first: int
    before: str
    after: str

    def put_back(self, text: str) -> str:
        """Return the file with the measure's lines replaced."""
        middle = text.strip("\n")
        return f"{self.before}{middle}\n{self.after}" if middle else f"{self.before}{self.after}"


def block_of(files: Mapping[str, str], measure: str) -> Block | None:
    """Return a measure's lines by its name; None where no file has it."""
    for path, text in files.items():
        if not path.startswith("measures/"):
            continue
        starts = [found.start() for found in _ENTRY.finditer(text)]
        if not starts:
            found = _NAMED.search(text)
            if found and found[1] == measure:
                return Block(path, text, 1, "", "")
            continue
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
            if (found := _NAMED.search(text, start, end)) and found[1] == measure:
                return _cut(path, text, start, end)
    return None


def _cut(path: str, text: str, start: int, end: int) -> Block:
    """Cut at the end of the measure's own lines: comments above the next one stay with that one."""
    lines = text[start:end].splitlines(keepends=True)
    while len(lines) > 1 and (not lines[-1].strip() or lines[-1].startswith("#")):
        lines.pop()
    middle = "".join(lines)
    first = text.count("\n", 0, start) + 1
    return Block(path, middle.rstrip("\n") + "\n", first, text[:start], text[start + len(middle) :])


def with_new_measure(files: Mapping[str, str], path: str, block: str) -> str:
    """Return a file of measures with one more at its end.

    Raises:
        CannotDo: the file holds a single measure, to which none can be added.
    """
    text = files.get(path, "")
    if text.strip() and not _ENTRY.search(text):
        raise CannotDo(
            "这个文件只放一项措施，请另起文件名。", "This file holds one measure; name another file."
        )
    return f"{text.rstrip()}\n\n{block}" if text.strip() else block


def named_in(text: str) -> list[str]:
    """Return the names of the measures written in a text."""
    return [found[1] for found in _NAMED.finditer(text)]
