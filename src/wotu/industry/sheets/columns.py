"""The columns of each sort of sheet: how they are headed, which must be there, and an example row."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from wotu.rules.text import Text


@dataclass(frozen=True)
class Column:
    """A column: its heading in both languages, and other headings people use for it."""

    label: Text
    also: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Every heading it is known by."""
        return (self.label.zh, self.label.en, *self.also)


@dataclass(frozen=True)
class Sort:
    """A sort of sheet (表): its columns in the order of the example, and those that must be there."""

    label: Text
    lead: Text
    columns: Mapping[str, Column]
    required: tuple[str, ...]
    example: tuple[str, ...]


def _firm(key: str, zh: str, en: str, *also: str) -> dict[str, Column]:
    """Return the three columns that tell a firm: code, name and place."""
    return {
        f"{key}_code": Column(
            Text(f"{zh}代码", f"{en} code"),
            tuple(f"{word}{end}" for word in (zh, *also)
                  for end in ("统一社会信用代码", "信用代码", "税号", "识别号", "纳税人识别号")),
        ),
        f"{key}_name": Column(
            Text(f"{zh}名称", f"{en} name"), (*also, zh, *(f"{word}名称" for word in also))
        ),
        f"{key}_place": Column(
            Text(f"{zh}所在地", f"{en} place"),
            tuple(f"{word}{end}" for word in (zh, *also) for end in ("地址", "产地", "所在地")),
        ),
    }  # fmt: skip


_FIRM: Final[dict[str, Column]] = {
    "firm_code": Column(
        Text("统一社会信用代码", "Credit code"),
        (
            "企业代码",
            "信用代码",
            "其他编号",
            "证券代码",
            "Unified social credit code",
            "Code",
            "Other number",
        ),
    ),
    "firm_name": Column(Text("企业名称", "Firm name"), ("名称", "企业", "单位名称", "Name", "Firm")),
    "firm_place": Column(Text("所在地", "Place"), ("生产地", "地址", "生产地址", "Address")),
}
_PRODUCT = Column(
    Text("产品名称", "Product"), ("产品", "货物名称", "商品名称", "货物或应税劳务名称", "品名", "Goods")
)
_USE = Column(Text("用途", "Use"), ("类别", "采购类别"))
_AMOUNT = Column(Text("金额（元）", "Amount (yuan)"), ("金额", "采购额", "年采购额", "不含税金额", "Amount"))
_PERIOD = Column(Text("期间", "Period"), ("所属期", "开票日期", "年度", "日期", "月份", "Date"))
_IMPORTED = Column(Text("是否进口", "Imported"), ("进口",))
INCOME: Final = "income_"
"""How columns with a year's income are called: the year follows. There may be one of every year."""
_BUYER = _firm("buyer", "采购方", "Buyer", "购买方", "购方", "买方")
_SELLER = _firm("seller", "供应商", "Seller", "销售方", "销方", "卖方", "供方")

