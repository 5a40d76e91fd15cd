"""Names at the desk: the queue, one name, products, rulings and undoing."""

from http import HTTPStatus

import pytest
from django.test import Client

from tests.desk.official import official, signed_in
from tests.industry.small import name, product
from wotu.industry.models import Product, ProductName, Ruling
from wotu.measures.zones import Zone

pytestmark = pytest.mark.django_db
CHAIN = "/desk/small/chain/"
NAMES = f"{CHAIN}names/"


@pytest.fixture(autouse=True)
def _zone(small_zone: Zone) -> None:
    """Every page is of the small zone."""


def test_one_click_confirms_a_candidate_and_undo_stands_right_after(desk: Client) -> None:
    wafer, written = product("wafer", zh="外延片"), name("GaN外延片")
    page = desk.get(NAMES).content.decode()
    assert f'value="{written.pk}:{wafer.pk}"' in page

    page = desk.post(f"{NAMES}rule", {"mean": f"{written.pk}:{wafer.pk}"}, follow=True).content.decode()

    assert "GaN外延片 → 外延片" in page
    ruling = Ruling.objects.get()
    assert f"rulings/{ruling.pk}/undo" in page
    desk.post(f"{NAMES}rulings/{ruling.pk}/undo")
    written.refresh_from_db()
    assert (written.state, written.product) == ("open", None)


def test_bulk_confirms_only_first_candidates_above_the_score(desk: Client) -> None:
    wafer = product("wafer", zh="外延片")
    like, unlike = name("外延片材"), name("某料")
    chosen = [f"{like.pk}:{wafer.pk}:85", f"{unlike.pk}:{wafer.pk}:40"]

    desk.post(f"{NAMES}rule", {"do": "confirm", "least": "80", "chosen": chosen})

    assert {one.name: one.state for one in ProductName.objects.all()} == {
        "外延片": "confirmed", "外延片材": "confirmed", "某料": "open",
    }  # fmt: skip
    answer = desk.post(
        f"{NAMES}rule", {"do": "confirm", "least": "80", "chosen": [f"{unlike.pk}:{wafer.pk}:40"]}
    )
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "不到80%" in answer.content.decode()


def test_a_score_of_thousands_of_digits_is_no_score(desk: Client) -> None:
    wafer, like = product("wafer", zh="外延片"), name("外延片材")

    answer = desk.post(
        f"{NAMES}rule", {"do": "confirm", "least": "9" * 5000, "chosen": [f"{like.pk}:{wafer.pk}:99"]}
    )

    assert answer.status_code == HTTPStatus.FOUND


def test_names_are_set_aside_together(desk: Client) -> None:
    first, second = name("运费"), name("服务费")

    desk.post(f"{NAMES}rule", {"do": "aside", "chosen": [first.pk, second.pk]})

    assert set(ProductName.objects.values_list("state", flat=True)) == {"set_aside"}
    assert "运费" in desk.get(f"{NAMES}?state=set_aside").content.decode()


def test_a_product_is_founded_from_a_name_and_wrong_fields_are_told(desk: Client) -> None:
    written = name("石墨盘")
    there = f"{NAMES}{written.pk}/rule"

    answer = desk.post(there, {"do": "found", "zh": "石墨盘", "hs": "85x"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "海关编码是2到10位数字" in answer.content.decode()
    assert 'value="85x"' in answer.content.decode()

    desk.post(there, {"do": "found", "zh": "石墨盘", "en": "Graphite susceptors", "hs": "854370"})
    assert Product.objects.get().names.get() == written


def test_a_search_gives_buttons_of_the_form_that_asked(desk: Client) -> None:
    wafer = product("wafer", zh="外延片")

    part = desk.get(f"{NAMES}choices", {"q": "外延", "form": "mean"}).content.decode()

    assert f'value="{wafer.pk}" form="mean"' in part
    assert "<html" not in part
    assert "没有相近的产品" in desk.get(f"{NAMES}choices", {"q": "硫酸"}).content.decode()


def test_names_are_split_off_and_products_merged_on_the_products_page(desk: Client) -> None:
    mixed, other = product("mixed", zh="芯片"), product("other", zh="外延片")
    blue = name("蓝光芯片", mixed)
    there = f"{CHAIN}products/mixed/names/"

    desk.post(f"{there}split", {"chosen": [blue.pk], "zh": "蓝光LED芯片"})
    blue.refresh_from_db()
    assert blue.product is not None
    assert blue.product.zh == "蓝光LED芯片"

    answer = desk.post(f"{there}merge", {"product": other.pk}, follow=True)
    assert "芯片 → 外延片" in answer.content.decode()
    assert "芯片" in desk.get(f"{CHAIN}products/other/names/").content.decode()
    assert "选择并入哪个产品" in desk.post(f"{CHAIN}products/other/names/merge", {}).content.decode()


def test_a_ruling_that_cannot_be_undone_says_what_comes_first(desk: Client) -> None:
    wafer, other, written = product("wafer", zh="外延片"), product("other", zh="衬底"), name("晶片")
    desk.post(f"{NAMES}rule", {"mean": f"{written.pk}:{wafer.pk}"})
    first = Ruling.objects.get()
    desk.post(f"{CHAIN}products/wafer/names/split", {"chosen": [written.pk], "product": other.pk})

    answer = desk.post(f"{NAMES}rulings/{first.pk}/undo")

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "请先撤销那一条" in answer.content.decode()


def test_whoever_only_sees_the_chain_gets_no_buttons() -> None:
    product("wafer", zh="外延片")
    name("GaN外延片")
    anna = signed_in(official("anna", "approver"))

    page = anna.get(NAMES).content.decode()

    assert "外延片" in page
    assert 'name="mean"' not in page
    assert anna.post(f"{NAMES}rule", {"mean": "1:1"}).status_code == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize("value", ["", "x", "1:2:3:4", "99999999999999999999:1", "-1:2", "²:1"])
def test_nonsense_is_refused_in_words(desk: Client, value: str) -> None:
    answer = desk.post(f"{NAMES}rule", {"mean": value})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_english_pages_are_english(desk: Client) -> None:
    name("GaN外延片")
    page = desk.get(NAMES, headers={"accept-language": "en"}).content.decode()

    assert "No product is like it" in page
