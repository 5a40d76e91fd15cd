"""The queue of names nobody gave a meaning yet: the dearest first, each with the products it may mean."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, TypedDict

import numpy as np
from django.db.models import BigIntegerField, Count, Max, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from numpy.typing import NDArray

from wotu.chain.names.grams import Grams, Numbers
from wotu.chain.names.normal import normal
from wotu.chain.names.scripts import spellings
from wotu.industry.models import Claim, Product, ProductName
from wotu.industry.relations import resolved

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

KEPT = 8
MOST_CANDIDATES = 3
LEAST = 0.2
"""A likeness below this is chance."""


class Usage(TypedDict):
    """How a name is used: in how many claims, and how much was bought under it, in fen."""

    used: int
    fen: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A product a name may mean, by its likeness with `name`; 1 is the same spelling."""

    product: Product
    name: str
    score: float

    @property
    def percent(self) -> int:
        """The score, in percent; 100 only for the same spelling."""
        return int(self.score * 100)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of what the zone's records say was bought is of a known product, in fen."""

    total: int
    named: int
    open: int
    set_aside: int

    @property
    def percent(self) -> int | None:
        """The named share in whole percent, rounded down; None where nothing was bought."""
        return self.named * 100 // self.total if self.total else None

    @property
    def unsaid(self) -> int:
        """What was bought without any product named."""
        return self.total - self.named - self.open - self.set_aside


def coverage(zone: str) -> Coverage:
    """Return how much of the purchase value is named."""
    bought = (
        Claim.objects.filter(zone=zone, says="supplies").exclude(kind="inferred").exclude(state="rejected")
    )
    found = bought.aggregate(
        total=Sum("amount_fen"),
        **{
            state: Sum("amount_fen", filter=Q(name__state=state))
            for state in ("confirmed", "open", "set_aside")
        },
    )
    return Coverage(found["total"] or 0, found["confirmed"] or 0, found["open"] or 0, found["set_aside"] or 0)


def names_in(zone: str, state: str, words: str = "") -> "QuerySet[ProductName]":
    """Return the names in a state; those that hold some words, in any spelling."""
    found = ProductName.objects.filter(zone=zone, state=state)
    if words.strip():
        found = found.filter(Q(name__icontains=words.strip()) | Q(normal__contains=normal(words)))
    return found


def dearest(names: "QuerySet[ProductName]") -> "QuerySet[WithAnnotations[ProductName, Usage]]":
    """Return names, those most money was paid under first.

    Each has `used`, the claims made with it that nobody rejected, and `fen`, what was bought under it.
    """
    paid = Q(claims__says="supplies") & ~Q(claims__state="rejected") & ~Q(claims__kind="inferred")
    return names.annotate(
        used=Count("claims", filter=~Q(claims__state="rejected")),
        fen=Coalesce(Sum("claims__amount_fen", filter=paid), 0, output_field=BigIntegerField()),
    ).order_by("-fen", "-used", "pk")


def candidates(zone: str, names: Sequence[ProductName]) -> dict[int, list[Candidate]]:
    """Return for each of some names (a page of the queue) the products it may mean, the likeliest first."""
    likely = _Likely(zone)
    return {name.pk: likely.products(name.name, MOST_CANDIDATES) for name in names}


def products_like(zone: str, words: str, limit: int = 12) -> list[Product]:
    """Return the products whose names hold some words, then those whose names are like them."""
    said = words.strip()
    if not said:
        return []
    likely = _Likely(zone)
    holding = Q(en__icontains=said) | Q(names__name__icontains=said)
    for spelling in spellings(said):
        holding |= Q(zh__icontains=spelling)
    if plain := normal(said):
        holding |= Q(names__normal__contains=plain)
    found = Product.objects.filter(holding | Q(slug=said), zone=zone).distinct()[:limit]
    ends = [likely.ends[one.pk] for one in found]
    ends += [one.product for one in likely.products(said, limit)]
    return list({one.pk: one for one in ends}.values())[:limit]


class _Likely:
    """The products a text may mean, as the zone's rulings are now."""

    def __init__(self, zone: str) -> None:
        self.ends = resolved(zone)
        self._index = _index(zone)
        confirmed = ProductName.objects.filter(zone=zone, state="confirmed")
        self._meaning = self._index.meaning(dict(confirmed.values_list("pk", "product")), self.ends)

    def products(self, text: str, limit: int) -> list[Candidate]:
        scores = np.where(self._meaning > 0, self._index.likeness(text), 0.0)
        best: dict[int, Candidate] = {}
        for at in np.argsort(-scores, kind="stable"):
            if scores[at] < LEAST or len(best) == limit:
                break
            product = self.ends[int(self._meaning[at])]
            best.setdefault(product.pk, Candidate(product, self._index.texts[at], float(scores[at])))
        return list(best.values())


class NameIndex:
    """Every name of a zone and its products' own, by their n-grams.

    It does not say which name means what: rulings change that all day, the likeness of texts stays.
    """

    def __init__(self, names: Iterable[tuple[int, str]], products: Iterable[tuple[int, str, str]]) -> None:
        self.texts: list[str] = []
        self._names: list[int] = []
        self._products: list[int] = []
        for pk, name in names:
            self._names.append(pk)
            self.texts.append(name)
        for pk, zh, en in products:
            for text in dict.fromkeys((zh, en)):
                self._products.append(pk)
                self.texts.append(text)
        self._grams = Grams(self.texts)

    def likeness(self, name: str) -> Numbers:
        """Return how like each text is to a name; 1 for the same spelling, below 1 for any other."""
        key = normal(name)
        scores = np.minimum(self._grams.likeness(name), 0.999)
        for at in np.flatnonzero(scores > 0.7):
            if normal(self.texts[at]) == key:
                scores[at] = 1.0
        return scores

    def meaning(self, meant: Mapping[int, int], ends: Mapping[int, Product]) -> NDArray[np.int64]:
        """Return the id of the product each text means now, 0 for none."""
        by_name = [ends[pk].pk if (pk := meant.get(name)) else 0 for name in self._names]
        by_product = [ends[pk].pk if pk in ends else 0 for pk in self._products]
        return np.array(by_name + by_product, np.int64)


_Key = tuple[int | None, int, int | None, int]
_kept: OrderedDict[str, tuple[_Key, NameIndex]] = OrderedDict()
_keeping = Lock()


def _index(zone: str) -> NameIndex:
    """Return the index of a zone's names: kept in the process until a name or a product is new or gone."""
    counted = {"last": Max("pk"), "many": Count("pk")}
    names = ProductName.objects.filter(zone=zone)
    products = Product.objects.filter(zone=zone)
    n, p = names.aggregate(**counted), products.aggregate(**counted)
    key = (n["last"], n["many"], p["last"], p["many"])
    with _keeping:
        kept = _kept.get(zone)
        if kept is None or kept[0] != key:
            kept = key, NameIndex(names.values_list("pk", "name"), products.values_list("pk", "zh", "en"))
            _kept[zone] = kept
        _kept.move_to_end(zone)
        if len(_kept) > KEPT:
            _kept.popitem(last=False)
        return kept[1]
