"""The sections of the desk, in the order of the navigation. A new section is a folder and a line here."""

from collections.abc import Sequence
from dataclasses import dataclass

from wotu.access.actor import Actor
from wotu.access.rights import Right
from wotu.rules.text import Text


@dataclass(frozen=True)
class Section:
    """A folder `wotu.desk.<id>` with `urls.py`; its first page is named `desk:<id>:home`.

    `key` is the letter that leads there after `g`. `waiting` is the dotted name of a function: what of the
    section waits for an official (see `desk.waiting`). A section that is not `listed` has pages, but no
    place in the navigation.
    """

    id: str
    label: Text
    need: Right
    key: str = ""
    waiting: str = ""
    listed: bool = True


SECTIONS: tuple[Section, ...] = (
    Section("today", Text("今日", "Today"), "desk", key="t"),
    Section(
        "firms", Text("企业", "Firms"), "see_firms", key="f",
        waiting="wotu.desk.firms.waiting.waiting",
    ),
    Section(
        "needs", Text("诉求", "Needs"), "answer_needs", key="n",
        waiting="wotu.desk.needs.waiting.waiting",
    ),
    Section(
        "facts", Text("事实", "Facts"), "import_facts", key="d",
        waiting="wotu.desk.facts.waiting.waiting",
    ),
    Section(
        "measures", Text("措施", "Measures"), "desk", key="m",
        waiting="wotu.desk.measures.waiting.waiting",
    ),
    Section("matching", Text("匹配", "Matching"), "see_firms", key="a"),
    Section(
        "books", Text("台账", "Books"), "see_books", key="b", waiting="wotu.desk.books.waiting.waiting"
    ),
    Section("people", Text("人员", "People"), "desk", key="p"),
    Section("search", Text("搜索", "Search"), "desk", listed=False),
)  # fmt: skip


def open_sections(actor: Actor, zone: str) -> Sequence[Section]:
    """Return the sections an official may enter, listed or not."""
    return [section for section in SECTIONS if actor.may(section.need, zone)]


def sections_for(actor: Actor, zone: str) -> Sequence[Section]:
    """Return the sections of an official's navigation."""
    return [section for section in open_sections(actor, zone) if section.listed]
