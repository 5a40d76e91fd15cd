"""Search over the packs of this project: what people type, and the measure they mean."""

import datetime as dt
import time

import pytest

from wotu.measures.catalogue.filters import Filters, look_up
from wotu.measures.catalogue.search import Index, find, index_of
from wotu.measures.zones import zones

pytestmark = pytest.mark.django_db

ON = dt.date(2026, 3, 2)
FIRST_HITS = {
    "小巨人": "guangzhou.little_giant",
    "xjr": "guangzhou.little_giant",
    "little giant": "guangzhou.little_giant",
    "guangzhou.little_giant": "guangzhou.little_giant",
    "投贷联动": "guangzhou.invest_and_lend",
    "tdld": "guangzhou.invest_and_lend",
    "专利纠纷": "guangzhou.ip_mediation",
    "patent dispute": "guangzhou.ip_mediation",
    "商业秘密": "guangzhou.trade_secrets",
    "trade secrets": "guangzhou.trade_secrets",
    "医疗器械临床试验": "guangzhou.device_trial",
    "clinical trial": "guangzhou.device_trial",
    "大学生落户": "guangzhou.new_resident_award",
    "young graduates": "guangzhou.new_resident_award",
    "仪器共享": "guangzhou.instrument_sharing",
    "instruments": "guangzhou.instrument_sharing",
    "拿地即动工": "guangzhou.build_on_land",
    "ndjdg": "guangzhou.build_on_land",
    "子女入学": "guangzhou.school_place",
    "znrx": "guangzhou.school_place",
    "国家级平台": "guangzhou.national_lab",
    "foreign capital": "guangzhou.foreign_capital",
    "人才公寓": "wangcheng.talent_housing",
    "rcgy": "wangcheng.talent_housing",
    "租金减免": "wangcheng.rent_relief",
    "zjjm": "wangcheng.rent_relief",
    "rent relief": "wangcheng.rent_relief",
    "创业补贴": "wangcheng.startup_subsidy",
    "startup subsidy": "wangcheng.startup_subsidy",
    "waste water": "mengsu.waste_water_intake",
    "光子上市": "xian.photonics_listing",
    "人才码": "nanchang.talent_code",
    "talent code": "nanchang.talent_code",
    "绿色通道": "nanchang.medical_channel",
    "招聘": "nanchang.campus_recruitment",
    "高企认定": "common.hightech_recognition",
    "xyxf": "common.credit_repair",
    "yanfa": "guangzhou.own_rd_body",
}


def _ids(words: str) -> list[str]:
    return [one.id for one in look_up(Filters(words=words), ON).offers]


@pytest.mark.parametrize(("words", "measure"), FIRST_HITS.items())
def test_the_measure_that_is_meant_comes_first(words: str, measure: str) -> None:
    assert _ids(words)[0] == measure


def test_initials_of_research_and_subsidy_find_aid_for_research() -> None:
    by_initials, in_full = _ids("yfbt"), _ids("研发补贴")

    assert set(by_initials[:4]) <= {*in_full}
    assert "changchun.class1_drug" in by_initials[:4]


@pytest.mark.parametrize("words", ["", "   ", "？！", "\x00", "%"])
def test_nothing_said_finds_nothing_in_particular(words: str) -> None:
    assert find(words) == {}


@pytest.mark.parametrize("words", ["qqqq", "量子计算机", "vvuuii", "zebra", "'; drop table", "a" * 5000])
def test_what_no_measure_says_is_not_found(words: str) -> None:
    assert _ids(words) == []


def test_every_word_must_be_found_where_one_measure_has_them_all() -> None:
    assert _ids("医疗器械 临床") == ["guangzhou.device_trial"]


def test_full_width_letters_and_case_do_not_matter() -> None:
    assert _ids("ＸＪＲ") == _ids("xjr") == _ids("XJR")


def test_teaching_measures_are_found_only_in_their_own_zone() -> None:
    shown = Filters(words="综合授信", chosen={"zone": frozenset({"showcase"})})

    assert not any(id_.startswith("showcase.") for id_ in _ids("综合授信"))
    assert look_up(shown, ON).offers[0].id == "showcase.credit_line"


def test_the_index_is_made_once_for_the_packs_that_are_loaded() -> None:
    assert index_of(zones()) is index_of(zones())
    assert isinstance(index_of(zones()), Index)


def test_a_search_takes_a_moment() -> None:
    find("研发")
    begin = time.perf_counter()
    for words in FIRST_HITS:
        find(words)

    assert (time.perf_counter() - begin) / len(FIRST_HITS) < 0.05
