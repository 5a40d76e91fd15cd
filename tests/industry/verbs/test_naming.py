"""Rulings on names: what each one changes, what is refused, and that all of it can be taken back."""

import contextlib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.industry.small import NOW, ZONE, firm, name, product, supplies
from wotu.audit.models import AuditEntry
from wotu.industry.models import Product, ProductName, Revision, Ruling
from wotu.industry.relations import resolved
from wotu.industry.verbs.naming import (
    NewProduct,
    confirm_names,
    found_product,
    merge_products,
    set_names_aside,
    split_product,
    undo_ruling,
)
from wotu.refusal import CannotDo

pytestmark = pytest.mark.django_db

WHO: Any = {"by": "cleo", "now": NOW}


def meanings() -> dict[str, tuple[str, str]]:
    """Return what each name means in the end, and its state."""
    ends = resolved(ZONE)
    return {
        one.name: (ends[one.product_id].slug if one.product_id else "", one.state)
        for one in ProductName.objects.filter(zone=ZONE)
    }


def test_a_confirmed_name_means_its_product_in_everything_said_with_it() -> None:
    wafer, written = product("外延片"), name("GaN 外延片")
    supplies(firm("s"), firm("b", inside=True), written, amount_fen=100)
    token = Revision.objects.get(pk=ZONE).token

    ruling = confirm_names(zone=ZONE, meanings={written.pk: wafer.pk}, **WHO)

    assert meanings()["GaN 外延片"] == ("外延片", "confirmed")
    assert Revision.objects.get(pk=ZONE).token != token
    assert AuditEntry.objects.get(verb="confirm_names").detail["ruling"] == ruling.pk


def test_a_name_never_means_two_products() -> None:
    one, other, written = product("a"), product("b"), name("x")
    confirm_names(zone=ZONE, meanings={written.pk: one.pk}, **WHO)

    with pytest.raises(CannotDo, match="刷新"):
        confirm_names(zone=ZONE, meanings={written.pk: other.pk}, **WHO)
    with pytest.raises(CannotDo, match="刷新"):
        found_product(zone=ZONE, names=[written.pk], new=NewProduct("c"), **WHO)
    assert meanings()["x"] == ("a", "confirmed")


def test_a_product_is_founded_from_its_names_and_goes_again() -> None:
    written = name("石墨盘")

    made, ruling = found_product(
        zone=ZONE, names=[written.pk], new=NewProduct("石墨盘", "Graphite susceptors", hs="854370"), **WHO
    )

    assert (made.slug, made.hs) == ("graphite-susceptors", "854370")
    assert meanings()["石墨盘"] == ("graphite-susceptors", "confirmed")
    undo_ruling(ruling=ruling, **WHO)
    assert meanings()["石墨盘"] == ("", "open")
    assert not Product.objects.filter(zone=ZONE).exists()


def test_a_product_in_use_by_now_is_not_taken_back() -> None:
    first, second = name("石墨盘"), name("石墨托盘")
    made, ruling = found_product(zone=ZONE, names=[first.pk], new=NewProduct("石墨盘"), **WHO)
    confirm_names(zone=ZONE, meanings={second.pk: made.pk}, **WHO)

    with pytest.raises(CannotDo, match="石墨托盘"):
        undo_ruling(ruling=ruling, **WHO)
    assert Ruling.objects.get(pk=ruling.pk).undone_at is None


@pytest.mark.parametrize(
    ("new", "says"), [(NewProduct("a"), "已经有产品"), (NewProduct("z", hs="12x"), "海关编码")]
)
def test_a_wrong_new_product_is_refused_with_the_reason(new: NewProduct, says: str) -> None:
    product("a")
    written = name("x")

    with pytest.raises(CannotDo, match=says):
        found_product(zone=ZONE, names=[written.pk], new=new, **WHO)
    assert meanings()["x"] == ("", "open")


def test_merged_products_are_one_and_merging_never_forms_a_circle() -> None:
    a, b, c = (product(slug) for slug in "abc")
    merge_products(product=a, into=b, **WHO)
    merge_products(product=b, into=c, **WHO)

    assert {slug for slug, _ in meanings().values()} == {"c"}
    with pytest.raises(CannotDo, match="同一个"):
        merge_products(product=c, into=a, **WHO)


def test_a_product_is_not_merged_with_what_is_above_it() -> None:
    above = product("a")
    below = product("b", parent=above)

    for one, other in ((above, below), (below, above)):
        with pytest.raises(CannotDo, match="上级"):
            merge_products(product=one, into=other, **WHO)


def test_a_split_moves_some_names_to_a_new_product_or_another() -> None:
    mixed, other = product("LED芯片"), product("外延片")
    blue, red = name("蓝光芯片", mixed), name("红光芯片", mixed)

    made, _ = split_product(product=mixed, names=[blue.pk], to=NewProduct("蓝光芯片", "Blue chips"), **WHO)
    split_product(product=mixed, names=[red.pk], to=other, **WHO)

    assert made.slug == "blue-chips"
    assert meanings()["蓝光芯片"] == ("blue-chips", "confirmed")
    assert meanings()["红光芯片"] == ("外延片", "confirmed")
    with pytest.raises(CannotDo, match="全部拆走"):
        split_product(product=mixed, names=[name("LED芯片").pk], to=other, **WHO)
    with pytest.raises(CannotDo, match="不属于"):
        split_product(product=mixed, names=[blue.pk], to=other, **WHO)


