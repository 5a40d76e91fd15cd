"""The books of the demonstration zones: accounts of their packs, and budgets that say they are invented."""

import datetime as dt
from typing import Final

from django.db import transaction

from wotu.ledger.drawing import bearers_of
from wotu.ledger.models import Account
from wotu.ledger.opening import budget_of, open_from_pack
from wotu.ledger.verbs import open_account
from wotu.match.payment import split
from wotu.measures.zones import Zone
from wotu.rules.model import Measure
from wotu.rules.text import Text

BUDGET: Final = 2_000_0000_00
"""What every measure of money gets a year: 2,000万元, in fen."""
ASSUMPTION: Final = Text(
    "演示：没有公布年度预算，每项措施每年按2000万元虚拟下达。",
    "A demonstration: no yearly budget was published; every measure gets an invented 20 million yuan a year.",
)
DOCUMENT: Final = "演示指标文 Demonstration"


def load_books(*, zone: Zone, by: str, now: dt.datetime, today: dt.date) -> int:
    """Open what a zone's pack declares, this year and the next, and invented budgets for this year.

    Return how many accounts are new. Repeating it changes nothing.
    """
    with transaction.atomic():
        new = len(open_from_pack(pack=zone.pack, years=(today.year, today.year + 1), by=by, now=now))
        known = set(Account.objects.filter(zone=zone.id).values_list("code", flat=True))
        for measure in zone.measures:
            if not _needs_a_budget(measure):
                continue
            shares = bearers_of(measure)
            for bearer, limit in (("", BUDGET), *split(BUDGET, shares)):
                if bearer == "employer":
                    continue  # pays out of its own pocket, and not through these books
                budget = budget_of(
                    zone=zone.id, measure=measure, year=today.year, document=DOCUMENT, bearer=bearer,
                    assumption=ASSUMPTION,
                )  # fmt: skip
                if budget.code not in known:
                    open_account(account=budget, limit=limit, by=by, now=now)
                    new += 1
    return new


def _needs_a_budget(measure: Measure) -> bool:
    """Tell whether a measure gives money for which its pack declares no account."""
    return all(version.benefit.type == "money" for version in measure.versions) and not any(
        version.capacity for version in measure.versions
    )
