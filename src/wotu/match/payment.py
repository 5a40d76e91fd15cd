"""Paying an award: stages, what is held back or reclaimed, and who bears the cost, to the fen."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from wotu.match.plan import Plan
from wotu.rules.evaluate import Facts, compile_node
from wotu.rules.model import Payment, Stage
from wotu.rules.text import Text

Due = Literal["due", "waiting", "unknown"]


@dataclass(frozen=True)
class Part:
    """One stage of the payment, in smallest units."""

    id: str
    label: Text
    amount: int
    state: Due


@dataclass(frozen=True)
class Schedule:
    """How an award is paid out.

    `parts` add up to the award. `offset` is deducted from what is due now; `reclaimed` is to be paid
    back (None where it is unknown whether). `bearers` share what is paid now.
    """

    parts: tuple[Part, ...]
    offset: int | None
    reclaimed: int | None
    payable: int
    bearers: tuple[tuple[str, int], ...]


def schedule_of(plan: Plan, payment: Payment | None, award: int, facts: Facts, unit: Fraction) -> Schedule:
    """Return how an award of `award` smallest units is paid, given what is known today."""
    payment = payment or Payment()
    parts = _parts(plan, payment, award, facts)
    due = sum(part.amount for part in parts if part.state == "due")
    offset = _offset(plan, payment, due, facts, unit)
    reclaimed = _reclaimed(plan, payment, award, facts)
    payable = due - (offset or 0)
    return Schedule(parts, offset, reclaimed, payable, split(payable, payment.split))


def split(amount: int, shares: tuple[tuple[str, Fraction], ...]) -> tuple[tuple[str, int], ...]:
    """Divide an amount exactly: everyone's share rounded down, the odd units to the first."""
    if not shares:
        return ()
    parts = [int(amount * share) for _, share in shares]
    parts[0] += amount - sum(parts)
    return tuple((name, part) for (name, _), part in zip(shares, parts, strict=True))


def stages_of(payment: Payment | None) -> tuple[Stage, ...]:
    """Return the stages an award is paid in; one where nothing else is said."""
    payment = payment or Payment()
    if payment.monthly:
        share = Fraction(1, payment.monthly)
        months = range(1, payment.monthly + 1)
        return tuple(Stage(f"m{i}", share, Text(f"第{i}个月", f"Month {i}"), None, None) for i in months)
    return payment.stages or (Stage("whole", Fraction(1), Text("一次性拨付", "Paid at once"), None, None),)


def _parts(plan: Plan, payment: Payment, award: int, facts: Facts) -> tuple[Part, ...]:
    stages = stages_of(payment)
    amounts = [amount for _, amount in split(award, tuple((stage.id, stage.share) for stage in stages))]
    return tuple(
        Part(stage.id, stage.label, amount, _state(plan, stage, facts))
        for stage, amount in zip(stages, amounts, strict=True)
    )


def _state(plan: Plan, stage: Stage, facts: Facts) -> Due:
    if stage.when is None:
        return "due"
    answer = compile_node(plan.fix(stage.when))(facts)
    return "unknown" if answer is None else "due" if answer else "waiting"


def _offset(plan: Plan, payment: Payment, due: int, facts: Facts, unit: Fraction) -> int | None:
    """Return what is deducted; None where it is unknown what the firm owes."""
    if payment.offset is None:
        return 0
    owed = compile_node(plan.fix(payment.offset))(facts)
    return None if owed is None else min(due, int(Fraction(owed) / unit))


def _reclaimed(plan: Plan, payment: Payment, award: int, facts: Facts) -> int | None:
    if payment.clawback is None:
        return 0
    answer = compile_node(plan.fix(payment.clawback.when))(facts)
    return None if answer is None else int(award * payment.clawback.share) if answer else 0
