"""An official brings a sheet with three bad rows: columns, preview, commit, the list of problems, undo."""

import csv
import io
from http import HTTPStatus

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from tests.facts.imports.sheets import GOOD, HEADINGS, NEW, OTHER, as_csv, as_xlsx
from tests.facts.people import official, signed_in
from wotu.facts.imports import verbs
from wotu.facts.models import Batch, FactEntry
from wotu.measures.zones import Zone

pytestmark = pytest.mark.django_db

BASE = "/desk/small/facts/"
ROWS = [
    ("演示·晨光软件有限公司", OTHER, "12000", "31", "是"),
    ("演示·远山商贸有限公司", GOOD, "一百", "8", "否"),
    ("没登记的公司", NEW, "1", "1", "是"),
    ("代码错的公司", GOOD[:-1] + "C", "1", "1", "是"),
]
FOUND, OK, UNPROCESSABLE = HTTPStatus.FOUND, HTTPStatus.OK, HTTPStatus.UNPROCESSABLE_ENTITY


@pytest.fixture
def bob(small_zone: Zone) -> Client:
    return signed_in(official("bob", "small", "clerk"))


def _upload(client: Client, content: bytes, name: str = "统计表.xlsx", **more: str):  # type: ignore[no-untyped-def]
    data = {"file": SimpleUploadedFile(name, content), "kind": "statistics", "new_firms": "report"} | more
    return client.post(f"{BASE}import/", data)


def _batch(client: Client) -> Batch:
    assert _upload(client, as_xlsx(ROWS)).status_code == FOUND
    return Batch.objects.get()


def _text(answer) -> str:  # type: ignore[no-untyped-def]
    return " ".join(BeautifulSoup(answer.content, "html.parser").get_text().split())


def _columns(client: Client, batch: Batch, **changed: str):  # type: ignore[no-untyped-def]
    page = BeautifulSoup(client.get(f"{BASE}import/{batch.pk}/columns").content, "html.parser")
    typed = {str(f["name"]): str(f.get("value", "")) for f in page.select(".columns input")}
    return client.post(f"{BASE}import/{batch.pk}/columns", typed | {"new_firms": "report"} | changed)


def test_from_the_file_to_the_books(bob: Client) -> None:
    batch = _batch(bob)
    page = BeautifulSoup(bob.get(f"{BASE}import/{batch.pk}/columns").content, "html.parser")
    assert [f["value"] for f in page.select("input[name^=use-]")] == [
        "企业名称", "统一社会信用代码", "营业收入 · revenue", "从业人员 · staff", "高新技术企业 · hightech",
    ]  # fmt: skip
    assert _columns(bob, batch).status_code == FOUND

    preview = _text(bob.get(f"{BASE}import/{batch.pk}/preview"))
    for words in ("1 行可以导入", "3 行有问题", "第18位校验码不对", "没有登记这家企业", "不是以元计的数"):
        assert words in preview
    assert FactEntry.objects.filter(batch=batch).count() == 0

    done = bob.post(f"{BASE}import/{batch.pk}/commit", follow=True)
    assert "1行登记了3项事实" in _text(done)
    assert (
        FactEntry.objects.filter(batch=batch, kind="statistics", recorded_by="bob@example.org").count() == 3
    )


def test_the_rows_to_mend_come_as_a_file(bob: Client) -> None:
    batch = _batch(bob)
    bob.post(f"{BASE}import/{batch.pk}/commit")

    rows = list(
        csv.reader(io.StringIO(bob.get(f"{BASE}import/{batch.pk}/problems.csv").content.decode("utf-8-sig")))
    )
    assert rows[0] == ["行号", "列", "内容", "问题", "怎样改", *HEADINGS]
    assert [(row[0], row[1], row[2]) for row in rows[1:]] == [
        ("3", HEADINGS[2], "一百"), ("4", HEADINGS[1], NEW), ("5", HEADINGS[1], GOOD[:-1] + "C"),
    ]  # fmt: skip
    assert all(row[3] and row[4] for row in rows[1:])
    assert rows[1][5:] == list(ROWS[1])
    book = load_workbook(io.BytesIO(bob.get(f"{BASE}import/{batch.pk}/problems.xlsx").content))
    assert book.active.max_row == 4


def test_a_column_that_is_not_right_is_named_and_nothing_is_kept(bob: Client) -> None:
    batch = _batch(bob)
    before = batch.mapping
    answer = _columns(bob, batch, **{"period-2": "春天", "use-3": "从业人圆"})

    assert answer.status_code == UNPROCESSABLE
    assert "请在“时期”里填年份" not in _text(answer), "one thing at a time: first the unknown fact"
    assert "是不是“从业人员”" in _text(answer)
    assert "填年份" in _text(_columns(bob, batch, **{"period-2": "春天"}))
    batch.refresh_from_db()
    assert batch.mapping == before


