"""A zone of firms, purchases under many names, proposals, a sheet and a text, for the pages of data."""

from tests.industry.small import NOW, firm, makes, name, product, supplies
from wotu.industry.models import Claim, Passage, SheetIntake
from wotu.industry.verbs.intake import open_intake
from wotu.industry.verbs.passages import add_passage

CHENGUANG, GANJIANG = "914403001922038216", "91360106MA35HGQC7G"
SHEET = f"""采购方代码,采购方名称,供应商代码,供应商名称,供应商所在地,产品名称,用途,金额（万元）,期间,发票号码
{CHENGUANG},演示·晨光光电,{GANJIANG},赣江衬底材料,江西九江,蓝宝石衬底,材料,120.5,2025-03,25360001
{CHENGUANG},演示·晨光光电,688012.SH,中微,上海,MOCVD 外延炉,设备,3200,2025Q2,25360002
{CHENGUANG},演示·晨光光电,,华气,江西九江,高纯氨,材料,八十,2025-13,25360003
91440300192203821X,演示·晨光光电,{GANJIANG},演示·赣江衬底,,蓝宝石衬底,材料,20,2025-04,25360004
"""
TEXT = """晨光光电成立于2012年，主要产品为GaN外延片、LED芯片及封装器件等。
公司向赣江衬底采购蓝宝石衬底片，从爱思强公司进口MOCVD设备。
九江华气有限公司为晨光光电供应高纯氨。
公司位于南昌高新区，占地300亩。"""


def fill() -> tuple[SheetIntake, Passage]:
    """Fill the zone; return the sheet and the text."""
    chenguang = firm(CHENGUANG, name="演示·晨光光电", inside=True, is_demo=True)
    ganjiang = firm(GANJIANG, name="演示·赣江衬底", place="江西九江", is_demo=True)
    product("wafer", zh="GaN外延片")
    product("substrate", zh="蓝宝石衬底片")
    product("mocvd", zh="MOCVD设备")
    product("chip", zh="LED芯片")
    supplies(ganjiang, chenguang, name("蓝宝石衬底"), amount_fen=120_000_000_00, paper="1")
    supplies(ganjiang, chenguang, name("MOCVD 外延炉"), amount_fen=86_000_000_00, use="equipment", paper="2")
    supplies(ganjiang, chenguang, name("氮化镓外延片（4英寸）"), amount_fen=9_000_000_00, paper="3")
    supplies(ganjiang, chenguang, name("运费"), amount_fen=12_345_67, use="service", paper="4")
    supplies(ganjiang, chenguang, name("GaN外延片"), amount_fen=60_000_000_00, paper="5")
    makes(ganjiang, name("蓝宝石衬底"), state="proposed", source="企业填报 2026")
    supplies(
        ganjiang,
        chenguang,
        name("LED 芯片（蓝光）"),
        state="proposed",
        kind="statement",
        amount_fen=33_000_00,
    )
    makes(chenguang, name("GaN外延片"), state="proposed", kind="inferred", source="同类企业推断")
    opened = open_intake(
        zone="small", sort="invoices", name="税务局进项.csv", content=SHEET.encode(), source="税务局 2025",
        by="dan@example.org", now=NOW,
    )  # fmt: skip
    firm("AIXTRON-1", name="爱思强公司", place="德国")
    text = TEXT.replace("晨光光电", "演示·晨光光电").replace("赣江衬底采购", "演示·赣江衬底采购")
    passage, _ = add_passage(
        zone="small", title="晨光光电 2025 年年度报告（演示）", text=text,
        address="https://example.org/report", by="dan@example.org", now=NOW,
    )  # fmt: skip
    assert Claim.objects.filter(passage=passage).exists()
    return opened.intake, passage
