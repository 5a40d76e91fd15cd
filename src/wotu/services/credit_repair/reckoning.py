"""When an entry may be repaired, and what is missing: pure functions of the entry, the rules and a date."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from wotu.rules.dates import completed_months, day_number, months_later
from wotu.rules.text import Text
from wotu.services.credit_repair.regimes import Level, Regime, regime_for

State = Literal["met", "missing", "unknown", "waiting"]
Supplier = Literal["firm", "owner", "desk", "time", "body"]
SUPPLIERS: dict[Supplier, Text] = {
    "firm": Text("企业提供", "From the firm"),
    "owner": Text("企业负责人签署", "Signed by the firm’s owner"),
    "desk": Text("专窗核实", "Looked up at the window"),
    "time": Text("到期自动满足", "Comes with time"),
    "body": Text("决定机关核定", "Judged by the deciding body"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an entry. None is not known, and is asked for."""

    document_date: dt.date
    level: Level | None = None
    corrected: bool | None = None
    fine: int | None = None
    fine_paid: bool | None = None
    promised: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One thing a repair needs: whether it is there, and who supplies it if not."""

    id: str
    label: Text
    state: State
    who: Supplier
    note: Text | None = None

    @property
    def supplier(self) -> Text:
        """Who supplies it, in words."""
        return SUPPLIERS[self.who]


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What the rules say of an entry as of a day.

    `earliest` is the first day it may be repaired, `ends` the day its publication ends by itself; None where
    that is not known. `has_nothing`: it is not published, so there is nothing to repair.
    """

    on: dt.date
    regime: Regime
    why: Text
    earliest: dt.date | None
    ends: dt.date | None
    has_nothing: bool
    items: tuple[Item, ...]

    @property
    def expired(self) -> bool:
        """Whether publication has ended by itself."""
        return self.ends is not None and self.ends <= self.on

    @property
    def missing(self) -> tuple[Item, ...]:
        """Return what stands against an application: whatever is not there, except what the body judges."""
        return tuple(item for item in self.items if item.state != "met" and item.who != "body")

    @property
    def is_ready(self) -> bool:
        """Whether an application may be filed."""
        return not (self.has_nothing or self.expired or self.missing)


def after_months(day: dt.date, months: int) -> dt.date:
    """Return the first day on which so many months have passed, as the rule language counts them.

    Where the last month has no such day the period runs to the month's end, and has passed the day after.
    """
    later = months_later(day, months)
    passed = completed_months(day_number(day), day_number(later))
    return later if passed >= months else later + dt.timedelta(days=1)


def reckon(known: Known, on: dt.date) -> Reckoning:
    """Say which rules apply to an entry and why, when it may be repaired, and what is missing."""
    regime = regime_for(known.document_date)
    term = regime.terms[known.level] if known.level else None
    earliest = after_months(known.document_date, term.least) if term and term.least is not None else None
    ends = after_months(known.document_date, term.most) if term and term.most is not None else None
    has_nothing = term is not None and term.published is False
    items: tuple[Item, ...] = ()
    if not has_nothing:
        items = (
            _level(known),
            _waited(regime, earliest, on),
            _corrected(known),
            *_fine(known),
            _promise(known),
        )
    return Reckoning(on, regime, _why(known, regime), earliest, ends, has_nothing, items)


def _why(known: Known, regime: Regime) -> Text:
    decided = known.document_date
    if regime.last is not None:
        return Text(
            f"决定书日期{decided}在{regime.last}（含）以前，适用{regime.number.zh}。",
            f"The decision is dated {decided}, not after {regime.last}: {regime.number.en} applies.",
        )
    return Text(
        f"决定书日期{decided}在{regime.first}（含）以后，适用{regime.number.zh}。",
        f"The decision is dated {decided}, not before {regime.first}: {regime.number.en} applies.",
    )


def _level(known: Known) -> Item:
    label = Text("失信程度已认定（轻微、一般、严重）", "Class known (minor, general, serious)")
    note = Text(
        "决定书或公示页上写有；不知道就算不出日期。",
        "It stands in the decision or where it is published; without it no date can be worked out.",
    )
    return Item("level", label, "met" if known.level else "unknown", "desk", None if known.level else note)


def _waited(regime: Regime, earliest: dt.date | None, on: dt.date) -> Item:
    label = Text("最短公示期已届满", "The shortest publication time has passed")
    if not regime.known:
        return Item("waited", label, "unknown", "body", regime.assumption)
    if earliest is None:
        return Item(
            "waited", label, "unknown", "desk", Text("先要知道失信程度。", "The class has to be known first.")
        )
    if on < earliest:
        days = (earliest - on).days
        note = Text(
            f"{earliest}起可以修复，还有{days}天。", f"May be repaired from {earliest}, in {days} days."
        )
        return Item("waited", label, "waiting", "time", note)
    return Item("waited", label, "met", "time", Text(f"{earliest}已届满。", f"Passed on {earliest}."))


def _corrected(known: Known) -> Item:
    note = (
        None
        if known.corrected
        else Text("整改报告或验收证明。", "A report on the correction, or its acceptance.")
    )
    return Item(
        "corrected", Text("已改正违法失信行为", "Fault corrected"), _answered(known.corrected), "firm", note
    )


def _fine(known: Known) -> tuple[Item, ...]:
    label = Text("罚款已缴清", "Fine paid")
    if known.fine == 0:
        return ()
    note = None if known.fine_paid else Text("缴款凭证。", "The receipt of the payment.")
    return (Item("fine", label, _answered(known.fine_paid), "firm", note),)


def _promise(known: Known) -> Item:
    label = Text("已作出信用承诺", "Credit promise made")
    return Item("promise", label, "met" if known.promised else "missing", "owner")


def _answered(answer: bool | None) -> State:
    return {True: "met", False: "missing", None: "unknown"}[answer]  # type: ignore[return-value]
