"""What a firm states of itself, as its members, its neighbours and the officials meet it."""

import datetime as dt
from http import HTTPStatus

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import Cast
from tests.industry.small import firm, makes, product, supplies
from wotu.audit.models import AuditEntry
from wotu.industry.models import Claim, Enterprise, ProductName, Statement
from wotu.industry.verbs.claims import confirm_claims, reject_claims
from wotu.measures.zones import Zone

pytestmark = pytest.mark.django_db

HERE = "/firms/qinghe/chain/"
NEED = {
    "says": "needs", "product": "精密轴承", "use": "component", "bought_at": "abroad",
    "seller": "远方轴承株式会社", "amount": "1,200.5", "year": "2025",
}  # fmt: skip


@pytest.fixture
def alice(small_zone: Zone, cast: Cast) -> Client:
    """The browser of the owner of 青禾."""
    return cast.client("alice")


def _text(client: Client, path: str = HERE) -> str:
    return client.get(path).content.decode().partition("<main")[2]


def test_what_a_firm_makes_is_proposed_and_waits_in_both_queues(alice: Client, cast: Cast) -> None:
    page = alice.post(
        f"{HERE}state", {"says": "makes", "product": "主轴 Ａ型", "amount": "3000"}, follow=True
    )

    claim = Claim.objects.get()
    assert (claim.says, claim.kind, claim.state, claim.amount_fen) == (
        "makes",
        "statement",
        "proposed",
        3_000_000_000,
    )
    maker = Enterprise.objects.get(party=cast.firm)
    assert claim.firm == maker
    assert maker.sites.get().in_zone
    assert "等园区核对" in page.content.decode()
    dan = cast.client("dan")
    assert "青禾精密有限公司 生产 主轴 Ａ型" in _text(dan, "/desk/small/chain/claims/")
    assert "主轴 Ａ型" in _text(dan, "/desk/small/chain/names/")
    assert AuditEntry.objects.get(verb="state_in_chain").detail["product"] == "主轴 Ａ型"


def test_a_need_keeps_every_field_and_its_supplier_by_name(alice: Client) -> None:
    page = alice.post(f"{HERE}state", NEED, follow=True).content.decode()

    claim = Claim.objects.get()
    assert claim.buyer is not None
    assert (claim.says, claim.firm, claim.buyer.party_id) == (
        "supplies",
        None,
        Statement.objects.get().party_id,
    )
    assert (claim.use, claim.imported, claim.amount_fen) == ("component", True, 1_200_500_000)
    assert (str(claim.begins), str(claim.ends)) == ("2025-01-01", "2025-12-31")
    for said in ("零部件", "进口", "供应商：远方轴承株式会社", "2025年采购1200.5万元"):
        assert said in page


def test_a_supplier_of_exactly_that_name_is_known_and_another_is_named_by_an_official(
    alice: Client, cast: Cast
) -> None:
    known, other = firm("S-1", name="赣江轴承有限公司"), firm("S-2", name="赣江轴承厂")
    alice.post(f"{HERE}state", NEED | {"seller": known.name})
    assert Claim.objects.get().firm == known
    alice.post(f"{HERE}state", NEED | {"seller": "赣江轴承"})
    claim = Claim.objects.get(firm=None)
    alice.post(f"{HERE}state", NEED | {"seller": "贛江軸承有限公司", "product": "軸承"})
    assert Claim.objects.get(name__name="軸承").firm == known
    there, dan = f"/desk/small/chain/claims/{claim.pk}/", cast.client("dan")
    assert "供应商“赣江轴承”是哪一家" in _text(dan, there)

    refused = dan.post(f"{there}seller", {"firm": "nobody"})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    dan.post(f"{there}seller", {"firm": other.key})

    claim.refresh_from_db()
    assert claim.firm == other
    page = _text(dan, there)
    assert "自述供应商" not in page
    assert "现在当作赣江轴承厂" in page
    alice.post(f"{HERE}{claim.statement.pk}/correct", NEED | {"seller": "赣江轴承", "amount": "1"})
    claim.refresh_from_db()
    assert (claim.firm, claim.amount_fen) == (other, 1_000_000)  # an official's word about the name stays


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"says": "makes", "product": " "}, "makes-product"),
        ({"says": "makes", "product": "——"}, "makes-product"),
        ({"says": "makes", "product": "轴" * 201}, "makes-product"),
        ({"says": "makes", "product": "轴承", "amount": "很多"}, "makes-amount"),
        (NEED | {"amount": "-1"}, "needs-amount"), (NEED | {"year": ""}, "needs-year"),
        (NEED | {"year": "2999"}, "needs-year"), (NEED | {"use": "toy"}, "needs-use"),
        (NEED | {"bought_at": "moon"}, "needs-bought_at"),
        (NEED | {"seller": "青禾精密有限公司"}, "needs-seller"),
    ],
)  # fmt: skip
def test_a_mistake_stands_beside_its_field_and_nothing_is_lost(
    alice: Client, typed: dict[str, str], field: str
) -> None:
    answer = alice.post(f"{HERE}state", typed)

    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert f'id="{field}-mistake"' in page
    assert page.count('aria-invalid="true"') == 1
    assert not Claim.objects.exists()
    if typed["says"] == "needs":
        assert 'value="精密轴承"' in page


