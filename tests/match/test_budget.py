"""Dividing what is too little."""

from hypothesis import given
from hypothesis import strategies as st

from wotu.match.budget import in_turn, pro_rata

LIMITS = st.integers(0, 10**14)
AMOUNTS = st.lists(st.integers(0, 10**12), max_size=30)


def test_the_one_that_empties_the_limit_gets_what_is_left() -> None:
    assert in_turn(100, [60, 60, 60]) == [60, 40, 0]


def test_odd_units_go_to_the_largest_remainders_and_then_to_the_first() -> None:
    assert pro_rata(100, [1, 1, 1]) == [1, 1, 1]
    assert pro_rata(100, [100, 100, 100]) == [34, 33, 33]
    assert pro_rata(10, [33, 33, 34]) == [3, 3, 4]


@given(LIMITS, AMOUNTS)
def test_all_of_the_limit_is_given_and_nobody_gets_more_than_asked(limit: int, amounts: list[int]) -> None:
    for divide in (in_turn, pro_rata):
        given_out = divide(limit, amounts)

        assert sum(given_out) == min(limit, sum(amounts))
        assert all(0 <= part <= amount for part, amount in zip(given_out, amounts, strict=True))


@given(LIMITS, AMOUNTS)
def test_a_pro_rata_share_is_never_a_whole_unit_off(limit: int, amounts: list[int]) -> None:
    total = max(sum(amounts), 1)
    fair = min(limit, total)

    assert all(
        abs(part * total - amount * fair) < total
        for part, amount in zip(pro_rata(limit, amounts), amounts, strict=True)
    )
