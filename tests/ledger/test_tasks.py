"""The jobs of the ledger."""

import datetime as dt

import pytest
from django.utils import timezone

from wotu.ledger import moves, tasks
from wotu.ledger.models import Account


def test_holds_whose_time_is_over_are_given_up_however_many(
    fund: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "AT_ONCE", 2)
    monkeypatch.setattr(tasks, "expire_due", lambda **said: moves.expire_due(**said, at_most=2))
    now = timezone.now()
    for number, hours in enumerate((-3, -2, -1, 1)):
        moves.hold(
            key=f"{number}", claims=[moves.Claim(fund.pk, 10)], case="stay:1", verb="promise", by="clock",
            now=now, expires_at=now + dt.timedelta(hours=hours),
        )  # fmt: skip

    tasks.expire(0)

    fund.refresh_from_db()
    assert fund.held == 10
