"""Claims at the desk: filtered, decided on in bulk or one by one, taken back."""

from http import HTTPStatus

import pytest
from django.test import Client

from tests.industry.small import firm, makes, product, supplies
from wotu.industry.models import Claim, ClaimDecision
from wotu.measures.zones import Zone

pytestmark = pytest.mark.django_db
CLAIMS = "/desk/small/chain/claims/"


@pytest.fixture
def claims(small_zone: Zone) -> list[Claim]:
    """Two statements, one invoice (all proposed), and one inferred."""
    seller, buyer = firm("S-1", name="赣江衬底"), firm("B-1", name="晨光光电", inside=True)
    return [
        makes(seller, product("substrate", zh="衬底"), state="proposed", source="企业填报"),
        supplies(
            seller, buyer, product("wafer", zh="外延片"), state="proposed", kind="statement", amount_fen=100
        ),
        supplies(seller, buyer, product("chip", zh="芯片"), state="proposed", amount_fen=99),
        makes(buyer, product("lamp", zh="灯具"), state="proposed", kind="inferred", source="推断"),
    ]


def test_the_strongest_come_first_and_inferred_ones_are_apart(desk: Client, claims: list[Claim]) -> None:
    page = desk.get(CLAIMS).content.decode()

    assert page.index("供应 芯片") < page.index("供应 外延片") < page.index("生产 衬底")
    assert "灯具" not in page
    assert "灯具" in desk.get(CLAIMS, {"kind": "inferred"}).content.decode()
    assert "确认所选" not in desk.get(CLAIMS, {"kind": "inferred"}).content.decode()


@pytest.mark.parametrize(
    ("asked", "there", "not_there"),
    [
        ({"kind": "invoice"}, "芯片", "外延片"), ({"says": "makes"}, "衬底", "外延片"),
        ({"firm": "B-1"}, "外延片", "生产 衬底"), ({"q": "企业填报"}, "生产 衬底", "芯片"),
        ({"q": "贛江 外延"}, "外延片", "芯片"), ({"state": "confirmed"}, "没有符合条件", "芯片"),
        ({"state": "nonsense", "kind": "<x>"}, "芯片", "没有符合条件"),
    ],
)  # fmt: skip
def test_the_queue_is_filtered(
    desk: Client, claims: list[Claim], asked: dict[str, str], there: str, not_there: str
) -> None:
    page = desk.get(CLAIMS, asked).content.decode().partition("<main")[2]

    assert there in page
    assert not_there not in page


def test_chosen_claims_are_confirmed_and_taken_back(desk: Client, claims: list[Claim]) -> None:
    chosen = [one.pk for one in claims[:2]]
    page = desk.post(
        f"{CLAIMS}decide", {"do": "confirm", "chosen": chosen, "query": "says=makes"}, follow=True
    )
    assert "等2条" in page.content.decode()
    assert page.redirect_chain[0][0].startswith(f"{CLAIMS}?says=makes")
    assert Claim.objects.filter(state="confirmed").count() == 2

    desk.post(f"{CLAIMS}decisions/{ClaimDecision.objects.get().pk}/undo")
    assert not Claim.objects.filter(state="confirmed").exists()


def test_a_rejection_without_a_reason_is_refused_and_nothing_changes(
    desk: Client, claims: list[Claim]
) -> None:
    answer = desk.post(f"{CLAIMS}decide", {"do": "reject", "chosen": [claims[0].pk], "reason": ""})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "请写明否定的原因" in answer.content.decode()

    desk.post(f"{CLAIMS}decide", {"do": "reject", "chosen": [claims[0].pk], "reason": "已停产"})
    page = desk.get(CLAIMS, {"state": "rejected"}).content.decode()
    assert "已停产" in page
    desk.post(f"{CLAIMS}decide", {"do": "reopen", "chosen": [claims[0].pk]})
    claims[0].refresh_from_db()
    assert claims[0].state == "proposed"


def test_an_inferred_claim_is_decided_on_its_own_page_alone(desk: Client, claims: list[Claim]) -> None:
    inferred = claims[3].pk
    answer = desk.post(f"{CLAIMS}decide", {"do": "confirm", "chosen": [claims[0].pk, inferred]})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "不能批量确认" in answer.content.decode()

    assert "不进任何比率" in desk.get(f"{CLAIMS}{inferred}/").content.decode()
    answer = desk.post(
        f"{CLAIMS}decide", {"do": "confirm", "chosen": [inferred], "one": inferred}, follow=True
    )
    page = answer.content.decode()
    assert "已确认" in page
    assert "历次认定" in page
