"""What an applicant asks for beside the facts: which nights, which room, who comes along, what else."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self, get_args

from wotu.rules.text import Text
from wotu.services.stay.station import ROOM_KINDS, RoomKind, Station

MOST_ALONG = 5
"""People who may come along into a family room."""


@dataclass(frozen=True)
class Wish:
    """Nights from `starts` to before `ends` in a kind of room; `site` is empty where any will do."""

    starts: dt.date
    ends: dt.date
    kind: RoomKind
    site: str = ""
    along: int = 0
    onward: tuple[str, ...] = ()

    @property
    def nights(self) -> int:
        """How many nights."""
        return (self.ends - self.starts).days

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """Return the wish kept with a case."""
        return cls(
            dt.date.fromisoformat(data["starts"]), dt.date.fromisoformat(data["ends"]), data["kind"],
            data.get("site", ""), int(data.get("along", 0)), tuple(data.get("onward", ())),
        )  # fmt: skip

    def as_data(self) -> dict[str, Any]:
        """Return what is kept with the case."""
        return {
            "starts": str(self.starts), "ends": str(self.ends), "kind": self.kind, "site": self.site,
            "along": self.along, "onward": list(self.onward),
        }  # fmt: skip


@dataclass
class Mistakes(Exception):
    """An application cannot be read: which field is wrong, and how to put it right."""

    fields: dict[str, Text] = field(default_factory=dict)


def read_wish(form: Mapping[str, Any], onward: Sequence[str], station: Station, today: dt.date) -> Wish:
    """Return what a form asks for.

    Raises:
        Mistakes: some fields cannot be read or do not go together, each named with its remedy.
    """
    wrong: dict[str, Text] = {}
    starts = _day(form.get("starts"), "starts", wrong)
    ends = _day(form.get("ends"), "ends", wrong)
    kind = form.get("kind", "")
    if kind not in station.kinds:
        wrong["kind"] = Text("请选择房型。", "Choose a kind of room.")
    site = form.get("site", "")
    if site and site not in {one.id for one in station.sites}:
        wrong["site"] = Text("没有这个驿站点，请重新选择。", "There is no such site; choose again.")
    along = _along(str(form.get("along", "") or "0"), kind, wrong)
    if starts and ends:
        wrong |= wrong_days(starts, ends, station, today)
    if wrong or starts is None or ends is None or kind not in get_args(RoomKind):
        raise Mistakes(wrong)
    return Wish(starts, ends, kind, site, along, tuple(one for one in station.onward if one in onward))


def wrong_days(starts: dt.date, ends: dt.date, station: Station, today: dt.date) -> dict[str, Text]:
    """Return what is wrong with the days of a stay, by field."""
    terms = station.terms
    wrong: dict[str, Text] = {}
    last = today + dt.timedelta(days=terms.ahead_days)
    if starts < today:
        wrong["starts"] = Text("入住日期不能早于今天。", "The stay cannot begin before today.")
    elif starts > last:
        wrong["starts"] = Text(
            f"最多提前{terms.ahead_days}天申请，请选{last}或更早的日期。",
            f"Apply at most {terms.ahead_days} days ahead: choose {last} or earlier.",
        )
    if ends <= starts:
        wrong["ends"] = Text("退房日期要晚于入住日期。", "Leave on a later day than you come.")
    elif (ends - starts).days > terms.longest_nights:
        wrong["ends"] = Text(
            f"一次最多申请{terms.longest_nights}晚，之后可以续住。",
            f"Apply for at most {terms.longest_nights} nights at once; the stay can be extended later.",
        )
    return wrong


def _day(text: Any, name: str, wrong: dict[str, Text]) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(str(text or "").strip())
    except ValueError:
        wrong[name] = Text("请填写日期，例如2026-12-01。", "Give a date, for example 2026-12-01.")
        return None
    if not 2000 <= day.year <= 2099:
        wrong[name] = Text("年份不对，请重新填写。", "The year cannot be right.")
        return None
    return day


def _along(text: str, kind: str, wrong: dict[str, Text]) -> int:
    along = int(text) if text.isascii() and text.isdigit() and len(text) < 3 else -1
    if not 0 <= along <= MOST_ALONG:
        wrong["along"] = Text(
            f"请填写0到{MOST_ALONG}之间的人数。", f"Give a number of people from 0 to {MOST_ALONG}."
        )
        return 0
    if along and kind in ROOM_KINDS and kind != "family":
        wrong["along"] = Text(
            "有人同住请选家庭间；单人间和双人间的床位只给一个人。",
            "With somebody along choose a family room; the others give a bed to one person.",
        )
    if not along and kind == "family":
        wrong["along"] = Text(
            "家庭间给夫妻和家庭，请填写同住人数；一个人请选单人间或双人间。",
            "Family rooms are for couples and families: say how many come along. Alone, choose another room.",
        )
    return along
