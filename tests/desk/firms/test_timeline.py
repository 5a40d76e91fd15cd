"""The timeline's table of sources."""

import datetime as dt

import pytest
from django.utils.module_loading import import_string

from wotu.desk.firms.timeline import SOURCES, Event
from wotu.rules.text import Text


@pytest.mark.parametrize("source", SOURCES, ids=[source.kind for source in SOURCES])
def test_every_source_exists(source: object) -> None:
    assert callable(import_string(source.events))  # type: ignore[attr-defined]


def test_a_bare_date_comes_before_the_hours_of_its_day() -> None:
    day = dt.date(2026, 3, 2)
    bare, morning = (
        Event(day, Text("一", "a")),
        Event(dt.datetime(2026, 3, 2, 1, tzinfo=dt.UTC), Text("二", "b")),
    )

    assert bare.date_only
    assert not morning.date_only
    assert bare.moment < morning.moment
