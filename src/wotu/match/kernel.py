"""The columnar kernel: one typed expression over a block of rows.

Each distinct node is evaluated once for a block. Conditions come out as two rails, numbers exact (see
`values`). It reads the same tree as `wotu.rules.evaluate` and must give the same answers.
"""

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from wotu.match import values as v
from wotu.match.table import Column, Ints, Table
from wotu.rules import nodes as n
from wotu.rules.dates import FIRST_DAY, LAST_DAY
from wotu.rules.vocabulary import Slot, Vocabulary

Value = v.Rails | v.Numbers | v.Texts
Bits = npt.NDArray[np.uint8]
BitRails = tuple[Bits, Bits]
FEW = 64
"""Lists of up to so many texts are answered text by text."""


class Block:
    """Some rows of a table, and everything computed about them so far."""

    def __init__(
        self,
        table: Table,
        vocabulary: Vocabulary,
        rows: slice | Ints,
        window: slice | None = None,
        *,
        sure: bool = False,
    ) -> None:
        """Lay out a block.

        Args:
            rows: the rows; a slice begins at a multiple of 8.
            window: what `rows` count from, so that they are picked out of memory that is near.
            sure: read every fact as known; the caller masks out the rows where one is not.
        """
        self.table, self.vocabulary, self.rows, self.window, self.sure = table, vocabulary, rows, window, sure
        self.size = len(range(*rows.indices(len(table)))) if isinstance(rows, slice) else len(rows)
        self._done: dict[int, tuple[n.Node, Value]] = {}
        self._cells: dict[Slot, Value] = {}
        self._packed: dict[int, tuple[n.Node, BitRails]] = {}
        self._known: dict[int, tuple[Any, Bits]] = {}
        self._same: dict[tuple[int, int], Bits] = {}

    def bits(self, node: n.Node) -> BitRails:
        """Return a condition's two rails packed eight rows a byte: logic on them costs next to nothing."""
        if id(node) not in self._packed:
            self._packed[id(node)] = (node, _pack_node(self, node))
        return self._packed[id(node)][1]

    def known_bits(self, mask: v.Mask) -> Bits:
        """Return a mask packed; those of columns are packed once for the table."""
        if id(mask) not in self._known:
            self._known[id(mask)] = (mask, pack(mask, self.size))
        return self._known[id(mask)][1]

    def same_bits(self, texts: v.Texts, code: int) -> Bits:
        """Return where a text is the one with this code, packed; lists of texts share them."""
        key = (id(texts), code)
        if key not in self._same:
            self._same[key] = pack(np.asarray(texts.codes == code), self.size)
        return self._same[key]

    def rails(self, node: n.Node) -> v.Rails:
        """Return a condition's two rails."""
        return cast(v.Rails, self.value(node))

    def numbers(self, node: n.Node) -> v.Numbers:
        """Return a number's or a date's values."""
        return cast(v.Numbers, self.value(node))

    def value(self, node: n.Node) -> Value:
        """Return the value of a node, computing it at most once.

        Nodes are known by identity: a plan shares equal ones, and comparing trees would cost more than
        it saves. The node is kept beside its value, so its identity stays its own.
        """
        if isinstance(node, n.FactRef):
            return self._cell(node.slot)
        if id(node) not in self._done:
            self._done[id(node)] = (node, _EVALUATORS[type(node)](self, node))
        return self._done[id(node)][1]

    def _cell(self, slot: Slot) -> Value:
        if slot not in self._cells:
            self._cells[slot] = self._read(slot)
        return self._cells[slot]

    def _picked(self, column: Column) -> tuple[Any, v.Mask]:
        if isinstance(self.rows, slice):
            data, known = column.values[self.rows], None if column.known is None else column.known[self.rows]
            if known is not None:
                start = self.rows.start // 8
                self._known[id(known)] = (known, column.known_bits[start : start + (self.size + 7) // 8])
            return data, True if known is None else known
        window = self.window or slice(None)
        data = column.values[window].take(self.rows)
        unsure = column.known is not None and not self.sure
        return data, column.known[window].take(self.rows) if unsure and column.known is not None else True

    def _read(self, slot: Slot) -> Value:
        fact, column = self.vocabulary[slot.fact], self.table.columns.get(slot)
        kind = "date" if slot.began else fact.type.kind
        if column is None:
            return _nothing_known(kind)
        data, known = self._picked(column)
        if kind == "boolean":
            return _boolean_cell(data, known)
        if kind == "text":
            return v.Texts(data, column.dictionary or ("",), known)
        return v.Numbers(data, fact.scale if kind == "number" else Fraction(1), known, column.bound)


def pack(mask: v.Mask, size: int) -> Bits:
    """Return a mask packed eight rows a byte."""
    return np.packbits(np.broadcast_to(np.asarray(mask, dtype=np.bool_), size))


def _pack_node(block: Block, node: n.Node) -> BitRails:
    if isinstance(node, n.Logic):
        join = np.bitwise_and if node.op == "and" else np.bitwise_or
        parts = [block.bits(arg) for arg in node.args]
        return join.reduce([true for true, _ in parts]), join.reduce([possible for _, possible in parts])
    if isinstance(node, n.Not):
        true, possible = block.bits(node.arg)
        return ~possible, ~true
    if isinstance(node, n.OneOf) and not node.prefix:
        texts = cast(v.Texts, block.value(node.arg))
        found = [code for code, text in enumerate(texts.dictionary) if text in node.values]
        if len(found) <= FEW and not isinstance(texts.codes, int):
            said = np.zeros((block.size + 7) // 8, np.uint8)
            for code in found:
                said |= block.same_bits(texts, code)
            return _with_known(block, said, texts.known)
    if isinstance(node, n.Compare) and not isinstance(block.value(node.left), v.Texts):
        answer, *masks = _compared(block, node)
        return _with_known(block, pack(answer, block.size), *masks)
    rails = block.rails(node)
    true = pack(rails.true, block.size)
    return true, true if rails.true is rails.possible else pack(rails.possible, block.size)


def _with_known(block: Block, said: Bits, *masks: v.Mask) -> BitRails:
    known = [block.known_bits(mask) for mask in masks if mask is not True]
    if not known:
        return said, said
    both = known[0] if len(known) == 1 or known[0] is known[1] else known[0] & known[1]
    return said & both, said | ~both


def _nothing_known(kind: str) -> Value:
    if kind == "boolean":
        return v.Rails(False, True)
    return v.Texts(0, ("",), False) if kind == "text" else v.Numbers(0, Fraction(1), False, 0)


def _boolean_cell(data: Any, known: v.Mask) -> v.Rails:
    yes = data.astype(np.bool_, copy=False)
    return v.Rails(yes, yes) if known is True else v.Rails(yes & known, yes | ~np.asarray(known))


def _const(_block: Block, node: n.Const) -> Value:
    if isinstance(node.value, bool):
        return v.Rails(node.value, node.value)
    if isinstance(node.value, str):
        return v.Texts(0, (node.value,), True)
    return v.constant(Fraction(node.value))


def _not_known(_block: Block, node: n.NotKnown) -> Value:
    return _nothing_known(node.type.kind)


def _named(block: Block, node: n.Named) -> Value:
    return block.value(node.body)


def _arithmetic(block: Block, node: n.Arithmetic) -> Value:
    a, b = block.numbers(node.left), block.numbers(node.right)
    if node.op == "*":
        return v.multiply(a, b)
    return v.divide(a, b) if node.op == "/" else v.add(a, b, 1 if node.op == "+" else -1)


def _extreme(block: Block, node: n.Extreme) -> Value:
    result = block.numbers(node.args[0])
    for arg in node.args[1:]:
        result = v.extreme(result, block.numbers(arg), least=node.which == "least")
    return result


def _whole(block: Block, node: n.Whole) -> Value:
    return v.round_to(block.numbers(node.arg), node.step, node.mode)


_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "=": np.equal, "<>": np.not_equal, "<": np.less, "<=": np.less_equal,
    ">": np.greater, ">=": np.greater_equal,
}  # fmt: skip


def _compare(block: Block, node: n.Compare) -> Value:
    left, right = block.value(node.left), block.value(node.right)
    if isinstance(left, v.Texts):
        return _compare_texts(left, cast(v.Texts, right), negate=node.op == "<>")
    answer, a_known, b_known = _compared(block, node)
    return _rails(answer, v.all_of(a_known, b_known))


def _compared(block: Block, node: n.Compare) -> tuple[Any, v.Mask, v.Mask]:
    """Return what comparing two numbers says, and where each of them is known."""
    a, b = block.numbers(node.left), block.numbers(node.right)
    answer = _threshold(a, b, node.op) if _is_plain(b) and _is_column(a) else None
    if answer is None:
        x, y = v.aligned(a, b)
        answer = _COMPARE[node.op](x.data, y.data)
    return answer, a.known, b.known


def _is_plain(x: v.Numbers) -> bool:
    return isinstance(x.data, int) and isinstance(x.under, int) and x.known is True


def _is_column(x: v.Numbers) -> bool:
    return isinstance(x.under, int) and not isinstance(x.data, int) and x.data.dtype != object


@lru_cache(maxsize=1 << 14)
def _decides(
    limit: int, limit_scale: tuple[int, int], limit_under: int, scale: tuple[int, int], under: int
) -> tuple[int, bool]:
    """Return the stored integer at or just below a limit, and whether it is the limit itself."""
    exact = limit * Fraction(*limit_scale) * under / (limit_under * Fraction(*scale))
    return exact.numerator // exact.denominator, exact.denominator == 1


def _threshold(a: v.Numbers, b: v.Numbers, op: str) -> Any:
    """Compare a column with one number by the integer threshold that decides: one pass over the data."""
    down, whole = _decides(cast(int, b.data), b.scale.as_integer_ratio(), cast(int, b.under),
                           a.scale.as_integer_ratio(), cast(int, a.under))  # fmt: skip
    if abs(down) >= v.SAFE:
        return None
    data = cast(Any, a.data)
    if op == ">=":
        return data >= (down if whole else down + 1)
    if op == "<":
        return data < (down if whole else down + 1)
    if op in ("<=", ">"):
        return data <= down if op == "<=" else data > down
    same = data == down if whole else np.zeros_like(data, dtype=np.bool_)
    return same if op == "=" else ~same


def _rails(answer: Any, known: v.Mask) -> v.Rails:
    answer = np.asarray(answer, dtype=np.bool_)
    if known is True:
        return v.Rails(answer, answer)
    if known is False:
        return v.Rails(False, True)
    return v.Rails(answer & known, answer | ~known)


def _compare_texts(a: v.Texts, b: v.Texts, *, negate: bool) -> v.Rails:
    dictionary = {text: code for code, text in enumerate(dict.fromkeys(a.dictionary + b.dictionary))}
    x = np.array([dictionary[text] for text in a.dictionary], dtype=np.int64)[a.codes]
    y = np.array([dictionary[text] for text in b.dictionary], dtype=np.int64)[b.codes]
    return _rails(x != y if negate else x == y, v.all_of(a.known, b.known))


def _one_of(block: Block, node: n.OneOf) -> Value:
    """Ask the dictionary once per distinct text, then look the answer up per row."""
    texts = cast(v.Texts, block.value(node.arg))
    if node.prefix:
        hits = [text.startswith(node.values) for text in texts.dictionary]
    else:
        wanted = frozenset(node.values)
        hits = [text in wanted for text in texts.dictionary]
    return _rails(np.array(hits, dtype=np.bool_)[texts.codes], texts.known)


def _logic(block: Block, node: n.Logic) -> Value:
    parts = [block.rails(arg) for arg in node.args]
    true, possible = parts[0].true, parts[0].possible
    for part in parts[1:]:
        same = true is possible and part.true is part.possible
        if node.op == "and":
            true = np.logical_and(true, part.true)
            possible = true if same else np.logical_and(possible, part.possible)
        else:
            true = np.logical_or(true, part.true)
            possible = true if same else np.logical_or(possible, part.possible)
    return v.Rails(true, possible)


def _not(block: Block, node: n.Not) -> Value:
    rails = block.rails(node.arg)
    if rails.true is rails.possible:
        flipped = np.logical_not(rails.true)
        return v.Rails(flipped, flipped)
    return v.Rails(np.logical_not(rails.possible), np.logical_not(rails.true))


def _choose(block: Block, node: n.Choose) -> Value:
    test, a, b = block.rails(node.test), block.value(node.then), block.value(node.otherwise)
    if isinstance(a, v.Numbers):
        return v.select(test, a, cast(v.Numbers, b))
    if isinstance(a, v.Texts):
        return v.select_texts(test, a, cast(v.Texts, b))
    return _choose_rails(test, a, cast(v.Rails, b))


def _choose_rails(test: v.Rails, a: v.Rails, b: v.Rails) -> v.Rails:
    """Where the test is unknown, met or not met only if both branches are."""
    unmet = np.logical_not(test.true)
    true = (test.true & a.true) | (np.logical_not(test.possible) & b.true) | (a.true & b.true)
    possible = (unmet | a.possible) & (test.possible | b.possible) & (a.possible | b.possible)
    return v.Rails(true, possible)


def _year_of(block: Block, node: n.YearOf) -> Value:
    days = block.numbers(node.arg)
    years = _months_of(days.data) // 12 + 1970
    return v.Numbers(years, Fraction(1), days.known, 10_000)


def _months_of(days: Any) -> Any:
    return np.asarray(days, dtype=np.int64).view("M8[D]").astype("M8[M]").view(np.int64)


def _day_of_month(days: Any) -> Any:
    days = np.asarray(days, dtype=np.int64)
    return days - _months_of(days).view("M8[M]").astype("M8[D]").view(np.int64)


def _elapsed(block: Block, node: n.Elapsed) -> Value:
    start, end = block.numbers(node.start), block.numbers(node.end)
    known = v.all_of(start.known, end.known)
    if node.unit == "days":
        return v.add(end, start, -1)
    months = (
        _months_of(end.data) - _months_of(start.data) - (_day_of_month(end.data) < _day_of_month(start.data))
    )
    data = months if node.unit == "months" else months // 12 * 12
    return v.Numbers(data, Fraction(1), known, 200_000)


def _shift(block: Block, node: n.Shift) -> Value:
    date, by = block.numbers(node.date), block.numbers(node.by)
    count, _ = v.to_multiples(by, Fraction(1), "floor")
    limit = LAST_DAY - FIRST_DAY
    small = np.abs(count) <= limit
    count = np.where(small, count, 0).astype(np.int64)
    days = np.asarray(date.data, dtype=np.int64)
    moved = days + count if node.unit == "days" else _add_months(days, count)
    inside = small & (moved >= FIRST_DAY) & (moved <= LAST_DAY)
    known = v.all_of(v.all_of(date.known, by.known), inside)
    return v.Numbers(np.where(inside, moved, 0), Fraction(1), known, LAST_DAY * 2)


def _add_months(days: Any, count: Any) -> Any:
    target = _months_of(days) + count
    first = target.view("M8[M]").astype("M8[D]").view(np.int64)
    last = (target + 1).view("M8[M]").astype("M8[D]").view(np.int64) - 1
    return np.minimum(first + _day_of_month(days), last)


_EVALUATORS: dict[type[n.Node], Callable[..., Value]] = {
    n.Const: _const, n.NotKnown: _not_known, n.Named: _named, n.Arithmetic: _arithmetic, n.Extreme: _extreme,
    n.Whole: _whole, n.Compare: _compare, n.OneOf: _one_of, n.Logic: _logic, n.Not: _not, n.Choose: _choose,
    n.YearOf: _year_of, n.Elapsed: _elapsed, n.Shift: _shift,
}  # fmt: skip
