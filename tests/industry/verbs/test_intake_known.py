"""What sheets say of firms on record: where they are, whether they are in trouble or gone; and undoing it."""

import pytest

from tests.desk.official import official
from tests.industry.small import ZONE, firm
from tests.industry.verbs.test_intake import CHENGUANG, GANJIANG, HEADS, LATER, record, upload
from wotu.accounts.models import User
from wotu.industry.atlas import atlas
from wotu.industry.models import Enterprise, Site
from wotu.industry.verbs.intake import undo_intake

pytestmark = pytest.mark.django_db


@pytest.fixture
def dan() -> User:
    return official("dan", "reviewer")


def test_a_firm_of_no_known_place_gets_one_from_any_sheet_and_loses_it_when_it_is_undone(dan: User) -> None:
    seller, buyer = firm(GANJIANG, name="赣江衬底"), firm(CHENGUANG, name="晨光光电")
    heads = "采购方代码,采购方所在地,供应商代码,供应商所在地,品名,金额,期间\n"
    row = f"{CHENGUANG},南昌高新区艾溪湖,{GANJIANG},江西九江,衬底,1,2025\n"
    intake = upload("invoices", heads + row)

    record(intake, dan)

    assert [(site.place, site.in_zone) for site in seller.sites.all()] == [("江西九江", False)]
    assert [(site.place, site.in_zone) for site in buyer.sites.all()] == [("南昌高新区艾溪湖", True)]
    undo_intake(intake=intake, by="dan", now=LATER)
    assert not Site.objects.exists()


def test_a_known_firm_whose_place_names_the_zone_is_inside_unless_the_sheet_says_no(dan: User) -> None:
    come, stay = firm(GANJIANG, name="赣江衬底", place="九江"), firm(CHENGUANG, name="晨光光电")
    rows = f"{GANJIANG},赣江衬底,南昌高新区艾溪湖,,\n{CHENGUANG},晨光光电,南昌高新区驻沪办,否,\n"

    record(upload("firms", HEADS + rows), dan)

    assert come.sites.filter(in_zone=True).get().place == "南昌高新区艾溪湖"
    assert not stay.sites.get().in_zone


def test_trouble_and_dissolution_are_recorded_ended_and_undone(dan: User) -> None:
    ill, gone = firm(GANJIANG, name="赣江衬底", distress="列入异常名录"), firm(CHENGUANG, name="晨光光电")
    rows = f"统一社会信用代码,经营异常,是否注销\n{GANJIANG},无,否\n{CHENGUANG},账户冻结,是\n"
    intake = upload("firms", rows)

    record(intake, dan)

    assert [(one.distress, one.is_dissolved) for one in Enterprise.objects.order_by("-key")] == [
        ("账户冻结", True), ("", False),
    ]  # fmt: skip
    assert atlas(ZONE).firms[CHENGUANG]["dissolved"]
    undo_intake(intake=intake, by="dan", now=LATER)
    for one in (ill, gone):
        one.refresh_from_db()
    assert [(one.distress, one.is_dissolved) for one in (ill, gone)] == [("列入异常名录", False), ("", False)]
