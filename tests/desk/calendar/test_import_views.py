"""Taking a year's notice in at the desk: preview first, then confirm, undo afterwards."""

import datetime as dt
import io
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.desk.official import official, signed_in
from wotu.accounts.models import User
from wotu.calendar.seed import seeded
from wotu.measures.zones import Zone
from wotu.needs.models import Need
from wotu.parties.models import Party
from wotu.workdays.models import Notice
from wotu.workdays.reads import calendar, days_of, notice_of
from wotu.workdays.verbs import seed_notices

pytestmark = pytest.mark.django_db
HERE = "/desk/small/calendar/import/"
NOW = dt.datetime(2026, 11, 20, 2, tzinfo=dt.UTC)
NEXT = seeded().last_year + 1
DAYS = f"{NEXT}-01-01至{NEXT}-01-03，放假，元旦\n{NEXT}-05-01,放假,劳动节"


@pytest.fixture
def admin(small_zone: Zone) -> User:
    """Zoe, the administrator."""
    seed_notices(now=NOW)
    return official("zoe", "zone_admin")


@pytest.fixture
def zoe(admin: User) -> Client:
    """Her browser."""
    return signed_in(admin)


def _typed(**more: object) -> dict[str, object]:
    return {"year": str(NEXT), "document": "国办发明电〔2026〕1号", "source": "https://www.gov.cn/x"} | more


def test_the_preview_shows_what_changes_and_writes_nothing(zoe: Client) -> None:
    before = Notice.objects.count()
    page = zoe.post(HERE, _typed(text=DAYS)).content.decode()

    assert f"{NEXT}年由“暂定”变为“已公布”" in page
    assert "放假3天" in page
    assert "本园区没有期限因此改变" in page
    assert Notice.objects.count() == before


def test_what_the_preview_showed_counts_once_confirmed_and_can_be_taken_back(zoe: Client) -> None:
    page = zoe.post(HERE, _typed(text=DAYS))
    answer = zoe.post(HERE, _typed(text=page.context["as_text"], confirm="1"), follow=True)

    assert f"{NEXT}年的放假安排已生效" in answer.content.decode()
    assert [day.date.day for day in days_of(notice_of(NEXT))] == [1, 2, 3, 1]
    assert not calendar().is_working_day(dt.date(NEXT, 1, 1))
    undone = zoe.post(f"/desk/small/calendar/{NEXT}/undo", follow=True)
    assert f"已撤回，{NEXT}年重新标为暂定" in undone.content.decode()
    assert notice_of(NEXT) is None
    again = zoe.post(f"/desk/small/calendar/{NEXT}/undo", follow=True)
    assert "没有更早的安排可以恢复" in again.content.decode()


def test_a_workbook_and_a_csv_file_read_the_same(zoe: Client) -> None:
    book, file = Workbook(), io.BytesIO()
    for row in (["日期", "类型", "名称"], [dt.date(NEXT, 1, 1), "放假", "元旦"]):
        book.active.append(row)
    book.save(file)
    text = f"date,kind,name\n{NEXT}-01-01,holiday,元旦\n".encode()

    pages = [
        zoe.post(HERE, _typed(file=SimpleUploadedFile(name, content)))
        for name, content in (("days.xlsx", file.getvalue()), ("days.csv", text))
    ]

    assert pages[0].context["as_text"] == pages[1].context["as_text"] != ""


def test_mistakes_name_row_field_and_fix_and_nothing_is_written(zoe: Client) -> None:
    answer = zoe.post(HERE, _typed(text=f"{NEXT}-01-01,放假,元旦\n{NEXT}-02-30,放假,春节\n{NEXT}-03-01,x"))
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "有2处要改，什么都没有写入" in page
    assert [(one.row, one.field.zh) for one in answer.context["given"].problems] == [(2, "日期"), (3, "整行")]
    assert f"{NEXT}-02-30" in page  # what was typed is still there
    assert notice_of(NEXT) is None


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"document": " ", "text": DAYS}, "哪一份通知"),
        ({"text": " "}, "请粘贴放假安排"),
        ({"text": DAYS, "source": "gov.cn"}, "完整的网址"),
        ({"text": DAYS, "source": "javascript:alert(1)"}, "完整的网址"),
        ({"text": f"{NEXT + 1}-01-01,放假,元旦", "year": str(NEXT + 1)}, "空档"),
        ({"file": SimpleUploadedFile("days.xls", b"x")}, "只能导入"),
    ],
)
def test_what_cannot_be_taken_in_is_said_why(zoe: Client, more: dict[str, object], says: str) -> None:
    answer = zoe.post(HERE, _typed(**more))

    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_the_same_notice_again_has_nothing_to_confirm(zoe: Client) -> None:
    zoe.post(HERE, _typed(text=DAYS, confirm="1"))
    page = zoe.post(HERE, _typed(text=DAYS)).content.decode()

    assert "与现行安排完全相同" in page
    assert "确认生效" not in page


def test_the_preview_says_which_running_deadlines_would_be_another_day(zoe: Client, admin: User) -> None:
    party = Party.objects.create(slug="bare", kind="enterprise", zone="small", name="甲公司")
    sent = dt.datetime(NEXT - 1, 12, 30, 2, tzinfo=dt.UTC)
    Need.objects.create(
        party=party, zone="small", says="厂房", topic="space", department="office", state="submitted",
        made_at=sent, made_by=admin, submitted_at=sent, take_up_by=sent.date(), answer_by=sent.date(),
    )  # fmt: skip

    page = zoe.post(HERE, _typed(text=DAYS)).content.decode()

    assert "待答复的诉求：1" in page
    assert "不会跟着变" in page


def test_deadlines_of_cases_are_counted_again_once_a_notice_counts_or_is_taken_back(
    zoe: Client, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]]
) -> None:
    jobs = ProcrastinateJob.objects.filter(task_name="cases.recount")

    with django_capture_on_commit_callbacks(execute=True):
        zoe.post(HERE, _typed(text=DAYS))
    assert not jobs.exists()
    with django_capture_on_commit_callbacks(execute=True):
        zoe.post(HERE, _typed(text=DAYS, confirm="1"))
        zoe.post(f"/desk/small/calendar/{NEXT}/undo")
    assert jobs.filter(status="todo").count() == 1  # one that waits does for both
