"""The API's pages in a real browser."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from pytest_django.live_server_helper import LiveServer

from tests.pages.conftest import NewPage
from tests.pages.widths import fits

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.mark.parametrize("reader", [{"width": 390}, {"locale": "en-GB", "scheme": "dark", "width": 1280}])
def test_the_reference_is_readable_by_everybody(
    live_server: LiveServer, new_page: NewPage, reader: dict[str, Any]
) -> None:
    page = new_page(**reader)
    page.goto(f"{live_server.url}/api/")

    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    fits(page, reader["width"])
