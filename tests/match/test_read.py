"""Reading facts: wide or long, the same cells; what cannot be read is set aside with the reason."""

import csv
import datetime as dt
import tempfile
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.match.small import FIRMS, ON, load, write_csv
from tests.random_examples import examples
from wotu.match.periods import FactEntry, slots_of
from wotu.match.read import Reading, read_facts
from wotu.rules.dates import day_number
from wotu.rules.problems import PackError
from wotu.rules.vocabulary import Slot

with tempfile.TemporaryDirectory() as _folder:
    VOCABULARY = load(Path(_folder)).vocabulary
LISTED = Path(__file__).parents[3] / "shared" / "data" / "listed-companies" / "companies.csv"
COMMON = Path(__file__).parents[2] / "packs" / "common"


def _read(path: Path, rows: list[list[object]], mapping: str = "", on: dt.date = ON) -> Reading:
    write_csv(path / "facts.csv", rows)
    if mapping:
        (path / "m.yaml").write_text(mapping, encoding="utf-8")
    return read_facts(path / "facts.csv", VOCABULARY, on, path / "m.yaml" if mapping else None)


def _facts(reading: Reading, row: int) -> dict[str, object]:
    return {str(slot): value for slot, value in reading.table.facts_of(row, VOCABULARY).items()}


def test_a_wide_file_is_read_exactly(tmp_path: Path) -> None:
    reading = _read(tmp_path, FIRMS)

    assert reading.table.ids == ["a", "b", "c", "d"]
    assert reading.table.names == ["甲", "乙", "丙", "丁"]
    assert _facts(reading, 0) == {
        "revenue": 30_000_000, "revenue@2023": 30_000_000, "rd": 4_000_000, "rd@2023": 4_000_000,
        "staff": 350, "staff@2023": 350, "hightech": True, "industry": "C3975",
    }  # fmt: skip
    assert _facts(reading, 3) == {"rd": 1_200_000, "rd@2023": 1_200_000}
    assert reading.rejected == ()


def test_excel_and_parquet_say_the_same_as_csv(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["id", "revenue", "founded_on", "hightech"],
        ["a", 1234.56, "2020-01-05", True],
    ]
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    table = {
        "id": ["a"], "revenue": pa.array([1234.56]), "founded_on": pa.array([dt.date(2020, 1, 5)]),
        "hightech": [True],
    }  # fmt: skip
    pq.write_table(pa.table(table), tmp_path / "a.parquet")
    expected = _facts(_read(tmp_path, rows), 0)

    for name in ("a.xlsx", "a.parquet"):
        assert _facts(read_facts(tmp_path / name, VOCABULARY, ON), 0) == expected


def test_rows_that_cannot_be_read_are_set_aside_and_the_rest_go_on(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["id", "name", "revenue", "credit_code"],
        ["a", "x", "abc", ""],
        ["b", "x", "5", "91440300I922038216"],
        ["", "x", "5", ""],
        ["c", "=1+1", "5", "914403001922038216"],
        ["c", "again", "6", ""],
    ]

    reading = _read(tmp_path, rows)

    assert reading.table.ids == ["c"]
    assert [(r.row, r.field) for r in reading.rejected] == [
        (2, "revenue"), (3, "credit_code"), (4, "id"), (6, "id"),
    ]  # fmt: skip
    assert (reading.rows, reading.rejected_rows) == (5, 4)
    assert "row 5 already" in reading.rejected[3].problem
    reading.write_rejected(tmp_path / "out.rejected.csv")
    with (tmp_path / "out.rejected.csv").open(encoding="utf-8-sig", newline="") as file:
        written = list(csv.DictReader(file))
    assert [row["id"] for row in written] == ["a", "b", "", "c"]
    assert written[0]["_row"] == "2"
    assert written[0]["_value"] == "abc"
    assert "200万元" in written[0]["_fix"]


def test_a_ragged_line_is_set_aside_too(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,revenue\na,5\nb,5,7\n", encoding="utf-8")

    reading = read_facts(tmp_path / "a.csv", VOCABULARY, ON)

    assert reading.table.ids == ["a"]
    assert (reading.rows, reading.rejected_rows) == (2, 1)
    reading.write_rejected(tmp_path / "r.csv")
    assert "b,5,7" in (tmp_path / "r.csv").read_text(encoding="utf-8-sig")


def test_a_mapping_translates_dates_and_completes(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["code", "r19", "r20", "trade", "from", "extra"],
        ["a", "3", "4", "半导体", "2023-05-01", "?"],
        ["b", "", "5", "银行", "2025-01-01", "?"],
    ]
    mapping = """
    id: code
    columns:
      revenue: [{column: r19, unit: 万元, period: 2023}, {column: r20, unit: 万元, period: 2024}]
      industry: {column: trade, values: {半导体: C3973}}
      hightech: {column: tech, since: from}
    constants: {staff: 10人}
    """
    with pytest.raises(PackError, match="no column 'tech'"):
        _read(tmp_path, rows, mapping)
    rows = [[*row, "是" if n else "tech"] for n, row in enumerate(rows)]

    reading = _read(tmp_path, rows, mapping)

    assert _facts(reading, 0) == {
        "revenue": 30_000, "revenue@2023": 30_000, "revenue@2024": 40_000, "industry": "C3973",
        "hightech": True, "hightech@since": day_number(dt.date(2023, 5, 1)), "staff": 10, "staff@2023": 10,
    }  # fmt: skip
    assert _facts(reading, 1) == {"revenue@2024": 50_000, "hightech": False, "staff": 10, "staff@2023": 10}
    notes = "\n".join(reading.notes)
    assert "1 cells have no translation" in notes
    assert "r20 is of 2024, which is not over" in notes
    assert "not used: extra" in notes


def test_two_columns_for_one_cell_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="two columns say revenue"):
        _read(tmp_path, [["id", "revenue", "revenue@2023"], ["a", 1, 2]])


