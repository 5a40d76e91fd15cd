"""Which needs nothing serves: on the page and in the workbook."""

import io
import re

import pytest
from openpyxl import load_workbook

from tests.desk.needs.test_views import HERE, Appoint, Send, appoint, send

__all__ = ["appoint", "send"]

pytestmark = pytest.mark.django_db


def test_what_nothing_serves_is_gathered_by_what_it_names(appoint: Appoint, send: Send) -> None:
    send("食堂太远")
    send("中午吃饭没食堂", days_ago=40)
    send("想拿高企奖励")

    page = appoint("bob", "clerk").get(f"{HERE}unserved/").content.decode()

    assert re.search(r"餐饮与生活 <small>2项诉求，1家企业", page)
    assert "高企认定 <small>" not in page


def test_a_topic_narrows_the_months(appoint: Appoint, send: Send) -> None:
    send("食堂太远")
    bob = appoint("bob", "clerk")

    assert "近12个月提交1项，其中1项" in bob.get(f"{HERE}unserved/?topic=living").content.decode()
    assert "近12个月提交0项，其中0项" in bob.get(f"{HERE}unserved/?topic=law").content.decode()


def test_the_workbook_holds_every_unserved_need_and_runs_no_formula(appoint: Appoint, send: Send) -> None:
    send("=1+1食堂")

    answer = appoint("bob", "clerk").get(f"{HERE}unserved.xlsx")

    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["按主题", "按月", "缺什么", "推荐效果", "无措施满足的诉求"]
    assert book["无措施满足的诉求"]["C2"].value == "'=1+1食堂"
