"""The tables of the ledger: accounts, what draws on them, and the entries that explain every balance."""

from wotu.ledger.models.account import UNITS, Account
from wotu.ledger.models.entry import CODES, Entry
from wotu.ledger.models.transfer import STATES, Transfer, TransferLine
from wotu.ledger.models.waiting import RULES, Grant, Round, WaitingClaim

__all__ = [
    "CODES",
    "RULES",
    "STATES",
    "UNITS",
    "Account",
    "Entry",
    "Grant",
    "Round",
    "Transfer",
    "TransferLine",
    "WaitingClaim",
]
