"""`wotu audit` seals, and finds what was changed since."""

import datetime as dt
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.audit import tampering
from wotu.audit.models import AuditEntry, DayDigest
from wotu.audit.sealing import close_day
from wotu.audit.verbs import note
from wotu.cli.app import app

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 2, 2, tzinfo=dt.UTC)
DAY = dt.date(2026, 3, 1)


def _run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["audit", *arguments])
    return done.exit_code, " ".join(done.output.split())


@pytest.fixture(autouse=True)
def trail() -> None:
    for n in range(3):
        note(verb="try", about="qinghe", by="alice", now=NOW, n=n)


def test_it_seals_and_says_what_is_sealed_and_what_not() -> None:
    assert _run("seal") == (0, "3 entries sealed.")
    note(verb="try", about="qinghe", by="alice", now=NOW)

    code, said = _run("verify")

    assert code == 0
    assert "sealed 3 entries, the last link 3 not yet sealed 1" in said
    assert said.endswith("The trail is whole.")


def test_it_names_what_was_altered_and_leaves_with_1() -> None:
    _run("seal")
    entry = AuditEntry.objects.order_by("id")[1].pk
    tampering.alter(entry)

    code, said = _run("verify")

    assert code == 1
    assert f"✗ altered: Entry {entry} is not what was sealed at link 2" in said


def test_a_kept_digest_is_checked_from_the_line_and_from_a_file(tmp_path: Path) -> None:
    _run("seal")
    close_day(day=DAY, now=NOW)
    right = DayDigest.objects.get().digest
    published, lines = tmp_path / "digests.json", tmp_path / "kept.txt"
    published.write_text(json.dumps({"days": [{"day": "2026-03-01", "digest": right}]}), encoding="utf-8")
    lines.write_text(f"# kept by hand\n2026-03-01  {right.upper()}\n", encoding="utf-8")

    for given in (f"2026-03-01:{right}", str(published), str(lines)):
        code, said = _run("verify", "--digest", given)
        assert code == 0
        assert "✓ the digest kept of 2026-03-01 is link 3 of the chain" in said
    code, said = _run("verify", "--digest", f"2026-03-01:{'a' * 64}")
    assert code == 1
    assert "The digest kept of 2026-03-01 is not in the chain" in said


def test_what_is_no_digest_is_said_so() -> None:
    code, said = _run("verify", "--digest", "yesterday")

    assert code == 2
    assert "No digest in 'yesterday'." in said
