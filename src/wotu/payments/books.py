"""What a case holds, posts and gives back on the ledger. A case that was served in rounds has several holds.

All of it runs inside the caller's transaction, with the case locked.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from wotu.cases.models import Case
from wotu.ledger import moves
from wotu.ledger.models import Transfer, TransferLine
from wotu.ledger.moves import GaveBack
from wotu.ledger.refusal import LedgerRefused
from wotu.rules.text import Text


@dataclass(frozen=True)
class Standing:
    """What a case has on the ledger, of the whole award, in fen."""

    held: int
    posted: int


def standing_of(case: Case) -> Standing:
    """Return what a case holds and has posted now."""
    transfers = _transfers(case)
    return Standing(
        sum(whole(one, lambda line: line.held) for one in transfers),
        sum(whole(one, lambda line: line.posted) for one in transfers),
    )


def keep_from_others(cases: list[Case]) -> None:
    """Lock everything cases have on the ledger, before one transaction makes many moves."""
    moves.lock(transfers=Transfer.objects.filter(case__in=[case.about for case in cases]))


def post(case: Case, amount: int, *, key: str, by: str, now: dt.datetime, verb: str) -> None:
    """Use so much of what a case holds; the rest stays held.

    Raises:
        LedgerRefused: the case holds less.
    """

    def take(transfer: Transfer, part: int, number: int) -> None:
        moves.post(
            transfer=transfer, amount=part, key=f"{key}/{number}", by=by, now=now, keep_rest=True, verb=verb
        )

    _spread(case, amount, lambda line: line.held, take)


def give_up(case: Case, amount: int, *, by: str, now: dt.datetime, verb: str) -> None:
    """Let go of so much of what a case holds.

    Raises:
        LedgerRefused: the case holds less.
    """

    def let_go(transfer: Transfer, part: int, number: int) -> None:  # noqa: ARG001 - void numbers its own
        moves.void(transfer=transfer, amount=part, by=by, now=now, code="release", verb=verb)

    _spread(case, amount, lambda line: line.held, let_go)


def give_up_all(case: Case, *, by: str, now: dt.datetime, verb: str) -> None:
    """Let go of everything a case holds."""
    for transfer in _transfers(case):
        moves.void(transfer=transfer, by=by, now=now, verb=verb)


def give_back(
    case: Case, amount: int, *, key: str, code: GaveBack, by: str, now: dt.datetime, verb: str
) -> None:
    """Return so much of what a case has posted.

    Raises:
        LedgerRefused: the case has posted less.
    """

    def back(transfer: Transfer, part: int, number: int) -> None:
        moves.give_back(
            transfer=transfer, key=f"{key}/{number}", amount=part, code=code, by=by, now=now, verb=verb
        )

    _spread(case, amount, lambda line: line.posted, back, latest_first=True)


def _transfers(case: Case) -> list[Transfer]:
    found = Transfer.objects.filter(case=case.about).prefetch_related("lines")
    return list(found.order_by("id"))


def whole(transfer: Transfer, of: Callable[[TransferLine], int]) -> int:
    """Return how much of the whole award a transfer has: what every account but those bearing shares has."""
    return min((of(line) for line in transfer.lines.all() if not line.share), default=0)


def _spread(
    case: Case, amount: int, of: Callable[[TransferLine], int],
    move: Callable[[Transfer, int, int], None], *, latest_first: bool = False,
) -> None:  # fmt: skip
    """Divide an amount over the holds of a case, one after the other."""
    transfers = _transfers(case)
    rest = amount
    for number, transfer in enumerate(reversed(transfers) if latest_first else transfers, start=1):
        part = min(rest, whole(transfer, of))
        if part:
            move(transfer, part, number)
            rest -= part
    if rest:
        raise LedgerRefused(
            Text(
                "台账上这个办件的数额不够，不能继续。请先对账。",
                "The case has less on the ledger than this takes. Reconcile first.",
            )
        )
