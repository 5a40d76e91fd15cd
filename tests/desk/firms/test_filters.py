"""A filter goes into an address and comes out again the same."""

import pytest
from django.http import QueryDict

from wotu.desk.firms.filters import FirmFilter

FULL = "q=%E9%9D%92%E7%A6%BE&section=C&size=large&tag=7&least=50&questions=yes&sort=-certain"


def test_it_comes_back_as_it_went() -> None:
    assert FirmFilter.of(QueryDict(FULL)).query() == FULL


def test_what_says_nothing_is_not_written() -> None:
    assert FirmFilter.of(QueryDict("q=+&sort=name&section=&page=3")).query() == ""


@pytest.mark.parametrize(
    ("typed", "fen"),
    [("50", 50_000_000), ("1.5", 1_500_000), ("1,000", 1_000_000_000), ("50万元", 50_000_000), ("0", 0)],
)
def test_an_amount_is_read_in_wan(typed: str, fen: int) -> None:
    wanted = FirmFilter(least=typed)

    assert (wanted.least_fen, wanted.mistake) == (fen, None)


@pytest.mark.parametrize("typed", ["much", "-1", "NaN", "Infinity", "1e99"])
def test_an_amount_that_is_none_is_a_mistake(typed: str) -> None:
    wanted = FirmFilter(least=typed)

    assert wanted.least_fen is None
    assert wanted.mistake is not None
    assert not wanted.conditions([])
