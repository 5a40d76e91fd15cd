"""Whole columns are read exactly as their cells one by one."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.match.test_cells import DAY, DEGREE, FLAG, MONEY_FACT, SHARE, STAFF, WORD
from tests.random_examples import examples
from wotu.match.cells import CellError, as_text, is_unknown, parse_cell
from wotu.match.columns import CREDIT_CODE, Cells, How, read_cells
from wotu.match.table import to_stored
from wotu.rules.dates import day_number
from wotu.rules.quantity import MONEY
from wotu.rules.text import Text
from wotu.rules.vocabulary import TEXT, Fact, Slot, Type

ACRE = Fact("acre", Text("亩", "Mu"), Type("number", (("m2", 1),)), scale=Fraction(2000, 3), unit="亩")
WAN = Fact("wan", Text("万", "Wan"), Type("number", MONEY), scale=Fraction(1, 100), unit="万元")
NUMBERS = [MONEY_FACT, STAFF, WAN, ACRE, SHARE]
_WORDS = st.one_of(
    st.sampled_from(["", " ", "unknown", "5%", "3万元", "12人", "1,234.5", "-0", "007", "1e5", "abc"]),
    st.sampled_from(["1.50", "9" * 18, "9" * 25, "0." + "3" * 20]),
    st.integers(-(10**17), 10**17).map(str),
    st.decimals(-(10**9), 10**9, places=3).map(str),
)  # fmt: skip


def _one(fact: Fact, text: str, unit: str | None, *, rounding: bool) -> int | str | None:
    """Return the stored value, nothing if unknown, or the problem."""
    if is_unknown(fact, text.strip()):
        return None
    try:
        return to_stored(parse_cell(fact, text, unit, rounding=rounding), Slot(fact.name), {fact.name: fact})
    except CellError as error:
        return error.problem


def _all(cells: Cells) -> list[int | str | None]:
    found: list[int | str | None] = []
    for row, (value, known) in enumerate(zip(cells.values.tolist(), cells.known.tolist(), strict=True)):
        found.append(cells.bad[row].problem if row in cells.bad else int(value) if known else None)
    return found


@settings(max_examples=examples(200))
@given(st.sampled_from(NUMBERS), st.lists(_WORDS, max_size=8), st.booleans(), st.data())
def test_texts_are_read_as_their_cells(
    fact: Fact, words: list[str], rounding: bool, data: st.DataObject
) -> None:
    unit = data.draw(st.sampled_from([None, "%" if fact is SHARE else fact.unit]))

    cells = read_cells(pa.array(words, pa.string()), How(fact, unit, rounding=rounding))

    assert _all(cells) == [_one(fact, word, unit, rounding=rounding) for word in words]


@settings(max_examples=examples(200))
@given(
    st.sampled_from([MONEY_FACT, STAFF, WAN, ACRE]),
    st.lists(st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False), st.floats(-1e6, 1e6),
                       st.integers(-(10**12), 10**12).map(lambda n: n / 100)), max_size=8),
)  # fmt: skip
def test_floats_are_the_decimals_they_were_written_as(fact: Fact, floats: list[float | None]) -> None:
    cells = read_cells(pa.array(floats, pa.float64()), How(fact))

    expected = [None if x is None else _one(fact, as_text(x), None, rounding=False) for x in floats]
    assert _all(cells) == expected


@given(
    st.sampled_from([MONEY_FACT, STAFF, WAN]), st.lists(st.integers(-(1 << 63), (1 << 63) - 1), max_size=6)
)
def test_whole_numbers_are_read_as_their_cells(fact: Fact, numbers: list[int]) -> None:
    cells = read_cells(pa.array(numbers, pa.int64()), How(fact))

    assert _all(cells) == [_one(fact, str(x), None, rounding=False) for x in numbers]


@given(st.lists(st.decimals(-(10**15), 10**15, places=3), max_size=6))
def test_decimals_are_read_as_their_cells(numbers: list[Decimal]) -> None:
    cells = read_cells(pa.array(numbers, pa.decimal128(24, 3)), How(MONEY_FACT))

    assert _all(cells) == [_one(MONEY_FACT, f"{x:f}", None, rounding=False) for x in numbers]


def test_a_slice_of_decimals_is_read_from_its_own_place() -> None:
    numbers = pa.array([Decimal("1.00"), Decimal("2.00"), None, Decimal("4.00")]).slice(1)

    assert _all(read_cells(numbers, How(MONEY_FACT))) == [200, None, 400]


def test_a_bare_number_for_a_percentage_is_refused() -> None:
    cells = read_cells(pa.array([0.05, None]), How(SHARE))

    assert "may mean" in cells.bad[0].problem
    assert _all(read_cells(pa.array([5.0, None]), How(SHARE, "%"))) == [50_000, None]


def test_dates_booleans_and_texts_of_typed_files() -> None:
    days = read_cells(pa.array([dt.date(2024, 1, 5), None]), How(DAY))
    flags = read_cells(pa.array([True, False, None]), How(FLAG))
    numbers = read_cells(pa.array([1, 0, 2]), How(FLAG))
    words = read_cells(pa.array(["a", "unknown", None, "b", " a"]), How(WORD))
    code = read_cells(pa.array([1, 600000]), How(WORD))

    assert _all(days) == [day_number(dt.date(2024, 1, 5)), None]
    assert _all(flags) == [1, 0, None]
    assert _all(numbers)[:2] == [1, 0]
    assert 2 in numbers.bad
    assert words.dictionary is not None
    assert [words.dictionary[c] if k else None for c, k in zip(words.values, words.known, strict=True)] == [
        "a", None, None, "b", "a",
    ]  # fmt: skip
    assert code.dictionary == ("1", "600000")


def test_an_empty_column_is_unknown() -> None:
    for fact in (MONEY_FACT, WORD, DEGREE, FLAG, DAY):
        assert _all(read_cells(pa.nulls(2), How(fact))) == [None, None]
        assert _all(read_cells(pa.array([], pa.string()), How(fact))) == []


def test_a_translation_leaves_what_it_does_not_name_unknown() -> None:
    cells = read_cells(pa.array(["半导体", "银行", ""]), How(WORD, values={"半导体": "C3973"}))

    assert cells.dictionary == ("C3973",)
    assert _all(cells) == [0, None, None]
    assert cells.untranslated == 1


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("91440300I922038216", "Character 9"),
        ("914403001922038217", "Character 18"),
        ("91440300192203821", "18 characters"),
    ],
)
def test_a_credit_code_names_the_check_that_failed(code: str, words: str) -> None:
    fact = Fact(CREDIT_CODE, Text("代码", "Code"), TEXT)

    cells = read_cells(pa.array([code, "914403001922038216"]), How(fact))

    assert words in cells.bad[0].problem
    assert 1 not in cells.bad
    assert cells.dictionary == ("914403001922038216",)
