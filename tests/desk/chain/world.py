"""A chain in the small zone: a strong link, a weak, a missing one, one nobody needs, a strange name."""

from dataclasses import dataclass

from tests.industry.small import chain, firm, goes_into, makes, name, product, supplies
from wotu.industry.models import Chain, Claim, Enterprise, Product, ProductName

ZONE = "small"


@dataclass(frozen=True)
class World:
    """What is in the tables, by the names the tests use."""

    chain: Chain
    chip: Product
    wafer: Product
    mocvd: Product
    gas: Product
    strange: ProductName
    ana: Enterprise
    bolt: Enterprise
    far: Enterprise
    purchase: Claim


def small_world() -> World:
    """Write the chain: wafers (weak) and reactors (missing) go into chips (strong); gas nobody needs."""
    chip, wafer = product("chip", zh="LED 芯片", zone=ZONE), product("wafer", zh="外延片", zone=ZONE)
    tools = product("tools", zh="外延设备", zone=ZONE)
    mocvd = product("mocvd", zh="MOCVD 设备", hs="848620", parent=tools, zone=ZONE)
    gas = product("gas", zh="特种气体", zone=ZONE)
    name("MOCVD 外延炉", mocvd, zone=ZONE)
    ana = firm(
        "ANA", inside=True, name="安娜光电", zone=ZONE, size_fen=10**12, growth_bp=1250, signs="二期扩产"
    )
    bolt = firm("BOLT", inside=True, name="博尔特芯片", zone=ZONE, distress="被列入被执行人")
    far = firm("FAR", place="上海", name="远方装备", zone=ZONE)
    makes(ana, chip, zone=ZONE)
    makes(bolt, chip, zone=ZONE)
    makes(ana, wafer, zone=ZONE)
    makes(far, mocvd, zone=ZONE)
    goes_into(wafer, chip, zone=ZONE, criticality=2)
    goes_into(mocvd, wafer, "equipment", zone=ZONE, criticality=3, substitutability=1)
    purchase = supplies(
        far, ana, mocvd, zone=ZONE, use="equipment", kind="customs", amount_fen=320_000_000_00, imported=True,
        source="报关单2025-11", confidence=90,
    )  # fmt: skip
    supplies(far, ana, mocvd, zone=ZONE, use="equipment", kind="statement", amount_fen=300_000_000_00)
    supplies(far, bolt, mocvd, zone=ZONE, state="rejected", reason="与发票不符", amount_fen=100)
    supplies(ana, bolt, wafer, zone=ZONE, amount_fen=1_000_000_00)
    strange = name("某种辅料", zone=ZONE)
    supplies(None, bolt, strange, zone=ZONE, state="proposed", amount_fen=5_000_00)
    found = chain("led", (gas, 1), (mocvd, 1), (wafer, 2), (chip, 3), zone=ZONE)
    return World(found, chip, wafer, mocvd, gas, strange, ana, bolt, far, purchase)
