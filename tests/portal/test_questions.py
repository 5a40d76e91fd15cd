"""Answers as people type them."""

import datetime as dt
from fractions import Fraction

import pytest

from wotu.match.ask import Question
from wotu.portal.questions import CannotRead, kind_of, read_answer
from wotu.rules.text import Text
from wotu.rules.vocabulary import BOOLEAN, DATE, PERCENT, TEXT, YUAN, Fact, Slot, Type

TODAY = dt.date(2025, 3, 1)
LABEL = Text("甲", "A")
FACTS = {
    "money": Fact("money", LABEL, YUAN, scale=Fraction(1, 100), unit="元"),
    "percent": Fact("percent", LABEL, PERCENT, scale=Fraction(1, 10**6), unit="%"),
    "staff": Fact("staff", LABEL, Type("number", (("person", 1),)), unit="人"),
    "yes_no": Fact("yes_no", LABEL, BOOLEAN),
    "date": Fact("date", LABEL, DATE),
    "choice": Fact("choice", LABEL, TEXT, values=("a", "b")),
    "text": Fact("text", LABEL, TEXT),
}


def _read(name: str, typed: str, unit: str = "") -> str:
    question = Question("f", "enterprise", Slot(name), FACTS[name], LABEL, LABEL, 0, ())
    return read_answer(question, {"value": typed, "unit": unit}, TODAY)


@pytest.mark.parametrize(
    ("name", "typed", "unit", "kept"),
    [
        ("money", "500", "万元", "500万元"),
        ("money", "1,200.5", "元", "1200.5元"),
        ("money", "１２", "亿元", "12亿元"),
        ("money", "500万", "元", "500万元"),
        ("money", "1.2亿元", "万元", "1.2亿元"),
        ("money", "-30", "万元", "-30万元"),
        ("money", "5", "圆", "5万元"),
        ("percent", "4.6", "", "4.6%"),
        ("percent", "4.6％", "", "4.6%"),
        ("staff", "103", "", "103"),
        ("staff", "103人", "", "103人"),
        ("yes_no", "true", "", "true"),
        ("date", "2024-02-29", "", "2024-02-29"),
        ("choice", "b", "", "b"),
        ("text", " C3975 ", "", "C3975"),
    ],
)
def test_an_answer_is_kept_in_the_facts_own_form(name: str, typed: str, unit: str, kept: str) -> None:
    assert _read(name, typed, unit) == kept


@pytest.mark.parametrize(
    ("name", "typed", "says"),
    [
        ("money", "", "请填写金额"),
        ("money", "some", "请只填数字"),
        ("money", "0.001", "小数位太多"),
        ("money", "99999999999999", "数值太大"),
        ("staff", "-3", "不能是负数"),
        ("staff", "2.5", "小数位太多"),
        ("yes_no", "perhaps", "请选择"),
        ("yes_no", "", "请选择"),
        ("choice", "c", "从列表中选"),
        ("date", "2023-02-29", "没有这一天"),
        ("date", "1024-01-01", "年份1024"),
        ("text", "x" * 201, "不要超过"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(name: str, typed: str, says: str) -> None:
    with pytest.raises(CannotRead) as wrong:
        _read(name, typed, "元" if typed == "0.001" else "亿元" if name == "money" else "")

    assert says in wrong.value.text.zh
    assert wrong.value.text.en


def test_the_beginning_of_a_status_is_a_date() -> None:
    assert kind_of(FACTS["yes_no"], Slot("yes_no", began=True)) == "date"
