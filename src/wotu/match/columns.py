"""Columns of a file become columns of stored integers, exactly: no number ever passes through a float.

Most cells of a file are plain numbers, so they are read all at once: text becomes 128-bit decimals in
Arrow, a binary float is taken as the decimal it was written as, and both are checked to come out whole
in the fact's stored unit. Whatever is not plain is read one distinct value at a time by `parse_cell`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from wotu.match import credit_code
from wotu.match.cells import MAX_TEXT, SAYS_UNKNOWN, CellError, as_text, is_unknown, parse_cell, unit_factor
from wotu.match.table import Bools, Ints, to_stored
from wotu.rules.evaluate import Known
from wotu.rules.vocabulary import Fact, Slot

PLAIN_DIGITS = 15
EXACT_FLOAT = 1 << 53
SAFE = 1 << 62
CREDIT_CODE = "credit_code"
"""The fact that is a unified social credit code, and is always checked as one."""


@dataclass(frozen=True)
class How:
    """How the cells of a column are to be read."""

    fact: Fact
    unit: str | None = None
    values: Mapping[str, str] | None = None
    rounding: bool = False


@dataclass
class Cells:
    """What a column says: stored integers, which of them are known, and the cells that are wrong."""

    values: npt.NDArray[Any]
    known: Bools
    dictionary: tuple[str, ...] | None = None
    bad: dict[int, CellError] = field(default_factory=dict)
    untranslated: int = 0


def read_cells(array: pa.Array, how: How) -> Cells:
    """Read a column of a file as a fact's stored values."""
    if pa.types.is_null(array.type):
        array = array.cast(pa.string())
    if how.fact.type.kind == "number" and not how.values:
        return _numbers(array, how)
    if how.fact.type.kind == "date" and pa.types.is_date(array.type):
        return _days(array)
    texts = as_texts(array)
    if _is_free_text(how):
        return _free_texts(texts)
    return _distinct(texts, how)


def as_texts(array: pa.Array) -> pa.Array:
    """Return a column as texts a person would have typed, without blanks around them."""
    kind = array.type
    if pa.types.is_dictionary(kind):
        array, kind = array.dictionary_decode(), kind.value_type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return pc.utf8_trim_whitespace(array.cast(pa.string()))
    if pa.types.is_integer(kind) or pa.types.is_boolean(kind) or pa.types.is_date(kind):
        return array.cast(pa.string())
    return pa.array([None if cell is None else as_text(cell) for cell in array.to_pylist()], pa.string())


def _known(array: pa.Array) -> Bools:
    found: Bools = pc.is_valid(array).to_numpy(zero_copy_only=False)
    return found


def _days(array: pa.Array) -> Cells:
    days = array.cast(pa.date32()).cast(pa.int32()).fill_null(0).to_numpy(zero_copy_only=False)
    return Cells(days.astype(np.int64), _known(array))


def _is_free_text(how: How) -> bool:
    fact = how.fact
    return fact.type.kind == "text" and not (fact.values or how.values or fact.name == CREDIT_CODE)


def _free_texts(texts: pa.Array) -> Cells:
    """Take any text as it is; only the distinct ones are looked at."""
    encoded = texts.dictionary_encode()
    words = encoded.dictionary
    nothing = pc.is_in(pc.utf8_lower(words), pa.array(["", *SAYS_UNKNOWN])).to_numpy(zero_copy_only=False)
    too_long = pc.greater(pc.utf8_length(words), MAX_TEXT).to_numpy(zero_copy_only=False)
    codes = encoded.indices.fill_null(0).to_numpy(zero_copy_only=False).astype(np.int32)
    if not len(words):
        return Cells(codes, np.zeros(len(texts), np.bool_), ("",))
    known = _known(texts) & ~nothing[codes]
    error = CellError(f"the text is longer than {MAX_TEXT} characters", "shorten it")
    bad = dict.fromkeys(np.flatnonzero(known & too_long[codes]).tolist(), error)
    return Cells(codes, known, tuple(words.to_pylist()), bad)


def _distinct(texts: pa.Array, how: How) -> Cells:
    """Read each distinct text once."""
    encoded = texts.dictionary_encode()
    codes = encoded.indices.fill_null(0).to_numpy(zero_copy_only=False)
    read = _Distinct(how)
    for word in encoded.dictionary.to_pylist():
        read.add(word)
    if not read.stored:
        read.add("")
    stored = np.array(read.stored, dtype=np.int64)
    valid = _known(texts)
    known = valid & np.array(read.known, dtype=np.bool_)[codes]
    wrong = np.array([error is not None for error in read.errors], dtype=np.bool_)
    rows = np.flatnonzero(valid & wrong[codes]) if wrong.any() else np.empty(0, np.int64)
    bad = {row: error for row in rows.tolist() if (error := read.errors[codes[row]]) is not None}
    untranslated = int(np.count_nonzero(valid & np.array(read.untranslated, dtype=np.bool_)[codes]))
    dictionary = (tuple(read.dictionary) or ("",)) if how.fact.type.kind == "text" else None
    return Cells(stored[codes], known, dictionary, bad, untranslated)


