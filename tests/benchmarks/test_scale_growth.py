"""What larger sizes need follows from what was measured, in proportion."""

from pathlib import Path

import pytest
from benchmarks.scale import results
from benchmarks.scale.growth import SIZES, crowd, growth, visits_a_second

BOOKS = {
    "bytes_a_firm": {"facts": 30_000.0, "answers": 10_000.0},
    "asked": {
        "everything asked again": {"seconds": 10.0, "firms": 1_000},
        "the next day": {"seconds": 2.0, "firms": 1_000},
    },
}
MATCHING = {
    "runs": [
        {"engine": "parts", "subjects": 1_000_000, "seconds": 8.0, "cores": 2, "bytes_out": 50_000_000},
        {"engine": "spark", "subjects": 1_000_000, "seconds": 30.0, "cores": 2, "bytes_out": 50_000_000},
    ]
}
CHAIN = {"firms": 1_000_000, "store_bytes": 200_000_000}
PAGES = {"kinds": [{"weight": 3, "ms": [10.0, 20.0]}, {"weight": 1, "ms": [60.0]}]}


def _cells(table: str) -> dict[str, list[str]]:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]
    return {row[0]: row[1:] for row in rows}


def test_each_size_costs_its_share_of_what_was_measured() -> None:
    cells = _cells(growth(BOOKS, MATCHING, CHAIN))

    assert cells["size"][0] == "books, GB"
    # 5 million firms: 40 kB each, 10 ms each, 8 s a million on two cores of eight
    assert cells["a province"] == ["200", "1", "14", "2.8", "10", "1", "0.25", "1"]
    assert cells["the country"][:2] == ["2,400", "2"]


def test_more_people_need_more_cores() -> None:
    cells = _cells(crowd(PAGES, seconds=2))

    cores = [int(row[4].replace(",", "")) for row in list(cells.values())[2:]]
    assert cores == sorted(cores)
    assert cores[0] == 1 < cores[-1]
    assert visits_a_second(SIZES[-1].firms) == pytest.approx(635, rel=0.01)


def test_a_table_takes_the_place_of_the_one_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "scale.md"
    page.write_text("a\n<!-- x: measured -->\nold\n<!-- x: end -->\nb\n", encoding="utf-8")
    monkeypatch.setattr(results, "PAGE", page)

    results.into_page("x", "new")
    results.into_page("x", "newer")

    assert page.read_text(encoding="utf-8") == "a\n<!-- x: measured -->\n\nnewer\n\n<!-- x: end -->\nb\n"
    with pytest.raises(ValueError, match="no place for y"):
        results.into_page("y", "new")


def test_what_has_not_run_is_named_with_its_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "FOLDER", tmp_path)

    with pytest.raises(SystemExit, match=r"benchmarks\.scale\.books"):
        results.kept("books")
    results.keep("books", {"firms": 3})
    assert results.kept("books")["firms"] == 3
