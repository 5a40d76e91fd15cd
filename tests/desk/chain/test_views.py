"""The section's first page: the chains, the most pressing missing links, what to do next."""

import pytest
from django.test import Client

from tests.desk.chain.world import small_world

pytestmark = pytest.mark.django_db
HOME = "/desk/small/chain/"


def test_a_zone_without_a_chain_is_told_how_to_begin(desk: Client) -> None:
    page = desk.get(HOME).content.decode()

    assert "还没有产业链" in page
    assert "从三张表开始" in page


def test_each_chain_says_how_many_links_are_strong_weak_and_missing(desk: Client) -> None:
    small_world()

    (found,) = desk.get(HOME).context["chains"]

    assert {mark.state: number for mark, number in found.counts} == {
        "strong": 1, "weak": 1, "missing": 1, "unneeded": 1,
    }  # fmt: skip


def test_the_first_missing_link_has_its_reason_and_what_to_do_next_its_number(
    desk: Client,
) -> None:
    small_world()
    page = desk.get(HOME)

    assert page.context["gaps"][0].link.product == "mocvd"
    assert "区内无企业生产" in page.content.decode()
    assert [one.text.zh for one in page.context["next"]] == [
        "确认 1 个产品名称指什么", "核实 1 条待确认的主张", "为“MOCVD 设备”找可以请来的企业",
    ]  # fmt: skip


def test_the_page_is_there_in_english(desk: Client) -> None:
    small_world()
    desk.cookies["wotu_language"] = "en"

    assert "The most pressing missing links" in desk.get(HOME).content.decode()
