"""The cells of a table somebody takes along, with nothing in them that a spreadsheet would run."""

from typing import Final

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")

Cell = str | float | int | None


def harmless(cell: Cell) -> Cell:
    """Keep a spreadsheet from running a text as a formula; a number written as text stays one."""
    if isinstance(cell, str) and cell.startswith(_FORMULA) and not _is_number(cell):
        return f"'{cell}"
    return cell


def _is_number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdigit()
