"""Awards of a block of rows: the amount of one line after its own caps, rounded, in smallest units."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from wotu.match import values as v
from wotu.match.kernel import Block
from wotu.match.plan import Line
from wotu.match.table import Bools, Ints
from wotu.rules.nodes import Node

LARGEST = (1 << 63) - 1


@dataclass(frozen=True)
class Awards:
    """The least and the most each row gets, in smallest units; unknown where not `known`."""

    low: Ints
    low_known: Bools
    high: Ints
    high_known: Bools


def awards_of(line: Line, block: Block) -> Awards:
    """Compute a line's award for every row of a block."""
    formula = line.formula
    high, high_known = _capped(line, formula.high, block)
    if formula.low is formula.high:
        return Awards(high, high_known, high, high_known)
    low, low_known = _capped(line, formula.low, block)
    return Awards(low, low_known, high, high_known)


def _capped(line: Line, node: Node | None, block: Block) -> tuple[Ints, Bools]:
    """Cap, round and count one end of the award; no formula means no amount is known."""
    if node is None:
        return np.zeros(block.size, np.int64), np.zeros(block.size, np.bool_)
    amount = block.numbers(node)
    for limit, already in line.formula.limits:
        amount = v.extreme(amount, _what_is_left(limit, already, block), least=True)
    zero = v.constant(Fraction(0))
    amount = v.extreme(amount, zero, least=False)
    benefit = line.version.benefit
    amount = v.round_to(amount, benefit.step, benefit.rounding)
    if line.formula.minimum is not None:
        minimum = block.numbers(line.formula.minimum)
        x, y = v.aligned(amount, minimum)
        enough = v.Rails(x.data >= y.data, x.data >= y.data)
        known = v.all_of(amount.known, minimum.known)
        amount = v.select(enough, amount, zero)
        amount = v.Numbers(amount.data, amount.scale, known, amount.bound, amount.under, amount.under_bound)
    return in_units(amount, line.unit, block.size)


def _what_is_left(limit: Node, already: Node | None, block: Block) -> v.Numbers:
    """Return a cap's limit less what was already received, not below zero."""
    most = block.numbers(limit)
    if already is None:
        return most
    return v.extreme(v.add(most, block.numbers(already), -1), v.constant(Fraction(0)), least=False)


def in_units(amount: v.Numbers, unit: Fraction, size: int) -> tuple[Ints, Bools]:
    """Return amounts as 64-bit counts of `unit`; one too large to count is unknown."""
    data, bound = v.to_multiples(amount, unit, "floor")
    plain = isinstance(data, np.ndarray) and data.shape == (size,) and data.dtype == np.int64
    if plain and amount.known is True and bound <= LARGEST:
        return np.asarray(data), np.ones(size, np.bool_)
    known = np.broadcast_to(np.asarray(amount.known, dtype=np.bool_), size)
    counts = np.broadcast_to(np.asarray(data), size)
    if counts.dtype == object or bound > LARGEST:
        fits = np.array([abs(int(count)) <= LARGEST for count in counts], dtype=np.bool_)
        counts = np.where(fits, counts, 0)
        known = known & fits
    return np.where(known, counts, 0).astype(np.int64), known
