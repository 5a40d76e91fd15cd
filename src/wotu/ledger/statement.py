"""The statement of an account (对账单): every entry, the balances after it, and a sentence that says why."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import F, Sum, Window

from wotu.ledger.amounts import in_words
from wotu.ledger.models import CODES, Account, Entry
from wotu.ledger.reads import COUNTERS
from wotu.rules.text import Text


@dataclass(frozen=True, slots=True)
class Line:
    """An entry, and the counters of the account after it."""

    entry: Entry
    limit: int
    reserved: int
    held: int
    posted: int
    code: Text
    sentence: Text

    @property
    def left(self) -> int:
        """What was left after it."""
        return self.limit - self.reserved - self.held - self.posted


def statement(account: Account, *, since: dt.datetime | None = None, last: int | None = None) -> list[Line]:
    """Return the entries of an account in their order; only those from a moment on, or only the last few."""
    entries = Entry.objects.filter(account=account).select_related("transfer")
    running = {f"after_{name}": Window(Sum(name), order_by=F("id").asc()) for name in COUNTERS}
    rows = list(entries.annotate(**running).order_by("-id")[: last or None])
    if since is not None:
        rows = [row for row in rows if row.at >= since]
    return [_line(row, account.unit) for row in reversed(rows)]


def entries_number(account: Account) -> int:
    """Return how many entries explain an account."""
    return Entry.objects.filter(account=account).count()


def case_in_words(case: str) -> Text:
    """Return what a reader calls a case: 办件12; other references stand as they are."""
    kind, _, number = case.partition(":")
    return Text(f"办件{number}", f"case {number}") if kind == "case" and number else Text(case, case)


def _line(entry: Entry, unit: str) -> Line:
    after = {name: int(getattr(entry, f"after_{name}")) for name in COUNTERS}
    left = after["limit"] - after["reserved"] - after["held"] - after["posted"]
    return Line(entry, code=CODES[entry.code], sentence=_sentence(entry, unit, left), **after)


def _sentence(entry: Entry, unit: str, left: int) -> Text:
    amount = abs(entry.limit or entry.reserved or entry.posted or entry.held)
    much, rest = in_words(amount, unit), in_words(left, unit)
    case = case_in_words(entry.case)
    for_zh = f"为{case.zh}" if entry.case else ""
    for_en = f" for {case.en}" if entry.case else ""
    said = _SENTENCES[entry.code]
    if entry.code == "correct" and entry.posted < 0:
        said = _CORRECTED_DOWN
    values: Mapping[str, str]
    values = {"much": much.zh, "case": for_zh}
    zh = said.zh.format_map(values)
    values = {"much": much.en, "case": for_en}
    en = said.en.format_map(values)
    return Text(f"{zh}，余{rest.zh}。", f"{en[0].upper()}{en[1:]}; {rest.en} left.")


_SENTENCES: Final[Mapping[str, Text]] = {
    "appropriate": Text("下达指标{much}", "{much} appropriated"),
    "withdraw": Text("收回指标{much}", "{much} of the appropriation withdrawn"),
    "reserve": Text("预留{much}，暂不使用", "{much} kept back"),
    "release_reserve": Text("解除预留{much}", "{much} no longer kept back"),
    "carry_out": Text("结转下年{much}", "{much} carried over to the next period"),
    "carry_in": Text("由上年结转{much}", "{much} carried over from the last period"),
    "move_out": Text("调剂转出{much}", "{much} moved to another account"),
    "move_in": Text("调剂转入{much}", "{much} moved here from another account"),
    "hold": Text("{case}占用{much}", "{much} held{case}"),
    "post": Text("{case}核销{much}（由占用转为使用）", "{much} posted{case}: from held to used"),
    "release": Text("{case}多占用的{much}释放", "{much} held{case} but not needed, released"),
    "void": Text("{case}的占用撤销，释放{much}", "the hold{case} was given up, {much} released"),
    "expire": Text("{case}的占用到期，释放{much}", "the hold{case} expired, {much} released"),
    "return": Text("{case}已核销的{much}退回", "{much} posted{case} came back"),
    "clawback": Text("{case}已兑现的{much}追回", "{much} paid{case} was clawed back"),
    "bounce": Text(
        "{case}的付款{much}被银行退票，重新占用", "a payment of {much}{case} bounced and is held again"
    ),
    "correct": Text("更正：补记核销{much}", "corrected: {much} more counted as posted"),
}
_CORRECTED_DOWN: Final = Text("更正：冲减核销{much}", "corrected: {much} less counted as posted")
