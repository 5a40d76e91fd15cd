"""`wotu evidence` removes files whose time is over, and scans those that never were."""

import datetime as dt
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings
from typer.testing import CliRunner

from tests.facts.clamd import EICAR, clamd
from wotu.cli.app import app
from wotu.facts.evidence import keep_evidence
from wotu.facts.models import Evidence
from wotu.parties.models import Party

pytestmark = pytest.mark.django_db
OLD = dt.datetime(2010, 3, 1, tzinfo=dt.UTC)


def _run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["evidence", *arguments])
    return done.exit_code, " ".join(done.output.split())


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, settings: Settings) -> Evidence:
    settings.MEDIA_ROOT = tmp_path
    firm = Party.objects.create(slug="bare", kind="enterprise", zone="small", name="甲公司")
    return keep_evidence(party=firm, name="年报.pdf", content=b"%PDF-1.7", by="alice", now=OLD)


def test_a_dry_run_says_what_would_go_and_removes_nothing(kept: Evidence) -> None:
    code, said = _run("purge", "--dry-run")

    assert code == 0
    assert f"goes {kept.digest[:12]} 年报.pdf, kept until 2020-03-01" in said
    assert "1 files would be removed, 0 stay" in said
    assert "The rule of 10 years is an assumption" in said
    kept.refresh_from_db()
    assert kept.purged_at is None


def test_without_it_they_go(kept: Evidence) -> None:
    assert "1 files removed, 0 stay" in _run("purge")[1]
    kept.refresh_from_db()
    assert kept.purged_at is not None
    assert "0 files removed" in _run("purge")[1]


def test_what_was_never_scanned_is_scanned(kept: Evidence, settings: Settings) -> None:
    keep_evidence(party=kept.party, name="坏.pdf", content=b"%PDF-1.7" + EICAR, by="alice", now=OLD)
    assert _run("scan")[0] == 2
    with clamd() as settings.WOTU_SCANNER:
        code, said = _run("scan")
        again = _run("scan")

    assert code == 1
    assert "坏.pdf: Eicar-Test-Signature" in said
    assert "1 clean, 1 infected and in quarantine, 0 lost." in said
    assert again == (0, "0 clean, 0 infected and in quarantine, 0 lost.")
