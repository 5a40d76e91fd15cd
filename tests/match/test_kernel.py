"""The columnar kernel and the single-subject path give the same answers, unknown included."""

from fractions import Fraction

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.match.expressions import VOCABULARY, conditions, dates, facts, numbers, texts
from tests.random_examples import examples
from wotu.match import values as v
from wotu.match.kernel import Block
from wotu.match.table import Builder
from wotu.rules import nodes as n
from wotu.rules.evaluate import Facts, compile_node
from wotu.rules.vocabulary import BARE, Slot

ROWS = st.lists(facts(), min_size=1, max_size=6)


def _block(rows: list[Facts]) -> Block:
    builder = Builder(VOCABULARY, rows)
    return Block(
        builder.table("enterprise", [str(i) for i in range(len(rows))]),
        VOCABULARY,
        slice(0, len(rows)),
    )


def _answers(value: v.Rails | v.Numbers | v.Texts, size: int) -> list[object]:
    if isinstance(value, v.Rails):
        true, possible = (np.broadcast_to(x, size) for x in (value.true, value.possible))
        return [True if t else None if p else False for t, p in zip(true, possible, strict=True)]
    known = np.broadcast_to(value.known, size)
    if isinstance(value, v.Texts):
        codes = np.broadcast_to(value.codes, size)
        return [value.dictionary[c] if k else None for c, k in zip(codes, known, strict=True)]
    data, under = np.broadcast_to(value.data, size), np.broadcast_to(value.under, size)
    return [
        Fraction(int(d)) * value.scale / int(u) if k else None
        for d, u, k in zip(data, under, known, strict=True)
    ]


def _agree(node: n.Node, rows: list[Facts]) -> None:
    run = compile_node(node)
    assert _answers(_block(rows).value(node), len(rows)) == [run(row) for row in rows]


def test_dividing_by_what_nobody_reported_is_unknown() -> None:
    reported = n.FactRef(VOCABULARY["money_a"].type, Slot("money_a"))
    divisor = n.Arithmetic(BARE, "+", reported, n.Const(BARE, Fraction(1)))
    _agree(n.Arithmetic(BARE, "/", n.Const(BARE, Fraction(7)), divisor), [{}, {}])


@settings(max_examples=examples(400))
@given(conditions, ROWS)
def test_conditions_agree(node: n.Node, rows: list[Facts]) -> None:
    _agree(node, rows)


@settings(max_examples=examples(400))
@given(numbers, ROWS)
def test_numbers_agree_to_the_last_digit(node: n.Node, rows: list[Facts]) -> None:
    _agree(node, rows)


@settings(max_examples=examples(200))
@given(st.one_of(dates, texts), ROWS)
def test_dates_and_texts_agree(node: n.Node, rows: list[Facts]) -> None:
    _agree(node, rows)
