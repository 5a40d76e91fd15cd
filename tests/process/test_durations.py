"""What is published about time taken: honest medians, without the days that did not count."""

from tests.process.flows import JOINT
from tests.process.test_reckoning import ACCEPTED, CALENDAR, _events
from wotu.process.durations import Durations, Spread, durations, spread

DECIDED = (
    "07-10 step_done tax", "07-08 step_done fire", "07-08 step_done experts", "07-14 step_done decide",
    "07-14 decided",
)  # fmt: skip


def test_nothing_is_said_about_no_cases() -> None:
    assert spread([]) is None
    assert durations(JOINT, [], CALENDAR) == Durations()


def test_quantiles_are_days_that_really_occurred() -> None:
    assert spread([9, 1, 2, 3]) == Spread(4, 2.5, 1, 3, 9, 9)
    assert spread([5]) == Spread(1, 5.0, 5, 5, 5, 5)


def test_stopped_time_is_left_out() -> None:
    plain = _events(*ACCEPTED, *DECIDED)
    stopped = _events(*ACCEPTED, "07-08 stopped", "07-09 resumed", *DECIDED)
    found = durations(JOINT, [plain, stopped], CALENDAR)

    assert found.whole == Spread(2, 5.5, 5, 6, 6, 6)
    assert found.steps["tax"] == Spread(2, 3.5, 3, 4, 4, 4)
    assert "notice" not in found.steps


def test_cases_without_a_decision_are_counted_apart() -> None:
    found = durations(JOINT, [_events(*ACCEPTED), _events(*ACCEPTED, "07-08 ended")], CALENDAR)

    assert (found.whole, found.left_out) == (None, 2)
