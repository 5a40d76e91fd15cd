"""Looking people up: officials, members of firms, and the trail of who changed what."""

import pytest
from django.utils import timezone

from tests.cast import Cast
from wotu.measures.zones import Zone
from wotu.parties.memberships import change_role
from wotu.parties.offices import register_department

pytestmark = pytest.mark.django_db

PEOPLE = "/desk/small/people/"


@pytest.fixture(autouse=True)
def _zone(small_zone: Zone) -> None:
    """Everything here happens in the small zone."""


def _read(cast: Cast, who: str, path: str) -> str:
    return cast.client(who).get(f"{PEOPLE}{path}").content.decode()


def test_an_official_finds_the_colleagues_of_the_zone_alone(cast: Cast) -> None:
    page = _read(cast, "cleo", "")

    assert "产业发展局" in page
    assert "dan@example.org" in page
    assert "otto@example.org" not in page


def test_only_the_administrator_is_offered_to_appoint(cast: Cast) -> None:
    assert f"{PEOPLE}appoint" in _read(cast, "zoe", "")
    assert f"{PEOPLE}appoint" not in _read(cast, "cleo", "")


def test_a_search_narrows_the_list(cast: Cast) -> None:
    page = _read(cast, "zoe", "?q=audr")

    main = page[page.index("<main") : page.index("请同事代办")]
    assert "audrey@example.org" in main
    assert "dan@example.org" not in main


def test_a_search_without_result_says_what_to_try(cast: Cast) -> None:
    assert "没有找到" in _read(cast, "zoe", "?q=nobody")


def test_an_empty_department_says_so(cast: Cast) -> None:
    register_department(
        zone="small", slug="law", name_zh="法务处", name_en="Legal", by="tests", now=timezone.now()
    )

    assert "这个部门还没有工作人员" in _read(cast, "zoe", "")


@pytest.mark.parametrize("words", ["bob", "青禾", "qhjm"])
def test_members_of_firms_are_found_by_person_firm_or_initials(cast: Cast, words: str) -> None:
    page = _read(cast, "cleo", f"members/?q={words}")

    assert "bob@example.org" in page
    assert "nora@example.org" not in page


def test_an_auditor_reads_who_changed_what(cast: Cast) -> None:
    now, today = timezone.now(), timezone.localdate()
    change_role(membership=cast.membership("bob"), role="viewer", on=today, by="alice@example.org", now=now)

    page = _read(cast, "audrey", "trail/?q=bob")

    assert "更改成员角色" in page
    assert "alice@example.org" in page
    assert "查看人" in page


def test_the_trail_of_another_zone_stays_there(cast: Cast) -> None:
    assert "otto@example.org" not in _read(cast, "audrey", "trail/?q=otto@")


def test_a_long_trail_has_pages(cast: Cast) -> None:
    for number in range(60):
        register_department(
            zone="small", slug=f"d{number}", name_zh="处", name_en="Office", by="tests", now=timezone.now()
        )

    assert "第2页，共2页" in _read(cast, "audrey", "trail/?page=2")
