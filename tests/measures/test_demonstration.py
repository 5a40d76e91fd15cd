"""Demonstration firms reach the books once, and say that they are invented."""

import datetime as dt
from pathlib import Path

import pytest
from django.utils import timezone

from tests.small_zone import write_small_zone
from wotu.audit.models import AuditEntry
from wotu.facts.models import FactEntry
from wotu.measures import zones
from wotu.measures.demonstration import DemoNotReadable, load_demonstration
from wotu.measures.overview import overview
from wotu.measures.zones import Zone
from wotu.parties.models import Party
from wotu.site.paths import ROOT

pytestmark = pytest.mark.django_db


def _load(zone: Zone) -> int:
    return load_demonstration(zone=zone, by="tests", now=timezone.now(), today=timezone.localdate()).entries


def test_loading_twice_is_loading_once(small_zone: Zone) -> None:
    parties, facts, audit = Party.objects.count(), FactEntry.objects.count(), AuditEntry.objects.count()

    assert _load(small_zone) == 0
    assert (Party.objects.count(), FactEntry.objects.count(), AuditEntry.objects.count()) == (
        parties, facts, audit,
    )  # fmt: skip


def test_years_are_counted_from_the_day_of_loading(small_zone: Zone) -> None:
    last = timezone.localdate().year - 1
    firm = Party.objects.get(slug="small-f1")

    assert set(firm.facts.filter(fact="revenue").values_list("period", "value")) == {
        (str(last), "1亿元"), (str(last - 1), "9000万元"),
    }  # fmt: skip


def test_a_demonstration_firm_must_say_that_it_is_one(tmp_path: Path, db: None) -> None:
    pack = write_small_zone(tmp_path)
    demo = pack / "demo" / "firms.csv"
    demo.write_text(demo.read_text().replace("演示·晨光", "晨光"))
    zone = zones._loaded(tmp_path)[0][0]

    with pytest.raises(Exception, match="party_demo_says_so"):
        _load(zone)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("914403001922038216", "914403001922038217", "第18位"),
        ("revenue@-1", "luck", "no fact `luck`"),
        ("460万元", "plenty", "rd"),
    ],
)
def test_a_wrong_file_is_refused_whole(tmp_path: Path, old: str, new: str, says: str) -> None:
    pack = write_small_zone(tmp_path)
    demo = pack / "demo" / "firms.csv"
    demo.write_text(demo.read_text().replace(old, new))

    with pytest.raises(DemoNotReadable, match=says):
        _load(zones._loaded(tmp_path)[0][0])

    assert not Party.objects.exists()


def test_a_zone_at_a_glance(small_zone: Zone) -> None:
    seen = overview(small_zone, timezone.localdate())

    assert (seen.firms, seen.certain) == (2, (10 + 50 + 30 + 30) * 1_000_000)
    assert seen.entitled + seen.unknown + seen.not_entitled == 9 + 8


def test_a_broken_pack_takes_no_other_zone_down(tmp_path: Path) -> None:
    write_small_zone(tmp_path)
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "pack.yaml").write_text("pack: other\n")

    loaded, problems = zones._loaded(tmp_path)

    assert [zone.id for zone in loaded] == ["small"]
    assert problems["broken"]


def test_every_demonstration_firm_of_every_pack_says_so() -> None:
    silent = [
        f"{path}:{number}"
        for path in sorted((ROOT / "packs").glob("*/demo/*.csv"))
        for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines()[1:], start=2)
        if "演示" not in line
    ]

    assert not silent


def test_the_same_day_compiles_once(small_zone: Zone) -> None:
    day = dt.date(2025, 1, 1)

    assert zones.checker(small_zone, day) is zones.checker(small_zone, day)
