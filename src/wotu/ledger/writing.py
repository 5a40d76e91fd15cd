"""The statements the ledger is written with: sets of accounts at once, guarded by the database.

Every statement changes counters and writes the entries that explain them together. A change that does
not fit below the limit matches no row, so asking and taking are one step and cannot be parted by anybody
else's claim; the table's CHECK constraints stand behind that.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection, transaction

from wotu.ledger.models import Account
from wotu.ledger.refusal import Lack, LedgerRefused, Short
from wotu.rules.text import Text


@dataclass(frozen=True, slots=True)
class Change:
    """By how much the counters of one account go up or down."""

    account_id: int
    limit: int = 0
    reserved: int = 0
    held: int = 0
    posted: int = 0


@dataclass(frozen=True, slots=True)
class Reason:
    """What an entry says beside its amounts: which move, what it was, when, by whom, what for."""

    key: str
    code: str
    at: dt.datetime
    by: str
    verb: str
    case: str = ""
    note: str = ""
    transfer_id: int | None = None


LOCK: Final = "SELECT id FROM ledger_account WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE"

CHANGE: Final = """
WITH asked AS (
    SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[])
        AS t(account_id, "limit", reserved, held, posted)
), changed AS (
    UPDATE ledger_account a
    SET "limit" = a."limit" + c."limit", reserved = a.reserved + c.reserved,
        held = a.held + c.held, posted = a.posted + c.posted
    FROM asked c
    WHERE a.id = c.account_id
      AND a.reserved + c.reserved + a.held + c.held + a.posted + c.posted <= a."limit" + c."limit"
    RETURNING c.*
)
INSERT INTO ledger_entry
    (account_id, "limit", reserved, held, posted, transfer_id, key, code, at, by, verb, "case", note)
SELECT account_id, "limit", reserved, held, posted, %s, %s, %s, %s, %s, %s, %s, %s
FROM changed RETURNING account_id
"""


def inside_a_transaction() -> None:
    """Refuse to write outside the caller's transaction, where half of a verb might stay.

    Raises:
        TransactionManagementError: there is none.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a move of the ledger belongs into a transaction")


def ask(sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Run a statement and return its rows."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def lock_accounts(accounts: Iterable[int]) -> None:
    """Keep accounts from everybody else until the transaction ends, always in the same order."""
    ask(LOCK, [sorted(set(accounts))])


def change(changes: Sequence[Change], reason: Reason) -> None:
    """Change counters and write the entries that say why. Lock first where there are several accounts.

    Raises:
        Short: an account has not enough left. What was changed is undone with the caller's transaction.
    """
    done = ask(
        CHANGE,
        [
            [c.account_id for c in changes], [c.limit for c in changes], [c.reserved for c in changes],
            [c.held for c in changes], [c.posted for c in changes],
            reason.transfer_id, reason.key, reason.code, reason.at, reason.by, reason.verb, reason.case,
            reason.note,
        ],
    )  # fmt: skip
    if len(done) < len(changes):
        raise short({c.account_id: c.reserved + c.held + c.posted - c.limit for c in changes})


def short(wanted: Mapping[int, int]) -> LedgerRefused:
    """Return the refusal that names each account with less left than is wanted."""
    accounts = list(Account.objects.filter(pk__in=wanted).order_by("id"))
    if len(accounts) < len(wanted):
        return LedgerRefused(Text("没有这个账户。", "There is no such account."))
    lacks = [Lack(a.pk, a.label, a.unit, wanted[a.pk], a.left) for a in accounts]
    return Short([lack for lack in lacks if lack.wanted > lack.left] or lacks)
