"""Reading cells of the chain's sheets: codes, amounts exact to the fen, periods, uses, yes and no."""

import calendar
import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from wotu.match.cells import CellError, parse_date
from wotu.match.credit_code import WrongCreditCode, checked
from wotu.rules.text import Text

FIRST_YEAR, LAST_YEAR = 1990, 2099
MOST_FEN = 10**17
LONGEST_SECTOR = 100
_NUMBER = re.compile(r"^(-?)(?:¥|￥)?(\d{1,15}|\d{1,3}(?:,\d{3})+)(\.\d+)?\s*(亿元|万元|千元|亿|万|千|元)?$")
_UNITS: Final = {
    "亿元": 10**8, "亿": 10**8, "万元": 10**4, "万": 10**4, "千元": 10**3, "千": 10**3, "元": 1,
}  # fmt: skip
_YEAR = re.compile(r"^(\d{4})年?(?:度|全年)?$")
_QUARTER = re.compile(r"^(\d{4})\s*年?\s*-?\s*(?:[Qq]([1-4])|第?([一二三四1-4])季度?)$")
_MONTH = re.compile(r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?$")
_COMPACT_MONTH = re.compile(r"^(\d{4})(0[1-9]|1[0-2])$")
_SPAN = re.compile(r"\s*(?:至|到|~|～|—|--)\s*")
_NUMBER_OF_FIRM = re.compile(r"^[A-Z0-9][A-Z0-9.\-]{3,39}$")
"""Only letters that stand in an address as they are: the firm's page is found by its code."""
_LIKE_A_CREDIT_CODE = re.compile(r"^[0-9][0-9A-Z]{14,19}$")
_YES = {"是", "有", "y", "yes", "true", "1", "√", "进口"}
_NO = {"否", "无", "n", "no", "false", "0", "×", "国产"}
USES: Final = {
    "材料": "material", "原材料": "material", "原辅材料": "material", "material": "material",
    "零部件": "component", "部件": "component", "元器件": "component", "component": "component",
    "设备": "equipment", "equipment": "equipment", "能源": "energy", "energy": "energy",
    "服务": "service", "service": "service",
}  # fmt: skip
KINDS: Final = {
    "发票": "invoice", "增值税发票": "invoice", "invoice": "invoice",
    "报关单": "customs", "海关": "customs", "customs": "customs", "customs declaration": "customs",
}  # fmt: skip
LEVELS: Final = {
    "1": 1, "2": 2, "3": 3, "低": 1, "中": 2, "高": 3, "low": 1, "middling": 2, "high": 3,
}  # fmt: skip


class Unreadable(ValueError):
    """A cell cannot be read: what is wrong, and how to mend it."""

    def __init__(self, zh: str, en: str, fix_zh: str, fix_en: str) -> None:
        super().__init__(zh)
        self.problem, self.fix = Text(zh, en), Text(fix_zh, fix_en)


def read_code(text: str) -> str:
    """Read what a firm is known by: a credit code, checked, or another official number.

    Raises:
        Unreadable: a credit code is wrong, or it is no number at all.
    """
    code = re.sub(r"\s", "", text).upper()
    if _LIKE_A_CREDIT_CODE.match(code.replace("-", "")):
        try:
            return checked(code)
        except WrongCreditCode as error:
            raise Unreadable(
                error.text.zh, error.text.en, "与营业执照核对", "compare it with the business licence"
            ) from None
    if "/" in code:
        raise Unreadable(
            f"代码“{text[:40]}”里有“/”", "has a “/” in it", "把“/”写成 -", "write - in place of the “/”"
        )
    if not _NUMBER_OF_FIRM.match(code) or not any(map(str.isdigit, code)):
        raise Unreadable(
            f"“{text[:40]}”不是代码", "is no code",
            "填统一社会信用代码；境外企业填税号、邓白氏编码或证券代码，不要填简称",
            "write the credit code; of a firm abroad its tax, DUNS or ticker number; no short name",
        )  # fmt: skip
    return code


def read_fen(text: str, unit: str = "元") -> int:
    """Read an amount, exact to the fen; a unit in the cell comes before that of the column.

    Raises:
        Unreadable: it is no amount, negative, without any unit, too large, or finer than a fen.
    """
    found = _NUMBER.match(text.replace("，", ",").strip())
    if found is None:
        raise Unreadable(
            f"“{text[:40]}”不是金额",
            "is no amount",
            "写成 125000.50 或 12.5万元",
            "write 125000.50 or 12.5万元",
        )
    sign, whole, fraction, own = found.groups()
    if sign:
        raise Unreadable(
            "金额是负数", "is negative",
            "红字发票与原发票合并成一行净额",
            "write the net amount of a credit note and its invoice in one row",
        )  # fmt: skip
    if not (own or unit):
        raise Unreadable(
            f"“{text[:40]}”没有写明单位", "has no unit",
            "在列名里写上单位，如“（万元）”，或写成 3000万元", "write the unit in the heading, or 3000万元",
        )  # fmt: skip
    scale = _UNITS[own or unit]
    fen = Decimal(whole.replace(",", "") + (fraction or "")) * scale * 100
    if fen != int(fen):
        raise Unreadable(
            f"“{text[:40]}”比分还细", "is finer than a fen",
            "核对单位，或四舍五入到分", "check the unit, or round to the fen",
        )  # fmt: skip
    if fen > MOST_FEN:
        raise Unreadable(f"“{text[:40]}”太大", "is too large", "核对单位", "check the unit")
    return int(fen)


def read_period(text: str) -> tuple[dt.date, dt.date]:
    """Read a period: 2025, 2025Q1, 2025-03, a day, or two of them with 至 between; both ends belong to it.

    Raises:
        Unreadable: it is no period.
    """
    parts = _SPAN.split(text.strip())
    spans = [_span(part) for part in parts]
    if len(spans) > 2 or not all(spans):
        raise Unreadable(
            f"“{text[:40]}”不是期间", "is no period",
            "写成 2025、2025Q1、2025-03 或 2025-03-15", "write 2025, 2025Q1, 2025-03 or 2025-03-15",
        )  # fmt: skip
    begins, ends = spans[0][0], spans[-1][1]  # type: ignore[index]  # all are there
    if ends < begins:
        raise Unreadable("期间的结束早于开始", "ends before it begins", "把两个日期对调", "swap the two")
    if begins.year < FIRST_YEAR or ends.year > LAST_YEAR:
        raise Unreadable(f"{begins.year}年不对", f"{begins.year} cannot be", "核对年份", "check the year")
    return begins, ends


def _span(text: str) -> tuple[dt.date, dt.date] | None:
    if found := _YEAR.match(text):
        return _months(int(found[1]), 1, 12)
    if found := _QUARTER.match(text):
        quarter = int(found[2] or 0) or "一二三四".find(found[3]) + 1 or int(found[3])
        return _months(int(found[1]), 3 * quarter - 2, 3 * quarter)
    if found := _MONTH.match(text) or _COMPACT_MONTH.match(text):
        month = int(found[2])
        return _months(int(found[1]), month, month) if 1 <= month <= 12 else None
    try:
        day = parse_date(text)
    except (CellError, ValueError):
        return None
    return day, day


def _months(year: int, first: int, last: int) -> tuple[dt.date, dt.date] | None:
    if not 1 <= year <= 9998:
        return None
    return dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1])


