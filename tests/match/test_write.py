"""What is written is what each subject would be told, exactly."""

import csv
import tempfile
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.match import random_packs
from tests.match.small import FIRMS, ON, PROJECTS, load, write_csv
from tests.random_examples import examples
from wotu.match.checkup import Checker, Finding
from wotu.match.examples import pick_version
from wotu.match.outcome import outcomes
from wotu.match.plan import make_plan
from wotu.match.read import read_facts
from wotu.match.subject import Household
from wotu.match.table import Builder
from wotu.match.whole import Matched, match_tables
from wotu.match.write import amounts, compact_table, long_table, relation, write_answers
from wotu.rules.problems import PackError


@pytest.fixture
def matched(tmp_path: Path) -> Matched:
    packs = load(tmp_path)
    paths = [write_csv(tmp_path / "f.csv", FIRMS), write_csv(tmp_path / "p.csv", PROJECTS)]
    tables = [read_facts(path, packs.vocabulary, ON).table for path in paths]
    return match_tables(make_plan(packs, ON), tables)


def _rows(matched: Matched) -> dict[tuple[str, str], dict[str, object]]:
    rows = long_table(matched.answers, matched.ballot).to_pylist()
    return {(row["subject_id"], row["measure"]): row for row in rows}


def test_the_long_form_has_every_answer_that_is_not_negative(matched: Matched) -> None:
    rows = _rows(matched)

    assert set(rows) == {
        ("a", "demo.rd"), ("a", "demo.prize"), ("a", "demo.help"), ("b", "demo.rd"), ("b", "demo.prize"),
        ("b", "demo.help"), ("c", "demo.help"), ("d", "demo.rd"), ("d", "demo.prize"), ("d", "demo.help"),
        ("p1", "demo.project"), ("p2", "demo.project"), ("p3", "demo.project"),
    }  # fmt: skip
    assert rows["a", "demo.rd"] == {
        "about": "enterprise", "subject_id": "a", "name": "甲", "measure": "demo.rd", "version": "",
        "status": "entitled", "amount_min": Decimal(200_000), "amount_max": Decimal(200_000), "unit": "元",
        "reduced_by": "", "missing": "",
    }  # fmt: skip
    assert rows["a", "demo.prize"]["amount_max"] == 0
    assert rows["a", "demo.prize"]["reduced_by"] == "stacking:one"
    assert rows["a", "demo.help"]["unit"] == ""
    assert rows["a", "demo.help"]["amount_max"] is None
    assert rows["d", "demo.rd"]["missing"] == "hightech"
    assert rows["p1", "demo.project"]["amount_max"] == 50_000
    assert rows["p2", "demo.project"]["missing"] == "cost"
    assert rows["p3", "demo.project"]["missing"] == "hightech"


def test_the_compact_form_has_a_code_for_each_measure(matched: Matched) -> None:
    rows = {row["subject_id"]: row for row in compact_table(matched.answers, matched.ballot).to_pylist()}

    assert [rows["c"][f"demo.{m}"] for m in ("rd", "prize", "help")] == [0, 0, 2]
    assert [rows["d"][f"demo.{m}"] for m in ("rd", "prize", "help")] == [1, 1, 1]
    assert rows["d"]["demo.project"] is None
    assert rows["p1"]["demo.project"] == 2


