"""The tables of the ledger: accounts, what draws on them, and the entries that explain every balance."""

from wotu.ledger.models.account import UNITS, Account
from wotu.ledger.models.entry import CODES, Entry
from wotu.ledger.models.transfer import STATES, Transfer, TransferLine

__all__ = ["CODES", "STATES", "UNITS", "Account", "Entry", "Transfer", "TransferLine"]
