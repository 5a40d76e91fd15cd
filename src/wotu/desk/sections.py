"""The sections of the desk, in the order of the navigation. A new section is a folder and a line here."""

from collections.abc import Iterable
from dataclasses import dataclass

from wotu.access.actor import Actor
from wotu.access.rights import Right
from wotu.rules.text import Text


@dataclass(frozen=True)
class Section:
    """A folder `wotu.desk.<id>` with `urls.py`; its first page is named `desk:<id>:home`."""

    id: str
    label: Text
    need: Right


SECTIONS: tuple[Section, ...] = (
    Section("today", Text("今日", "Today"), "desk"),
    Section("matching", Text("匹配", "Matching"), "see_firms"),
)


def sections_for(actor: Actor, zone: str) -> Iterable[Section]:
    """Return the sections an official may enter."""
    return [section for section in SECTIONS if actor.may(section.need, zone)]
