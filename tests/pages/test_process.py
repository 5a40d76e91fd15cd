"""The process of a measure in a real browser: drawn for a desk and for a phone, and there to take away."""

from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from playwright.sync_api import expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests.pages.conftest import NewPage
from tests.pages.test_shell import READERS
from tests.pages.usable import usable
from tests.process.spiff import VALIDATOR
from tests.rules import tiny
from tests.rules.test_load_process import PROCESSES, USING

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _served(transactional_db: None, tmp_path: Path, settings: Settings) -> None:
    """Serve one zone whose measure has departments side by side."""
    tiny.write(tmp_path, processes=PROCESSES, measures__grant=USING)
    settings.WOTU_PACKS = tmp_path


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_everyone_can_read_how_a_measure_is_handled(
    live_server: LiveServer, new_page: NewPage, reader: dict[str, Any]
) -> None:
    page = new_page(**reader)
    page.goto(f"{live_server.url}/measures/demo.grant/")
    usable(page, reader["width"])


@pytest.mark.parametrize(("width", "shown", "hidden"), [(1280, "wide", "tall"), (390, "tall", "wide")])
def test_the_picture_fits_the_screen(
    live_server: LiveServer, new_page: NewPage, width: int, shown: str, hidden: str
) -> None:
    page = new_page(width=width)
    page.goto(f"{live_server.url}/measures/demo.grant/")

    expect(page.locator(f".flow-{shown} svg")).to_be_visible()
    expect(page.locator(f".flow-{hidden} svg")).to_be_hidden()
    expect(page.get_by_role("img", name="联合审核")).to_have_count(1)
    assert (
        page.locator(f".flow-{shown} .step").first.evaluate("one => getComputedStyle(one).fill")
        != "rgb(0, 0, 0)"
    )


def test_the_process_is_taken_away_as_a_file(live_server: LiveServer, new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{live_server.url}/measures/demo.grant/")
    with page.expect_download() as downloading:
        page.get_by_role("link", name="下载流程图").click()

    assert downloading.value.suggested_filename == "demo.grant.bpmn"
    VALIDATOR.validate(etree.parse(str(downloading.value.path())))
