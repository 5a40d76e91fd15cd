"""Reading the ledger: the account to draw on, what is left, and whether it all adds up."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import BigIntegerField, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from wotu.ledger.models import Account, Round, WaitingClaim
from wotu.rules.text import Text

COUNTERS = ("limit", "reserved", "held", "posted")


def accounts_of(zone: str, year: int | None = None) -> QuerySet[Account]:
    """Return the accounts of a zone by family and period; with a year, those of it and those for good."""
    accounts = Account.objects.filter(zone=zone).select_related("part_of")
    return accounts if year is None else accounts.filter(Q(starts=None) | Q(starts__year=year))


def account_of(zone: str, id_: int) -> Account | None:
    """Return an account of a zone."""
    return accounts_of(zone).filter(pk=id_).first()


def round_of(zone: str, id_: int) -> Round | None:
    """Return a round of a zone."""
    return Round.objects.select_related("account__part_of").filter(pk=id_, account__zone=zone).first()


def rounds_of(account: Account) -> QuerySet[Round]:
    """Return the rounds of an account, the latest first."""
    return Round.objects.filter(account=account)


def rounds_to_draw(zone: str, now: dt.datetime) -> list[Round]:
    """Return the rounds of a zone that are over and not drawn yet, the oldest first."""
    over = Round.objects.filter(account__zone=zone, drawn_at=None, until__lte=now)
    return list(over.order_by("until"))


def waiting_for(account: Account) -> list[WaitingClaim]:
    """Return who waits for an account, in the order they came."""
    return list(WaitingClaim.objects.filter(account=account, ended_at=None))


def open_account_for(zone: str, family: str, day: dt.date) -> Account | None:
    """Return the account of a family whose period has a day; None where none is open."""
    return open_accounts_for(zone, [family], day).get(family)


def open_accounts_for(zone: str, families: Iterable[str], day: dt.date) -> dict[str, Account]:
    """Return, of every family that has one, the account whose period has a day."""
    begun, not_over = Q(starts=None) | Q(starts__lte=day), Q(ends=None) | Q(ends__gt=day)
    running = Account.objects.filter(begun, not_over, zone=zone, family__in=list(families))
    # the last one of a family stays: dated before one for good, the latest before earlier ones
    return {account.family: account for account in running.order_by(F("starts").asc(nulls_first=True))}


def years_of(zone: str) -> list[int]:
    """Return the years the zone keeps accounts of, the latest first."""
    dated = Account.objects.filter(zone=zone, starts__isnull=False)
    return sorted({day.year for day in dated.dates("starts", "year")}, reverse=True)


def like(account: Account) -> list[Account]:
    """Return the other accounts of the zone that count the same unit, but not those of single days."""
    others = accounts_of(account.zone).filter(unit=account.unit).exclude(pk=account.pk)
    return [one for one in others if not one.is_short]


@dataclass(frozen=True, slots=True)
class Family:
    """What a zone has of one thing: its accounts by period, and their sums."""

    id: str
    label: Text
    unit: str
    accounts: Sequence[Account]
    limit: int
    reserved: int
    held: int
    posted: int

    @property
    def left(self) -> int:
        """What can still be given out."""
        return self.limit - self.reserved - self.held - self.posted


def families_of(accounts: Iterable[Account]) -> list[Family]:
    """Return accounts put together by family, with totals."""
    found: dict[str, list[Account]] = {}
    for account in accounts:
        found.setdefault(account.family, []).append(account)
    return [
        Family(
            id_, members[0].label, members[0].unit, members,
            *(sum(getattr(account, name) for account in members) for name in COUNTERS),
        )
        for id_, members in found.items()
    ]  # fmt: skip


def not_adding_up(zone: str | None = None, only: Collection[int] | None = None) -> list[Account]:
    """Return every account whose counters are not the sums of its entries, or whose holds are not those of
    its transfers. There is none, unless somebody wrote past the ledger.
    """
    accounts = Account.objects.all() if zone is None else Account.objects.filter(zone=zone)
    if only is not None:
        accounts = accounts.filter(pk__in=only)
    sums = {f"sum_of_{name}": _sum(f"entries__{name}") for name in COUNTERS}
    right = Q(**{name: F(f"sum_of_{name}") for name in COUNTERS})
    wrong = set(accounts.annotate(**sums).exclude(right).values_list("pk", flat=True))
    of_transfers = accounts.annotate(of_lines=_sum("lines__held")).exclude(held=F("of_lines"))
    wrong |= set(of_transfers.values_list("pk", flat=True))
    return list(Account.objects.filter(pk__in=wrong))


def _sum(field: str) -> Coalesce:
    return Coalesce(Sum(field), 0, output_field=BigIntegerField())
