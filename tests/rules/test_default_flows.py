"""The flows of the four modes: every one decides, and none promises more than its steps can keep."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wotu.rules.default_flows import Mode, default_flow


@pytest.mark.parametrize("mode", get_args(Mode))
def test_every_mode_decides_and_then_gives(mode: Mode) -> None:
    money, service = (default_flow(mode, None, 5, money=money) for money in (True, False))

    assert [step.does for step in money.steps.values()][-3:] == ["decide", "notice", "pay"]
    assert [step.does for step in service.steps.values()][-1] == "deliver"


@given(mode=st.sampled_from(get_args(Mode)), total=st.integers(0, 60))
def test_the_steps_fit_into_the_time_of_the_whole(mode: Mode, total: int) -> None:
    flow = default_flow(mode, total, None, money=True)

    assert flow.longest() <= total
    assert all((step.within or 0) <= total for step in flow.steps.values() if step.does == "accept")


def test_a_short_time_is_shared_and_none_of_it_is_lost() -> None:
    flow = default_flow("apply", 5, None, money=False)

    assert [flow.steps[id_].within for id_ in ("accept", "review", "decide")] == [5, 3, 2]
