"""Which facts an open answer waits for, for many rows at once: one text per pattern of missing facts."""

from collections.abc import Iterable, Sequence

import numpy as np
import pyarrow as pa

from wotu.match.outcome import LineOutcome
from wotu.match.run import Answers
from wotu.match.table import Bools, Ints, Table
from wotu.rules.nodes import Node
from wotu.rules.vocabulary import Slot

BITS = 62
SEPARATOR = "|"


class Missing:
    """Names the missing facts of rows of one table."""

    def __init__(self, answers: Answers) -> None:
        self.answers, self.table = answers, answers.table
        self._unknown: dict[int, Bools] = {}

    def of_unknown(self, outcome: LineOutcome) -> pa.DictionaryArray:
        """Return for each unknown row the missing facts of the conditions that are unknown."""
        rows, waiting = outcome.unknown, Patterns(len(outcome.unknown))
        for clause in outcome.line.clauses:
            unknown = self._unknown_test(clause.test)[rows]
            if unknown.any():
                for slot in sorted(clause.node.slots):
                    waiting.add(slot, unknown & missing(self.table, slot, rows))
        return waiting.names()

    def of_award(self, outcome: LineOutcome) -> pa.DictionaryArray:
        """Return for each entitled row the missing facts its amount waits for, if it does."""
        open_ = ~(outcome.high_known & outcome.low_known)
        waiting = Patterns(len(outcome.rows))
        if open_.any():
            for slot in award_slots(outcome.line.award_nodes()):
                waiting.add(slot, open_ & missing(self.table, slot, outcome.rows))
        return waiting.names()

    def _unknown_test(self, test: int) -> Bools:
        """Return where a condition is unknown; conditions are shared between measures."""
        if test not in self._unknown:
            self._unknown[test] = self.answers.test_status(test) == 1
        return self._unknown[test]


def missing(table: Table, slot: Slot, rows: Ints) -> Bools:
    """Return where a fact is not known."""
    column = table.columns.get(slot)
    if column is None:
        return np.ones(len(rows), np.bool_)
    return np.zeros(len(rows), np.bool_) if column.known is None else ~column.known[rows]


def award_slots(nodes: Iterable[Node]) -> Sequence[Slot]:
    """Return every fact an award is computed from."""
    return sorted({slot for node in nodes for slot in node.slots})


class Patterns:
    """Sets of facts per row, as bits; few patterns occur, so each is put into words once."""

    def __init__(self, size: int) -> None:
        self.slots: dict[Slot, int] = {}
        self.words = [np.zeros(size, np.int64)]

    def add(self, slot: Slot, where: Bools) -> None:
        """Note that a fact is missing in these rows."""
        if not where.any():
            return
        number = self.slots.setdefault(slot, len(self.slots))
        word, bit = divmod(number, BITS)
        if word == len(self.words):
            self.words.append(np.zeros(len(where), np.int64))
        self.words[word] |= where.astype(np.int64) << bit

    def names(self) -> pa.DictionaryArray:
        """Return the missing facts of each row in words, joined; empty where none is missing."""
        encoded = pa.array(self.words[0]).dictionary_encode()
        codes: Ints = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
        patterns: list[tuple[int, ...]] = [(value,) for value in encoded.dictionary.to_pylist()]
        for word in self.words[1:]:
            codes, patterns = _paired(codes, patterns, word)
        ordered = sorted(self.slots.items())  # which was met first depends on the other rows
        texts = pa.array([_text(ordered, pattern) for pattern in patterns], pa.string())
        return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32)), texts)


def _text(slots: Sequence[tuple[Slot, int]], pattern: Sequence[int]) -> str:
    return SEPARATOR.join(str(slot) for slot, number in slots if pattern[number // BITS] >> number % BITS & 1)


def _paired(codes: Ints, patterns: list[tuple[int, ...]], word: Ints) -> tuple[Ints, list[tuple[int, ...]]]:
    """Extend patterns by one more word of bits."""
    encoded = pa.array(word).dictionary_encode()
    seconds = encoded.dictionary.to_pylist()
    pairs = codes * max(len(seconds), 1) + encoded.indices.to_numpy(zero_copy_only=False)
    both = pa.array(pairs).dictionary_encode()
    found = [
        (*patterns[pair // len(seconds)], seconds[pair % len(seconds)])
        for pair in both.dictionary.to_pylist()
    ]
    return both.indices.to_numpy(zero_copy_only=False).astype(np.int64), found
