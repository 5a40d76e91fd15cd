"""The queue of names: the dearest first, likely products beside each, and how much is named."""

import pytest

from tests.industry.small import NOW, ZONE, firm, name, product, supplies
from wotu.industry.name_queue import candidates, coverage, dearest, names_in, products_like
from wotu.industry.verbs.naming import confirm_names, merge_products

pytestmark = pytest.mark.django_db


def test_the_name_most_money_was_paid_under_comes_first() -> None:
    seller, buyer = firm("s"), firm("b", inside=True)
    cheap, dear, rejected = name("螺丝"), name("MOCVD 设备"), name("假名")
    supplies(seller, buyer, cheap, amount_fen=100)
    supplies(seller, buyer, cheap, amount_fen=100)
    supplies(seller, buyer, dear, amount_fen=900)
    supplies(seller, buyer, rejected, amount_fen=5000, state="rejected", reason="x")

    found = [(one.name, one.used, one.fen) for one in dearest(names_in(ZONE, "open"))]

    assert found == [("MOCVD 设备", 1, 900), ("螺丝", 2, 200), ("假名", 0, 0)]
    assert [one.name for one in names_in(ZONE, "open", "mocvd设备")] == ["MOCVD 设备"]


def test_candidates_are_products_by_likeness_of_any_of_their_names() -> None:
    wafer, other = (
        product(
            "外延片",
        ),
        product("衬底"),
    )
    name("氮化镓外延片", wafer)
    written = name("GaN外延片")

    found = candidates(ZONE, [written])[written.pk]

    assert found[0].product == wafer
    assert 0.2 < found[0].score < 1
    assert other not in [one.product for one in found]


def test_a_merged_product_is_proposed_as_what_it_went_into() -> None:
    old, new = product("LED外延片"), product("氮化镓晶圆")
    written = name("LED 外延片材")
    merge_products(product=old, into=new, by="cleo", now=NOW)

    assert candidates(ZONE, [written])[written.pk][0].product == new


def test_the_same_spelling_as_a_products_own_english_name_is_certain() -> None:
    made = product("wafer", zh="外延片")
    written = name("Wafer")

    assert candidates(ZONE, [written])[written.pk][0].percent == 100
    assert candidates(ZONE, [written])[written.pk][0].product == made


def test_coverage_counts_purchases_by_what_became_of_their_name() -> None:
    seller, buyer = firm("s"), firm("b", inside=True)
    wafer, waiting = product("外延片"), name("某料")
    supplies(seller, buyer, wafer, amount_fen=600)
    supplies(seller, buyer, waiting, amount_fen=300)
    supplies(seller, buyer, None, amount_fen=100)
    supplies(seller, buyer, wafer, amount_fen=10_000, kind="inferred")

    found = coverage(ZONE)

    assert (found.total, found.named, found.open, found.unsaid, found.percent) == (1000, 600, 300, 100, 60)
    confirm_names(zone=ZONE, meanings={waiting.pk: wafer.pk}, by="cleo", now=NOW)
    assert coverage(ZONE).percent == 90
    assert coverage("other").percent is None


def test_a_search_finds_products_by_words_in_a_name_or_by_likeness() -> None:
    wafer, mocvd = product("外延片"), product("MOCVD设备")
    name("氮化镓晶圆", wafer)

    assert products_like(ZONE, "氮化镓") == [wafer]
    assert products_like(ZONE, "mocvd 机台")[0] == mocvd
    assert products_like(ZONE, " ") == []


def test_either_script_finds_names_and_products_of_the_other() -> None:
    packaging = product("packaging", zh="封装测试")
    written = name("導電膠")

    assert products_like(ZONE, "封裝測試")[:1] == [packaging]
    assert list(names_in(ZONE, "open", "导电")) == [written]
    assert name("导电胶") == written
    assert written.name == "導電膠"
