"""Values of a block of rows, exact: what the kernel computes with.

A number is `data × scale / under`: integer arrays with one fixed scale, and a divisor only where the
expression divides. Before every product the largest possible result is known; where it would not fit
into 64 bits the block goes on with Python's integers, slower and still exact.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import gcd
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[Any]
Mask: TypeAlias = npt.NDArray[np.bool_] | bool
SAFE = 1 << 62


@dataclass(frozen=True, slots=True)
class Rails:
    """A condition per row: `true` where it is met, `possible` where it is not "not met"."""

    true: Mask
    possible: Mask


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers or dates per row; `bound` is at least the largest |data|, `under` is positive."""

    data: Array | int
    scale: Fraction
    known: Mask
    bound: int
    under: Array | int = 1
    under_bound: int = 1


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts per row, as codes into a dictionary."""

    codes: Array | int
    dictionary: tuple[str, ...]
    known: Mask


def all_of(a: Mask, b: Mask) -> Mask:
    """Return where both hold."""
    if a is True:
        return b
    return a if b is True else a & b


def constant(value: Fraction) -> Numbers:
    """Return one number for every row."""
    return Numbers(value.numerator, Fraction(1, value.denominator), True, abs(value.numerator))


def times(data: Array | int, bound: int, factor: Array | int, factor_bound: int) -> tuple[Array | int, int]:
    """Multiply without overflow: beyond 62 bits the product is made of Python integers."""
    product = bound * factor_bound
    if isinstance(factor, int) and factor == 1:
        return data, bound
    if product >= SAFE:
        data, factor = _big(data), _big(factor)
    return data * factor, product


def _big(data: Array | int) -> Array | int:
    return data if isinstance(data, int) else data.astype(object)


def _plus(a: Array | int, b: Array | int, bound: int, sign: int) -> Array | int:
    if bound >= SAFE:
        a, b = _big(a), _big(b)
    return a + b if sign > 0 else a - b


@lru_cache(maxsize=1 << 12)
def _common(a: tuple[int, int], b: tuple[int, int]) -> tuple[Fraction, int, int]:
    """Return the scale two scales share and how many of it each is; every block asks for the same few."""
    scale = Fraction(gcd(a[0] * b[1], b[0] * a[1]), a[1] * b[1])
    return scale, int(Fraction(*a) / scale), int(Fraction(*b) / scale)


@lru_cache(maxsize=1 << 12)
def _quotient(a: tuple[int, int], b: tuple[int, int]) -> tuple[int, int]:
    factor = Fraction(*a) / Fraction(*b)
    return factor.numerator, factor.denominator


def aligned(a: Numbers, b: Numbers) -> tuple[Numbers, Numbers]:
    """Return both numbers with one scale and one divisor, so that `data` compares and adds."""
    scale, times_a, times_b = _common(a.scale.as_integer_ratio(), b.scale.as_integer_ratio())
    same = a.under is b.under or (
        isinstance(a.under, int) and isinstance(b.under, int) and a.under == b.under
    )
    under, under_bound = (
        (a.under, a.under_bound) if same else times(a.under, a.under_bound, b.under, b.under_bound)
    )
    pair = []
    for x, y, factor in ((a, b, times_a), (b, a, times_b)):
        data, bound = times(x.data, x.bound, factor, factor)
        if not same:
            data, bound = times(data, bound, y.under, y.under_bound)
        pair.append(Numbers(data, scale, x.known, bound, under, under_bound))
    return pair[0], pair[1]


def add(a: Numbers, b: Numbers, sign: int = 1) -> Numbers:
    """Return a + b, or a − b."""
    known = all_of(a.known, b.known)
    a, b = aligned(a, b)
    bound = a.bound + b.bound
    return Numbers(_plus(a.data, b.data, bound, sign), a.scale, known, bound, a.under, a.under_bound)


def multiply(a: Numbers, b: Numbers) -> Numbers:
    """Return a × b."""
    data, bound = times(a.data, a.bound, b.data, b.bound)
    under, under_bound = times(a.under, a.under_bound, b.under, b.under_bound)
    return Numbers(data, a.scale * b.scale, all_of(a.known, b.known), bound, under, under_bound)


def divide(a: Numbers, b: Numbers) -> Numbers:
    """Return a ÷ b; unknown where b is zero."""
    if isinstance(b.data, int) and isinstance(b.under, int):
        if b.data == 0:
            return Numbers(0, Fraction(1), False, 0)
        divisor = b.data * b.scale / b.under
        data = a.data if divisor > 0 else -a.data
        known = all_of(a.known, b.known)
        return Numbers(data, a.scale / abs(divisor), known, a.bound, a.under, a.under_bound)
    divisors = np.asarray(b.data)
    positive = np.asarray(divisors > 0, dtype=bool)
    zero = np.asarray(divisors == 0, dtype=bool)
    flipped = np.where(positive, divisors, -divisors)
    data, bound = times(a.data, a.bound, b.under, b.under_bound)
    data = np.where(positive, data, _negative(data))
    under, under_bound = times(a.under, a.under_bound, np.where(zero, 1, flipped), max(b.bound, 1))
    known = all_of(all_of(a.known, b.known), ~zero)
    return Numbers(data, a.scale / b.scale, known, bound, under, under_bound)


def _negative(data: Array | int) -> Array | int:
    return -data


def select(test: Rails, a: Numbers, b: Numbers) -> Numbers:
    """Return a where the test is met, b where it is not; where unknown, what both agree on."""
    a, b = aligned(a, b)
    data = np.where(test.true, a.data, b.data)
    known = _chosen_known(test, a.known, b.known, np.asarray(a.data == b.data, dtype=bool))
    return Numbers(data, a.scale, known, max(a.bound, b.bound), a.under, a.under_bound)


def select_texts(test: Rails, a: Texts, b: Texts) -> Texts:
    """Choose between texts as `select` does between numbers."""
    dictionary = tuple(dict.fromkeys(a.dictionary + b.dictionary))
    codes_a, codes_b = _recoded(a, dictionary), _recoded(b, dictionary)
    known = _chosen_known(test, a.known, b.known, np.asarray(codes_a == codes_b, dtype=bool))
    return Texts(np.where(test.true, codes_a, codes_b), dictionary, known)


def _recoded(texts: Texts, dictionary: tuple[str, ...]) -> Array | int:
    position = {text: code for code, text in enumerate(dictionary)}
    table = np.array([position[text] for text in texts.dictionary], dtype=np.int64)
    return table[texts.codes]


def _chosen_known(test: Rails, a: Mask, b: Mask, equal: Mask) -> Mask:
    if a is True and b is True and test.true is test.possible:
        return True
    undecided = np.asarray(test.possible) & ~np.asarray(test.true)
    settled = np.where(test.true, a, b)
    return np.where(undecided, np.asarray(a) & np.asarray(b) & np.asarray(equal), settled)


def extreme(a: Numbers, b: Numbers, least: bool) -> Numbers:
    """Return the smaller or the larger of two."""
    known = all_of(a.known, b.known)
    a, b = aligned(a, b)
    pick = np.minimum if least else np.maximum
    return Numbers(pick(a.data, b.data), a.scale, known, max(a.bound, b.bound), a.under, a.under_bound)


def to_multiples(x: Numbers, step: Fraction, mode: str) -> tuple[Array | int, int]:
    """Return how many whole steps each number has, rounded down, up or half up, and a bound on it."""
    up, down = _quotient(x.scale.as_integer_ratio(), step.as_integer_ratio())
    top, top_bound = times(x.data, x.bound, up, up)
    bottom, bottom_bound = times(x.under, x.under_bound, down, down)
    if isinstance(bottom, int) and bottom == 1:
        return top, top_bound
    if mode == "half_up":
        top, top_bound = times(top, top_bound, 2, 2)
        top = _plus(top, bottom, top_bound + bottom_bound, 1)
        bottom, bottom_bound = times(bottom, bottom_bound, 2, 2)
    if isinstance(bottom, int) and bottom >= SAFE:
        top = _big(top)
    whole = -(_negative(top) // bottom) if mode == "ceil" else top // bottom
    return whole, top_bound + bottom_bound + 1


def round_to(x: Numbers, step: Fraction, mode: str) -> Numbers:
    """Return each number rounded to a multiple of `step`."""
    data, bound = to_multiples(x, step, mode)
    return Numbers(data, step, x.known, bound)
