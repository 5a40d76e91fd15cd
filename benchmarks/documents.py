"""Putting what was measured into a document, between the marks that say where."""

from pathlib import Path


def put(page: Path, part: str, text: str) -> None:
    """Put a table into a page, in the place of the one before.

    Raises:
        ValueError: the page has no such place.
    """
    begin, end = f"<!-- {part}: measured -->", f"<!-- {part}: end -->"
    before, found, rest = page.read_text(encoding="utf-8").partition(begin)
    after = rest.partition(end)[2]
    if not found or end not in rest:
        raise ValueError(f"{page.name} has no place for {part}")
    page.write_text(f"{before}{begin}\n\n{text}\n\n{end}{after}", encoding="utf-8")