def test_a_name_set_aside_means_nothing_and_may_be_given_a_meaning_later() -> None:
    wafer, written = product("外延片"), name("运费")

    ruling = set_names_aside(zone=ZONE, names=[written.pk], **WHO)

    assert meanings()["运费"] == ("", "set_aside")
    undo_ruling(ruling=ruling, **WHO)
    assert meanings()["运费"] == ("", "open")
    set_names_aside(zone=ZONE, names=[written.pk], **WHO)
    confirm_names(zone=ZONE, meanings={written.pk: wafer.pk}, **WHO)
    assert meanings()["运费"] == ("外延片", "confirmed")


def test_a_ruling_with_a_later_one_on_the_same_names_is_undone_after_it() -> None:
    a, b = product("a"), product("b")
    written = name("x")
    first = confirm_names(zone=ZONE, meanings={written.pk: a.pk}, **WHO)
    name("y", a)
    _, second = split_product(product=a, names=[written.pk], to=b, **WHO)

    with pytest.raises(CannotDo, match="先撤销"):
        undo_ruling(ruling=first, **WHO)
    undo_ruling(ruling=second, **WHO)
    undo_ruling(ruling=first, **WHO)
    assert meanings()["x"] == ("", "open")
    with pytest.raises(CannotDo, match="已经撤销"):
        undo_ruling(ruling=first, **WHO)


def test_names_and_products_of_another_zone_cannot_be_reached() -> None:
    theirs, ours = product("a", zone="other"), name("x")

    with pytest.raises(CannotDo, match="没有这个产品"):
        confirm_names(zone=ZONE, meanings={ours.pk: theirs.pk}, **WHO)
    with pytest.raises(CannotDo, match="不在"):
        set_names_aside(zone=ZONE, names=[name("y", zone="other").pk], **WHO)


_numbers = st.integers(0, 9)
_steps = st.lists(
    st.tuples(
        st.sampled_from(["confirm", "found", "merge", "split", "split_new", "aside", "undo"]),
        _numbers, _numbers,
    ),
    max_size=12,
)  # fmt: skip


@given(steps=_steps)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_rulings_undone_in_reverse_give_back_the_same_meanings(
    db: None, steps: list[tuple[str, int, int]]
) -> None:
    Ruling.objects.all().delete()
    ProductName.objects.all().delete()
    Product.objects.all().delete()
    for slug in "abc":
        product(slug)
    for written in "uvwxyz":
        name(written)
    before = meanings()

    for what, first, second in steps:
        _try(what, first, second)
        ends = resolved(ZONE)
        assert all(end.merged_into_id is None for end in ends.values()), "mergers formed a circle"
        assert all((one.state == "confirmed") == bool(one.product_id) for one in ProductName.objects.all())

    for ruling in Ruling.objects.filter(undone_at=None).order_by("-pk"):
        undo_ruling(ruling=ruling, **WHO)
    assert meanings() == before
    assert set(Product.objects.values_list("slug", flat=True)) == {"a", "b", "c"}


def _try(what: str, first: int, second: int) -> None:
    names = list(ProductName.objects.order_by("pk"))
    products = list(Product.objects.order_by("pk"))
    rulings = list(Ruling.objects.order_by("pk"))
    one, target = names[first % len(names)], products[second % len(products)]
    source = products[first % len(products)]
    steps: dict[str, Callable[[], object]] = {
        "confirm": lambda: confirm_names(zone=ZONE, meanings={one.pk: target.pk}, **WHO),
        "found": lambda: found_product(zone=ZONE, names=[one.pk], new=NewProduct(f"新{second}"), **WHO),
        "merge": lambda: merge_products(product=source, into=target, **WHO),
        "split": lambda: split_product(product=source, names=[one.pk], to=target, **WHO),
        "split_new": lambda: split_product(
            product=source, names=[one.pk], to=NewProduct(f"拆{second}"), **WHO
        ),
        "aside": lambda: set_names_aside(zone=ZONE, names=[one.pk], **WHO),
        "undo": lambda: _undo_some(rulings[first : first + 1]),
    }
    with contextlib.suppress(CannotDo):
        steps[what]()


def _undo_some(rulings: list[Ruling]) -> None:
    for ruling in rulings:
        undo_ruling(ruling=ruling, **WHO)


def test_a_product_that_went_meanwhile_is_refused_in_words() -> None:
    led, gone = product("led", zh="LED"), Product(pk=0, zone=ZONE, slug="gone", zh="无", en="none")
    other = name("发光二极管", led)

    with pytest.raises(CannotDo, match="没有这个产品"):
        split_product(product=gone, names=[other.pk], to=led, **WHO)
    with pytest.raises(CannotDo, match="没有这个产品"):
        split_product(product=led, names=[other.pk], to=gone, **WHO)
