"""The sections of the desk, in the order of the navigation. A new section is a folder and a line here."""

from collections.abc import Sequence
from dataclasses import dataclass

from wotu.access.actor import Actor
from wotu.access.rights import Right
from wotu.measures.zones import zone as zone_of
from wotu.rules.text import Text
from wotu.services.table import KINDS


@dataclass(frozen=True)
class Section:
    """A folder `wotu.desk.<id>` with `urls.py`, or a kind of service; its first page is `desk:<id>:home`.

    `key` is the letter that leads there after `g`. `waiting` is the dotted name of a function: what of the
    section waits for an official (see `desk.waiting`). A section that is not `listed` has pages, but no
    place in the navigation. A kind's section is there where the zone has a measure of its `service`.
    """

    id: str
    label: Text
    need: Right
    key: str = ""
    waiting: str = ""
    listed: bool = True
    urls: str = ""
    service: str = ""

    @property
    def addresses(self) -> str:
        """The module of its addresses."""
        return self.urls or f"wotu.desk.{self.id}.urls"


SECTIONS: tuple[Section, ...] = (
    Section("today", Text("今日", "Today"), "desk", key="t"),
    Section(
        "firms", Text("企业", "Firms"), "see_firms", key="f",
        waiting="wotu.desk.firms.waiting.waiting",
    ),
    Section(
        "cases", Text("办件", "Cases"), "see_cases", key="c",
        waiting="wotu.desk.cases.waiting.waiting",
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
    Section(
        "matching", Text("匹配", "Matching"), "see_firms", key="a",
        waiting="wotu.desk.matching.waiting.waiting",
    ),
    Section(
        "books", Text("台账", "Books"), "see_books", key="b", waiting="wotu.desk.books.waiting.waiting"
    ),
    Section(
        "payments", Text("兑付", "Payments"), "see_books", key="y",
        waiting="wotu.desk.payments.waiting.waiting",
    ),
    Section(
        "chain", Text("产业链", "Chain"), "see_chain", key="i",
        waiting="wotu.desk.chain.waiting.waiting",
    ),
    Section("people", Text("人员", "People"), "desk", key="p"),
    Section("calendar", Text("日历", "Calendar"), "keep_calendar", key="w"),
    Section("audit", Text("审计", "Audit"), "read_audit", key="u"),
    Section("search", Text("搜索", "Search"), "desk", listed=False),
    *(
        Section(
            kind.id, kind.label, "run_services", urls=kind.desk_urls, waiting=kind.waiting, service=kind.id
        )
        for kind in KINDS if kind.desk_urls
    ),
)  # fmt: skip


def open_sections(actor: Actor, zone: str) -> Sequence[Section]:
    """Return the sections an official may enter, listed or not."""
    mine = [section for section in SECTIONS if actor.may(section.need, zone)]
    if not any(section.service for section in mine):
        return mine
    found = zone_of(zone)
    offered = found.services if found else frozenset()
    return [section for section in mine if not section.service or section.service in offered]


def sections_for(actor: Actor, zone: str) -> Sequence[Section]:
    """Return the sections of an official's navigation."""
    return [section for section in open_sections(actor, zone) if section.listed]
