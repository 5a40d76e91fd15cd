"""The check-up page: four groups, questions answered and taken back, files to take along."""

import csv
import io
from http import HTTPStatus

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.cache import cache
from django.test import Client
from openpyxl import load_workbook
from pytest_django.fixtures import Settings

from tests.house.files import ROOT
from wotu.facts.models import FactEntry
from wotu.measures.zones import Zone
from wotu.parties.models import Party

pytestmark = pytest.mark.django_db

FIRM = "/firms/small-f1/"


@pytest.fixture(autouse=True)
def _fresh(small_zone: Zone) -> None:
    cache.clear()


def _page(client: Client, path: str = FIRM) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == HTTPStatus.OK, answer
    return BeautifulSoup(answer.content, "html.parser")


def _titles(page: BeautifulSoup, group: str) -> list[str]:
    return [_text(found) for found in page.select(f".finding.{group} .title")]


def _text(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text().split())


def _ask(client: Client, slot: str, value: str, **more: str) -> None:
    data = {"question": f"small-f1:{slot}", "value": value} | more
    assert client.post(f"{FIRM}answer", data).status_code == HTTPStatus.FOUND


def test_four_groups_with_amounts(client: Client) -> None:
    page = _page(client)

    assert [title.split(" ")[0] for title in _titles(page, "entitled")] == [
        "项目投资补助", "乙奖励", "用工补贴", "甲奖励",
    ]  # fmt: skip
    assert _titles(page, "nearly") == ["研发强度奖励"]
    assert _titles(page, "unknown") == ["高企奖励", "创业辅导", "出口奖励"]
    assert _titles(page, "not") == ["老字号"]


def test_the_summary_says_what_is_certain_possible_and_open(client: Client) -> None:
    said = _text(_page(client).select_one(".headline"))

    assert "现在就能享受4项" in said
    assert "90万元起" in said
    assert "最多300万元" in said
    assert "回答5个问题" in said


def test_nearly_says_what_is_missing(client: Client) -> None:
    item = _page(client).select_one(".finding.nearly")

    assert "现为460万元，需500万元，还差40万元" in _text(item)
    assert "达到后 40万元" in _text(item)


def test_the_combination_names_the_rule(client: Client) -> None:
    block = _text(_page(client).select_one(".combination"))

    assert "乙奖励 30万元" in block
    assert "甲奖励 20万元 因为：甲乙就高" in block


def test_the_first_question_is_worth_most(client: Client) -> None:
    question = _page(client).select_one("#question")

    assert "是否为高新技术企业？" in _text(question)
    assert "最多300万元" in _text(question)


def test_an_answer_moves_a_measure_and_undo_moves_it_back(client: Client) -> None:
    _ask(client, "hightech", "true")
    page = _page(client)
    assert "高企奖励" in _titles(page, "entitled")
    assert "高新技术企业：是" in _text(page.select_one(".answers-given"))

    key = page.select_one("button[name=answer]")
    assert key is not None
    client.post(f"{FIRM}undo", {"answer": str(key["value"])})
    assert "高企奖励" in _titles(_page(client), "unknown")


def test_answers_stay_in_the_visitors_own_session(client: Client) -> None:
    before = FactEntry.objects.count()
    _ask(client, "hightech", "true")

    assert "高企奖励" in _titles(_page(Client()), "unknown")
    assert FactEntry.objects.count() == before


def test_not_sure_sets_a_question_aside_until_undone(client: Client) -> None:
    _ask(client, "hightech", "", unsure="1")
    page = _page(client)

    assert "是否为高新技术企业？" not in _text(page.select_one("#question"))
    assert "暂时不清楚" in _text(page.select_one(".answers-given"))
    assert "高企奖励" in _titles(page, "unknown")
    client.post(f"{FIRM}undo", {"all": "1"})
    assert "是否为高新技术企业？" in _text(_page(client).select_one("#question"))


@pytest.mark.parametrize(
    ("slot", "value", "unit", "group"),
    [("exports", "200", "万元", "unknown"), ("exports", "2e9", "万元", ""), ("exports", "50", "万元", "not")],
)
def test_money_is_read_in_the_unit_chosen(
    client: Client, slot: str, value: str, unit: str, group: str
) -> None:
    answer = client.post(f"{FIRM}answer", {"question": f"small-f1:{slot}", "value": value, "unit": unit})

    if not group:
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "请只填数字" in answer.content.decode()
    else:
        found = _titles(_page(client), group) + _titles(_page(client), "nearly")
        assert "出口奖励" in found


