"""Pasted texts at the desk: claims beside their sentences, mended, and firms told that were not known."""

from http import HTTPStatus

import pytest
from django.test import Client

from tests.industry.small import firm
from wotu.industry.models import Claim, Enterprise, Passage
from wotu.measures.zones import Zone

pytestmark = pytest.mark.django_db
PASSAGES = "/desk/small/chain/passages/"
TEXT = "晨光光电主要产品为外延片。九江华气有限公司为晨光光电供应高纯氨。晨光光电拟向中微采购刻蚀机。"


@pytest.fixture
def passage(small_zone: Zone, desk: Client) -> Passage:
    """A text of which one firm is known."""
    firm("B-1", name="晨光光电", inside=True)
    desk.post(PASSAGES, {"title": "年报", "text": TEXT})
    return Passage.objects.get()


def test_claims_are_proposed_with_their_sentence(desk: Client, passage: Passage) -> None:
    claim = Claim.objects.get()

    assert (claim.state, claim.kind, claim.source, claim.quote) == (
        "proposed", "extracted", "年报", "晨光光电主要产品为外延片。",
    )  # fmt: skip
    page = desk.get(f"{PASSAGES}{passage.pk}/").content.decode()
    assert "<mark>晨光光电主要产品为外延片。</mark>" in page
    assert "九江华气有限公司" in page
    assert "刻蚀机" in page, "the text stands there as it was pasted"


def test_a_firm_not_known_is_told_and_then_it_is_a_proposal(desk: Client, passage: Passage) -> None:
    quote = "九江华气有限公司为晨光光电供应高纯氨。"
    sent = {
        "says": "supplies", "product": "高纯氨", "quote": quote, "at": TEXT.index(quote),
        "firm_code": "DUNS-123456", "firm_name": "九江华气有限公司", "buyer_code": "B-1",
    }  # fmt: skip

    page = desk.post(f"{PASSAGES}{passage.pk}/propose", sent, follow=True).content.decode()

    claim = Claim.objects.get(says="supplies")
    assert (claim.state, claim.firm, claim.quote) == (
        "proposed",
        Enterprise.objects.get(key="DUNS-123456"),
        quote,
    )
    assert "企业还没有登记的" not in page


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"firm_code": ""}, "企业代码"), ({"firm_code": "DUNS-9", "firm_name": ""}, "请写上名称"),
        ({"buyer_code": "S-1", "firm_code": "S-1"}, "同一家"), ({"quote": "编造的句子"}, "不在原文"),
        ({"says": "owns"}, "生产"),
    ],
)  # fmt: skip
def test_what_is_missing_or_wrong_is_told(
    desk: Client, passage: Passage, more: dict[str, str], says: str
) -> None:
    firm("S-1", name="华气")
    sent = {
        "says": "supplies", "product": "高纯氨", "quote": "九江华气有限公司", "at": TEXT.index("九江"),
        "firm_code": "S-1", "buyer_code": "B-1", **more,
    }  # fmt: skip

    answer = desk.post(f"{PASSAGES}{passage.pk}/propose", sent)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert says in answer.content.decode()
    assert Claim.objects.count() == 1


def test_a_proposal_is_mended_before_it_is_confirmed_but_not_after(desk: Client, passage: Passage) -> None:
    claim = Claim.objects.get()
    there = f"/desk/small/chain/claims/{claim.pk}/mend"
    desk.post(there, {"says": "makes", "firm_code": "B-1", "product": "氮化镓外延片"})
    claim.refresh_from_db()
    assert claim.name is not None
    assert claim.name.name == "氮化镓外延片"

    desk.post(
        "/desk/small/chain/claims/decide", {"do": "confirm", "chosen": [claim.pk], "passage": passage.pk}
    )
    answer = desk.post(there, {"says": "makes", "firm_code": "B-1", "product": "别的"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"title": "", "text": "x"}, "请填写出处和正文"),
        ({"title": "x", "text": "长" * 20_001}, "最多20000字"),
        ({"title": "x", "text": "y", "address": "javascript:alert(1)"}, "网址不对"),
    ],
)  # fmt: skip
def test_a_text_without_source_too_long_or_of_no_address_is_refused(
    desk: Client, small_zone: Zone, sent: dict[str, str], says: str
) -> None:
    answer = desk.post(PASSAGES, sent)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert says in answer.content.decode()
    assert not Passage.objects.exists()
