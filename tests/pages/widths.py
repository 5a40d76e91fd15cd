"""Whether a page fits the width it is read at."""

from playwright.sync_api import Page, expect


def fits(page: Page, width: int) -> None:
    """See that nothing makes the page scroll sideways.

    A click may still be fetching the next document, which has no element for a moment: wait for it.
    """
    page.wait_for_load_state()
    expect(page.locator("main").first).to_be_attached()
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width, f"{page.url} is {wide} px wide, the screen {width}"
