"""Words out of a text."""

import pytest

from wotu.needs.tokens import heard, tokens, written
from wotu.needs.words import Term
from wotu.rules.text import Text

LOAN = Term("loan", Text("贷款", "Loans"), "finance", ("周转", "cash flow"), ("贷款", "loan"), ("钱",))
BEAM = Term("beam", Text("机时", "Beam time"), "research", ("机时",), ("机时",))
TERMS = {"loan": LOAN, "beam": BEAM}


def test_chinese_is_read_in_pairs_and_english_in_words() -> None:
    assert list(tokens("厂房租金 Plant leases")) == ["厂房", "房租", "租金", "plant", "lease"]


def test_empty_words_part_the_others() -> None:
    assert list(tokens("我们需要厂房和设备吗")) == ["厂房", "设备"]


def test_full_width_and_capitals_make_no_difference() -> None:
    assert list(tokens("ＭＥＳ系统")) == list(tokens("mes系统"))


@pytest.mark.parametrize(
    ("says", "typed", "how"),
    [
        ("资金周转不开", "周转", "said"),
        ("想要代款", "代款", "typo"),
        ("没有钱", "钱", "hint"),
        ("our cash flow is poor", "cash flow", "said"),
        ("two loans", "loan", "said"),
    ],
)
def test_a_term_is_heard_by_the_surest_of_its_words(says: str, typed: str, how: str) -> None:
    assert [(one.term.id, one.typed, one.how) for one in heard(says, TERMS)] == [("loan", typed, how)]


@pytest.mark.parametrize("says", ["及时答复", "戴宽帽子", "loaned", "floan"])
def test_what_only_resembles_a_term_is_not_heard(says: str) -> None:
    assert heard(says, TERMS) == []


def test_measures_are_read_by_their_own_words_only() -> None:
    assert written("贷款周转", TERMS) == {"loan": "贷款"}
    assert written("周转", TERMS) == {}
