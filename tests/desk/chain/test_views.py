"""The section's first page: the chains, the most pressing missing links, what to do next."""

import pytest
from django.test import Client

from tests.desk.chain.world import small_world
from tests.desk.official import official, signed_in
from wotu.measures.zones import Zone

pytestmark = pytest.mark.django_db
HOME = "/desk/small/chain/"


@pytest.fixture
def dan(small_zone: Zone) -> Client:
    """Dan's browser."""
    return signed_in(official("dan", "reviewer"))


def test_a_zone_without_a_chain_is_told_how_to_begin(dan: Client) -> None:
    page = dan.get(HOME).content.decode()

    assert "还没有产业链" in page
    assert "从三张表开始" in page


def test_each_chain_says_how_many_links_are_strong_weak_and_missing(dan: Client) -> None:
    small_world()

    (found,) = dan.get(HOME).context["chains"]

    assert {mark.state: number for mark, number in found.counts} == {
        "strong": 1, "weak": 1, "missing": 1, "unneeded": 1,
    }  # fmt: skip


def test_the_first_missing_link_has_its_reason_and_what_to_do_next_its_number(
    dan: Client,
) -> None:
    small_world()
    page = dan.get(HOME)

    assert page.context["gaps"][0].link.product == "mocvd"
    assert "区内无企业生产" in page.content.decode()
    assert [one.text.zh for one in page.context["next"]] == [
        "确认 1 个产品名称指什么", "核实 1 条待确认的主张", "为“MOCVD 设备”找可以请来的企业",
    ]  # fmt: skip


def test_the_page_is_there_in_english(dan: Client) -> None:
    small_world()
    dan.cookies["wotu_language"] = "en"

    assert "The most pressing missing links" in dan.get(HOME).content.decode()
