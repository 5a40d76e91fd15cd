"""Facts written as a wide file are the same cells when they are read."""

import datetime as dt
import tempfile
from fractions import Fraction
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.match.small import ON, load
from tests.random_examples import examples
from wotu.match.periods import FactEntry, slots_of
from wotu.match.read import read_facts
from wotu.match.subject import Subject
from wotu.match.write_facts import facts_table, number_cell
from wotu.rules.dates import day_number
from wotu.rules.vocabulary import Slot

with tempfile.TemporaryDirectory() as _folder:
    VOCABULARY = load(Path(_folder)).vocabulary

_MONEY = st.integers(-(10**17), 10**17).map(lambda fen: Fraction(fen, 100))
_DAY = st.dates(dt.date(2020, 1, 1), dt.date(2026, 1, 1))
_ENTRIES = st.one_of(
    st.builds(
        FactEntry, st.sampled_from(["revenue", "rd"]), _MONEY, st.sampled_from(["2022", "2023", "2024"])
    ),
    st.builds(
        FactEntry, st.just("output"), _MONEY, st.sampled_from(["2023Q4", "2024Q2", "2024Q3", "2024Q4"])
    ),
    st.builds(FactEntry, st.just("area"), st.integers(0, 10**9).map(lambda n: Fraction(n, 100))),
    st.builds(FactEntry, st.just("share"), st.integers(0, 10**6).map(lambda n: Fraction(n, 10**6)), at=_DAY),
    st.builds(FactEntry, st.just("hightech"), st.booleans(), since=st.none() | _DAY, until=st.none() | _DAY),
    st.builds(FactEntry, st.just("zone"), st.sampled_from(["东区", "a,b", "=1"]), since=st.none() | _DAY),
    st.builds(FactEntry, st.just("founded_on"), _DAY.map(day_number)),
    st.builds(FactEntry, st.just("degree"), st.sampled_from(["master", "doctor"])),
)


@settings(max_examples=examples(100))
@given(st.lists(st.lists(_ENTRIES, max_size=8), min_size=1, max_size=4), st.booleans())
def test_what_is_written_is_read_back(found: list[list[FactEntry]], owned: bool) -> None:
    subjects = [
        Subject(f"s{i}", slots_of(entries, VOCABULARY, ON), name=f"第{i}家")
        for i, entries in enumerate(found)
    ]
    owners = ["firm"] * len(subjects) if owned else []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "facts.parquet"
        pq.write_table(facts_table(subjects, owners, VOCABULARY), path)
        reading = read_facts(path, VOCABULARY, ON, about="project" if owned else "enterprise")

    table = reading.table
    assert reading.rejected == ()
    assert (list(table.ids), list(table.names)) == ([s.id for s in subjects], [s.name for s in subjects])
    assert list(table.owners) == owners
    assert [table.facts_of(row, VOCABULARY) for row in range(len(table))] == [s.facts for s in subjects]


def test_facts_the_vocabulary_does_not_know_are_left_out() -> None:
    subject = Subject("a", {Slot("capital"): 5, Slot("no_such_fact"): 6})

    assert facts_table([subject], [], VOCABULARY).column_names == ["id", "name", "capital"]


def test_a_number_without_an_end_in_decimals_is_refused() -> None:
    with pytest.raises(ValueError, match="no end in decimals"):
        number_cell(VOCABULARY["capital"], Fraction(1, 3))