class _Distinct:
    """The distinct texts of a column, read one by one."""

    def __init__(self, how: How) -> None:
        self.how, self.vocabulary = how, {how.fact.name: how.fact}
        self.slot = Slot(how.fact.name)
        self.dictionary: dict[str, int] = {}
        self.stored: list[int] = []
        self.known: list[bool] = []
        self.untranslated: list[bool] = []
        self.errors: list[CellError | None] = []

    def add(self, word: str) -> None:
        value, error, untranslated = None, None, False
        if not is_unknown(self.how.fact, word):
            text = self._translated(word)
            untranslated = text is None
            try:
                value = None if text is None else self._parse(text)
            except CellError as found:
                error = found
        self.stored.append(0 if value is None else self._as_stored(value))
        self.known.append(value is not None)
        self.untranslated.append(untranslated)
        self.errors.append(error)

    def _translated(self, word: str) -> str | None:
        """Return what the mapping says a word means; nothing for a word it leaves out."""
        return word if self.how.values is None else self.how.values.get(word)

    def _parse(self, text: str) -> Known | None:
        how = self.how
        if is_unknown(how.fact, text):
            return None
        if how.fact.name == CREDIT_CODE:
            return checked_code(text)
        return parse_cell(how.fact, text, how.unit, rounding=how.rounding)

    def _as_stored(self, value: Known) -> int:
        if isinstance(value, str):
            return self.dictionary.setdefault(value, len(self.dictionary))
        return to_stored(value, self.slot, self.vocabulary)


def checked_code(text: str) -> str:
    """Return a unified social credit code in standard form.

    Raises:
        CellError: it is none; which check failed is said.
    """
    try:
        return credit_code.checked(text)
    except credit_code.WrongCreditCode as error:
        raise CellError(error.text.en.rstrip("."), "compare it with the business licence") from None


def _numbers(array: pa.Array, how: How) -> Cells:
    """Read plain numbers all at once and the rest one by one."""
    factor = unit_factor(how.fact, how.unit)
    if factor is None:
        return _with_the_rest(array, how, np.zeros(len(array), np.int64), np.zeros(len(array), np.bool_))
    ratio, kind = factor / how.fact.scale, array.type
    if pa.types.is_floating(kind):
        read = _from_floats(array, ratio)
    elif pa.types.is_integer(kind):
        read = _scaled(*_integers(array), ratio)
    elif pa.types.is_decimal(kind):
        read = _scaled(*_unscaled(array), ratio / 10**kind.scale)
    else:
        array = as_texts(array)
        read = _from_texts(array, ratio)
    return _with_the_rest(array, how, *read)


def _with_the_rest(array: pa.Array, how: How, values: Ints, done: Bools) -> Cells:
    rest = np.flatnonzero(~done & _known(array))
    cells = Cells(values, done)
    if not len(rest):
        return cells
    others = _distinct(as_texts(array.take(pa.array(rest))), how)
    cells.values[rest] = others.values
    cells.known[rest] = others.known
    cells.bad = {int(rest[row]): error for row, error in others.bad.items()}
    return cells


def _integers(array: pa.Array) -> tuple[Ints, Bools]:
    known = _known(array)
    if pa.types.is_uint64(array.type):
        return _unscaled(array.cast(pa.decimal128(20, 0)))
    return array.cast(pa.int64()).fill_null(0).to_numpy(zero_copy_only=False), known


def _unscaled(array: pa.Array) -> tuple[Ints, Bools]:
    """Return the digits of decimals as integers, and where they fit into 64 bits."""
    wide = array.cast(pa.decimal128(38, array.type.scale))
    buffer = wide.buffers()[1]
    halves = np.frombuffer(buffer, dtype=np.int64)[2 * wide.offset : 2 * (wide.offset + len(wide))]
    low, high = halves[0::2], halves[1::2]
    return low, _known(wide) & (high == low >> 63)


def _scaled(data: Ints, fits: Bools, ratio: Fraction) -> tuple[Ints, Bools]:
    """Multiply by a ratio where the result is whole and small enough."""
    up, down = ratio.numerator, ratio.denominator
    bound = SAFE // up
    done = fits & (data <= bound) & (data >= -bound)
    product = np.where(done, data, 0) * up
    if down > 1:
        done &= product % down == 0
        product = product // down
    return np.where(done, product, 0), done


def _from_texts(texts: pa.Array, ratio: Fraction) -> tuple[Ints, Bools]:
    """Read texts that are plain decimals with no more places than the stored unit has."""
    places = _places(ratio)
    pattern = rf"^-?[0-9]{{1,{PLAIN_DIGITS}}}" + (rf"(\.[0-9]{{1,{places}}})?$" if places else "$")
    plain = pc.match_substring_regex(texts, pattern)
    numbers = pc.if_else(plain, texts, pa.scalar(None, pa.string())).cast(pa.decimal128(28, places))
    return _scaled(*_unscaled(numbers), ratio / 10**places)


def _places(ratio: Fraction) -> int:
    """Return how many decimals of a written number can matter."""
    places = 0
    while places < 9 and (ratio / 10 ** (places + 1)).denominator == 1:
        places += 1
    return places


def _from_floats(array: pa.Array, ratio: Fraction) -> tuple[Ints, Bools]:
    """Take a float for the decimal it was written as.

    `whole / ratio` is the float nearest to that decimal, so where it is the very float in the file, no
    other decimal with so few places can have been meant.
    """
    floats = array.cast(pa.float64()).fill_null(np.nan).to_numpy(zero_copy_only=False)
    if ratio.denominator != 1 or ratio > EXACT_FLOAT:
        return np.zeros(len(array), np.int64), np.zeros(len(array), np.bool_)
    with np.errstate(invalid="ignore", over="ignore"):
        whole = np.rint(floats * float(ratio))
        done = (np.abs(whole) < EXACT_FLOAT) & (whole / float(ratio) == floats)
    return np.where(done, whole, 0).astype(np.int64), done
