"""A cell becomes a value of its fact, or a reason and a way out."""

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wotu.match.cells import CellError, as_text, is_unknown, parse_cell, parse_date, unit_factor
from wotu.rules.dates import day_number
from wotu.rules.quantity import MONEY
from wotu.rules.text import Text
from wotu.rules.vocabulary import BOOLEAN, DATE, PERCENT, TEXT, Fact, Type

MONEY_FACT = Fact(
    "revenue", Text("营收", "Revenue"), Type("number", MONEY), scale=Fraction(1, 100), unit="元"
)
SHARE = Fact("share", Text("比例", "Share"), PERCENT, scale=Fraction(1, 10**6), unit="%")
STAFF = Fact("staff", Text("人员", "Staff"), Type("number", (("person", 1),)), unit="人")
TERM = Fact("term", Text("年限", "Term"), Type("number", (("month", 1),)), scale=Fraction(12), unit="年")
FLAG = Fact("flag", Text("是否", "Flag"), BOOLEAN)
DAY = Fact("day", Text("日期", "Day"), DATE)
DEGREE = Fact(
    "degree", Text("学历", "Degree"), TEXT, values=("master", "none"),
    value_labels={"master": Text("硕士", "Master"), "none": Text("无", "None")},
)  # fmt: skip
WORD = Fact("word", Text("字", "Word"), TEXT)


@pytest.mark.parametrize(
    ("fact", "text", "value"),
    [
        (MONEY_FACT, "2000万元", 20_000_000),
        (MONEY_FACT, " 1.5亿元 ", 150_000_000),
        (MONEY_FACT, "350.25", Fraction(35025, 100)),
        (MONEY_FACT, "1,234,567", 1_234_567),
        (MONEY_FACT, "-3", -3),
        (SHARE, "5%", Fraction(1, 20)),
        (SHARE, "12.5％", Fraction(1, 8)),
        (STAFF, "103", 103),
        (STAFF, "103人", 103),
        (STAFF, "12.0", 12),
        (TERM, "3", 36),
        (TERM, "24月", 24),
        (FLAG, "是", True),
        (FLAG, "FALSE", False),
        (FLAG, "0", False),
        (DAY, "2024-01-05", day_number(dt.date(2024, 1, 5))),
        (DAY, "2024/1/5", day_number(dt.date(2024, 1, 5))),
        (DAY, "20240105", day_number(dt.date(2024, 1, 5))),
        (DAY, "2024年1月5日", day_number(dt.date(2024, 1, 5))),
        (DAY, "2024-01-05 00:00:00", day_number(dt.date(2024, 1, 5))),
        (DEGREE, "硕士", "master"),
        (DEGREE, "Master", "master"),
        (DEGREE, "none", "none"),
        (WORD, "none", "none"),
    ],
)
def test_a_cell_is_read_in_base_units(fact: Fact, text: str, value: object) -> None:
    assert parse_cell(fact, text) == value


@pytest.mark.parametrize(
    ("fact", "text", "problem", "fix"),
    [
        (MONEY_FACT, "abc", "not a quantity", "200万元"),
        (MONEY_FACT, "103人", "not in 元", "200万元"),
        (MONEY_FACT, "1.005", "more decimals", "round: true"),
        (MONEY_FACT, "99999999999999999", "too large", "unit"),
        (SHARE, "0.05", "may mean", "unit: '%'"),
        (STAFF, "2.5", "more decimals", "fewer decimals"),
        (FLAG, "maybe", "neither yes nor no", "true or false"),
        (DAY, "45296", "not a date", "2024-01-05"),
        (DAY, "2024-02-30", "no day of the calendar", "2024-01-05"),
        (DEGREE, "mastr", "not among the values", "did you mean master?"),
        (WORD, "x" * 2001, "longer than", "shorten"),
        (WORD, "未知", "is not known", "leave it out"),
    ],
)
def test_a_wrong_cell_says_what_is_wrong_and_what_to_write(
    fact: Fact, text: str, problem: str, fix: str
) -> None:
    with pytest.raises(CellError) as error:
        parse_cell(fact, text)

    assert problem in error.value.problem
    assert fix in error.value.fix


def test_a_unit_from_the_mapping_applies_to_bare_numbers_only() -> None:
    assert parse_cell(MONEY_FACT, "3", "万元") == 30_000
    assert parse_cell(MONEY_FACT, "3元", "万元") == 3
    assert parse_cell(SHARE, "5", "%") == Fraction(1, 20)
    assert parse_cell(SHARE, "0.05", "ratio") == Fraction(1, 20)


@pytest.mark.parametrize(("fact", "unit"), [(MONEY_FACT, "人"), (MONEY_FACT, "furlong"), (SHARE, "元")])
def test_a_unit_that_does_not_fit_is_refused(fact: Fact, unit: str) -> None:
    with pytest.raises(CellError):
        unit_factor(fact, unit)


def test_rounding_is_half_up_and_only_where_asked() -> None:
    assert parse_cell(MONEY_FACT, "1.005", rounding=True) == Fraction(101, 100)
    assert parse_cell(MONEY_FACT, "1.0049", rounding=True) == 1


@pytest.mark.parametrize(
    ("fact", "text", "unknown"),
    [
        (MONEY_FACT, "", True), (MONEY_FACT, "未知", True), (MONEY_FACT, "#N/A", True),
        (MONEY_FACT, "0", False),
        (WORD, "none", False), (WORD, "unknown", True), (WORD, "不详", True),
        (DEGREE, "none", False), (FLAG, "-", True),
    ],
)  # fmt: skip
def test_only_what_says_so_is_unknown(fact: Fact, text: str, unknown: bool) -> None:
    assert is_unknown(fact, text) is unknown


@given(st.integers(-(10**15), 10**15))
def test_money_written_as_a_decimal_comes_back_to_the_fen(fen: int) -> None:
    sign, rest = ("-" if fen < 0 else ""), abs(fen)
    text = f"{sign}{rest // 100}.{rest % 100:02d}"

    assert parse_cell(MONEY_FACT, text) == Fraction(fen, 100)


@given(st.dates(dt.date(1000, 1, 1)))
def test_dates_come_back(day: dt.date) -> None:
    for text in (day.isoformat(), f"{day.year}/{day.month}/{day.day}", f"{day:%Y%m%d}".zfill(8)):
        assert parse_date(text) == day


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""), (True, "true"), (5.0, "5"), (0.1, "0.1"), (1e-7, "0.0000001"), (3, "3"),
        (dt.datetime(2024, 1, 5), "2024-01-05"),  # noqa: DTZ001 - a spreadsheet knows no time zones
        (dt.date(2024, 1, 5), "2024-01-05"), (Fraction(1, 4), "0.25"),
    ],
)  # fmt: skip
def test_values_of_programs_become_what_a_person_types(value: object, text: str) -> None:
    assert as_text(value) == text
