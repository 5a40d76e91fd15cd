"""A firm's statements as its own page shows them, and the forms they are typed into."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from wotu.chain.money import money
from wotu.industry.demand import Demand
from wotu.industry.models import BOUGHT_AT, USES, Statement
from wotu.industry.wan import wan_of
from wotu.look.language import current
from wotu.rules.text import Text, texts_of

USE_WORDS, PLACE_WORDS = texts_of(USES), texts_of(BOUGHT_AT)
STATES: Final = {
    "proposed": ("waiting", Text("等园区核对", "Waiting for the zone")),
    "confirmed": ("done", Text("园区已确认", "Confirmed by the zone")),
    "rejected": ("stopped", Text("园区未采纳", "Not accepted by the zone")),
}


@dataclass(frozen=True, slots=True)
class Own:
    """A statement of the firm, what became of it, and how many others buy what it makes."""

    statement: Statement
    details: list[Text]
    badge: str
    state: Text
    open: bool
    wanted: str


def own(statements: Iterable[Statement], wanted: Demand) -> list[Own]:
    """Return statements that stand as they are shown."""
    found = []
    for one in statements:
        if one.claim is None:
            continue
        badge, state = STATES[one.claim.state]
        told = wanted.told(one.claim.name_id) if one.says == "makes" else ""
        found.append(Own(one, _details(one), badge, state, one.claim.state == "proposed", told))
    return found


def _details(one: Statement) -> list[Text]:
    said = [USE_WORDS[one.use]] if one.use else []
    if one.bought_at:
        said.append(PLACE_WORDS[one.bought_at])
    if one.seller:
        said.append(Text(f"供应商：{one.seller}", f"supplier: {one.seller}"))
    if one.amount_fen is not None:
        sum_ = money(one.amount_fen)
        capacity = Text(f"年产能{sum_.zh}", f"capacity {sum_.en} a year")
        bought = Text(f"{one.year}年采购{sum_.zh}", f"{sum_.en} bought in {one.year}")
        said.append(capacity if one.says == "makes" else bought)
    return said


@dataclass(frozen=True)
class Form:
    """The fields of a statement as they were typed, with what is to be mended beside each."""

    says: str
    typed: Mapping[str, str] = field(default_factory=dict)
    mistakes: Mapping[str, Text] = field(default_factory=dict)
    number: int | None = None

    @property
    def uses(self) -> list[tuple[str, str]]:
        """What a thing may be bought as."""
        return _options(USE_WORDS)

    @property
    def places(self) -> list[tuple[str, str]]:
        """Where it may be bought."""
        return _options(PLACE_WORDS)


def _options(words: Mapping[str, Text]) -> list[tuple[str, str]]:
    return [(code, said[current()]) for code, said in words.items()]


def blank(says: str, this_year: int) -> Form:
    """Return an empty form; the year is the last one that is over."""
    return Form(says, {"year": str(this_year - 1)})


def filled(one: Statement) -> Form:
    """Return the form with what a statement says."""
    typed = {
        "product": one.product, "use": one.use, "bought_at": one.bought_at, "seller": one.seller,
        "amount": "" if one.amount_fen is None else wan_of(one.amount_fen), "year": str(one.year or ""),
    }  # fmt: skip
    return Form(one.says, typed, number=one.pk)
