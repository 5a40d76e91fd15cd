"""Missing links of a country's zones are those of the small graph."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.chain.country.conftest import Both
from tests.chain.country.invented import ZONES
from wotu.chain import gaps as small
from wotu.chain.country import gaps as country
from wotu.chain.country.gaps import gaps, write_all_gaps
from wotu.chain.country.source import CountryMistakes


@pytest.mark.parametrize("zone", ZONES)
def test_rank_score_parts_and_sentence_are_those_of_the_small_graph(both: Both, zone: str) -> None:
    expected = small.gaps(both.graph, zone)
    found = gaps(both.store, zone)

    assert [(gap.link, gap.rank, gap.why) for gap in found] == [
        (gap.link, gap.rank, gap.why) for gap in expected
    ]
    for one, other in zip(found, expected, strict=True):
        assert one.score == pytest.approx(other.score, rel=0, abs=1e-9)
        assert one.parts == pytest.approx(other.parts, rel=0, abs=1e-9)


def test_a_limit_keeps_the_first_and_a_zone_nobody_knows_is_an_error(both: Both) -> None:
    assert gaps(both.store, "Z1", limit=2) == gaps(both.store, "Z1")[:2]
    with pytest.raises(LookupError, match="no zone atlantis"):
        gaps(both.store, "atlantis")


@pytest.mark.parametrize("firms_at_once", [1, 10**6])
def test_all_zones_in_one_go_are_each_zone_by_itself(
    both: Both, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, firms_at_once: int
) -> None:
    monkeypatch.setattr(country, "FIRMS_AT_ONCE", firms_at_once)
    told: list[tuple[int, int]] = []

    written = write_all_gaps(both.store, tmp_path / "out", tell=lambda *one: told.append(one))

    rows = pq.read_table(tmp_path / "out").to_pylist()
    assert written == len(rows)
    assert [(row["zone"], row["product"], row["score"]) for row in rows] == [
        (zone, gap.link.product, gap.score) for zone in sorted(ZONES) for gap in gaps(both.store, zone)
    ]
    assert told[-1] == (4, 4)


def test_a_folder_that_is_there_is_left_alone(both: Both, tmp_path: Path) -> None:
    with pytest.raises(CountryMistakes, match="is there already"):
        write_all_gaps(both.store, tmp_path)

    assert not list(tmp_path.iterdir())