def test_the_same_is_not_stated_twice_but_again_after_it_was_rejected(alice: Client, cast: Cast) -> None:
    alice.post(f"{HERE}state", NEED)
    again = alice.post(f"{HERE}state", NEED | {"product": "精密 轴承", "amount": "5"})
    assert "已经填过" in again.content.decode()

    reject_claims(
        zone="small", claims=[Claim.objects.get().pk], reason="发票上没有", user=cast["dan"], now=_now()
    )
    page = _text(alice)
    assert "园区未采纳" in page
    assert "发票上没有" in page
    assert "Dan" in page
    alice.post(f"{HERE}state", NEED)
    assert Statement.objects.count() == 2


def test_each_step_is_undone_and_leaves_no_name_behind(alice: Client) -> None:
    made = alice.post(f"{HERE}state", {"says": "makes", "product": "轴承"}, follow=True).content.decode()
    one = Statement.objects.get()
    assert f"{HERE}{one.pk}/undo?did=stated" in made

    alice.post(f"{HERE}{one.pk}/correct", {"product": "滚珠轴承", "amount": "7"})
    assert list(ProductName.objects.values_list("name", flat=True)) == ["滚珠轴承"]
    alice.post(f"{HERE}{one.pk}/undo?did=corrected")
    assert (Claim.objects.get().name.name, Claim.objects.get().amount_fen) == ("轴承", None)  # type: ignore[union-attr]

    alice.post(f"{HERE}{one.pk}/withdraw")
    assert not Claim.objects.exists()
    assert not ProductName.objects.exists()
    alice.post(f"{HERE}{one.pk}/undo?did=withdrawn")
    assert Claim.objects.get().state == "proposed"
    alice.post(f"{HERE}{one.pk}/undo?did=stated")
    assert not Claim.objects.exists()
    answer = alice.post(f"{HERE}{one.pk}/withdraw")
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "已经撤回" in answer.content.decode()


def test_what_the_zone_decided_on_is_neither_changed_nor_taken_back(alice: Client, cast: Cast) -> None:
    alice.post(f"{HERE}state", NEED)
    one = Statement.objects.get()
    confirm_claims(zone="small", claims=[one.claim_id or 0], user=cast["dan"], now=_now())

    for path in ("correct", "withdraw", "undo?did=stated"):
        answer = alice.post(f"{HERE}{one.pk}/{path}", NEED | {"product": "别的"})
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "园区已经对这条作了认定" in answer.content.decode()
    assert Statement.objects.get().product == "精密轴承"
    assert "修改" not in _text(alice).partition("statements section")[2]


def test_others_are_counted_and_never_shown(alice: Client, cast: Cast) -> None:
    bearing, motor = product("bearing", zh="轴承"), product("motor", zh="电机")
    for n in range(3):
        supplies(None, firm(f"B-{n}", inside=True, name=f"邻居{n}号"), bearing, source="绝密发票")
    supplies(firm("S-9", name="邻居九号"), Enterprise.objects.get(key="B-0"), motor)
    makes(Enterprise.objects.get(key="B-1"), motor)
    assert "产品有2种，其中1种还不知道有区内企业生产" in _text(alice)

    alice.post(f"{HERE}state", {"says": "makes", "product": "轴承"})
    alice.post(f"{HERE}state", {"says": "makes", "product": "电机"})
    page = _text(alice)

    assert "园区里有3家企业在买它" in page
    assert "园区里有企业在买它" in page  # one alone is not counted out
    assert "邻居" not in page
    assert "绝密发票" not in page
    assert '<option value="轴承">' in page


def test_a_viewer_reads_and_nobody_else_comes_in(alice: Client, cast: Cast) -> None:
    alice.post(f"{HERE}state", NEED)
    one = Statement.objects.get()

    assert "精密轴承" in _text(cast.client("carol"))
    for person in ("carol", "nora", "dan"):
        client = cast.client(person)
        for path in ("state", f"{one.pk}/correct", f"{one.pk}/withdraw", f"{one.pk}/undo?did=stated"):
            assert client.post(f"{HERE}{path}", NEED).status_code == HTTPStatus.NOT_FOUND
    assert cast.client("nora").get(HERE).status_code == HTTPStatus.NOT_FOUND
    assert (
        cast.client("nora").post(f"/firms/linju/chain/{one.pk}/withdraw").status_code == HTTPStatus.NOT_FOUND
    )


def test_a_firm_known_by_its_credit_code_is_linked_and_not_made_twice(alice: Client, cast: Cast) -> None:
    cast.firm.credit_code = "91360106MA35HGQC7G"
    cast.firm.save(update_fields=["credit_code"])
    known = firm("91360106MA35HGQC7G", name="青禾精密有限公司", inside=True)

    alice.post(f"{HERE}state", NEED)

    known.refresh_from_db()
    assert known.party == cast.firm
    assert Claim.objects.get().buyer == known


def _now() -> dt.datetime:
    return timezone.now()
