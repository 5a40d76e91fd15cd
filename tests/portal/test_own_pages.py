"""The pages of a firm, one click from each other, for those who may open them."""

import pytest

from tests.cast import STRANGER, Cast
from wotu.measures.zones import Zone

pytestmark = pytest.mark.django_db

PAGES = ("", "entitlements/", "facts/", "chain/", "needs/", "members/")
MAY = {"alice": PAGES, "bob": PAGES[:-1], "carol": PAGES[:-1]}


@pytest.mark.parametrize("who", MAY)
def test_a_member_goes_from_any_page_to_any_other(cast: Cast, small_zone: Zone, who: str) -> None:
    client = cast.client(who)
    for here in MAY[who]:
        page = client.get(f"/firms/qinghe/{here}").content.decode()
        nav = page.partition('aria-label="本企业的页面"')[2].partition("</nav>")[0]
        linked = [f"/firms/qinghe/{there}" in nav for there in PAGES[1:]]
        assert linked == [there in MAY[who] for there in PAGES[1:]]
        assert f'href="/firms/qinghe/{here}" aria-current="page"' in nav


@pytest.mark.parametrize("who", ["dan", "nora", STRANGER])
def test_others_see_no_such_links(cast: Cast, small_zone: Zone, who: str) -> None:
    assert "本企业的页面" not in cast.client(who).get("/firms/qinghe/").content.decode()
