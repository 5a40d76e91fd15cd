"""What `wotu run` prints about the demonstration zones."""

import datetime as dt
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings
from rich.console import Console

from tests.small_zone import write_small_zone
from wotu.accounts.models import User
from wotu.cli import demonstration
from wotu.measures.zones import Zone

pytestmark = pytest.mark.django_db
TODAY = dt.date(2025, 3, 1)


def test_a_pipe_gets_plain_lines(small_zone: Zone, capsys: pytest.CaptureFixture[str]) -> None:
    demonstration.show(Console(force_terminal=False), timezone.localdate())

    heading, line = capsys.readouterr().out.splitlines()
    assert heading.split("\t")[0] == "园区 Zone"
    assert line.split("\t")[:3] == ["小试园区", "9", "2"]
    assert line.split("\t")[-1] == "120万元"


def test_a_terminal_gets_a_table(small_zone: Zone) -> None:
    console = Console(force_terminal=True, record=True, width=100)
    demonstration.show(console, timezone.localdate())

    assert "小试园区" in console.export_text()


def test_what_cannot_be_loaded_is_said_and_left_out(tmp_path: Path, settings: Settings, db: None) -> None:
    pack = write_small_zone(tmp_path)
    demo = pack / "demo" / "firms.csv"
    demo.write_text(demo.read_text().replace("460万元", "plenty"))
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "pack.yaml").write_text("pack: other\n")
    settings.WOTU_PACKS = tmp_path
    console = Console(record=True, width=200)

    demonstration.load(console, timezone.now(), TODAY)

    said = console.export_text()
    assert "the pack broken is left out" in said
    assert "plenty" in said


@pytest.mark.parametrize(("demo", "accounts"), [(True, 9), (False, 0)])
def test_demonstration_accounts_come_with_the_demonstration_alone(
    small_zone: Zone, settings: Settings, demo: bool, accounts: int
) -> None:
    settings.WOTU_DEMO = demo

    demonstration.load(Console(record=True), timezone.now(), timezone.localdate())

    assert User.objects.filter(is_demo=True).count() == accounts
