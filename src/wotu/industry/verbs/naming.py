"""Rulings on names: which name means which product, and which products are one. Each can be taken back.

Every ruling of a zone waits for the one before it (`changed` locks the zone's revision), reads what stands,
and keeps it in `Ruling.before`.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from wotu.audit.verbs import note
from wotu.industry.models import Product, ProductName, Ruling
from wotu.industry.relations import above, resolved
from wotu.industry.verbs.revision import changed
from wotu.refusal import CannotDo


@dataclass(frozen=True)
class NewProduct:
    """A product to found. Without an English name its Chinese one stands for both."""

    zh: str
    en: str = ""
    hs: str = ""
    gb: str = ""
    parent: Product | None = None


def confirm_names(*, zone: str, meanings: Mapping[int, int], by: str, now: dt.datetime) -> Ruling:
    """Say for each name (by id) which product (by id) it means; names without a meaning only.

    Raises:
        CannotDo: nothing was chosen, a name means a product already, or there is no such name or product.
    """
    with transaction.atomic():
        changed(zone)
        names = _names(zone, meanings, {"open", "set_aside"})
        ends = resolved(zone)
        before = _before(names)
        for name in names:
            meant = ends.get(meanings[name.pk])
            if meant is None:
                raise CannotDo("没有这个产品，请重新选择。", "There is no such product. Choose again.")
            name.product, name.state = meant, "confirmed"
        before["uses"] = sorted({name.product_id for name in names})
        _save(names)
        label = f"{_list(names)} → {_list({name.product for name in names if name.product})}"
        return _rule(zone, "confirm", label, before, by=by, now=now)


def found_product(
    *, zone: str, names: Collection[int], new: NewProduct, by: str, now: dt.datetime
) -> tuple[Product, Ruling]:
    """Found a product from names that mean none yet.

    Raises:
        CannotDo: no name was chosen, one means a product already, or the product's fields are wrong.
    """
    with transaction.atomic():
        changed(zone)
        found = _names(zone, names, {"open", "set_aside"})
        before = _before(found)
        product = _found(zone, new, found)
        _move(found, product)
        before["made"] = [product.pk]
        return product, _rule(zone, "found", f"{_list(found)} → {product.zh}", before, by=by, now=now)


def merge_products(*, product: Product, into: Product, by: str, now: dt.datetime) -> Ruling:
    """Say that two products are one: all that was said of the first holds for the second.

    Raises:
        CannotDo: they are one already, or one is the parent of the other.
    """
    zone = product.zone
    with transaction.atomic():
        changed(zone)
        ends = resolved(zone)
        first, second = _still_there(ends, product), _still_there(ends, into)
        if first.pk == second.pk:
            raise CannotDo("这两个本来就是同一个产品。", "These are one product already.")
        if first.pk in above(second, ends) or second.pk in above(first, ends):
            raise CannotDo(
                "一个是另一个的上级产品，不能合并。请先确认它们确实相同。",
                "One is the parent of the other; they cannot be merged.",
            )
        before = {"names": {}, "products": {str(first.pk): None}, "made": [], "uses": [second.pk]}
        first.merged_into = second
        first.save(update_fields=["merged_into"])
        return _rule(zone, "merge", f"{first.zh} → {second.zh}", before, by=by, now=now)


def split_product(
    *, product: Product, names: Collection[int], to: Product | NewProduct, by: str, now: dt.datetime
) -> tuple[Product, Ruling]:
    """Move some names of a product to another one, or to a new one.

    Raises:
        CannotDo: none or all of its names were chosen, a name is not the product's, it would stay there, or
            one of the products is no longer there.
    """
    zone = product.zone
    with transaction.atomic():
        changed(zone)
        ends = resolved(zone)
        source = _still_there(ends, product)
        found = _names(zone, names, {"confirmed"})
        if any(ends[name.product_id or 0].pk != source.pk for name in found):
            raise CannotDo(
                "所选名称里有的已不属于这个产品，请刷新后再选。", "A name is no longer the product’s. Reload."
            )
        own = [pk for pk, end in ends.items() if end.pk == source.pk]
        if len(found) == ProductName.objects.filter(product__in=own).count():
            raise CannotDo(
                "不能把名称全部拆走。要整个并到别的产品，请用“合并”。",
                "Not all names can be split off. To move all of them, merge the product.",
            )
        before = _before(found)
        before["uses"] = sorted({pk for name in found if (pk := name.product_id)})
        if isinstance(to, NewProduct):
            target = _found(zone, to, found)
            before["made"] = [target.pk]
        else:
            target = _still_there(ends, to)
            before["uses"].append(target.pk)
        if target.pk == source.pk:
            raise CannotDo("名称本来就属于这个产品。", "The names are this product’s already.")
        _move(found, target)
        return target, _rule(
            zone, "split", f"{_list(found)}：{source.zh} → {target.zh}", before, by=by, now=now
        )


def _still_there(ends: Mapping[int, Product], product: Product) -> Product:
    found = ends.get(product.pk)
    if found is None:
        raise CannotDo("没有这个产品，请重新选择。", "There is no such product. Choose again.")
    return found


def set_names_aside(*, zone: str, names: Collection[int], by: str, now: dt.datetime) -> Ruling:
    """Say that names are no products; a purchase made with one still counts, of what is not known.

    Raises:
        CannotDo: no name was chosen, or one of them means a product.
    """
    with transaction.atomic():
        changed(zone)
        found = _names(zone, names, {"open"})
        before = _before(found)
        for name in found:
            name.state = "set_aside"
        _save(found)
        return _rule(zone, "set_aside", _list(found), before, by=by, now=now)


def undo_ruling(*, ruling: Ruling, by: str, now: dt.datetime) -> None:
    """Bring back what was before a ruling.

    Raises:
        CannotDo: it is undone, something was ruled on the same names or products since, or a product it
            founded is in use.
    """
    with transaction.atomic():
        changed(ruling.zone)
        found = Ruling.objects.select_for_update().get(pk=ruling.pk)
        if found.undone_at is not None:
            raise CannotDo("这条裁定已经撤销。", "This ruling is undone already.")
        if later := _later_on_the_same(found):
            raise CannotDo(
                f"之后又对同样的名称或产品作了裁定（{later.label[:80]}），请先撤销那一条。",
                f"The same names or products were ruled on since ({later.label[:80]}). Undo that first.",
            )
        _bring_back(found)
        found.undone_at, found.undone_by = now, by
        found.save(update_fields=["undone_at", "undone_by"])
        note(verb="undo_ruling", about=found.zone, by=by, now=now, ruling=found.pk, label=found.label)


def _later_on_the_same(ruling: Ruling) -> Ruling | None:
    later = Ruling.objects.filter(zone=ruling.zone, pk__gt=ruling.pk, undone_at=None).order_by("-pk")
    names, products = set(ruling.before["names"]), set(ruling.before["products"])
    made = set(ruling.before["made"])
    for one in later.iterator():
        touched = one.before
        if (
            names & touched["names"].keys()
            or products & touched["products"].keys()
            or made & {*touched["uses"], *touched["made"], *map(int, touched["products"])}
        ):
            return one
    return None


def _bring_back(ruling: Ruling) -> None:
    before = ruling.before
    names = list(ProductName.objects.select_for_update().filter(pk__in=before["names"]))
    for name in names:
        name.product_id, name.state = before["names"][str(name.pk)]
    _save(names)
    for product, merged_into in before["products"].items():
        Product.objects.filter(pk=product).update(merged_into=merged_into)
    for product in Product.objects.filter(pk__in=before["made"]):
        if used := _use_of(product):
            raise CannotDo(
                f"“{product.zh}”已用于{used}，不能撤销。可以把它并入别的产品。",
                f"“{product.en}” is in use by now; this cannot be undone. Merge it into another product.",
            )
        product.delete()


def _use_of(product: Product) -> str:
    uses: dict[str, Any] = {
        "别的名称": product.names, "下级产品": product.children, "合并": product.merged,
        "产业链环节": product.places, "招商线索": product.leads,
    }  # fmt: skip
    return next((words for words, related in uses.items() if related.exists()), "")


def _names(zone: str, ids: Iterable[int], states: set[str]) -> list[ProductName]:
    wanted = set(ids)
    found = list(ProductName.objects.filter(zone=zone, pk__in=wanted).select_related("product"))
    if not wanted:
        raise CannotDo("请先选择名称。", "Choose a name first.")
    if len(found) < len(wanted):
        raise CannotDo("有的名称已经不在，请刷新。", "A name is no longer there. Reload the page.")
    for name in found:
        if name.state not in states:
            raise CannotDo(
                f"“{name.name}”现在是“{str(name.get_state_display()).split()[0]}”，请刷新后再看。",
                f"“{name.name}” has been decided on meanwhile. Reload the page.",
            )
    return found


def _before(names: Iterable[ProductName]) -> dict[str, Any]:
    kept = {str(name.pk): [name.product_id, name.state] for name in names}
    return {"names": kept, "products": {}, "made": [], "uses": []}


def _found(zone: str, new: NewProduct, names: Collection[ProductName]) -> Product:
    zh, en = new.zh.strip(), new.en.strip() or new.zh.strip()
    same = Product.objects.filter(zone=zone, merged_into=None, zh=zh).first()
    if same is not None:
        raise CannotDo(
            f"已经有产品“{zh}”，请直接选它。", f"There is a product “{zh}” already: choose that one."
        )
    product = Product(
        zone=zone, slug=_free_slug(zone, en, names), zh=zh, en=en, hs=new.hs.strip(), gb=new.gb.strip(),
        parent=new.parent,
    )  # fmt: skip
    try:
        product.full_clean()
    except ValidationError as error:
        said = " ".join(error.messages)
        raise CannotDo(f"新产品填得不对：{said}", f"The new product cannot be founded: {said}") from None
    product.save()
    return product


def _free_slug(zone: str, en: str, names: Collection[ProductName]) -> str:
    stem = slugify(en)[:60] or f"product-{min((name.pk for name in names), default=0)}"
    taken = set(Product.objects.filter(zone=zone, slug__startswith=stem).values_list("slug", flat=True))
    return next(
        slug for n in range(len(taken) + 1) if (slug := f"{stem}-{n + 1}" if n else stem) not in taken
    )


def _move(names: Iterable[ProductName], product: Product) -> None:
    moved = list(names)
    for name in moved:
        name.product, name.state = product, "confirmed"
    _save(moved)


def _save(names: Iterable[ProductName]) -> None:
    ProductName.objects.bulk_update(names, ["product", "state"], batch_size=1_000)


def _list(many: Iterable[ProductName | Product]) -> str:
    words = sorted(str(one) for one in many)
    return "、".join(words[:3])[:190] + (f" 等{len(words)}个" if len(words) > 3 else "")


def _rule(
    zone: str, verb: str, label: str, before: Mapping[str, Any], *, by: str, now: dt.datetime
) -> Ruling:
    ruling = Ruling.objects.create(zone=zone, verb=verb, label=label[:450], before=before, at=now, by=by)
    note(verb=f"{verb}_names", about=zone, by=by, now=now, ruling=ruling.pk, label=ruling.label)
    return ruling
