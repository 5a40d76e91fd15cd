"""Claims in words."""

import datetime as dt

import pytest

from wotu.desk.chain.claim_words import period


@pytest.mark.parametrize(
    ("begins", "ends", "written"),
    [
        ("2025-01-01", "2025-12-31", "2025"), ("2024-01-01", "2025-12-31", "2024-01-01 – 2025-12-31"),
        ("2025-04-01", "2025-06-30", "2025Q2"), ("2025-02-01", "2025-04-30", "2025-02-01 – 2025-04-30"),
        ("2024-02-01", "2024-02-29", "2024-02"), ("2024-02-01", "2024-02-28", "2024-02-01 – 2024-02-28"),
        ("2025-03-15", "2025-03-15", "2025-03-15"), ("2025-03-15", None, "2025-03-15 – …"),
        (None, "2025-03-15", "… – 2025-03-15"), (None, None, ""),
    ],
)  # fmt: skip
def test_a_period_is_written_as_people_write_it(begins: str | None, ends: str | None, written: str) -> None:
    first, last = (dt.date.fromisoformat(day) if day else None for day in (begins, ends))

    assert period(first, last) == written
