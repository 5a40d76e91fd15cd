"""A talent's own page in a real browser: for everyone, on a phone and a desk."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast
from tests.house.files import ROOT
from tests.pages.conftest import NewPage
from tests.pages.test_people import READERS, enter
from tests.pages.widths import fits
from wotu.parties.models import Party

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_a_talent_reads_it_and_answers(
    live_server: LiveServer, new_page: NewPage, cast: Cast, settings: Settings, reader: dict[str, Any]
) -> None:
    settings.WOTU_PACKS = ROOT / "packs"
    Party.objects.filter(pk__in=[cast.firm.pk, cast.talent.pk]).update(zone="nanchang")
    page = new_page(**reader)
    enter(page, cast, "tara", live_server.url)
    page.goto(f"{live_server.url}/talents/tara/")

    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    fits(page, reader["width"])

    asked = page.locator("#question-title").inner_text()
    page.locator("form.card input[type=radio]").first.check()  # the first question offers a choice
    page.locator("form.card button").click()
    expect(page.locator("#question-title")).not_to_have_text(asked)
