"""How long files are kept, and what keeps one longer."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from wotu.facts import tasks
from wotu.facts.disputes import take_dispute_back
from wotu.facts.evidence import keep_evidence
from wotu.facts.models import Dispute, Evidence, FactEntry, Withdrawal
from wotu.facts.retention import due, keep_until, rules
from wotu.parties.models import Party
from wotu.rules.text import Text

NOW = dt.datetime(2010, 3, 1, tzinfo=dt.UTC)
LATER = dt.date(2026, 1, 1)


@pytest.fixture
def kept(tmp_path: Path, settings: Settings, db: None) -> Evidence:
    """A file whose time is over."""
    settings.MEDIA_ROOT = tmp_path
    firm = Party.objects.create(slug="bare", kind="enterprise", zone="small", name="甲公司")
    return keep_evidence(party=firm, name="年报.pdf", content=b"%PDF-1.7", by="alice", now=NOW)


def _entry(kept: Evidence, **more: object) -> FactEntry:
    return FactEntry.objects.create(
        party=kept.party, fact="revenue", value="1", kind="statement", source="企业填报 / the firm",
        recorded_at=NOW, recorded_by="alice", **more,
    )  # fmt: skip


def test_the_rule_says_its_years_and_that_nobody_published_it() -> None:
    rule = rules()["default"]

    assert (rule.years, rule.published) == (10, False)
    assert rule.assumption is not None
    assert "国家档案局令第8号" in rule.assumption.zh


@pytest.mark.parametrize(
    ("day", "until"),
    [(dt.date(2026, 3, 1), dt.date(2036, 3, 1)), (dt.date(2024, 2, 29), dt.date(2034, 3, 1))],
)
def test_a_file_is_kept_so_many_years(day: dt.date, until: dt.date) -> None:
    assert keep_until(day) == keep_until(day, "something nobody named") == until


def test_a_file_is_due_once_its_time_is_over(kept: Evidence) -> None:
    assert [one.evidence for one in due(kept.keep_until)] == [kept]
    assert due(kept.keep_until - dt.timedelta(days=1)) == []


def test_a_fact_that_stands_keeps_its_file_and_one_withdrawn_does_not(kept: Evidence) -> None:
    entry = _entry(kept, evidence=kept)
    (held,) = due(LATER)
    assert held.held is not None
    assert "事实" in held.held.zh

    Withdrawal.objects.create(entry=entry, reason="误填", recorded_at=NOW, recorded_by="alice")
    assert [one.held for one in due(LATER)] == [None]


def test_an_open_dispute_keeps_its_file(kept: Evidence) -> None:
    dispute = Dispute.objects.create(
        party=kept.party, entry=_entry(kept), reason="不对", evidence=kept, opened_at=NOW, opened_by="alice"
    )
    assert [one.held.zh for one in due(LATER) if one.held] == ["有未答复的异议"]

    take_dispute_back(dispute=dispute, by="alice", now=NOW)
    assert [one.held for one in due(LATER)] == [None]


def keep_all(ids: list[int]) -> dict[int, Text]:
    """A part that refers to every file."""
    return dict.fromkeys(ids, Text("办件还没有办结", "a case is not settled"))


def test_a_further_part_is_asked_once_it_is_named(kept: Evidence, settings: Settings) -> None:
    settings.EVIDENCE_HELD_BY = (*settings.EVIDENCE_HELD_BY, f"{__name__}.keep_all")

    assert [one.held.zh for one in due(LATER) if one.held] == ["办件还没有办结"]


def test_the_job_removes_what_nothing_holds(
    kept: Evidence, settings: Settings, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        tasks.purge(timestamp=0)

    kept.refresh_from_db()
    assert kept.purged_at is not None
    assert not [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
