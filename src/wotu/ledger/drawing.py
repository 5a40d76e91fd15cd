"""Which accounts an award draws on: the pool, the measure's own budget, and who bears the cost."""

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction

from wotu.ledger.models import Account
from wotu.ledger.moves import Claim
from wotu.ledger.opening import budget_family
from wotu.ledger.reads import open_accounts_for
from wotu.ledger.refusal import LedgerRefused
from wotu.match.payment import split
from wotu.rules.model import Measure, Version
from wotu.rules.text import Text


def bearers_of(measure: Measure) -> tuple[tuple[str, Fraction], ...]:
    """Return who bears which part of a measure's cost (市县分担), by its latest text that says so."""
    splits = [version.payment.split for version in measure.versions if version.payment]
    return next((shares for shares in reversed(splits) if shares), ())


class NoBudget(LedgerRefused):
    """No account is open that a measure could draw on that day (没有下达指标)."""


def accounts_drawn(zone: str, version: Version, day: dt.date) -> dict[str, Account]:
    """Return the accounts open on a day that an award draws on, by role: `pool`, `budget`, each bearer."""
    families = {"budget": budget_family(version.measure)}
    if version.capacity:
        families["pool"] = version.capacity.account
    if version.payment:
        families |= {who: f"{version.measure.id}/{who}" for who, _ in version.payment.split}
    found = open_accounts_for(zone, families.values(), day)
    return {role: found[family] for role, family in families.items() if family in found}


def claims_for(
    *, zone: str, version: Version, amount: int, day: dt.date, drawn: Mapping[str, Account] | None = None
) -> list[Claim]:
    """Return what an award of `amount` smallest units holds.

    The pool of its capacity and the measure's own budget both count the whole award, so that neither a
    shared pool nor a measure's part of it is overdrawn. Of a cost split every bearer with an account in
    these books holds its share beside them; who pays from elsewhere (an employer) has none here.

    `drawn` are the accounts where they are known already.

    Raises:
        NoBudget: neither a pool nor a budget is open on that day.
    """
    drawn = accounts_drawn(zone, version, day) if drawn is None else drawn
    wholes = [account for role, account in drawn.items() if role in {"pool", "budget"}]
    if not wholes:
        title = version.measure.title
        raise NoBudget(
            Text(
                f"“{title.zh}”{day.year}年还没有下达指标，请先在台账里下达。",
                f"Nothing is appropriated for “{title.en}” in {day.year}; appropriate it in the books first.",
            )
        )
    shares = split(amount, version.payment.split) if version.payment else ()
    return [
        *(Claim(account.pk, amount) for account in wholes),
        *(Claim(drawn[who].pk, part, share=True) for who, part in shares if who in drawn and part),
    ]
