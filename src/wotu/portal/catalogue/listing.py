"""The list as a page shows it: what was asked for, facets with counts, measures in words, pages."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from urllib.parse import urlencode

from django.http import QueryDict

from wotu.measures.catalogue.filters import (
    FACETS,
    SORTS,
    Facet,
    Filters,
    Found,
    Sort,
    look_up,
    values_of,
)
from wotu.measures.catalogue.offers import Offer, offers
from wotu.measures.catalogue.search import LONGEST
from wotu.portal import phrases
from wotu.rules.described import ABOUTS, AREAS, SERVICES
from wotu.rules.quantity import MONEY, fen_in_words, parse_quantity
from wotu.rules.text import Text

ON_A_PAGE = 24
MOST_VALUES = 30
_NAME = re.compile(r"^[a-z][a-z0-9_]{0,60}$")
MOST_WAN = 100_000_000
WAN = 10_000
FACET_NAMES: Mapping[Facet, Text] = {
    "zone": Text("园区", "Zone"), "area": Text("领域", "Area"), "about": Text("面向", "For"),
    "service": Text("服务类型", "Kind of service"), "window": Text("受理", "Window"),
    "detail": Text("细则", "Detail"),
}  # fmt: skip
WINDOWS = {
    "open": Text("正在受理", "Open now"), "soon": Text("30天内开放", "Opens within 30 days"),
    "closing": Text("30天内截止", "Closes within 30 days"),
}  # fmt: skip
DETAILS = {"published": Text("已公布", "Published"), "assumed": Text("按假设", "Assumed")}
SORT_NAMES: Mapping[Sort, Text] = {
    "best": Text("默认（最相关）", "Default (best match)"), "zone": Text("按园区", "By zone"),
    "money": Text("金额从高到低", "Most money first"), "closing": Text("先截止的在前", "Closing first"),
    "new": Text("新施行的在前", "Newest first"),
}  # fmt: skip


@dataclass(frozen=True)
class Option:
    """One value of a facet."""

    value: str
    label: Text
    count: int
    chosen: bool


@dataclass(frozen=True)
class Shelf:
    """One facet with its values."""

    name: Facet
    label: Text
    options: Sequence[Option]

    @property
    def is_chosen(self) -> bool:
        """Whether any value of it is chosen."""
        return any(option.chosen for option in self.options)


@dataclass(frozen=True)
class Card:
    """A measure in the list, in words."""

    offer: Offer
    worth: Text
    window: Text
    about: Text
    service: Text


@dataclass(frozen=True)
class Asked:
    """What a reader asked for, and what of it could not be read."""

    filters: Filters
    typed_least: str = ""
    mistake: Text | None = None


@dataclass(frozen=True)
class Listing:
    """One page of the list."""

    asked: Asked
    found: Found
    cards: Sequence[Card]
    shelves: Sequence[Shelf]
    page: int
    pages: int

    @property
    def filters(self) -> Filters:
        """What is looked for."""
        return self.asked.filters

    @property
    def number(self) -> int:
        """How many were found."""
        return len(self.found.offers)

    @property
    def sorts(self) -> list[tuple[str, Text]]:
        """The ways to sort."""
        return [(name, SORT_NAMES[name]) for name in SORTS]

    @property
    def query(self) -> str:
        """The filters as the query of an address, always in the same order."""
        return query_of(self.filters)

    @property
    def earlier(self) -> str:
        """The query of the page before."""
        return _paged(self.query, self.page - 1) if self.page > 1 else ""

    @property
    def later(self) -> str:
        """The query of the page after."""
        return _paged(self.query, self.page + 1) if self.page < self.pages else ""

    @property
    def chips(self) -> list[tuple[Text, str]]:
        """Everything chosen, each with the query that leaves it out."""
        return [
            (option.label, query_of(_leaving(self.filters, shelf.name, option.value)))
            for shelf in self.shelves
            for option in shelf.options
            if option.chosen
        ]


def listing(given: QueryDict, on: dt.date) -> Listing:
    """Return the page of the list somebody asks for."""
    asked = asked_for(given)
    found = look_up(asked.filters, on)
    pages = max(-(-len(found.offers) // ON_A_PAGE), 1)
    number = given.get("page", "1")
    page = min(max(int(number), 1), pages) if number.isdecimal() and len(number) < 6 else 1
    shown = found.offers[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    cards = [card(one) for one in shown]
    return Listing(asked, found, cards, _shelves(asked.filters, found, on), page, pages)


def asked_for(given: QueryDict) -> Asked:
    """Read what somebody asks for. A value nothing has finds nothing; what is no name is left out."""
    chosen = {
        facet: frozenset(value for value in given.getlist(facet)[:MOST_VALUES] if _NAME.match(value))
        for facet in FACETS
    }
    words = given.get("q", "")[:LONGEST].strip()
    typed = given.get("least", "").strip()[:30]
    least, mistake = _least(typed)
    sorted_by: Sort = next((sort for sort in SORTS if sort == given.get("sort")), "best")
    filters = Filters(words, {name: values for name, values in chosen.items() if values}, least, sorted_by)
    return Asked(filters, typed, mistake)


def query_of(filters: Filters) -> str:
    """Return filters as the query of an address: empty, or beginning with `?`."""
    pairs = [("q", filters.words)] if filters.words else []
    pairs += [(facet, value) for facet in FACETS for value in sorted(filters.of(facet))]
    pairs += [("least", str(filters.least))] if filters.least else []
    pairs += [("sort", filters.sort)] if filters.sort != "best" else []
    return f"?{urlencode(pairs)}" if pairs else ""


def card(one: Offer) -> Card:
    """Put a measure in words for a list."""
    measure = one.measure
    return Card(one, worth(one), window(one), ABOUTS[measure.about], SERVICES[measure.service])


def worth(one: Offer) -> Text:
    """Return how much a measure may bring."""
    money = fen_in_words(one.figure) if one.figure is not None else None
    if one.bound == "none":
        kind = phrases.benefit_kind(one.version.benefit)
        counted = one.version.benefit.type not in ("service", "money", "credit_line", "rate")
        return Text(f"按{kind.zh}计", f"Counted in {kind.en}") if counted else kind
    if one.bound == "case_by_case":
        decided = Text("一事一议", "Case by case")
        return Text(f"{decided.zh}，最高{money.zh}", f"{decided.en}, up to {money.en}") if money else decided
    if money is None:
        return Text("按公式计算，未设上限", "By formula, no limit stated")
    shapes = {
        "exact": money, "up_to": Text(f"最高{money.zh}", f"Up to {money.en}"),
        "from": Text(f"{money.zh}起", f"From {money.en}"),
    }  # fmt: skip
    return shapes[one.bound]


def window(one: Offer) -> Text:
    """Return whether applications are taken, until when, and when next."""
    state = one.window
    if not one.in_force:
        return Text("现在不生效", "Not in force now")
    if one.is_always_open:
        return Text("常年受理", "Open all year")
    if state.is_open and state.closes:
        return Text(f"正在受理，至{state.closes}", f"Open until {state.closes}")
    if state.is_open:
        return Text("正在受理，未注明截止日期", "Open now, no last day stated")
    if state.opens:
        return Text(f"下次受理自{state.opens}起", f"Opens next on {state.opens}")
    return Text("现在不在受理期", "Closed now")


def _known(facet: Facet, on: dt.date) -> Mapping[str, Text]:
    every = offers(on)
    if facet == "zone":
        return {one.pack.id: one.pack.zone for one in every}
    labels: dict[Facet, Mapping[str, Text]] = {
        "area": AREAS, "about": ABOUTS, "service": SERVICES,
        "window": WINDOWS, "detail": DETAILS,
    }  # fmt: skip
    if facet in ("window", "detail"):
        return labels[facet]
    there = {value for one in every for value in values_of(facet, one, on)}
    return {value: label for value, label in labels[facet].items() if value in there}


def _shelves(filters: Filters, found: Found, on: dt.date) -> list[Shelf]:
    return [
        Shelf(facet, FACET_NAMES[facet], tuple(_options(filters, facet, found.counts[facet], on)))
        for facet in FACETS
    ]


def _options(filters: Filters, facet: Facet, counts: Mapping[str, int], on: dt.date) -> Iterable[Option]:
    for value, label in _known(facet, on).items():
        yield Option(value, label, counts.get(value, 0), value in filters.of(facet))


def _leaving(filters: Filters, facet: Facet, value: str) -> Filters:
    chosen = {**filters.chosen, facet: filters.of(facet) - {value}}
    return Filters(filters.words, chosen, filters.least, filters.sort)


def _paged(query: str, page: int) -> str:
    return f"{query}&page={page}" if query else f"?page={page}"


def _least(typed: str) -> tuple[int, Text | None]:
    """Read the least amount, in units of 10,000 yuan: `100`, `100万`, `1亿元`."""
    compact = unicodedata.normalize("NFKC", typed).replace(",", "").replace(" ", "")
    if not compact:
        return 0, None
    written = f"{compact}万元" if compact[-1].isdecimal() else compact
    written = written if written.endswith("元") else f"{written}元"
    try:
        quantity = parse_quantity(written)
    except ValueError:
        return 0, _not_read(typed)
    wan = quantity.value / Fraction(WAN)
    if quantity.dimension != MONEY or not 0 <= wan <= MOST_WAN:
        return 0, _not_read(typed)
    return -(-wan.numerator // wan.denominator), None


def _not_read(typed: str) -> Text:
    return Text(
        f"“{typed}”没有读懂，这一项没有起作用。请填金额，例如100（万元）或1亿元。",
        f"“{typed}” could not be read and was left out. Give an amount in units of 10,000 yuan, such as 100.",
    )
