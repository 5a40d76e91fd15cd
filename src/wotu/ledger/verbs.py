"""What people do with accounts: open, appropriate, reserve, carry over, move, correct.

Every verb but `open_account` is asked with a key, made when its form is shown: sent twice, it is done once.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Sum

from wotu.audit.verbs import note
from wotu.ledger.amounts import MOST, in_words
from wotu.ledger.models import UNITS, Account, Entry
from wotu.ledger.refusal import LedgerRefused, OtherContent
from wotu.ledger.writing import Change, Reason, change, lock_accounts
from wotu.rules.text import Text

NO_DOCUMENT = Text("请写明文件依据（文号或会议纪要）。", "Name the document it rests on.")
NO_REASON = Text("请写明理由。", "Give a reason.")


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account to open. `ends` is the first day after its period; None for good.

    `assumption` says in words what was assumed where nobody published the limit.
    """

    zone: str
    code: str
    family: str
    unit: str
    label: Text
    owner: str = ""
    starts: dt.date | None = None
    ends: dt.date | None = None
    part_of: Account | None = None
    document: str = ""
    published: bool = True
    assumption: Text | None = None


def open_account(*, account: NewAccount, by: str, now: dt.datetime, limit: int = 0) -> Account:
    """Open an account (开户), with its first appropriation. One that is open already stays as it is.

    Raises:
        LedgerRefused: an account of this code counts something else, or the limit cannot be.
    """
    with transaction.atomic():
        opened, is_new = open_quietly(account, limit, by, now)
        if is_new:
            _note("open_account", opened, by, now, limit=limit, document=account.document)
    return opened


def open_quietly(account: NewAccount, limit: int, by: str, now: dt.datetime) -> tuple[Account, bool]:
    """Open an account inside a verb that notes it; tell whether it is new."""
    if account.unit not in UNITS:
        raise LedgerRefused(Text("没有这种计量单位。", "Not a unit the ledger counts in."))
    assumed = account.assumption
    opened, is_new = Account.objects.get_or_create(
        zone=account.zone, code=account.code,
        defaults={
            "family": account.family, "unit": account.unit, "label_zh": account.label.zh,
            "label_en": account.label.en, "owner": account.owner, "part_of": account.part_of,
            "starts": account.starts, "ends": account.ends, "document": account.document,
            "published": account.published, "assumption_zh": assumed.zh if assumed else "",
            "assumption_en": assumed.en if assumed else "",
        },
    )  # fmt: skip
    if not is_new and (opened.family, opened.unit) != (account.family, account.unit):
        raise OtherContent(account.code)
    if is_new and limit:
        reason = Reason(
            f"open/{opened.zone}/{opened.code}", "appropriate", now, by, "open_account", note=account.document
        )
        change([Change(opened.pk, limit=_positive(limit))], reason)
        opened.refresh_from_db()
    return opened, is_new


def appropriate(
    *, account: Account, amount: int, document: str, key: str, by: str, now: dt.datetime
) -> Account:
    """Raise the limit (下达指标) by a document, or with a negative amount take part of it back (收回).

    Raises:
        LedgerRefused: no document is named, or more is spoken for than would be left.
        OtherContent: the key was used for another move.
    """
    document = _said(document, NO_DOCUMENT)
    code = "appropriate" if amount > 0 else "withdraw"
    return _one(
        account, Change(account.pk, limit=_something(amount)), code, "appropriate", document, key, by, now
    )


def reserve(*, account: Account, amount: int, reason: str, key: str, by: str, now: dt.datetime) -> Account:
    """Keep an amount back (预留): nobody can draw on it until it is released.

    Raises:
        LedgerRefused: no reason is given, or less is left.
        OtherContent: the key was used for another move.
    """
    moved = Change(account.pk, reserved=_positive(amount))
    return _one(account, moved, "reserve", "reserve", _said(reason, NO_REASON), key, by, now)


def release_reserve(
    *, account: Account, amount: int, reason: str, key: str, by: str, now: dt.datetime
) -> Account:
    """Let an amount that was kept back be drawn on again (解除预留).

    Raises:
        LedgerRefused: no reason is given, or less is reserved.
        OtherContent: the key was used for another move.
    """
    moved = Change(account.pk, reserved=-_positive(amount))
    return _one(account, moved, "release_reserve", "release_reserve", _said(reason, NO_REASON), key, by, now)


def move_between(
    *, source: Account, target: Account, amount: int, document: str, key: str, by: str, now: dt.datetime
) -> tuple[Account, Account]:
    """Move part of a limit to another account (调剂), by a document.

    Raises:
        LedgerRefused: no document is named, less is left, or the accounts do not count the same.
        OtherContent: the key was used for another move.
    """
    return _two(source, target, amount, "move", _said(document, NO_DOCUMENT), key, by, now)


