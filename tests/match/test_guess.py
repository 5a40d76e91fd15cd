"""Guessing what the columns of people's sheets are."""

import datetime as dt

import pytest

from tests.match.small import VOCABULARY
from wotu.match.guess import ColumnUse, guess_columns, take_apart
from wotu.rules.load_vocabulary import read_vocabulary
from wotu.rules.reader import Reader
from wotu.rules.vocabulary import Vocabulary
from wotu.rules.yamlio import read_yaml

ON = dt.date(2026, 11, 28)
CODES = ["914403001922038216", "91110000802100433B"]


@pytest.fixture(scope="module")
def vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Vocabulary:
    path = tmp_path_factory.mktemp("pack") / "vocabulary.yaml"
    path.write_text(VOCABULARY, encoding="utf-8")
    return read_vocabulary(Reader(read_yaml(path), []))


def _guess(vocabulary: Vocabulary, heading: str, *cells: str) -> ColumnUse:
    return guess_columns([heading], {heading: cells}, vocabulary, ON)[0]


@pytest.mark.parametrize(
    ("heading", "role", "fact", "period", "unit"),
    [
        ("统一社会信用代码", "credit_code", "", "", ""),
        ("企业名称", "name", "", "", ""),
        ("报告期", "period", "", "", ""),
        ("2024年营业收入（万元）", "fact", "revenue", "2024", "万元"),
        ("营业收入", "fact", "revenue", "2025", ""),
        ("上年度营收(单位：亿元)", "fact", "revenue", "2025", "亿元"),
        ("Revenue", "fact", "revenue", "2025", ""),
        ("revenue@2023", "fact", "revenue", "2023", ""),
        ("2026年第二季度产值", "fact", "output", "2026Q2", ""),
        ("职工人数", "fact", "staff", "2025", ""),
        ("2024年末注册资本", "fact", "capital", "2024-12-31", ""),
        ("注册资金/万元", "fact", "capital", "", "万元"),
        ("是否高企", "fact", "hightech", "", ""),
        ("成立时间", "fact", "founded_on", "", ""),
        ("高新技术企業", "fact", "hightech", "", ""),
        ("备注", "", "", "", ""),
        ("法定代表人", "", "", "", ""),
    ],
)
def test_a_heading_says_what_a_column_is(  # noqa: PLR0917
    vocabulary: Vocabulary, heading: str, role: str, fact: str, period: str, unit: str
) -> None:
    use = _guess(vocabulary, heading)

    assert (use.role, use.fact, use.period, use.unit) == (role, fact, period, unit)


def test_values_say_it_where_the_heading_does_not(vocabulary: Vocabulary) -> None:
    assert _guess(vocabulary, "证号", *CODES).role == "credit_code"
    assert _guess(vocabulary, "情况", "硕士", "博士", "硕士").fact == "degree"
    assert _guess(vocabulary, "情况", "硕士", "不明").role == ""


def test_a_share_above_one_is_taken_for_a_percentage(vocabulary: Vocabulary) -> None:
    assert _guess(vocabulary, "持股比例", "51", "30").unit == "%"
    assert _guess(vocabulary, "持股比例", "0.51", "0.3").unit == ""


def test_a_column_of_periods_takes_the_place_of_the_usual_one(vocabulary: Vocabulary) -> None:
    columns = ["年度", "营业收入", "2023年研发费用"]
    uses = guess_columns(columns, {}, vocabulary, ON)

    assert [use.period for use in uses] == ["", "", "2023"]


def test_nothing_is_guessed_twice(vocabulary: Vocabulary) -> None:
    uses = guess_columns(["营业收入", "营收", "2024年营收"], {}, vocabulary, ON)

    assert [(use.fact, use.period) for use in uses] == [("revenue", "2025"), ("", ""), ("revenue", "2024")]


def test_only_a_guess_by_heading_is_sure_of_itself(vocabulary: Vocabulary) -> None:
    sure, close = _guess(vocabulary, "营业收入"), _guess(vocabulary, "营业收入额")

    assert sure.why is not None
    assert close.why is not None
    assert (sure.why.zh, close.why.zh) == ("按列名", "列名相近，请核对")


@pytest.mark.parametrize("heading", ["", "（万元）", "2024", "@", "///", "-", "年", "上年度"])
def test_a_strange_heading_does_no_harm(vocabulary: Vocabulary, heading: str) -> None:
    assert _guess(vocabulary, heading).role == ""
    assert take_apart(heading, ON).words is not None