@pytest.mark.parametrize("form", ["long", "compact"])
def test_parquet_csv_and_excel_say_the_same(matched: Matched, tmp_path: Path, form: str) -> None:
    build = long_table if form == "long" else compact_table
    table = build(matched.answers, matched.ballot)
    for suffix in (".parquet", ".csv", ".xlsx"):
        written = write_answers(tmp_path / f"o{suffix}", matched.answers, matched.ballot, form)  # type: ignore[arg-type]
        assert written == table.num_rows

    assert pq.read_table(tmp_path / "o.parquet").to_pylist() == table.to_pylist()
    with (tmp_path / "o.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    sheet = openpyxl.load_workbook(tmp_path / "o.xlsx").active
    assert sheet is not None
    header, *cells = sheet.iter_rows(values_only=True)
    assert list(lines[0]) == list(header) == table.column_names
    for row, line, cell in zip(table.to_pylist(), lines, cells, strict=True):
        assert [line[name] for name in header] == [_shown(row[name]) for name in header]
        assert [_shown(value) for value in cell] == [_shown(row[name]) for name in header]


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value else "0"
    return str(value)


def test_an_answer_is_a_relation_in_process(matched: Matched) -> None:
    found = relation(long_table(matched.answers, matched.ballot))

    assert found.filter("status = 'entitled'").aggregate("sum(amount_max)").fetchall() == [
        (Decimal(350_000),)
    ]


def test_texts_in_excel_are_never_formulas(tmp_path: Path) -> None:
    packs = load(tmp_path)
    path = write_csv(tmp_path / "f.csv", [["id", "name", "staff"], ["=1+1", "=HYPERLINK(1)", 5]])
    matched = match_tables(make_plan(packs, ON), [read_facts(path, packs.vocabulary, ON).table])

    write_answers(tmp_path / "o.xlsx", matched.answers, matched.ballot)

    sheet = openpyxl.load_workbook(tmp_path / "o.xlsx").active
    assert sheet is not None
    assert [(c.value, c.data_type) for c in sheet["B"][1:2]] == [("=1+1", "s")]


def test_another_ending_is_refused(matched: Matched, tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"cannot be written as '\.pdf'"):
        write_answers(tmp_path / "o.pdf", matched.answers)


def test_a_sheet_that_is_too_small_is_refused_and_nothing_is_left(
    matched: Matched, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wotu.match.write.EXCEL_ROWS", 3)

    with pytest.raises(PackError, match="do not fit"):
        write_answers(tmp_path / "o.xlsx", matched.answers, matched.ballot)

    assert not list(tmp_path.glob("*.xlsx"))


@given(
    st.lists(st.tuples(st.integers(-(1 << 62), 1 << 62), st.booleans()), max_size=20),
    st.sampled_from([1, 100, 10_000]),
)
def test_amounts_are_exact(pairs: list[tuple[int, bool]], parts: int) -> None:
    units, known = (
        np.array([u for u, _ in pairs], dtype=np.int64),
        np.array([k for _, k in pairs], dtype=np.bool_),
    )

    found = amounts(units, known, Fraction(1, parts)).to_pylist()

    assert [None if v is None else v * parts for v in found] == [u if k else None for u, k in pairs]


def _expected(finding: Finding) -> tuple[object, ...]:
    unit, award = finding.line.unit, finding.award
    version = finding.line.version.id
    if finding.status == "unknown":
        return "unknown", version, None, None, "|".join(map(str, sorted(finding.unknown_slots())))
    low, high = (None if end is None else end * unit for end in (award.low, award.high))
    open_ = low is None or high is None
    slots = "|".join(map(str, finding.unknown_award_slots())) if open_ else ""
    return "entitled", version, low, high, slots


@settings(max_examples=examples(60), suppress_health_check=list(HealthCheck))
@given(st.data(), random_packs.households())
def test_a_table_says_what_each_subject_is_told(data: st.DataObject, found: list[Household]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        plan = make_plan(data.draw(random_packs.packs(Path(folder))), random_packs.ON)
    checker, household = Checker.of(plan), found[0]

    builder = Builder(plan.packs.vocabulary, [household.enterprise.facts])
    tables = [builder.table("enterprise", [household.enterprise.id])]
    members = [s for s in household.members if s.about == "project"]
    builder = Builder(plan.packs.vocabulary, [s.facts for s in members])
    tables.append(builder.table("project", [s.id for s in members], [household.enterprise.id] * len(members)))
    matched = match_tables(plan, tables)
    rows = long_table(matched.answers, matched.ballot).to_pylist()

    told: dict[tuple[str, str], list[Finding]] = {}
    for finding in checker.check(household):
        told.setdefault((finding.subject.id, finding.line.measure.id), []).append(finding)
    expected = {
        key: _expected(f) for key, fs in told.items() if (f := pick_version(fs)).status != "not_entitled"
    }
    table = {
        (row["subject_id"], row["measure"]): (
            row["status"], row["version"],
            *(None if row[end] is None else Fraction(row[end]) for end in ("amount_min", "amount_max")),
            row["missing"],
        )
        for row in rows
    }  # fmt: skip
    assert _same_up_to_nothing(table) == _same_up_to_nothing(expected)
    counted = sum(outcome.entitled + outcome.unknown for outcome in outcomes(matched.answers, matched.ballot))
    assert counted == len(rows)


def _same_up_to_nothing(
    rows: dict[tuple[str, str], tuple[object, ...]],
) -> dict[tuple[str, str], tuple[object, ...]]:
    """Where nothing is left, the lower end is nothing too, whether it was known before or not."""
    return {key: (row[0], row[1], "nothing") if row[3] == 0 else row for key, row in rows.items()}


def test_an_empty_table_has_the_columns(tmp_path: Path) -> None:
    plan = make_plan(load(tmp_path), ON)
    matched = match_tables(plan, [Builder(plan.packs.vocabulary, []).table("enterprise", [])])

    assert long_table(matched.answers, matched.ballot).num_rows == 0
    assert write_answers(tmp_path / "o.csv", matched.answers, matched.ballot) == 0
    assert isinstance(long_table(matched.answers), pa.Table)
