"""Which bed is given: the one that leaves the smallest gap; several where one will not do."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from wotu.services.stay.best_fit import Unit, best_fit, lay_out

BEGIN = dt.date(2026, 3, 2)


def _day(n: int) -> dt.date:
    return BEGIN + dt.timedelta(days=n)


def _unit(key: int, *busy: tuple[int, int], rank: int = 0) -> Unit:
    return Unit(key, tuple((_day(start), _day(end)) for start, end in busy), rank)


def test_a_short_stay_goes_before_a_repair_and_a_long_one_to_an_open_bed() -> None:
    units = [_unit(1), _unit(2, (5, 9))]

    assert best_fit(units, _day(0), _day(5), _day(0)) == 2
    assert best_fit(units, _day(0), _day(6), _day(0)) == 1


def test_of_equal_beds_the_half_taken_room_is_filled() -> None:
    assert best_fit([_unit(1, rank=1), _unit(2, rank=0)], _day(0), _day(5), _day(0)) == 2


def test_nights_gone_by_are_no_gap() -> None:
    long_empty, just_left = _unit(1, (-30, -20)), _unit(2, (-5, 0))

    assert best_fit([long_empty, just_left], _day(0), _day(5), _day(0)) == 1  # alike: the first


def test_where_none_is_free_throughout_it_is_laid_out_over_as_few_as_will_do() -> None:
    units = [_unit(1, (4, 6)), _unit(2, (0, 3), (8, 9)), _unit(3, (2, 9))]

    assert best_fit(units, _day(0), _day(8), _day(0)) is None
    assert lay_out(units, _day(0), _day(8), _day(0)) == [(1, _day(0), _day(4)), (2, _day(4), _day(8))]


def test_who_is_there_stays_as_long_as_the_bed_is_free() -> None:
    units = [_unit(1), _unit(2, (3, 5))]

    assert lay_out(units, _day(0), _day(6), _day(0), first=2) == [
        (2, _day(0), _day(3)),
        (1, _day(3), _day(6)),
    ]


def test_on_a_night_when_all_are_taken_there_is_no_plan() -> None:
    assert lay_out([_unit(1, (2, 3))], _day(0), _day(4), _day(0)) is None


SPANS = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda s: (s[0], s[0] + s[1]))


@given(beds=st.integers(1, 5), wanted=st.lists(SPANS, max_size=25))
def test_whoever_comes_finds_a_whole_bed_as_long_as_each_night_promises_no_more_than_there_are(
    beds: int, wanted: list[tuple[int, int]]
) -> None:
    """The reason for choosing late: in the order people come, one bed is always free for the whole stay."""
    taken = dict.fromkeys(range(60), 0)
    promised = []
    for starts, ends in wanted:
        if all(taken[night] < beds for night in range(starts, ends)):
            promised.append((starts, ends))
            for night in range(starts, ends):
                taken[night] += 1
    busy: dict[int, list[tuple[int, int]]] = {bed: [] for bed in range(beds)}
    for starts, ends in sorted(promised):
        units = [_unit(bed, *spans) for bed, spans in busy.items()]
        bed = best_fit(units, _day(starts), _day(ends), _day(starts))
        assert bed is not None
        busy[bed].append((starts, ends))
