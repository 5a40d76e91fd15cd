"""What is wrong with a mapping is said beside the column, before any row is read."""

import pytest

from wotu.facts.imports.mapping import choice_of, choices, chosen, kept, mistakes_in, uses_of
from wotu.match.guess import ColumnUse
from wotu.measures.zones import Zone
from wotu.rules.text import Text

pytestmark = pytest.mark.django_db

CODE = ColumnUse("代码", "credit_code")
REVENUE = ColumnUse("收入", "fact", "revenue", "2024", "万元")


@pytest.mark.parametrize("typed", ["营业收入 · revenue", "营业收入", "Revenue", "revenue", " revenue "])
def test_a_fact_is_chosen_by_label_or_name(small_zone: Zone, typed: str) -> None:
    assert chosen("收入", typed, "2024", "万元", small_zone.packs.vocabulary) == REVENUE


def test_what_is_offered_can_be_chosen(small_zone: Zone) -> None:
    vocabulary = small_zone.packs.vocabulary
    for choice in choices(vocabulary):
        for typed in (choice.zh, choice.en):
            use = chosen("列", typed, "", "", vocabulary)
            assert isinstance(use, ColumnUse)
            assert choice_of(use, vocabulary) == choice


def test_an_unknown_fact_is_answered_with_the_nearest(small_zone: Zone) -> None:
    wrong = chosen("收入", "营业收人", "", "", small_zone.packs.vocabulary)

    assert isinstance(wrong, Text)
    assert "是不是“营业收入”" in wrong.zh


def test_a_good_mapping_has_no_mistakes_and_is_kept_whole(small_zone: Zone) -> None:
    assert mistakes_in([CODE, REVENUE], small_zone.packs.vocabulary) == {}
    assert uses_of(kept([CODE, REVENUE])) == [CODE, REVENUE]


@pytest.mark.parametrize(
    ("uses", "column", "says"),
    [
        ([REVENUE], "", "不知道每一行说的是谁"),
        ([CODE], "", "至少指定一列"),
        ([CODE, REVENUE, ColumnUse("又一列", "fact", "revenue", "2024")], "又一列", "已经是这一项"),
        ([CODE, ColumnUse("收入", "fact", "revenue")], "收入", "填年份"),
        ([CODE, ColumnUse("收入", "fact", "revenue", "春天")], "收入", "填年份"),
        ([CODE, ColumnUse("收入", "fact", "revenue", "2024", "人")], "收入", "单位“人”"),
        ([CODE, ColumnUse("高企", "fact", "hightech", "", "万元")], "高企", "没有单位"),
        ([CODE, ColumnUse("高企", "fact", "hightech", "昨天")], "高企", "开始的日期"),
        ([CODE, ColumnUse("行业", "fact", "sector", "2024")], "行业", "不随时间变化"),
    ],
)
def test_a_mistake_names_its_column(small_zone: Zone, uses: list[ColumnUse], column: str, says: str) -> None:
    assert says in mistakes_in(uses, small_zone.packs.vocabulary)[column].zh