def carry_over(
    *,
    source: Account,
    target: Account,
    amount: int | None,
    document: str,
    key: str,
    by: str,
    now: dt.datetime,
) -> tuple[Account, Account]:
    """Carry what is left of a period into the next (结转); None for all of it.

    Raises:
        LedgerRefused: no document is named, less or nothing is left, or it is not a later period of the same.
        OtherContent: the key was used for another move.
    """
    if source.family != target.family or not source.ends or not target.starts or target.starts < source.ends:
        raise LedgerRefused(
            Text("只能结转到同一项目以后的期间。", "Carry over into a later period of the same account.")
        )
    return _two(source, target, amount, "carry", _said(document, NO_DOCUMENT), key, by, now)


def correct(*, account: Account, amount: int, reason: str, key: str, by: str, now: dt.datetime) -> Account:
    """Put right what is posted outside any transfer (更正), such as what was used before the books began.

    Raises:
        LedgerRefused: no reason is given, less is left, or less was posted outside transfers.
        OtherContent: the key was used for another move.
    """
    reason = _said(reason, NO_REASON)
    moved = Change(account.pk, posted=_something(amount))
    with transaction.atomic():
        account = _locked(account)
        if _done_before(key, "correct", moved):
            return account
        of_transfers = account.lines.aggregate(all=Sum("posted"))["all"] or 0
        if account.posted + amount < of_transfers:
            raise LedgerRefused(
                Text(
                    "办件核销的数额要在办件里退回，不能直接更正。",
                    "What a case posted is given back by the case, not corrected here.",
                )
            )
        return _write(account, moved, "correct", "correct", reason, key, by, now)


def _one(  # noqa: PLR0917
    account: Account, moved: Change, code: str, verb: str, said: str, key: str, by: str, now: dt.datetime
) -> Account:
    with transaction.atomic():
        account = _locked(account)
        if _done_before(key, code, moved):
            return account
        if moved.reserved < -account.reserved:
            kept = in_words(account.reserved, account.unit)
            raise LedgerRefused(Text(f"只预留了{kept.zh}。", f"Only {kept.en} is reserved."))
        return _write(account, moved, code, verb, said, key, by, now)


def _two(  # noqa: PLR0917
    source: Account, target: Account, amount: int | None, code: str, document: str, key: str, by: str,
    now: dt.datetime,
) -> tuple[Account, Account]:  # fmt: skip
    if source.pk == target.pk or (source.zone, source.unit) != (target.zone, target.unit):
        raise LedgerRefused(
            Text(
                "请选择同一园区、同一计量单位的另一个账户。",
                "Choose another account of the same zone that counts the same.",
            )
        )
    verb = {"move": "move_between", "carry": "carry_over"}[code]
    with transaction.atomic():
        lock_accounts([source.pk, target.pk])
        source, target = _locked(source), _locked(target)
        before = Entry.objects.filter(key=key, account=source, code=f"{code}_out").first()
        whole = source.left if amount is None else _positive(amount)
        moved = whole if before is None or amount is not None else -before.limit
        if _done_before(key, f"{code}_out", Change(source.pk, limit=-moved)):
            return source, target
        _positive(moved)
        for account, sign, way in ((source, -1, "out"), (target, 1, "in")):
            reason = Reason(key, f"{code}_{way}", now, by, verb, note=document)
            change([Change(account.pk, limit=sign * moved)], reason)
        _note(verb, source, by, now, amount=moved, to=target.code, document=document)
    for account in (source, target):
        account.refresh_from_db()
    return source, target


def _write(  # noqa: PLR0917
    account: Account, moved: Change, code: str, verb: str, said: str, key: str, by: str, now: dt.datetime
) -> Account:
    change([moved], Reason(key, code, now, by, verb, note=said))
    amount = moved.limit + moved.reserved + moved.posted
    _note(verb, account, by, now, amount=amount, said=said)
    account.refresh_from_db()
    return account


def _locked(account: Account) -> Account:
    return Account.objects.select_for_update(of=("self",)).get(pk=account.pk)


def _done_before(key: str, code: str, moved: Change) -> bool:
    """Tell whether this very move was made already.

    Raises:
        OtherContent: another one was made under its key.
    """
    entries = list(Entry.objects.filter(key=key))
    if not entries:
        return False
    if not any(
        entry.code == code
        and Change(entry.account_id, entry.limit, entry.reserved, entry.held, entry.posted) == moved
        for entry in entries
    ):
        raise OtherContent(key)
    return True


def _something(amount: int) -> int:
    if not amount or abs(amount) > MOST:
        raise LedgerRefused(Text("请填写数额。", "Give an amount."))
    return amount


def _positive(amount: int) -> int:
    if not 0 < amount <= MOST:
        raise LedgerRefused(Text("数额要大于零。", "The amount must be above zero."))
    return amount


def _said(words: str, otherwise: Text) -> str:
    if not words.strip():
        raise LedgerRefused(otherwise)
    return words.strip()[:500]


def _note(verb: str, account: Account, by: str, now: dt.datetime, **detail: object) -> None:
    note(verb=verb, about=f"{account.zone}/{account.code}", by=by, now=now, zone=account.zone, **detail)
