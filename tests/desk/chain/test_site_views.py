"""Sites on the page of a firm."""

from http import HTTPStatus

import pytest
from django.test import Client

from tests.desk.chain.world import small_world
from wotu.industry.models import Site

pytestmark = pytest.mark.django_db
CHAIN = "/desk/small/chain/"


def test_a_site_is_recorded_closed_and_opened_again_on_the_firms_page(desk: Client) -> None:
    far = small_world().far

    page = desk.post(f"{CHAIN}sites/add", {"firm": "FAR", "place": "艾溪湖", "in_zone": "1"}, follow=True)
    assert page.redirect_chain[-1][0] == f"{CHAIN}firms/FAR/"
    assert "生产地已登记" in page.content.decode()
    assert "区内企业" in page.content.decode()

    site = far.sites.get(in_zone=True)
    page = desk.post(f"{CHAIN}sites/{site.pk}/close", follow=True)
    assert "已关闭生产地" in page.content.decode()
    assert "区外企业" in page.content.decode()

    page = desk.post(f"{CHAIN}sites/{site.pk}/reopen", follow=True)
    assert "区内企业" in page.content.decode()


def test_what_cannot_be_done_is_said_on_the_page_with_what_was_typed(desk: Client) -> None:
    far = small_world().far
    site = far.sites.get()

    answer = desk.post(f"{CHAIN}sites/add", {"firm": "FAR", "place": site.place, "in_zone": "1"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "已经登记" in answer.content.decode()
    assert f'value="{site.place}"' in answer.content.decode()
    assert desk.post(f"{CHAIN}sites/{site.pk}/reopen").status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert desk.post(f"{CHAIN}sites/0/close").status_code == HTTPStatus.NOT_FOUND
    Site.objects.filter(pk=site.pk).update(closed_on="2026-01-01")
    assert desk.post(f"{CHAIN}sites/{site.pk}/close").status_code == HTTPStatus.UNPROCESSABLE_ENTITY