FIRMS = Sort(
    Text("企业", "Firms"),
    Text(
        "园区内外的企业：代码、名称、所在地、规模，历年收入一年一列；经营异常和注销也在这里登记。",
        "Firms inside and outside: code, name, place, size; a column for each year’s income; who is in "
        "trouble or dissolved.",
    ),
    {
        **_FIRM,
        "in_zone": Column(Text("是否在本园区", "In this zone"), ("本园区", "在园区内")),
        "industry": Column(Text("行业", "Industry"), ("细分行业",)),
        "sector": Column(Text("产业门类", "Sector"), ("产业",)),
        "size": Column(Text("年营业收入（万元）", "Yearly income (10,000 yuan)"), ("年营业收入", "营业收入")),
        **{
            f"{INCOME}{year}": Column(Text(f"{year}年营业收入（万元）", f"Income of {year} (10,000 yuan)"))
            for year in (2023, 2024)
        },
        "group": Column(Text("集团代码", "Group code"), ("控股方代码", "所属集团")),
        "signs": Column(Text("扩产迹象", "Signs of expansion")),
        "distress": Column(Text("经营异常", "In trouble"), ("经营异常情况", "风险情况")),
        "dissolved": Column(Text("是否注销", "Dissolved"), ("已注销", "注销")),
    },
    ("firm_code",),
    (
        "914403001922038216", "演示·晨光光电有限公司", "江西南昌", "是", "LED 外延芯片", "电子信息",
        "95000", "83000", "95000", "", "", "", "否",
    ),
)  # fmt: skip
PRODUCTS = Sort(
    Text("企业与产品", "Firms and products"),
    Text(
        "每行一家企业的一个产品，知道产能就写上。",
        "One product of one firm a row; its capacity where known.",
    ),
    {
        **_FIRM, "product": _PRODUCT,
        "capacity": Column(Text("年产能（万元）", "Yearly capacity (10,000 yuan)"), ("年产能", "产能")),
    },
    ("firm_code", "product"),
    ("914403001922038216", "演示·晨光光电有限公司", "江西南昌", "LED 外延片", "30000"),
)  # fmt: skip
SUPPLIERS = Sort(
    Text("供应关系", "Suppliers"),
    Text(
        "每行一条“谁向谁采购什么”，常来自企业填报。",
        "Who buys what from whom, one a row; mostly as firms stated it.",
    ),
    {
        **_BUYER, **_SELLER, "product": _PRODUCT, "use": _USE, "amount": _AMOUNT, "period": _PERIOD,
        "imported": _IMPORTED,
    },
    ("buyer_code", "product"),
    (
        "914403001922038216", "演示·晨光光电有限公司", "", "91360106MA35HGQC7G", "演示·赣江衬底有限公司",
        "江西九江", "蓝宝石衬底片", "材料", "1200万元", "2025", "否",
    ),
)  # fmt: skip
INVOICES = Sort(
    Text("发票汇总", "Invoices"),
    Text(
        "每行一张发票或报关单的一个品名；同一号码不会重复登记。",
        "One item of an invoice or customs declaration a row; no number is recorded twice.",
    ),
    {
        **_BUYER, **_SELLER, "product": _PRODUCT, "use": _USE, "amount": _AMOUNT, "period": _PERIOD,
        "imported": _IMPORTED,
        "paper": Column(
            Text("发票号码", "Invoice number"),
            ("号码", "发票号", "报关单号", "单据号码", "数电发票号码", "Number", "Customs number"),
        ),
        "kind": Column(Text("单据类型", "Paper"), ("凭证类型",)),
    },
    ("buyer_code", "amount", "period"),
    (
        "914403001922038216", "演示·晨光光电有限公司", "", "91360106MA35HGQC7G", "演示·赣江衬底有限公司",
        "江西九江", "蓝宝石衬底片", "材料", "125000.50", "2025-03", "否", "25367000000012345678", "发票",
    ),
)  # fmt: skip
INPUT_OF = Sort(
    Text("投入关系", "What goes into what"),
    Text(
        "每行一种产品需要的一种投入：类别、关键程度和可替代程度（1低、2中、3高）、依据。",
        "One input of one product a row: its kind, how critical and replaceable (1 low, 3 high), source.",
    ),
    {
        "output": Column(Text("产品名称", "Product"), ("产品", "用于", "用于产品", "下游产品", "产出")),
        "product": Column(Text("投入品", "Input"), ("投入", "需要的产品", "原料", "上游产品", "投入品名称")),
        "use": Column(Text("类别", "Kind"), ("用途", "投入类别")),
        "criticality": Column(Text("关键程度", "Criticality"), ("关键性",)),
        "substitutability": Column(Text("可替代程度", "Substitutability"), ("可替代性",)),
        "source": Column(Text("依据", "Source"), ("来源", "出处")),
    },
    ("output", "product", "use"),
    ("LED 外延片", "蓝宝石衬底片", "材料", "3", "1", "工艺专家访谈 2025-03"),
)  # fmt: skip

SORTS: Final[dict[str, Sort]] = {
    "firms": FIRMS, "products": PRODUCTS, "suppliers": SUPPLIERS, "input_of": INPUT_OF,
    "invoices": INVOICES,
}  # fmt: skip


@dataclass(frozen=True)
class Found:
    """A column found in a sheet: where it stands, its heading there, and the unit written in the heading."""

    at: int
    heading: str
    unit: str = ""


def find_columns(sort: Sort, headings: Sequence[str]) -> dict[str, Found]:
    """Return which column of a sheet is what; the unit in brackets of a heading is kept apart."""
    by_words = {
        _plain(word)[0]: name
        for name, column in reversed(list(sort.columns.items()))
        for word in column.words
    }
    found: dict[str, Found] = {}
    for at, heading in enumerate(headings):
        words, unit = _plain(heading)
        name = by_words.get(words) or (_income(words) if sort is FIRMS else None)
        if name is not None:
            found.setdefault(name, Found(at, heading, unit))
    return found


_YEARLY = re.compile(
    r"^(?:(\d{4})年?度?(?:年)?营业收入|营业收入(\d{4})年?度?|income(?:of)?(\d{4})|(\d{4})income)$"
)


def _income(words: str) -> str | None:
    """Return what a column with the income of one year is called."""
    found = _YEARLY.match(words)
    return f"{INCOME}{next(filter(None, found.groups()))}" if found else None


_UNITS = ("万元", "亿元", "千元", "元", "10,000 yuan", "yuan")


def _plain(heading: str) -> tuple[str, str]:
    """Return a heading without its unit and spaces, in one case; and the unit."""
    words = heading.strip().replace("（", "(").replace("）", ")").replace(" ", "").casefold()
    stem, bracket, rest = words.partition("(")
    inner = rest.rstrip(")")
    for unit in _UNITS:
        if bracket and inner.removeprefix("单位:").removeprefix("单位：") == unit.replace(" ", ""):
            return stem, {"10,000 yuan": "万元", "yuan": "元"}.get(unit, unit)
    return words, ""
