"""The local sourcing ratio at the desk: period, buyer, coverage, refusal, claims, export."""

import csv
import io

from django.test import Client

from tests.desk.chain.demonstration_world import DARK, DESK, LEADER
from wotu.facts.imports.sheet import read_sheet
from wotu.industry.models import Site
from wotu.industry.sheets.checking import check_sheet


def _page(desk: Client, query: str = "") -> str:
    return desk.get(f"{DESK}ratio/?{query}").content.decode()


def _sheet(desk: Client, what: str, query: str = "") -> list[dict[str, str]]:
    content = desk.get(f"{DESK}ratio/{what}.csv?{query}").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


def test_the_zone_has_a_ratio_with_all_it_rests_on(nanchang_desk: Client) -> None:
    page = _page(nanchang_desk)

    assert "77.2%" in page
    for shown in ("¥1,819,000,000.00", "¥2,356,500,000.00", "¥2,399,500,000.00", "98.2%", "2025-12-31"):
        assert shown in page
    assert "其中5家企业 70% 以上的材料在园区内采购" in page


def test_one_firm_buys_more_than_70_percent_inside_as_on_the_source_page(nanchang_desk: Client) -> None:
    page = _page(nanchang_desk, f"buyer={LEADER}")

    assert "78.1%" in page
    assert "这家企业 70% 以上的材料在园区内采购" in page


def test_years_differ_and_stand_side_by_side(nanchang_desk: Client) -> None:
    page = _page(nanchang_desk, f"buyer={LEADER}")

    assert all(ratio in page for ratio in ("58.8%", "72.4%", "78.1%"))
    assert "<svg" in page


def test_too_little_coverage_is_refused_with_what_to_do_and_then_done(nanchang_desk: Client) -> None:
    page = _page(nanchang_desk, f"buyer={DARK}")
    assert "这里不出比率" in page
    assert "还要弄清720万元采购额的供应商在哪里" in page
    assert page.index("赣北五金") < page.index("供应商未知")

    answer = nanchang_desk.post(
        f"{DESK}ratio/place?buyer={DARK}", {"firm": "DEMO-OUT-18", "place": "江西九江"}, follow=True
    )
    assert answer.redirect_chain[0][0].endswith(f"?buyer={DARK}")
    after = answer.content.decode()
    assert "这里不出比率" not in after
    assert "52.4%" in after


def test_a_place_needs_words_and_an_auditor_records_none(nanchang_desk: Client, audrey: Client) -> None:
    assert nanchang_desk.post(f"{DESK}ratio/place", {"firm": "DEMO-OUT-18", "place": ""}).status_code == 422
    assert audrey.post(f"{DESK}ratio/place", {"firm": "DEMO-OUT-18", "place": "x"}).status_code == 403
    assert not Site.objects.filter(enterprise__key="DEMO-OUT-18").exists()


def test_a_quarter_in_which_only_yearly_claims_fall_says_so(nanchang_desk: Client) -> None:
    page = _page(nanchang_desk, "period=2025Q2")

    assert "只计入更长的期间" in page
    assert "2025年第2季度" in page


def test_own_days_are_read_and_wrong_ones_named(nanchang_desk: Client) -> None:
    assert "2024-01-01 — 2025-12-31" in _page(nanchang_desk, "period=own&begins=2024-01-01&ends=2025-12-31")
    for query, says in (
        ("period=own&begins=&ends=2025-12-31", "请填起止日期"),
        ("period=own&begins=2025-12-31&ends=2025-01-01", "早于"),
    ):
        answer = nanchang_desk.get(f"{DESK}ratio/?{query}")
        assert answer.status_code == 422
        assert says in answer.content.decode()


def test_an_estimate_says_that_it_is_one_everywhere(nanchang_desk: Client) -> None:
    page = _page(nanchang_desk, "estimate=1")
    assert "这是估算" in page
    assert "估算，含待确认主张" in nanchang_desk.get(f"{DESK}ratio/buyers.csv?estimate=1").content.decode()
    assert "估算，含待确认的主张" in nanchang_desk.get(f"{DESK}ratio/claims/?estimate=1").content.decode()


def test_the_claims_behind_a_sum_add_up_to_it(nanchang_desk: Client) -> None:
    rows = [
        row
        for row in _sheet(nanchang_desk, "claims")
        if row["类别"] == "材料和零部件" and row["计入"] == "是"
    ]

    assert sum(float(row["金额（元）"]) for row in rows if row["供应商在区内"] == "是") == 1_819_000_000
    page = nanchang_desk.get(f"{DESK}ratio/claims/?sort=equipment").content.decode()
    assert "北岸海外设备商" in page


def test_the_places_to_find_out_are_a_sheet_of_firms_once_they_are_filled_in(nanchang_desk: Client) -> None:
    content = nanchang_desk.get(f"{DESK}ratio/places.csv").content
    heads, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    assert (rows[0][0], rows[0][2]) == ("DEMO-OUT-18", "")
    assert "青山湖照明" in rows[0][4]
    assert [row[0] for row in rows[1:]] == ["", ""]

    filled = io.StringIO()
    csv.writer(filled).writerows([heads, [*rows[0][:2], "江西九江", "否", *rows[0][4:]]])
    checked = check_sheet("firms", read_sheet("places.csv", filled.getvalue().encode()), "nanchang", 2026)

    assert (checked.problems, checked.warnings) == ([], [])
    assert checked.places == {"DEMO-OUT-18": "江西九江"}


def test_buyers_are_exported(nanchang_desk: Client) -> None:
    buyers = _sheet(nanchang_desk, "buyers")
    assert buyers[0]["企业代码"] == LEADER
    assert next(row for row in buyers if row["企业代码"] == DARK)["本地配套率"] == "—"
    assert nanchang_desk.get(f"{DESK}ratio/nothing.csv").status_code == 404