def test_projects_need_their_enterprise(tmp_path: Path) -> None:
    reading = _read(tmp_path, [["id", "enterprise", "cost"], ["p1", "a", 5], ["p2", "", 5]])

    assert reading.table.about == "project"
    assert reading.table.owners == ["a"]
    assert reading.rejected[0].field == "enterprise"


def test_a_long_file_reports_what_contradicts_and_what_is_no_fact(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["id", "fact", "period", "value"],
        ["a", "revenue", "2023", "5"],
        ["a", "revenue", "2023", "6"],
        ["a", "revenue", "2023", "5"],
        ["b", "revenue", "next", "5"],
        ["b", "revenus", "2023", "5"],
        ["b", "staff", "", "x"],
        ["", "staff", "", "3"],
    ]

    reading = _read(tmp_path, rows)

    assert reading.table.ids == ["a", "b"]
    assert _facts(reading, 0)["revenue"] == 5
    assert [(r.row, r.field) for r in reading.rejected] == [
        (3, "value"),
        (5, "period"),
        (7, "value"),
        (8, "id"),
    ]
    assert "did you mean revenue?" in reading.notes[0]


_DAYS = st.dates(dt.date(2023, 1, 1), dt.date(2025, 12, 31))
_MAYBE = st.one_of(st.none(), _DAYS)
_YEARS, _QUARTERS = st.sampled_from(["2021", "2023", "2024"]), st.sampled_from(["2024Q1", "2024Q3", "2024Q4"])
_ENTRIES = st.one_of(
    st.builds(FactEntry, st.just("revenue"), st.integers(0, 99), _YEARS),
    st.builds(FactEntry, st.just("output"), st.integers(0, 99), _QUARTERS),
    st.builds(FactEntry, st.just("hightech"), st.booleans(), since=_MAYBE, until=_MAYBE),
    st.builds(FactEntry, st.just("zone"), st.sampled_from(["a", "b"]), since=_MAYBE, until=_MAYBE),
    st.builds(FactEntry, st.just("capital"), st.integers(0, 99), at=_MAYBE),
    st.builds(FactEntry, st.just("degree"), st.sampled_from(["master", "doctor"])),
)  # fmt: skip


@settings(max_examples=examples(150))
@given(st.lists(st.tuples(st.sampled_from(["x", "y"]), _ENTRIES), min_size=1, max_size=8))
def test_a_long_file_says_what_the_entries_say(found: list[tuple[str, FactEntry]]) -> None:
    kept: dict[tuple[str, str, str], tuple[str, FactEntry]] = {}
    for subject, entry in found:
        never = entry.fact in ("revenue", "output", "degree")
        key = (subject, entry.fact, entry.period) if never else (subject, entry.fact, str(len(kept)))
        kept.setdefault(key, (subject, entry))
    rows: list[list[object]] = [["id", "fact", "period", "until", "value"]]
    for subject, e in kept.values():
        rows.append([subject, e.fact, e.period or e.since or e.at or "", e.until or "", str(e.value).lower()])
    with tempfile.TemporaryDirectory() as folder:
        reading = _read(Path(folder), rows)

    assert reading.rejected == ()
    for row, subject in enumerate(reading.table.ids):
        entries = [entry for s, entry in kept.values() if s == subject]
        assert reading.table.facts_of(row, VOCABULARY) == slots_of(entries, VOCABULARY, ON)


@settings(max_examples=examples(100))
@given(st.lists(st.tuples(st.booleans(), _MAYBE, _MAYBE), min_size=1, max_size=6), _DAYS)
def test_a_wide_status_says_what_the_entries_say(
    cells: list[tuple[bool, dt.date | None, dt.date | None]], on: dt.date
) -> None:
    rows: list[list[object]] = [["id", "hightech", "hightech@since", "hightech@until"]]
    rows += [[i, str(v).lower(), since or "", until or ""] for i, (v, since, until) in enumerate(cells)]
    with tempfile.TemporaryDirectory() as folder:
        reading = _read(Path(folder), rows, on=on)

    for row, (value, since, until) in enumerate(cells):
        entries = [FactEntry("hightech", value, since=since, until=until)]
        assert reading.table.facts_of(row, VOCABULARY) == slots_of(entries, VOCABULARY, on)


def test_the_latest_measurement_known_counts(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["id", "capital@2023-01-01", "capital@2024-01-01", "capital@2025-01-01"],
        ["a", 1, 2, 3],
        ["b", 1, "", 3],
    ]

    reading = _read(tmp_path, rows)

    assert [_facts(reading, row) for row in (0, 1)] == [{"capital": 2}, {"capital": 1}]
    assert "after 2024-12-01" in reading.notes[0]


@pytest.mark.skipif(not LISTED.is_file(), reason="the public list is not beside this repository")
def test_the_list_of_listed_companies_is_read_whole() -> None:
    from wotu.rules.load import load_packs

    vocabulary = load_packs([COMMON]).vocabulary
    mapping = Path(__file__).parents[2] / "examples" / "listed-companies.mapping.yaml"

    reading = read_facts(LISTED, vocabulary, ON, mapping)

    assert len(reading.table) == reading.rows == 3777
    assert reading.table.facts_of(1, vocabulary)[Slot("revenue")] == 226_040_000_000
