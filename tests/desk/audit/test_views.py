"""The audit trail of a zone, as the desk shows it."""

import datetime as dt

import pytest
from django.test import Client

from tests.desk.official import official, signed_in
from wotu.audit.models import AuditEntry
from wotu.audit.sealing import seal
from wotu.audit.verbs import note
from wotu.desk.audit.views import PAGE
from wotu.measures.zones import Zone
from wotu.parties.models import Party

pytestmark = pytest.mark.django_db
HERE = "/desk/small/audit/"
NOW = dt.datetime(2026, 3, 2, 2, tzinfo=dt.UTC)


@pytest.fixture
def audrey(small_zone: Zone) -> Client:
    """The auditor's browser, and entries of this zone and another."""
    user = official("audrey", "auditor")
    Party.objects.create(slug="bare", kind="enterprise", zone="small", name="甲公司")
    Party.objects.create(slug="far", kind="enterprise", zone="other", name="外地公司")
    note(verb="record_facts", about="bare", by="dan@example.org", now=NOW, facts=["revenue"])
    note(verb="record_facts", about="far", by="secret@example.org", now=NOW)
    note(verb="answer_need", about="need:7", by="cleo@example.org", now=NOW, zone="small")
    note(verb="answer_need", about="need:8", by="secret@example.org", now=NOW, zone="other")
    note(verb="pay", about="case:1", by="cleo@example.org", now=NOW + dt.timedelta(days=1), zone="small")
    return signed_in(user)


def _page(client: Client, **asked: str | int) -> str:
    return client.get(HERE, asked).content.decode()


def _shown(client: Client, **asked: str | int) -> set[str]:
    return {entry.about for entry, *_ in client.get(HERE, asked).context["rows"]}


def test_entries_of_the_zone_are_shown_and_no_others(audrey: Client) -> None:
    assert {"bare", "need:7", "case:1"} <= _shown(audrey)
    assert not {"far", "need:8"} & _shown(audrey)
    assert "secret@example.org" not in _page(audrey)
    assert "甲公司" in _page(audrey)


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({"verb": "answer_need"}, {"need:7"}),
        ({"about": "case"}, {"case:1"}),
        ({"by": "cleo", "day": "2026-03-02"}, {"need:7"}),
        ({"by": "cleo", "day": "2026-03-03"}, {"case:1"}),
        ({"by": "nobody"}, set()),
    ],
)
def test_the_filter_narrows_by_verb_subject_person_and_day(
    audrey: Client, asked: dict[str, str], shown: set[str]
) -> None:
    assert _shown(audrey, **asked) == shown


def test_a_day_that_is_none_is_left_out(audrey: Client) -> None:
    assert _shown(audrey, day="yesterday") == _shown(audrey)


def test_an_entry_says_whether_it_is_sealed_and_a_verb_without_words_shows_its_name(audrey: Client) -> None:
    assert "待封存" in _page(audrey, verb="pay")
    seal()
    link = AuditEntry.objects.get(about="case:1").link

    page = _page(audrey, about="case:1")

    assert f"第{link.seq}环" in page
    assert link.digest[:8] in page
    assert ">pay<" in page


def test_pages_follow_each_other_without_counting_all(audrey: Client) -> None:
    for n in range(PAGE + 5):
        note(verb="try", about=f"small/{n}", by="alice", now=NOW)
    first = audrey.get(HERE, {"verb": "try"})
    second = audrey.get(HERE, {"verb": "try", "before": first.context["older"]})

    assert (len(first.context["rows"]), len(second.context["rows"])) == (PAGE, 5)
    assert second.context["older"] is None
    assert "回到最新" in second.content.decode()


def test_the_export_takes_the_filter_and_runs_nothing(audrey: Client) -> None:
    note(verb="try", about="=HYPERLINK(1)", by="mallory", now=NOW, zone="small")
    text = audrey.get(f"{HERE}export.csv", {"by": "mallory"}).content.decode("utf-8-sig")

    assert len(text.strip().splitlines()) == 2
    assert "'=HYPERLINK(1)" in text
    assert "secret@example.org" not in audrey.get(f"{HERE}export.csv").content.decode("utf-8-sig")
    assert audrey.get(f"{HERE}export.doc").status_code == 404