def test_an_unreadable_answer_keeps_what_was_typed(client: Client) -> None:
    answer = client.post(f"{FIRM}answer", {"question": "small-f1:share", "value": "half", "unit": ""})
    page = BeautifulSoup(answer.content, "html.parser")
    field = page.select_one("#answer")

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert field is not None
    assert (field["value"], field["aria-invalid"], field["aria-describedby"]) == ("half", "true", "mistake")


def test_in_place_only_the_changed_part_comes_back(client: Client) -> None:
    answer = client.post(
        f"{FIRM}answer", {"question": "small-f1:hightech", "value": "true"}, headers={"HX-Request": "true"}
    )
    page = answer.content.decode()

    assert "<html" not in page
    assert "变化的有1项" in page
    assert "autofocus" in page


def test_a_chosen_question_is_asked(client: Client) -> None:
    page = _page(client, f"{FIRM}?ask=small-f1:share")

    assert "持股比例" in _text(page.select_one("#question"))


def test_an_answer_to_a_question_nobody_asked_changes_nothing(client: Client) -> None:
    _ask(client, "revenue", "1")

    assert _page(client).select_one(".answers-given") is None


def test_the_date_chooses_what_was_known_then(client: Client) -> None:
    page = _page(client, f"{FIRM}?on=2001-01-01")

    assert _titles(page, "entitled")[0].startswith("项目投资补助")
    assert len(_titles(page, "entitled")) == 1
    assert "回到今天" in page.get_text()


@pytest.mark.parametrize("nonsense", ["yesterday", "9999-01-01", "2024-13-01"])
def test_a_date_that_cannot_be_read_means_today(client: Client, nonsense: str) -> None:
    assert "回到今天" not in _page(client, f"{FIRM}?on={nonsense}").get_text()


def test_reasons_show_clause_conditions_facts_amount_and_source(client: Client) -> None:
    page = _text(_page(client, f"{FIRM}why/small.staff/small-f1/"))

    for words in (
        "试验条款", "满足 从业人员不少于10人", "看到 30人，门槛 10人", "演示数据", "最高10万元 在这里起作用",
        "试发〔2024〕1号", "第三条", "2024-01-01", "没有这种情形：严重失信",
    ):  # fmt: skip
        assert words in page


def test_what_was_not_published_says_so(client: Client) -> None:
    assert "比例未公布，按报道" in _text(_page(client, f"{FIRM}why/small.band/small-p1/"))


def test_an_unknown_fact_leads_to_its_question(client: Client) -> None:
    page = _page(client, f"{FIRM}why/small.guidance/small-f1/")
    link = page.select_one(".facts a")

    assert link is not None
    assert link["href"] == "/firms/small-f1/?ask=small-f1%3Ashare#question"


@pytest.mark.parametrize("written", ["~", "%23"])
def test_a_text_of_several_is_found_however_its_key_is_written(
    client: Client, written: str, settings: Settings
) -> None:
    settings.WOTU_PACKS = ROOT / "packs"
    Party.objects.create(slug="pv", kind="enterprise", zone="mengsu", name="演示·光伏", is_demo=True)

    _page(client, f"/firms/pv/why/common.tech_sme_registration{written}round2026/pv/?on=2026-06-01")


def test_reasons_in_place_are_a_fragment(client: Client) -> None:
    answer = client.get(f"{FIRM}why/small.staff/small-f1/", headers={"HX-Request": "true"})

    assert "<html" not in answer.content.decode()


def test_the_check_up_as_csv(client: Client) -> None:
    answer = client.get(f"{FIRM}checkup.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))

    assert rows[0] == ["演示·晨光软件有限公司"]
    assert len(rows) == 3 + 9
    assert ["可以享受", "用工补贴"] in [row[:2] for row in rows]


def test_the_check_up_as_a_workbook(client: Client) -> None:
    answer = client.get(f"{FIRM}checkup.xlsx?on=2025-03-01")
    sheet = load_workbook(io.BytesIO(answer.content)).active

    assert sheet["A1"].value == "演示·晨光软件有限公司"
    assert "small-f1-2025-03-01.xlsx" in answer["Content-Disposition"]


def test_nobody_answers_faster_than_people_do(client: Client) -> None:
    codes = {client.post(f"{FIRM}answer", {"question": "x"}).status_code for _ in range(62)}

    assert codes == {HTTPStatus.FOUND, HTTPStatus.TOO_MANY_REQUESTS}


def test_the_page_asks_the_database_a_bounded_number_of_times(
    client: Client, django_assert_max_num_queries: object
) -> None:
    _ask(client, "hightech", "true")

    with django_assert_max_num_queries(5):  # type: ignore[operator]
        client.get(FIRM)
