"""Holding, posting and giving back: the building blocks of every verb that draws on an account.

They run inside the caller's transaction and raise where there is none: a case is approved and its money
held together, or neither. Their entries are their own audit record. Each happens once: the same key again
returns what was done the first time and writes nothing; the same key for something else is refused.

Locks are taken in one order everywhere: transfers by id, then accounts by id. Whoever makes several moves
in one transaction calls `lock` with all of them first.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from wotu.ledger.amounts import MOST
from wotu.ledger.models import Entry, Transfer, TransferLine
from wotu.ledger.refusal import LedgerRefused, OtherContent
from wotu.ledger.writing import Change, Reason, ask, change, inside_a_transaction, lock_accounts, short
from wotu.match.budget import pro_rata
from wotu.rules.text import Text

GaveBack = Literal["return", "clawback", "bounce"]
"""Why a posted amount comes back: given back, reclaimed (追回), or the bank returned it (退票)."""
AT_ONCE: Final = 1_000
"""So many holds expire in one transaction, at most."""

_COLUMNS: Final = ("id", "key", "case", "verb", "state", "amount", "at", "by", "expires_at")
_HOLD: Final = """
SELECT * FROM ledger_hold(%s, %s, %s, %s, %s, %s, %s::bigint[], %s::bigint[], %s::boolean[], %s)
"""
_LINES: Final = """
UPDATE ledger_transferline l SET held = l.held + c.held, posted = l.posted + c.posted
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[]) AS c(id, held, posted) WHERE l.id = c.id RETURNING l.id
"""


@dataclass(frozen=True, slots=True)
class Claim:
    """So much of one account. `share`: the account bears only a part of the whole (市县分担)."""

    account_id: int
    amount: int
    share: bool = False


def hold(
    *,
    key: str,
    claims: Sequence[Claim],
    case: str,
    verb: str,
    by: str,
    now: dt.datetime,
    expires_at: dt.datetime | None = None,
    note: str = "",
) -> Transfer:
    """Promise amounts of one or many accounts (占用): all of them, or none.

    Raises:
        Short: an account has not enough left; nothing is written.
        OtherContent: the key was used for another hold.
    """
    inside_a_transaction()
    claims = _in_order(claims)
    accounts, amounts = [c.account_id for c in claims], [c.amount for c in claims]
    about = [key, case, verb, by, now, expires_at]
    found = ask(_HOLD, [*about, accounts, amounts, [c.share for c in claims], note])
    transfer_id, outcome = found[0]
    if outcome == "known":
        return _held_before(key, claims, case, verb)
    if outcome == "short":
        raise short(dict(zip(accounts, amounts, strict=True)))
    row = (transfer_id, key, case, verb, "held", max(amounts), now, by, expires_at)
    return Transfer.from_db("default", _COLUMNS, row)


def post(
    *,
    transfer: Transfer,
    amount: int | Mapping[int, int],
    key: str,
    by: str,
    now: dt.datetime,
    keep_rest: bool = False,
    verb: str = "post",
    note: str = "",
) -> Transfer:
    """Use what was held (核销), whole or in part; the rest goes back unless it is kept for a later part.

    `amount` is of the whole: every account posts it, those that bear shares post it together, to the
    smallest unit. Or it says how much of each account.

    Raises:
        LedgerRefused: less is held than is to be posted.
        OtherContent: the key was used for another move.
    """
    inside_a_transaction()
    lines, transfer = _locked(transfer)
    if _done_before(key, transfer, "post", lines, amount):
        return transfer
    parts = _parts(lines, amount, {line.account_id: line.held for line in lines})
    if not any(parts.values()) and keep_rest:
        raise LedgerRefused(Text("核销数额要大于零。", "Post more than nothing."))
    reason = Reason(key, "post", now, by, verb, transfer.case, note, transfer.pk)
    _apply(lines, {a: (-part, part) for a, part in parts.items()}, reason)
    if not keep_rest:
        rest = Reason(key, "release", now, by, verb, transfer.case, note, transfer.pk)
        _apply(lines, {line.account_id: (-line.held, 0) for line in lines}, rest)
    return _settle(transfer, lines, "void")


def void(
    *,
    transfer: Transfer,
    by: str,
    now: dt.datetime,
    amount: int | Mapping[int, int] | None = None,
    code: str = "void",
    verb: str = "void",
    note: str = "",
) -> Transfer:
    """Give up what is still held (释放), all of it or so much. A transfer that holds nothing stays as it is.

    Raises:
        LedgerRefused: less is held than is to be given up.
        ValueError: `code` is not `void` or `release`.
    """
    inside_a_transaction()
    if code not in {"void", "release"}:
        raise ValueError(f"{code!r} is not a way to give up a hold")
    lines, transfer = _locked(transfer)
    held = {line.account_id: line.held for line in lines}
    if not any(held.values()):
        return transfer
    parts = held if amount is None else _parts(lines, amount, held)
    # a hold given up may be held again (a bounced payment) and given up once more
    number = transfer.entries.filter(code=code).values("key").distinct().count()
    key = f"{transfer.key}/{code}/{number + 1}"
    reason = Reason(key, code, now, by, verb, transfer.case, note, transfer.pk)
    _apply(lines, {account: (-part, 0) for account, part in parts.items()}, reason)
    return _settle(transfer, lines, "void")


def give_back(
    *,
    transfer: Transfer,
    key: str,
    amount: int | Mapping[int, int],
    code: GaveBack,
    by: str,
    now: dt.datetime,
    verb: str = "give_back",
    note: str = "",
) -> Transfer:
    """Return a posted amount to its accounts (退回、追回); a bounced payment (退票) is held again at once.

    Raises:
        LedgerRefused: less is posted than is to come back.
        OtherContent: the key was used for another move.
    """
    inside_a_transaction()
    lines, transfer = _locked(transfer)
    if _done_before(key, transfer, code, lines, amount):
        return transfer
    parts = _parts(lines, amount, {line.account_id: line.posted for line in lines})
    if not any(parts.values()):
        raise LedgerRefused(Text("退回数额要大于零。", "Give back more than nothing."))
    reason = Reason(key, code, now, by, verb, transfer.case, note, transfer.pk)
    again = 1 if code == "bounce" else 0
    _apply(lines, {account: (again * part, -part) for account, part in parts.items()}, reason)
    return _settle(transfer, lines, "void")


def expire_due(*, now: dt.datetime, by: str, at_most: int = AT_ONCE) -> list[Transfer]:
    """Give up every hold whose time is over; return them.

    Those somebody works on at this moment wait for the next call.
    """
    inside_a_transaction()
    due = Transfer.objects.select_for_update(skip_locked=True, of=("self",)).order_by("id")
    transfers = list(due.filter(state="held", expires_at__lte=now)[:at_most])
    if not transfers:
        return []
    lines = _lines_of(transfers)
    lock_accounts(line.account_id for line in lines)
    for transfer in transfers:
        mine = [line for line in lines if line.transfer_id == transfer.pk]
        reason = Reason(
            f"{transfer.key}/expire", "expire", now, by, "expire_due", transfer.case, "", transfer.pk
        )
        _apply(mine, {line.account_id: (-line.held, 0) for line in mine}, reason)
        _settle(transfer, mine, "expired")
    return transfers


def lock(*, transfers: Iterable[Transfer], accounts: Iterable[int] = ()) -> None:
    """Keep transfers and their accounts from everybody else, before one transaction makes many moves."""
    inside_a_transaction()
    chosen = sorted({transfer.pk for transfer in transfers})
    list(Transfer.objects.select_for_update(of=("self",)).filter(pk__in=chosen).order_by("id"))
    drawn = TransferLine.objects.filter(transfer__in=chosen).values_list("account_id", flat=True)
    lock_accounts([*accounts, *drawn])


def _in_order(claims: Sequence[Claim]) -> list[Claim]:
    claims = sorted(claims, key=lambda claim: claim.account_id)
    if not claims or any(not 0 < claim.amount <= MOST for claim in claims):
        raise LedgerRefused(Text("占用数额要大于零。", "Hold more than nothing."))
    if len({claim.account_id for claim in claims}) < len(claims):
        raise ValueError("one claim for each account")
    wholes = {claim.amount for claim in claims if not claim.share}
    borne = sum(claim.amount for claim in claims if claim.share)
    if borne and wholes and (len(wholes) > 1 or borne > max(wholes)):
        raise ValueError("shares are parts of one whole")
    return claims


def _held_before(key: str, claims: Sequence[Claim], case: str, verb: str) -> Transfer:
    transfer = Transfer.objects.get(key=key)
    before = {(line.account_id, line.amount, line.share) for line in transfer.lines.all()}
    same = before == {(claim.account_id, claim.amount, claim.share) for claim in claims}
    if not same or (transfer.case, transfer.verb) != (case, verb):
        raise OtherContent(key)
    return transfer


def _locked(transfer: Transfer) -> tuple[list[TransferLine], Transfer]:
    """Return a transfer and its lines as they are now, kept from everybody else with their accounts."""
    now = Transfer.objects.select_for_update(of=("self",)).get(pk=transfer.pk)
    lines = _lines_of([now])
    lock_accounts(line.account_id for line in lines)
    return lines, now


def _lines_of(transfers: Sequence[Transfer]) -> list[TransferLine]:
    """Return the lines of transfers that are locked already."""
    return list(TransferLine.objects.filter(transfer__in=transfers).order_by("account_id"))


def _parts(
    lines: Sequence[TransferLine], amount: int | Mapping[int, int], most: Mapping[int, int]
) -> dict[int, int]:
    """Return how much of `amount` falls on each account, at most `most` of each.

    Raises:
        LedgerRefused: it does not fit.
    """
    if isinstance(amount, Mapping):
        parts = {line.account_id: amount.get(line.account_id, 0) for line in lines}
        strange = set(amount) - set(parts)
    else:
        parts, strange = _of_the_whole(lines, amount, most), set()
    if strange or any(not 0 <= part <= most[account] for account, part in parts.items()):
        raise LedgerRefused(Text("数额超出这一笔还有的部分。", "That is more than this transfer still has."))
    return parts


def _of_the_whole(lines: Sequence[TransferLine], amount: int, most: Mapping[int, int]) -> dict[int, int]:
    """Return `amount` of every account, divided where accounts bear shares; part may be borne outside."""
    shares = [line.account_id for line in lines if line.share]
    borne = sum(most[account] for account in shares)
    whole = max((most[line.account_id] for line in lines if not line.share), default=borne)
    *divided, _outside = pro_rata(amount, [*(most[account] for account in shares), whole - borne])
    parts = dict(zip(shares, divided, strict=True))
    if amount > whole:
        parts |= dict.fromkeys(shares, amount)  # more than there is: refused
    return {line.account_id: parts.get(line.account_id, amount) for line in lines}


def _done_before(
    key: str, transfer: Transfer, code: str, lines: Sequence[TransferLine], amount: int | Mapping[int, int]
) -> bool:
    """Tell whether this very move was made already.

    Raises:
        OtherContent: another one was made under its key.
    """
    entries = list(Entry.objects.filter(key=key))
    if not entries:
        return False
    parts = {entry.account_id: abs(entry.posted) for entry in entries if entry.code == code}
    ours = all(e.transfer_id == transfer.pk and e.code in {code, "release"} for e in entries)
    if not ours or not _amounts_to(parts, lines, amount):
        raise OtherContent(key)
    return True


def _amounts_to(
    parts: Mapping[int, int], lines: Sequence[TransferLine], amount: int | Mapping[int, int]
) -> bool:
    if isinstance(amount, Mapping):
        return parts == {account: part for account, part in amount.items() if part}
    shares = [parts.get(line.account_id, 0) for line in lines if line.share]
    wholes = [parts.get(line.account_id, 0) for line in lines if not line.share]
    return all(part == amount for part in wholes) and (bool(wholes) or sum(shares) == amount)


def _apply(lines: Sequence[TransferLine], moved: Mapping[int, tuple[int, int]], reason: Reason) -> None:
    """Change held and posted of lines and their accounts by what is given for each account."""
    real = {account: both for account, both in moved.items() if both != (0, 0)}
    if not real:
        return
    changed = [line for line in lines if line.account_id in real]
    columns = [[line.pk for line in changed], *zip(*(real[line.account_id] for line in changed), strict=True)]
    ask(_LINES, [list(column) for column in columns])
    for line in changed:
        line.held, line.posted = line.held + real[line.account_id][0], line.posted + real[line.account_id][1]
    change([Change(account, held=held, posted=posted) for account, (held, posted) in real.items()], reason)


def _settle(transfer: Transfer, lines: Sequence[TransferLine], empty: str) -> Transfer:
    """Write the state that the lines make: held, posted, or `empty` where nothing stands any more.

    Of what was used once, the rest no longer expires by itself.
    """
    held, posted = any(line.held for line in lines), any(line.posted for line in lines)
    transfer.state = "held" if held else "posted" if posted else empty
    if empty != "expired":
        transfer.expires_at = None
    transfer.save(update_fields=["state", "expires_at"])
    return transfer
