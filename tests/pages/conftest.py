"""A real browser for the page tests, and the readers who use it."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
LEFT_OUT = (
    # The suggestions under the address bar are pages of their own, opened with every window: half its cost.
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"),
    # Chromium heeds the last such list alone, so what Playwright leaves out is said again.
    *("AimEnabled", "AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync"),
    *("DestroyProfileOnBrowserClose", "HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades", "LensOverlay"),
    *("MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints", "PaintHolding"),
    *("PreconnectToSearch", "ThirdPartyStoragePartitioning"),
)
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(LEFT_OUT)}",
)

NewPage = Callable[..., Page]


def _executable() -> str:
    wanted = (os.environ.get("WOTU_CHROMIUM", ""), *NAMES)
    for found in map(shutil.which, filter(None, wanted)):
        if found:
            return found
    raise RuntimeError("No browser found. `make test` installs one where it may, and says how where not.")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the browser once per worker."""
    sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
    with sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread; Django would take that for async code.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
        browser = playwright.chromium.launch(executable_path=_executable(), args=[*QUIET, *sandbox])
        yield browser
        browser.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[NewPage]:
    """Open pages as a reader with a language, an appearance and a width; complaints fail the test."""
    complaints: list[str] = []
    contexts = []

    def open_page(locale: str = "zh-CN", scheme: str = "light", width: int = 1280) -> Page:
        context = browser.new_context(
            locale=locale,
            color_scheme=scheme,  # type: ignore[arg-type]
            viewport={"width": width, "height": 800},
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        return page

    yield open_page
    for context in contexts:
        context.close()
    expected = ("404 (Not Found)", "422 (Unprocessable")  # pages that say so are part of the tests
    assert not [said for said in complaints if not any(words in said for words in expected)]
