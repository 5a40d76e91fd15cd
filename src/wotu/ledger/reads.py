"""Reading the ledger: the account to draw on, what is left, why, and whether it all adds up."""

import datetime as dt

from django.db.models import BigIntegerField, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from wotu.ledger.models import Account


def accounts_of(zone: str) -> QuerySet[Account]:
    """Return every account of a zone, by family and period."""
    return Account.objects.filter(zone=zone).select_related("part_of")


def open_account_for(zone: str, family: str, day: dt.date) -> Account | None:
    """Return the account of a family whose period has a day; None where none is open."""
    begun, not_over = Q(starts=None) | Q(starts__lte=day), Q(ends=None) | Q(ends__gt=day)
    running = Account.objects.filter(begun, not_over, zone=zone, family=family)
    return running.order_by(F("starts").desc(nulls_last=True)).first()  # dated before one for good


def not_adding_up(zone: str | None = None) -> list[Account]:
    """Return every account whose counters are not the sums of its entries, or whose holds are not its
    transfers': none, unless somebody wrote past the ledger.
    """
    accounts = Account.objects.all() if zone is None else Account.objects.filter(zone=zone)
    counters = ("limit", "reserved", "held", "posted")
    sums = {f"sum_of_{name}": _sum(f"entries__{name}") for name in counters}
    right = Q(**{name: F(f"sum_of_{name}") for name in counters})
    wrong = set(accounts.annotate(**sums).exclude(right).values_list("pk", flat=True))
    of_transfers = accounts.annotate(of_lines=_sum("lines__held")).exclude(held=F("of_lines"))
    wrong |= set(of_transfers.values_list("pk", flat=True))
    return list(Account.objects.filter(pk__in=wrong))


def _sum(field: str) -> Coalesce:
    return Coalesce(Sum(field), 0, output_field=BigIntegerField())
