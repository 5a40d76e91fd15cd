"""Reading a notice from rows: date (or first and last), kind, name. A mistake names row, field and fix."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from wotu.calendar import Day, Kind
from wotu.calendar.seed import CHINESE
from wotu.calendar.working import SATURDAY
from wotu.rules.text import Text
from wotu.workdays.changes import first_day

HEADINGS = {
    "date": ("date", "日期", "day"),
    "kind": ("kind", "类型", "类别", "安排", "type"),
    "name": ("name", "名称", "节日", "name_zh", "中文名称"),
    "name_en": ("name_en", "英文名称", "english"),
}
LABELS = {"date": Text("日期", "date"), "kind": Text("类型", "kind"), "name": Text("名称", "name")}
KINDS = {
    **dict.fromkeys(("holiday", "放假", "休", "休息", "假", "off"), Kind.HOLIDAY),
    **dict.fromkeys(("workday", "上班", "班", "调休", "调休上班", "补班", "work"), Kind.WORKDAY),
}
ENGLISH = {zh: en for en, zh in CHINESE.items()} | {
    "清明节": "Tomb-sweeping Day", "端午节": "Dragon Boat Festival", "中秋节": "Mid-autumn Festival",
    "国庆": "National Day",
}  # fmt: skip
LONGEST_SPAN = 20
"""Days between the first and the last date of a row: more is a slip of the pen."""
_FULL = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+00:00(?::00)?)?")
_SHORT = re.compile(r"(\d{1,2})\s*月\s*(\d{1,2})\s*日?")
_SPAN = re.compile(r"\s*(?:至|到|~|～|—|–| to )\s*")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: the row as a person counts it, the field, what stands there, what to write."""

    row: int
    field: Text
    value: str
    problem: Text
    fix: Text


@dataclass
class Read:
    """What was read: the days, and what is to be mended."""

    days: list[Day] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_rows(columns: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]], year: int) -> Read:
    """Read the days of a year's notice; without headings the columns are date, kind and name."""
    found, seen = Read(), dict[dt.date, int]()
    places = _places(columns)
    numbered = list(rows)
    if places is None:
        places = {name: place for place, name in enumerate(HEADINGS)}
        numbered = [(1, columns), *numbered]
    for number, cells in numbered:
        cell = {name: cells[place].strip() if place < len(cells) else "" for name, place in places.items()}
        if any(cell.values()):
            _read_row(found, seen, number, cell, year)
    found.days.sort(key=lambda day: day.date)
    return found


def _places(columns: Sequence[str]) -> Mapping[str, int] | None:
    """Return where each field stands; None where the first row has no headings."""
    names = [column.strip().lower() for column in columns]
    found = {
        name: next(place for place, known in enumerate(names) if known in headings)
        for name, headings in HEADINGS.items()
        if any(known in headings for known in names)
    }
    return found if "date" in found else None


def _read_row(found: Read, seen: dict[dt.date, int], row: int, cell: Mapping[str, str], year: int) -> None:
    wrong = [*_wrong_words(cell), *_wrong_dates(cell, seen, year)]
    found.problems += [Problem(row, LABELS[name], cell.get(name, "")[:60], *said) for name, *said in wrong]
    days = _dates(cell.get("date", ""), year)
    seen.update(dict.fromkeys(days, row))
    if not wrong:
        kind, zh = KINDS[cell["kind"].lower()], cell["name"]
        en = cell.get("name_en") or _in_english(zh, kind)
        found.days += [Day(day, kind, zh[:100], en[:100]) for day in days]


Wrong = tuple[str, Text, Text]


def _wrong_words(cell: Mapping[str, str]) -> Iterator[Wrong]:
    if cell.get("kind", "").lower() not in KINDS:
        fix = Text("写“放假”或“上班”", "write holiday or workday")
        yield "kind", Text("看不懂这个类型", "This kind is not known"), fix
    if not cell.get("name"):
        yield "name", Text("没有写节日名称", "The festival is missing"), Text("例如：元旦", "such as 元旦")


def _wrong_dates(cell: Mapping[str, str], seen: Mapping[dt.date, int], year: int) -> Iterator[Wrong]:
    days, first, last = _dates(cell.get("date", ""), year), first_day(year), dt.date(year, 12, 31)
    if not days:
        fix = Text(f"写成 {year}-01-01，或 {year}-01-01至{year}-01-03",
                   f"write {year}-01-01, or {year}-01-01 to {year}-01-03")  # fmt: skip
        yield "date", Text("看不懂这个日期", "This is not a date"), fix
        return
    if outside := [day for day in days if not first <= day <= last]:
        fix = Text(f"应在{first}至{last}之间", f"it must lie between {first} and {last}")
        yield "date", Text(f"{outside[0]}不是{year}年的", f"{outside[0]} is not in {year}"), fix
    if twice := [day for day in days if day in seen]:
        fix = Text(f"与第{seen[twice[0]]}行留一行", f"keep this row or row {seen[twice[0]]}")
        yield "date", Text(f"{twice[0]}写了两次", f"{twice[0]} stands twice"), fix
    is_make_up = KINDS.get(cell.get("kind", "").lower()) is Kind.WORKDAY
    if is_make_up and (plain := [day for day in days if day.weekday() < SATURDAY]):
        fix = Text("调休上班的日子是周六或周日", "a make-up day is a Saturday or Sunday")
        yield "date", Text(f"{plain[0]}不是周末", f"{plain[0]} is no weekend"), fix


def _dates(text: str, year: int) -> list[dt.date]:
    """Return the days from the first to the last date of a cell; none where that cannot be read."""
    ends = [_date(part, year) for part in _SPAN.split(text.strip())]
    first, last = ends[0], ends[-1]
    if first is None or last is None or len(ends) > 2 or not 0 <= (last - first).days <= LONGEST_SPAN:
        return []
    return [first + dt.timedelta(days=ahead) for ahead in range((last - first).days + 1)]


def _date(text: str, year: int) -> dt.date | None:
    full, short = _FULL.fullmatch(text), _SHORT.fullmatch(text)
    numbers = [*map(int, full.groups())] if full else [year, *map(int, short.groups())] if short else []
    try:
        return dt.date(*numbers) if numbers else None
    except ValueError:
        return None


def _in_english(zh: str, kind: Kind) -> str:
    """Return a festival's English name where it is known; else what kind of day it is."""
    festivals = zh.removesuffix("上班").removesuffix("调休").replace("、", " ").split()
    known = [ENGLISH[name] for name in festivals if name in ENGLISH]
    if kind is Kind.WORKDAY:
        return f"make-up day, {' and '.join(known)}" if known else "make-up day"
    return " and ".join(known) or "public holiday"
