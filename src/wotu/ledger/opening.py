"""Accounts for what packs declare: pools for good or by the year, and yearly budgets of measures.

Every account of a pack becomes an account of the ledger for each period. A measure of money without a
declared capacity has none until an official appropriates a budget; one with a capacity may have a budget
too, a share of the pool. The parties of a cost split (市县分担) have budgets of their own.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Final

from django.db import transaction

from wotu.audit.verbs import note
from wotu.ledger.amounts import UNIT_OF_TYPE, smallest_units
from wotu.ledger.models import Account
from wotu.ledger.refusal import LedgerRefused
from wotu.ledger.verbs import NewAccount, open_quietly
from wotu.rules import model
from wotu.rules.text import Text

BEARERS: Final = {
    "city": Text("市级", "city"), "county": Text("县级", "county"), "district": Text("区级", "district"),
    "province": Text("省级", "province"), "zone": Text("园区", "zone"),
    "employer": Text("用人单位", "employer"),
}  # fmt: skip


def open_from_pack(*, pack: model.Pack, years: Iterable[int], by: str, now: dt.datetime) -> list[Account]:
    """Open the accounts a pack declares (开户), those by the year for each of `years`; return the new ones.

    What is open already stays as it is, so that repeating it changes nothing.
    """
    declared = [
        (f"{pack.id}.{account.id}", account, year)
        for account in pack.accounts.values()
        for year in (sorted(set(years)) if account.period == "year" else [None])
    ]
    with transaction.atomic():
        tried = [_open(pack.id, family, account, year, by, now) for family, account, year in declared]
        opened = [account for account, is_new in tried if is_new]
        if opened:
            codes = [account.code for account in opened]
            note(verb="open_from_pack", about=pack.id, by=by, now=now, zone=pack.id, accounts=codes)
    return opened


def budget_family(measure: model.Measure) -> str:
    """Return the family of a measure's own budgets: its id, unless a pool of its pack is called the same."""
    pools = {f"{measure.pack.id}.{account}" for account in measure.pack.accounts}
    return f"{measure.id}/budget" if measure.id in pools else measure.id


def budget_of(
    *,
    zone: str,
    measure: model.Measure,
    year: int,
    document: str,
    bearer: str = "",
    part_of: Account | None = None,
    assumption: Text | None = None,
) -> NewAccount:
    """Return the budget of a measure for a year, to be opened; with a bearer, that party's share of it.

    Raises:
        LedgerRefused: the measure gives nothing that can be counted.
    """
    kinds = {version.benefit.type for version in measure.versions}
    unit = UNIT_OF_TYPE.get(kinds.pop()) if len(kinds) == 1 else None
    if unit is None:
        raise LedgerRefused(
            Text("这项措施给的不是可以计量的额度。", "This measure gives nothing an account could count.")
        )
    who = BEARERS.get(bearer, Text(bearer, bearer))
    label = Text(f"{measure.title.zh}（{who.zh}承担）", f"{measure.title.en} ({who.en} share)")
    family = f"{measure.id}/{bearer}" if bearer else budget_family(measure)
    return NewAccount(
        zone=zone, code=f"{family}/{year}", family=family, unit=unit,
        label=label if bearer else measure.title, owner=bearer, starts=dt.date(year, 1, 1),
        ends=dt.date(year + 1, 1, 1),
        part_of=part_of, document=document, published=assumption is None, assumption=assumption,
    )  # fmt: skip


def has_next_period(account: Account) -> bool:
    """Tell whether an account is kept by the year."""
    return bool(account.starts and account.ends) and account.code.endswith(f"/{account.starts:%Y}")


def next_period(*, account: Account, by: str, now: dt.datetime) -> Account:
    """Open the account of the year after (下一年度), with nothing in it yet; return it.

    Raises:
        LedgerRefused: the account is not by the year.
    """
    if not account.ends or not has_next_period(account):
        raise LedgerRefused(Text("这个账户不分年度。", "This account is not kept by the year."))
    year = account.ends.year
    new = NewAccount(
        zone=account.zone, code=f"{account.code.rpartition('/')[0]}/{year}", family=account.family,
        unit=account.unit, label=account.label, owner=account.owner, starts=account.ends,
        ends=account.ends.replace(year=year + 1), document=account.document, published=account.published,
        assumption=account.assumption,
    )  # fmt: skip
    with transaction.atomic():
        opened, is_new = open_quietly(new, 0, by, now)
        if is_new:
            note(verb="next_period", about=f"{opened.zone}/{opened.code}", by=by, now=now, zone=opened.zone)
    return opened


def _open(  # noqa: PLR0917
    zone: str, family: str, declared: model.Account, year: int | None, by: str, now: dt.datetime
) -> tuple[Account, bool]:
    limit, unit = smallest_units(declared.limit)
    cited = declared.citation
    assumption = declared.publication.assumption
    new = NewAccount(
        zone=zone, code=f"{family}/{year}" if year else family, family=family, unit=unit,
        label=declared.label, starts=dt.date(year, 1, 1) if year else None,
        ends=dt.date(year + 1, 1, 1) if year else None, document=_cited(cited) if cited else "",
        published=declared.publication.published, assumption=assumption,
    )  # fmt: skip
    return open_quietly(new, int(limit), by, now)


def _cited(citation: model.Citation) -> str:
    words = (citation.source.title.zh, citation.source.number, citation.article)
    return " ".join(word for word in words if word)[:300]
