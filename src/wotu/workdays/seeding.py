"""The notices that come with the software: read from the package `chinesecalendar`, each with its source."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version

from wotu.calendar import Day
from wotu.calendar.seed import rows
from wotu.calendar.working import SETTLED_IN_LAST_YEAR
from wotu.workdays.models import PACKAGE

_GOV = "https://www.gov.cn/"
SOURCES = {
    2006: "jrzg/2005-12/22/content_133837.htm",
    2007: "fwxx/sh/2006-12/18/content_471877.htm",
    2008: "zwgk/2007-12/18/content_837184.htm",
    2009: "zwgk/2008-12/10/content_1174014.htm",
    2010: "zwgk/2009-12/08/content_1482691.htm",
    2011: "zwgk/2010-12/10/content_1762643.htm",
    2012: "zwgk/2011-12/06/content_2012097.htm",
    2013: "zwgk/2012-12/10/content_2286598.htm",
    2014: "zwgk/2013-12/11/content_2546204.htm",
    2015: "zhengce/content/2014-12/16/content_9302.htm",
    2016: "zhengce/content/2015-12/10/content_10394.htm",
    2017: "zhengce/content/2016-12/01/content_5141603.htm",
    2018: "zhengce/content/2017-11/30/content_5243579.htm",
    2019: "xinwen/2018-12/06/content_5346287.htm",
    2020: "zhengce/content/2019-11/21/content_5454164.htm",
    2021: "zhengce/content/2020-11/25/content_5564127.htm",
    2022: "zhengce/content/2021-10/25/content_5644835.htm",
    2023: "zhengce/content/2022-12/08/content_5730844.htm",
    2024: "zhengce/content/202310/content_6911527.htm",
    2025: "zhengce/content/202411/content_6986382.htm",
    2026: "zhengce/content/202511/content_7047090.htm",
}
"""Where the State Council's office published each year's notice, as the package's own source names it."""
NEW_YEAR = "New Year's Day"


@dataclass(frozen=True)
class Known:
    """A year's notice as the package knows it."""

    year: int
    document: str
    source: str
    days: Sequence[Day]


def known_notices() -> list[Known]:
    """Return every year's notice the package knows, the earliest first."""
    by_year: dict[int, list[Day]] = {}
    for day in rows():
        by_year.setdefault(year_of(day), []).append(day)
    return [
        Known(year, f"{year}年节假日安排（国务院办公厅通知）", _source(year), days)
        for year, days in sorted(by_year.items())
    ]


def taken_in_by() -> str:
    """Return who took them in: the package and its version."""
    return f"{PACKAGE} {version(PACKAGE)}"


def year_of(day: Day) -> int:
    """Return whose notice dates a day: the days around New Year are dated by the new year's."""
    is_before_new_year = (day.date.month, day.date.day) > SETTLED_IN_LAST_YEAR and NEW_YEAR in day.en
    return day.date.year + is_before_new_year


def _source(year: int) -> str:
    return _GOV + SOURCES[year] if year in SOURCES else ""
