"""The ways to claim one unit of an account, each in a transaction that writes the same rows."""

# ruff: noqa: PLC0415 - Django must be set up before its models are imported

import datetime as dt
import random
from collections.abc import Callable

NOW = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
Way = Callable[[int, str], bool]


def ours(account: int, key: str) -> bool:
    """Hold as the platform does: one conditional UPDATE with everything that explains it."""
    from django.db import transaction

    from wotu.ledger import moves
    from wotu.ledger.refusal import Short

    try:
        with transaction.atomic():
            moves.hold(
                key=key, claims=[moves.Claim(account, 1)], case="case:1", verb="approve", by="bench", now=NOW
            )
    except Short:
        return False
    return True


def naive(account: int, key: str) -> bool:
    """Check, then act. It oversells; the CHECK constraint is what stops it here."""
    from django.db import IntegrityError, transaction

    from wotu.ledger.models import Account

    try:
        with transaction.atomic():
            found = Account.objects.get(pk=account)
            if found.left < 1:
                return False
            _write(account, key)
    except IntegrityError:
        return False
    return True


def row_lock(account: int, key: str) -> bool:
    """Lock the account, add up what is claimed, then act."""
    from django.db import transaction
    from django.db.models import Sum

    from wotu.ledger.models import Account, TransferLine

    with transaction.atomic():
        found = Account.objects.select_for_update(of=("self",)).get(pk=account)
        claimed = TransferLine.objects.filter(account=account).aggregate(all=Sum("amount"))["all"] or 0
        if claimed + 1 > found.limit:
            return False
        _write(account, key)
    return True


def row_lock_counter(account: int, key: str) -> bool:
    """Lock the account, look at its counters, then act."""
    from django.db import transaction

    from wotu.ledger.models import Account

    with transaction.atomic():
        if Account.objects.select_for_update(of=("self",)).get(pk=account).left < 1:
            return False
        _write(account, key)
    return True


def _write(account: int, key: str) -> None:
    from django.db.models import F

    from wotu.ledger.models import Account, Entry, Transfer, TransferLine

    about = {"case": "case:1", "verb": "approve", "by": "bench", "at": NOW}
    transfer = Transfer.objects.create(key=key, amount=1, **about)
    Account.objects.filter(pk=account).update(held=F("held") + 1)
    TransferLine.objects.create(transfer=transfer, account_id=account, amount=1, held=1)
    Entry.objects.create(account_id=account, transfer=transfer, key=key, code="hold", held=1, **about)


WAYS: dict[str, Way] = {
    "ours": ours, "row lock, counters": row_lock_counter, "row lock, sum": row_lock, "naive": naive
}  # fmt: skip

PGBENCH = """\\set a random({first}, {last})
\\set k random(1, 9000000000000000000)
BEGIN;
INSERT INTO ledger_transfer (key, "case", verb, state, amount, at, by, expires_at)
VALUES ('bare/' || :k, 'case:1', 'approve', 'held', 1, now(), 'bench', NULL)
ON CONFLICT (key) DO NOTHING RETURNING id \\gset
UPDATE ledger_account SET held = held + 1 WHERE id = :a AND reserved + held + posted + 1 <= "limit";
INSERT INTO ledger_transferline (transfer_id, account_id, amount, held, posted, share)
VALUES (:id, :a, 1, 1, 0, false);
INSERT INTO ledger_entry
    (account_id, "limit", reserved, held, posted, transfer_id, key, code, at, by, verb, "case", note)
VALUES (:a, 0, 0, 1, 0, :id, 'bare/' || :k, 'hold', now(), 'bench', 'approve', 'case:1', '');
COMMIT;
"""
"""The same rows by the leanest client there is: PostgreSQL's own, written in C."""


def claim_for(way: str, accounts: list[int], until: Callable[[], bool], who: int) -> tuple[int, int]:
    """Claim until told to stop; return how many were granted and refused."""
    act, draw = WAYS[way], random.Random(who)  # noqa: S311
    granted = refused = 0
    while not until():
        done = act(draw.choice(accounts), f"{way}/{who}/{granted + refused}/{draw.random()}")
        granted, refused = granted + done, refused + (not done)
    return granted, refused
