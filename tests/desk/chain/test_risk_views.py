"""Risk at the desk, and what follows if a firm stops."""

from django.test import Client

from tests.desk.chain.demonstration_world import DESK, LEADER
from tests.desk.chain.test_map_views import soup


def test_risk_shows_trouble_single_sources_concentration_and_imports(nanchang_desk: Client) -> None:
    page = nanchang_desk.get(f"{DESK}risk/").content.decode()

    assert "被列入经营异常名录（演示）" in page
    assert "没有其他已知来源" in page
    assert page.index("MOCVD 设备") < page.index("LED 驱动芯片"), "the most expensive single source first"
    assert "只算已知的供应商" in page
    assert "85.5%" in page


def test_a_firm_that_stops_reaches_others_by_a_path_with_evidence(nanchang_desk: Client) -> None:
    answer = nanchang_desk.get(f"{DESK}risk/stop/?firm=DEMO-LED-12")
    page = answer.content.decode()

    assert "如果麻丘支架（演示）停产" in page
    assert "没有其他已知来源：2处；3步内波及6家，其中园区内6家；区内断掉的环节：1个" in page
    reached = [row.text for row in soup(answer).select(".chain-path")]
    assert "麻丘支架（演示） → 高新封装（演示） → 紫阳显示模组（演示）" in reached
    assert "发票 · 已确认 · 演示数据" in page


def test_a_firm_is_found_by_part_of_its_name(nanchang_desk: Client) -> None:
    assert "如果麻丘支架" in nanchang_desk.get(f"{DESK}risk/stop/?firm=麻丘").content.decode()
    several = nanchang_desk.get(f"{DESK}risk/stop/?firm=封装").content.decode()
    assert "有几家符合" in several
    assert "没有找到" in nanchang_desk.get(f"{DESK}risk/stop/?firm=没有").content.decode()


def test_both_are_exported(nanchang_desk: Client) -> None:
    risk = nanchang_desk.get(f"{DESK}risk.csv").content.decode("utf-8-sig")
    assert "MOCVD 设备,1,北岸海外设备商（演示）,10000,较高" in risk
    stop = nanchang_desk.get(f"{DESK}risk/stop.csv?firm={LEADER}").content.decode("utf-8-sig")
    assert "京东大道显示屏" in stop
    assert nanchang_desk.get(f"{DESK}risk/stop.csv?firm=").status_code == 404
