"""The documents, and the commands they tell people to type."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tests.house.files import texts

SERVES = re.compile(r"^(?:make|git|cd)\b|^(?:\.venv/bin/)?wotu (?:run|manage (?:shell|migrate))\b")
"""Commands that build, serve, change the place or touch the database: named, not run."""

_BLOCK = re.compile(r"^ *```console\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
_LEAVES_WITH = re.compile(r"#.*\bleaves with (\d+)|#.*退出码 (\d+)")


@dataclass(frozen=True)
class Command:
    """One command of a document: what is typed, how it leaves, and the lines shown below it."""

    text: str
    leaves_with: int
    shown: tuple[str, ...]


@cache
def documents() -> dict[str, str]:
    """Return every document a reader is led to, by name."""
    found = texts(endings=(".md",))
    return {name: text for name, text in found if "/" not in name or name.startswith("docs/")}


def commands(document: str) -> Iterator[Command]:
    """Yield the commands of a document's console blocks that can be run anywhere."""
    for block in _BLOCK.findall(documents()[document]):
        for part in re.split(r"^ *\$ ", block, flags=re.MULTILINE)[1:]:
            typed, *shown = part.rstrip("\n").split("\n")
            if SERVES.match(typed):
                continue
            code = _LEAVES_WITH.search(typed)
            status = int(code.group(1) or code.group(2)) if code else 0
            yield Command(
                typed.partition(" #")[0].strip(),
                status,
                tuple(line for line in shown if line.strip(" …│├└─")),
            )
