"""The first door: what nobody can have typed is refused before any view sees it."""

import pytest
from django.test import Client

from tests.desk.official import official, signed_in
from wotu.measures.zones import Zone

pytestmark = pytest.mark.django_db
CHAIN = "/desk/small/chain/"


@pytest.fixture
def dan(small_zone: Zone) -> Client:
    """Dan's browser."""
    del small_zone
    return signed_in(official("dan", "reviewer"))


@pytest.mark.parametrize("address", ["firms/A%00B/", "products/%00/", "names/?q=%00", "claims/?%00=1"])
def test_an_address_with_a_nul_is_refused_in_words(dan: Client, address: str) -> None:
    answer = dan.get(f"{CHAIN}{address}")

    assert answer.status_code == 400
    assert "控制字符" in answer.content.decode()


def test_a_field_with_a_nul_is_refused_in_words(dan: Client) -> None:
    answer = dan.post(f"{CHAIN}passages/", {"title": "新闻\0", "text": "甲公司生产灯。"})

    assert answer.status_code == 400
    assert "控制字符" in answer.content.decode()
