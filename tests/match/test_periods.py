"""Facts in time become the cells a measure sees on one date."""

import datetime as dt
import tempfile
from pathlib import Path

import pytest

from tests.match.small import ON, load
from wotu.match.cells import CellError
from wotu.match.periods import FactEntry, example_facts, slots_of
from wotu.rules.dates import day_number
from wotu.rules.vocabulary import Slot
from wotu.rules.yamlio import read_yaml

with tempfile.TemporaryDirectory() as _folder:
    VOCABULARY = load(Path(_folder)).vocabulary
D = dt.date


def test_a_year_counts_back_from_the_year_before() -> None:
    entries = [
        FactEntry("revenue", 1, "2023"),
        FactEntry("revenue", 2, "2021"),
        FactEntry("revenue", 3, "2024"),
    ]

    assert slots_of(entries, VOCABULARY, ON) == {
        Slot("revenue"): 1, Slot("revenue", year=2023): 1,
        Slot("revenue", 2): 2, Slot("revenue", year=2021): 2,
        Slot("revenue", year=2024): 3,
    }  # fmt: skip


def test_a_value_without_a_period_is_of_the_reference_year() -> None:
    assert slots_of([FactEntry("staff", 5)], VOCABULARY, ON)[Slot("staff", year=2023)] == 5


@pytest.mark.parametrize(
    ("on", "offset"), [(D(2024, 12, 31), 1), (D(2024, 10, 1), 1), (D(2024, 9, 30), 0), (D(2025, 1, 1), 2)]
)
def test_the_reference_quarter_is_the_last_complete_one(on: dt.date, offset: int) -> None:
    assert slots_of([FactEntry("output", 7, "2024Q2")], VOCABULARY, on) == {Slot("output", offset): 7}


def test_a_quarter_not_over_is_not_seen() -> None:
    assert slots_of([FactEntry("output", 7, "2024Q4")], VOCABULARY, ON) == {}


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([FactEntry("hightech", True, since=D(2023, 10, 16))], (True, D(2023, 10, 16))),
        ([FactEntry("hightech", True, since=ON)], (True, ON)),
        ([FactEntry("hightech", True, since=D(2024, 12, 2))], (False, None)),
        ([FactEntry("hightech", True, since=D(2020, 1, 1), until=D(2022, 12, 31))], (False, None)),
        ([FactEntry("hightech", True, since=D(2020, 1, 1), until=ON)], (True, D(2020, 1, 1))),
        ([FactEntry("hightech", True)], (True, None)),
        ([FactEntry("hightech", False)], (False, None)),
        ([FactEntry("hightech", False, since=D(2024, 12, 2))], (None, None)),
        (
            [
                FactEntry("hightech", True, since=D(2020, 1, 1), until=D(2022, 12, 31)),
                FactEntry("hightech", True, since=D(2023, 6, 1)),
            ],
            (True, D(2023, 6, 1)),
        ),
        (
            [FactEntry("zone", "a", since=D(2020, 1, 1)), FactEntry("zone", "b", since=D(2023, 1, 1))],
            ("b", D(2023, 1, 1)),
        ),
        ([FactEntry("zone", "a", since=D(2020, 1, 1), until=D(2021, 1, 1))], (None, None)),
        (
            [FactEntry("zone", "a", since=D(2020, 1, 1), until=D(2021, 1, 1)), FactEntry("zone", "b")],
            ("b", None),
        ),
    ],
)  # fmt: skip
def test_a_status_is_what_is_in_force(
    entries: list[FactEntry], expected: tuple[object, dt.date | None]
) -> None:
    found, name = slots_of(entries, VOCABULARY, ON), entries[0].fact
    began = found.get(Slot(name, began=True))

    assert found.get(Slot(name)) == expected[0]
    assert began == (day_number(expected[1]) if expected[1] else None)


def test_a_measurement_is_the_latest_on_or_before_the_date() -> None:
    entries = [
        FactEntry("capital", 1, at=D(2023, 1, 1)), FactEntry("capital", 2, at=ON),
        FactEntry("capital", 3, at=D(2024, 12, 2)),
    ]  # fmt: skip

    assert slots_of(entries, VOCABULARY, ON) == {Slot("capital"): 2}


def test_what_stands_later_counts_and_unknown_facts_are_left_out() -> None:
    entries = [FactEntry("founded_on", 1), FactEntry("founded_on", 2), FactEntry("nothing", 3)]

    assert slots_of(entries, VOCABULARY, ON) == {Slot("founded_on"): 2}


def test_examples_write_facts_in_every_form() -> None:
    found = example_facts(
        {
            "revenue": {2023: "1.2亿元", 2022: "9000万元"}, "output": {"2024Q3": "5万元"}, "staff": 12,
            "hightech": {"since": D(2023, 10, 16)}, "zone": {"2020-01-01": "a", "2023-01-01": "b"},
            "capital": {"at": "2024-01-01", "value": "100万元"}, "founded_on": D(2020, 1, 1),
            "degree": "硕士", "share": {"2024-01-01": "5%"}, "rd": "unknown",
        },
        VOCABULARY, ON,
    )  # fmt: skip

    assert found[Slot("revenue")] == 120_000_000
    assert found[Slot("revenue", 1)] == 90_000_000
    assert found[Slot("output")] == 50_000
    assert found[Slot("hightech", began=True)] == day_number(D(2023, 10, 16))
    assert found[Slot("zone")] == "b"
    assert found[Slot("capital")] == 1_000_000
    assert found[Slot("degree")] == "master"
    assert Slot("rd") not in found


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"revenu": 5}, "did you mean revenue?"),
        ({"revenue": {"2023Q1": 5}}, "not a year"),
        ({"output": {"2023": 5}}, "not a quarter"),
        ({"revenue": {"since": "2023-01-01"}}, "says nothing about a fact whose period is year"),
        ({"zone": {"since": "2023-01-01"}}, "`value` is missing"),
        ({"founded_on": {"2020-01-01": "2020-01-01"}}, "does not change"),
        ({"staff": "many"}, "staff: 'many' is not a quantity"),
        ({"staff": {"2023": [1]}}, "one value"),
    ],
)
def test_a_wrong_fact_is_named(facts: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words.replace("?", r"\?")):
        example_facts(facts, VOCABULARY, ON)


def test_a_wrong_fact_in_a_file_says_its_place(tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text("revenue: 5元\nstaff:\n  2023: many\n", encoding="utf-8")

    with pytest.raises(CellError) as error:
        example_facts(read_yaml(path), VOCABULARY, ON)

    assert error.value.place is not None
    assert error.value.place.line == 3
