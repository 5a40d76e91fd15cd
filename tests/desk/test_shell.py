"""The desk's shell: where the official is, who they are there, and where they may go."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from tests.desk.official import official
from wotu.accounts.models import User
from wotu.desk.sections import SECTIONS

pytestmark = pytest.mark.django_db


@pytest.fixture
def neighbour_zone(dan: User, small_packs: Path, tmp_path: Path, settings: Settings) -> None:
    """Serve a zone `other` beside the small one."""
    for id_ in ("small", "other"):
        for path in (small_packs / "small").rglob("*.*"):
            copy = tmp_path / id_ / path.relative_to(small_packs / "small")
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(path.read_text(encoding="utf-8").replace("small", id_), encoding="utf-8")
    settings.WOTU_PACKS = tmp_path


def _page(client: Client, address: str = "/desk/small/today/") -> BeautifulSoup:
    return BeautifulSoup(client.get(address).content, "html.parser")


def test_it_names_the_zone_the_official_and_the_role(desk: Client) -> None:
    bar = _page(desk).select_one(".desk-where")

    assert bar is not None
    assert " ".join(bar.get_text().split()) == "小试园区 Dan · 审核"


def test_the_section_is_marked_and_has_a_key(desk: Client) -> None:
    links = _page(desk).select(".desk-nav a")

    assert [link.get("aria-current") for link in links][:2] == ["page", None]
    assert [link.get("data-key") for link in links][:2] == ["g t", "g f"]


def test_whoever_serves_two_zones_can_switch(desk: Client, dan: User, neighbour_zone: None) -> None:
    official("dan", "clerk", zone="other")

    links = [link["href"] for link in _page(desk).select(".desk-zones a")]
    assert links == ["/desk/other/today/", "/desk/small/today/"]


def test_every_section_has_a_first_page_and_a_key_of_its_own() -> None:
    keys = [section.key for section in SECTIONS if section.key]

    assert len(keys) == len(set(keys))
    assert all(reverse(f"desk:{section.id}:home", args=["small"]) for section in SECTIONS)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_keys_are_listed_and_can_be_switched_off(desk: Client, language: str) -> None:
    desk.cookies.load({"wotu_language": language})
    keys = _page(desk).select_one("#keys")

    assert keys is not None
    assert keys.select_one("[data-keys-switch]") is not None
    assert "g t" in " ".join(keys.get_text(" ").split())
