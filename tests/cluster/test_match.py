"""Matched in parts, a random table gets the answers it gets at once, whatever crosses its rows."""

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.cluster.making import at_once, in_parts, rows_at_once, write_files
from tests.match.random_packs import ON, RANDOM_PACKS, households, packs
from wotu.cluster.local import Local
from wotu.cluster.merged import NUMBERS
from wotu.match.plan import make_plan
from wotu.match.subject import Household
from wotu.match.summary import Total, summarise


@RANDOM_PACKS
@given(st.data(), households(most=7))
def test_parts_and_one_table_agree(data: st.DataObject, found: list[Household]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        plan = make_plan(data.draw(packs(Path(folder), crossing=True)), ON)
        paths = write_files(Path(folder) / "files", found, plan.packs.vocabulary)
        expected = at_once(plan, paths)

        rows, matched = in_parts(plan, paths, Path(folder), Local())

    assert rows == rows_at_once(expected)
    summary = summarise(expected.answers, expected.ballot)
    assert matched.added.summary.missing == summary.missing
    assert [_numbers(total) for total in matched.added.summary.totals] == list(map(_numbers, summary.totals))


def _numbers(total: Total) -> tuple[object, ...]:
    return total.measure.id, *(getattr(total, name) for name in NUMBERS)
