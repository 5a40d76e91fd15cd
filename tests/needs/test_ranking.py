"""Ranking what a zone offers, on the packs of the six zones."""

import datetime as dt

import pytest

from tests.house.files import ROOT
from wotu.needs.ranking import Index, Reading, offers_of, with_standing
from wotu.needs.words import terms
from wotu.rules.load import load_packs

ON = dt.date(2026, 11, 28)
ZONES = ("guangzhou", "wangcheng", "nanchang", "mengsu", "changchun", "xian")


@pytest.fixture(scope="module")
def index() -> Index:
    packs = load_packs([ROOT / "packs" / zone for zone in ZONES])
    return Index({zone: offers_of(packs, zone, ON) for zone in ZONES}, terms())


def _keys(reading: Reading) -> list[str]:
    return [one.offer.key for one in reading.suggestions]


def test_two_things_asked_for_are_both_met_before_a_third_of_the_same(index: Index) -> None:
    first, second, *_ = _keys(index.read("guangzhou", "扩产缺厂房，流动资金紧"))

    assert first == "resource:guangzhou.pilot_floor_area"
    assert second == "guangzhou.credit_and_equity"


def test_the_reason_names_the_words_that_met(index: Index) -> None:
    best = index.read("wangcheng", "缺流动资金").suggestions[0]

    assert best.offer.key == "wangcheng.loan_support"
    match = best.matches[0]
    assert (match.said, match.found.zh, match.term and match.term.zh) == ("流动资金", "融资", "贷款与周转")


def test_a_word_both_say_is_a_reason_too(index: Index) -> None:
    best = index.read("xian", "想用阿秒激光做成像").suggestions[0]

    assert best.offer.key == "xian.attosecond_imaging"
    assert "用阿秒激光做成像" in [match.said for match in best.matches]


def test_a_misspelt_word_is_understood_by_its_sound_and_says_so(index: Index) -> None:
    for says, typed in (("需要代款三十万", "代款"), ("想贷宽三十万", "贷宽")):
        best = index.read("wangcheng", says).suggestions[0]

        assert best.offer.key == "wangcheng.loan_support"
        assert (best.matches[0].said, best.matches[0].typo) == (typed, True)


@pytest.mark.parametrize("says", ["", "你好", "食堂太远", "asdf qwer", "，。！？", "12345", "的了吗呢"])
def test_nothing_is_suggested_where_nothing_fits(index: Index, says: str) -> None:
    assert index.read("guangzhou", says).suggestions == ()


@pytest.mark.parametrize(
    ("says", "topic", "office"),
    [
        ("食堂太远", "living", "living"),
        ("夏天老是限电", "utilities", "environment"),
        ("缺流动资金", "finance", "finance"),
        ("孩子没地方上学", "talent", "talent"),
        ("嗯", "other", "industry"),
    ],
)
def test_each_need_has_a_topic_and_a_department(index: Index, says: str, topic: str, office: str) -> None:
    reading = index.read("guangzhou", says)

    assert (reading.topic, reading.office.slug) == (topic, office)


def test_a_department_has_the_name_its_zone_gives_it(index: Index) -> None:
    assert index.read("guangzhou", "专利被侵权").office.label.zh == "知识产权法治保护服务中心"
    assert index.read("wangcheng", "专利被侵权").office.label.zh == "法治与知识产权部门"


def test_english_is_understood(index: Index) -> None:
    assert _keys(index.read("nanchang", "Our new hires have nowhere to stay"))[0] == "nanchang.talent_station"


def test_a_measure_to_come_says_from_when(index: Index) -> None:
    best = index.read("xian", "阿秒成像").suggestions[0]

    assert best.offer.starts == dt.date(2029, 11, 3)


def test_a_resource_says_how_much_there_is_and_who_gives_it(index: Index) -> None:
    reading = index.read("nanchang", "没地方住")
    beds = next(one.offer for one in reading.suggestions if one.offer.kind == "resource")

    assert beds.limit is not None
    assert beds.limit.zh == "110,960床·晚"
    assert beds.given_by == ("nanchang.talent_station",)


def test_another_zones_measures_are_not_suggested(index: Index) -> None:
    for zone in ZONES:
        for key in _keys(index.read(zone, "贷款 厂房 住房 专利 仪器 废水 新药 上市 信用修复")):
            assert key.removeprefix("resource:").partition(".")[0] in {zone, "common"}


def test_what_a_firm_is_not_entitled_to_stands_last(index: Index) -> None:
    reading = index.read("guangzhou", "专利纠纷")
    keys = _keys(reading)

    marked = with_standing(reading, {keys[0]: "not", keys[-1]: "entitled"})

    assert _keys(marked)[0] == keys[-1]
    assert _keys(marked)[-1] == keys[0]


def test_a_very_long_text_is_read_to_its_limit_only(index: Index) -> None:
    assert _keys(index.read("guangzhou", "无" * 1_000 + "缺流动资金")) == []
