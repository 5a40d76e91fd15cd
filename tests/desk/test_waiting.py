"""What waits: each section says it, the most urgent stands first."""

import datetime as dt
from collections.abc import Sequence

import pytest
from django.test import Client
from django.utils.module_loading import import_string

from tests.desk.official import official, signed_in
from wotu.access.actor import Actor, actor_of
from wotu.accounts.models import User
from wotu.desk import waiting
from wotu.desk.sections import SECTIONS, Section
from wotu.desk.waiting import waiting_for
from wotu.look.waiting import Waiting, urgency_of
from wotu.measures.zones import Zone
from wotu.rules.text import Text

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 3, 2)


def some(actor: Actor, zone: Zone, today: dt.date) -> Sequence[Waiting]:
    """Return a few things that wait."""
    day = dt.timedelta(days=1)
    return [
        Waiting(Text("不急", "calm"), 1, "/a", "calm"),
        Waiting(Text("没有", "none"), 0, "/b", "overdue"),
        Waiting(Text("今日的", "due today"), 3, "/c", "now", today),
        Waiting(Text("较早的", "older"), 2, "/d", "overdue", today - 3 * day),
        Waiting(Text("较晚的", "newer"), 2, "/e", "overdue", today - day),
    ]


def test_the_most_urgent_then_the_oldest(
    dan: User, small_zone: Zone, monkeypatch: pytest.MonkeyPatch
) -> None:
    sections = [Section("s", Text("甲", "A"), "desk", waiting=f"{__name__}.some")]
    monkeypatch.setattr(waiting, "open_sections", lambda *_: sections)

    found = waiting_for(actor_of(dan, TODAY), small_zone, TODAY)
    assert [line.label.en for line in found] == ["older", "newer", "due today", "calm"]


@pytest.mark.parametrize(
    ("days", "urgency"), [(-1, "overdue"), (0, "now"), (1, "soon"), (7, "soon"), (8, "calm"), (None, "calm")]
)
def test_how_urgent_a_day_is(days: int | None, urgency: str) -> None:
    due = None if days is None else TODAY + dt.timedelta(days=days)

    assert urgency_of(due, TODAY) == urgency


@pytest.mark.parametrize("section", [s for s in SECTIONS if s.waiting], ids=lambda section: section.id)
def test_every_section_that_promises_to_say_what_waits_does(section: Section) -> None:
    assert callable(import_string(section.waiting))


def test_today_shows_it_with_its_address(desk: Client) -> None:
    page = desk.get("/desk/small/today/").content.decode()

    assert "还没有体检的企业" in page
    assert 'href="/desk/small/firms/"' in page


def test_an_auditor_has_nothing_to_do(dan: User) -> None:
    audrey = signed_in(official("audrey", "auditor"))

    assert "没有等您处理的事" in audrey.get("/desk/small/today/").content.decode()
