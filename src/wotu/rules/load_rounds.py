"""Reading what happens beyond one row: rankings, capacity, payment."""

from fractions import Fraction

from wotu.rules import model as m
from wotu.rules.reader import Reader
from wotu.rules.typing import Scope
from wotu.rules.vocabulary import BOOLEAN
from wotu.rules.yamlio import Item


def _share(reader: Reader, item: Item) -> Fraction:
    quantity = reader.as_quantity(item)
    if not quantity.percent or not 0 <= quantity.value <= 1:
        raise reader.fail("a share is between 0% and 100%", place=item.place)
    return quantity.value


def read_ranking(reader: Reader, scope: Scope) -> m.Ranking:
    """Read `ranking`: the top N, or percentile bands."""
    by = reader.expression("by", scope)
    if by.type.kind not in ("number", "date"):
        raise reader.fail(f"cannot rank by {by.type}")

    def band(inner: Reader) -> m.Band:
        amount = inner.optional_expression("amount", scope)
        return m.Band(inner.name("id"), _share(inner, inner.need("to")), amount)

    bands = reader.each(reader.items("bands"), band)
    top = reader.whole("top")
    if (top is None) == (not bands):
        raise reader.fail("a ranking has either `top` or `bands`")
    if [b.to for b in bands] != sorted({b.to for b in bands}):
        raise reader.fail("bands must rise", "first {to: 25%}, then {to: 70%}")
    within = reader.optional_expression("within", scope)
    ranking = m.Ranking(by, reader.choice("order", ("asc", "desc"), "desc") == "desc", top, bands, within)
    reader.finish()
    return ranking


def read_capacity(reader: Reader, scope: Scope, pack: m.Pack) -> m.Capacity:
    """Read `capacity`: the account drawn on and who goes first when it is short."""
    account = reader.choice("account", pack.accounts)
    rule = reader.choice("when_short", ("first_come", "by_score", "pro_rata"), "first_come")
    order = reader.optional_expression("order", scope)
    if rule == "by_score" and order is None:
        raise reader.fail("`by_score` needs an `order`")
    reader.finish()
    return m.Capacity(f"{pack.id}.{account}", rule, order)  # type: ignore[arg-type]


def read_payment(reader: Reader, scope: Scope) -> m.Payment:
    """Read `payment`: stages, clawback, offset, split."""

    def stage(inner: Reader) -> m.Stage:
        within = inner.quantity("within").value if inner.has("within") else None
        when = inner.optional_expression("when", scope, BOOLEAN)
        return m.Stage(inner.name("id"), _share(inner, inner.need("share")), inner.here(), when, within)

    stages = reader.each(reader.items("stages"), stage)
    if stages and sum(s.share for s in stages) != 1:
        reader.complain("the shares of the stages do not add up to 100%")
    monthly = reader.whole("monthly")
    if monthly is not None and (stages or not 1 <= monthly <= 120):
        reader.complain("`monthly` is 1 to 120 months, and stands in place of `stages`")
    clawback = None
    if reader.has("clawback"):
        inner = reader.child("clawback")
        when = inner.expression("when", scope, BOOLEAN)
        clawback = m.Clawback(when, _share(inner, inner.need("share")), inner.here())
        inner.finish()
    offset = reader.optional_expression("offset", scope)
    split = tuple((name, _share(reader, item)) for name, item in reader.entries("split"))
    if split and sum(share for _, share in split) != 1:
        reader.complain("the shares of the split do not add up to 100%")
    reader.finish()
    return m.Payment(stages, monthly, clawback, offset, split)
