"""Clusters at the desk: output, groups once, flags, years."""

from django.test import Client

from tests.desk.chain.demonstration_world import DESK, LEADER
from wotu.industry.models import YearFigure


def test_clusters_are_chains_and_sectors_with_their_flags(nanchang_desk: Client) -> None:
    page = nanchang_desk.get(f"{DESK}clusters/").content.decode()

    assert "LED 产业链（演示）" in page
    assert "149.5亿元" in page
    assert "百亿级" in page
    assert "新材料" in page


def test_a_cluster_counts_a_group_once_and_shows_its_years(nanchang_desk: Client) -> None:
    page = nanchang_desk.get(f"{DESK}clusters/chain/led/").content.decode()

    assert "158.3亿元" in page, "the plain sum stands beside it"
    assert "8.8亿元" in page, "what is not counted twice"
    assert "同一集团只计一次" in page
    assert all(f'<th scope="row">{year}</th>' in page for year in (2022, 2023, 2024, 2025))
    assert "<svg" in page


def test_an_income_is_added_and_a_wrong_one_named(nanchang_desk: Client) -> None:
    here = f"{DESK}clusters/chain/led/record"
    given = {"firm": LEADER, "year": "2021", "income": "3,000,000,000", "source": "演示年报"}
    assert "的收入。" in nanchang_desk.post(here, given, follow=True).content.decode()
    assert YearFigure.objects.get(enterprise__key=LEADER, year=2021).income_fen == 300_000_000_000
    for field, value, says in (
        ("income", "很多", "写成元"), ("year", "明年", "写成 2025"), ("source", "", "来源"),
        ("year", "1800", "年份"), ("year", "9" * 5000, "写成 2025"),
    ):  # fmt: skip
        answer = nanchang_desk.post(here, given | {field: value})
        assert answer.status_code == 422
        assert says in answer.content.decode()


def test_a_sector_is_a_cluster_and_an_unknown_one_is_not(nanchang_desk: Client) -> None:
    assert "电子信息" in nanchang_desk.get(f"{DESK}clusters/sector/电子信息/").content.decode()
    for address in ("sector/没有/", "chain/none/", "robots/led/"):
        assert nanchang_desk.get(f"{DESK}clusters/{address}").status_code == 404


def test_a_cluster_is_exported_with_groups_and_years(nanchang_desk: Client) -> None:
    sheet = (
        nanchang_desk.get(f"{DESK}clusters/chain/led/cluster.csv").content.decode("utf-8-sig").splitlines()
    )

    assert "2024年收入（元）" in sheet[0]
    assert len(sheet) == 18, "16 firms, the dissolved one, and the heads"
