"""A name or a reason never runs as a formula in somebody's spreadsheet."""

import pytest

from wotu.portal.export import _harmless


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@sum", "\tx", "\rx"])
def test_a_formula_is_kept_from_running(text: str) -> None:
    assert _harmless(text) == f"'{text}"


@pytest.mark.parametrize("cell", ["40万元", -5, None, 1.5])
def test_everything_else_stays(cell: str | float | None) -> None:
    assert _harmless(cell) == cell