def test_an_emptied_column_is_left_out(bob: Client) -> None:
    batch = _batch(bob)
    _columns(bob, batch, **{"use-2": ""})
    bob.post(f"{BASE}import/{batch.pk}/commit")

    assert {entry.fact for entry in FactEntry.objects.filter(batch=batch)} == {"staff", "hightech"}


def test_firms_not_on_record_are_registered_where_that_is_chosen(bob: Client) -> None:
    batch = _batch(bob)
    _columns(bob, batch, new_firms="register")
    assert "1 家企业会新登记" in _text(bob.get(f"{BASE}import/{batch.pk}/preview"))

    assert "1 家企业新登记" in _text(bob.post(f"{BASE}import/{batch.pk}/commit", follow=True))


@pytest.mark.parametrize(
    ("name", "content", "kind", "says"),
    [
        ("a.xlsx", b"nonsense", "tax", "不是 Excel 工作簿"),
        ("a.csv", as_csv(ROWS), "", "请选择来源类别"),
        ("a.csv", as_csv(ROWS), "decision", "请选择来源类别"),
        ("a.doc", b"x", "tax", "只能导入"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(
    bob: Client, name: str, content: bytes, kind: str, says: str
) -> None:
    answer = _upload(bob, content, name, kind=kind)

    assert answer.status_code == UNPROCESSABLE
    assert says in _text(answer)
    assert not Batch.objects.exists()


def test_uploading_without_a_file_is_answered(bob: Client) -> None:
    assert "请选择一个文件" in _text(bob.post(f"{BASE}import/", {"kind": "tax"}))


def test_the_same_file_again_says_so(bob: Client) -> None:
    content = as_csv(ROWS)
    _upload(bob, content, "统计表.csv")
    bob.post(f"{BASE}import/{Batch.objects.get().pk}/commit")
    number = FactEntry.objects.count()

    again = bob.get(_upload(bob, content, "同一份.csv")["Location"])
    assert "已经上传过，没有重复登记" in _text(again)
    assert (Batch.objects.count(), FactEntry.objects.count()) == (1, number)


def test_a_large_sheet_shows_how_far_it_is_and_goes_on(bob: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verbs, "PART", 6)
    batch = _batch(bob)

    first = bob.post(f"{BASE}import/{batch.pk}/commit")
    assert "已处理2行，共4行" in _text(first)
    assert "接着导入" in _text(bob.get(f"{BASE}import/{batch.pk}/"))
    last = bob.post(f"{BASE}import/{batch.pk}/commit", headers={"HX-Request": "true"})
    assert last["HX-Redirect"] == f"{BASE}import/{batch.pk}/"


def test_a_batch_is_undone_with_a_reason(bob: Client) -> None:
    batch = _batch(bob)
    bob.post(f"{BASE}import/{batch.pk}/commit")
    assert "请写明理由" in _text(bob.post(f"{BASE}import/{batch.pk}/undo", {"reason": ""}))

    done = bob.post(f"{BASE}import/{batch.pk}/undo", {"reason": "口径不对"}, follow=True)
    assert "撤回3项事实" in _text(done)
    assert "口径不对" in _text(done)
    assert not FactEntry.objects.standing().filter(batch=batch).exists()


def test_what_builds_on_a_batch_is_shown_instead_of_the_way_to_undo_it(bob: Client) -> None:
    batch = _batch(bob)
    bob.post(f"{BASE}import/{batch.pk}/commit")
    _upload(bob, as_csv([("演示·晨光软件有限公司", OTHER, "13000", "31", "是")]), "更正.csv")
    bob.post(f"{BASE}import/{Batch.objects.latest('pk').pk}/commit")

    page = _text(bob.get(f"{BASE}import/{batch.pk}/"))
    assert "要先撤回它们" in page
    assert bob.post(f"{BASE}import/{batch.pk}/undo", {"reason": "x"}).status_code == UNPROCESSABLE


def test_a_committed_batch_cannot_be_mapped_again(bob: Client) -> None:
    batch = _batch(bob)
    bob.post(f"{BASE}import/{batch.pk}/commit")

    for page in ("columns", "preview"):
        assert bob.get(f"{BASE}import/{batch.pk}/{page}")["Location"] == f"{BASE}import/{batch.pk}/"
