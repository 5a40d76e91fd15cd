"""The books of the small zone: a fund, and ninety nights."""

import datetime as dt
from collections.abc import Callable

import pytest

from wotu.ledger.models import Account
from wotu.ledger.verbs import NewAccount, open_account
from wotu.rules.text import Text

NOW = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
Open = Callable[..., Account]


@pytest.fixture
def opened(db: None) -> Open:
    """Return a way to open an account of the small zone."""

    def open_(code: str = "small.fund/2026", limit: int = 1_000, **fields: object) -> Account:
        account = NewAccount(
            **{"zone": "small", "code": code, "family": code.partition("/")[0], "unit": "fen",
               "label": Text(f"账户{code}", f"Account {code}"), "document": "演示〔2026〕1号", **fields}  # type: ignore[arg-type]
        )  # fmt: skip
        return open_account(account=account, limit=limit, by="finn", now=NOW)

    return open_


@pytest.fixture
def fund(opened: Open) -> Account:
    """Open a fund of ten yuan for 2026."""
    return opened(starts=dt.date(2026, 1, 1), ends=dt.date(2027, 1, 1))
