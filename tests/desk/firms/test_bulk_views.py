"""Many firms at once, with a way back; filters kept under a name."""

from http import HTTPStatus

import pytest
from django.test import Client

from tests.desk.official import official, signed_in
from wotu.accounts.models import User
from wotu.filing.models import Glance, SavedFilter, TagChange
from wotu.parties.models import Party

pytestmark = pytest.mark.django_db

HERE = "/desk/small/firms/"


def _tagged() -> list[str]:
    return sorted(Party.objects.filter(taggings__isnull=False).values_list("slug", flat=True))


def _said(client: Client, address: str, **data: object) -> str:
    answer = client.post(f"{HERE}{address}", data, follow=True)
    assert answer.status_code == HTTPStatus.OK
    return answer.content.decode()


def test_firms_are_tagged_and_the_tag_is_taken_back(desk: Client) -> None:
    page = _said(desk, "tag", name="重点联系", chosen=["small-f1", "small-f2"])
    assert "已给2家企业打上“重点联系”" in page
    assert _tagged() == ["small-f1", "small-f2"]

    page = _said(desk, f"undo/{TagChange.objects.get().pk}")
    assert "2家企业恢复原样" in page
    assert _tagged() == []


def test_all_firms_of_the_filter_at_once(desk: Client) -> None:
    answer = desk.post(f"{HERE}tag", {"name": "软件", "everything": "on", "query": "q=软件&sort=name&x=1"})

    assert answer["Location"] == f"{HERE}?q=%E8%BD%AF%E4%BB%B6"
    assert _tagged() == ["small-f1"]


def test_a_tag_comes_off_whatever_its_capitals(desk: Client) -> None:
    _said(desk, "tag", name="IPO", chosen=["small-f1"])
    assert "已从1家企业去掉“IPO”" in _said(desk, "untag", name="ipo", chosen=["small-f1"])
    assert _tagged() == []


@pytest.mark.parametrize(
    ("address", "data", "words"),
    [
        ("tag", {"name": "", "chosen": ["small-f1"]}, "1到30个字"),
        ("tag", {"name": "重点"}, "至少一家企业"),
        ("untag", {"name": "没有", "chosen": ["small-f1"]}, "没有叫“没有”的标签"),
        ("filters/keep", {"name": "空", "query": ""}, "请先选好条件"),
    ],
)
def test_a_mistake_is_explained_and_changes_nothing(
    desk: Client, address: str, data: dict[str, object], words: str
) -> None:
    assert words in _said(desk, address, **data)
    assert not TagChange.objects.exists()


def test_an_auditor_looks_and_changes_nothing(dan: User) -> None:
    audrey = signed_in(official("audrey", "auditor"))

    assert "打标签" not in audrey.get(HERE).content.decode()
    answer = audrey.post(f"{HERE}tag", {"name": "重点", "chosen": ["small-f1"]})
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert _tagged() == []


def test_nobody_takes_back_what_somebody_else_did(desk: Client) -> None:
    _said(desk, "tag", name="重点", chosen=["small-f1"])
    cleo = signed_in(official("cleo", "clerk"))

    assert cleo.post(f"{HERE}undo/{TagChange.objects.get().pk}").status_code == HTTPStatus.NOT_FOUND
    assert "已给1家" not in cleo.get(HERE).content.decode()


def test_a_filter_is_kept_used_and_deleted_by_its_owner_alone(desk: Client) -> None:
    page = _said(desk, "filters/keep", name="软件企业", query="q=软件")
    assert 'aria-current="true">软件企业' in page
    saved = SavedFilter.objects.get()

    cleo = signed_in(official("cleo", "clerk"))
    assert "软件企业" not in cleo.get(HERE).content.decode()
    assert cleo.post(f"{HERE}filters/{saved.pk}/forget").status_code == HTTPStatus.NOT_FOUND
    assert "已删除筛选" in _said(desk, f"filters/{saved.pk}/forget")


def test_firms_without_a_check_up_get_one(desk: Client) -> None:
    assert "有2家企业还没有体检" in desk.get(HERE).content.decode()
    assert "已核算2家，全部是最新的" in _said(desk, "refresh")
    assert Glance.objects.count() == 2
    assert "还没有体检" not in desk.get(HERE).content.decode()


def test_a_form_from_elsewhere_is_refused(dan: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(dan)

    answer = strict.post(f"{HERE}tag", {"name": "重点", "chosen": ["small-f1"]})
    assert answer.status_code == HTTPStatus.FORBIDDEN
