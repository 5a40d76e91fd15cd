"""Whether everyone can use a page."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.pages.widths import fits

RULES: dict[str, Any] = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # every rule runs; what passed is not described, which takes as long again
}


def usable(page: Page, width: int = 1280) -> None:
    """See that a page fits the width it is read at, and that axe finds nothing against it."""
    fits(page, width)
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