def read_choice(text: str, choices: Mapping[str, str]) -> str:
    """Read one of some words.

    Raises:
        Unreadable: it is none of them.
    """
    found = choices.get(text.strip().casefold())
    if found is None:
        zh = "、".join(word for word in choices if not word.isascii())
        en = ", ".join(word for word in choices if word.isascii())
        raise Unreadable(
            f"“{text[:40]}”不在可选的值里", "is not one of the choices", f"可选：{zh}", f"choose: {en}"
        )
    return found


def read_level(text: str) -> int:
    """Read how critical or how replaceable something is: 1 (low) to 3 (high).

    Raises:
        Unreadable: it is none of the three.
    """
    found = LEVELS.get(text.strip().casefold().removesuffix(".0"))
    if found is None:
        raise Unreadable(
            f"“{text[:40]}”不是1到3", "is not 1 to 3",
            "填1（低）、2（中）或3（高），不清楚就留空", "write 1 (low), 2 or 3 (high); empty if not known",
        )  # fmt: skip
    return found


def read_sector(text: str) -> str:
    """Read the sector of a firm; its name stands in the address of the sector's page.

    Raises:
        Unreadable: it is too long, or holds what cannot stand in an address.
    """
    if len(text) > LONGEST_SECTOR:
        raise Unreadable(f"超过{LONGEST_SECTOR}字", "is too long", "请缩短", "shorten it")
    if "/" in text or "\\" in text or not text.strip("."):
        raise Unreadable(
            f"产业门类“{text[:40]}”里有不能用的符号", "has a sign that cannot be used",
            "把“/”写成“、”", "write “、” in place of the “/”",
        )  # fmt: skip
    return text


def read_yes_no(text: str) -> bool:
    """Read yes or no.

    Raises:
        Unreadable: it is neither.
    """
    word = text.strip().casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise Unreadable(
        f"“{text[:40]}”既不是“是”也不是“否”", "is neither yes nor no",
        "填是或否，不清楚就留空", "yes or no; empty if not known",
    )  # fmt: skip
