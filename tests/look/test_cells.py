"""A name or a reason never runs as a formula in somebody's spreadsheet."""

import pytest

from wotu.look.cells import Cell, harmless


@pytest.mark.parametrize("text", ["=1+1", "+86", "-x", "@SUM(A1)", "\tx", "\rx", "-"])
def test_a_text_is_never_run_as_a_formula(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("cell", ["青禾", "40万元", "-3", "-12.5", 12, -3.5, None, "", "a=b"])
def test_everything_else_stays_as_it_is(cell: Cell) -> None:
    assert harmless(cell) == cell
