"""Totals are exact, and name what is missing most."""

from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.match.small import FIRMS, ON, load, write_csv
from wotu.match.plan import make_plan
from wotu.match.read import read_facts
from wotu.match.summary import exact_sum, summarise
from wotu.match.whole import match_tables


def test_totals_by_measure_and_missing_facts(tmp_path: Path) -> None:
    packs = load(tmp_path)
    table = read_facts(write_csv(tmp_path / "f.csv", FIRMS), packs.vocabulary, ON).table
    matched = match_tables(make_plan(packs, ON), [table])

    summary = summarise(matched.answers, matched.ballot)

    rd, prize, _ = summary.totals
    assert (rd.entitled, rd.unknown, rd.not_entitled, rd.most) == (2, 1, 1, 20_000_000)
    assert (prize.entitled, prize.most) == (2, 10_000_000)
    assert (summary.entitled, summary.unknown) == (7, 3)
    assert summary.missing == (("hightech", 1), ("revenue", 1), ("staff", 1))


@given(st.lists(st.tuples(st.integers(-(1 << 63), (1 << 63) - 1), st.booleans()), max_size=20))
def test_sums_never_overflow(pairs: list[tuple[int, bool]]) -> None:
    units = np.array([u for u, _ in pairs], dtype=np.int64)
    known = np.array([k for _, k in pairs], dtype=np.bool_)

    assert exact_sum(units, known) == sum(u for u, k in pairs if k)
