"""Which steps are open: worked out by hand, and side by side with an engine of others."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.process.flows import JOINT, random_flows
from tests.process.spiff import Engine
from wotu.process.marching import is_over, open_steps
from wotu.rules.flow import Flow


def _open(flow: Flow, *done: str) -> list[str]:
    return [step.id for step in open_steps(flow, done)]


def test_branches_are_open_side_by_side_and_join_before_what_follows() -> None:
    assert _open(JOINT) == ["accept"]
    assert _open(JOINT, "accept") == ["tax", "fire"]
    assert _open(JOINT, "accept", "fire") == ["tax", "experts"]
    assert _open(JOINT, "accept", "tax") == ["fire"]
    assert _open(JOINT, "accept", "tax", "fire", "experts") == ["decide"]


def test_a_flow_is_over_when_everything_is_done() -> None:
    done = set(JOINT.steps)

    assert is_over(JOINT, done)
    assert not is_over(JOINT, done - {"pay"})


@settings(deadline=None)
@given(flow=random_flows(), data=st.data())
def test_another_engine_finds_the_same_steps_open_all_the_way(flow: Flow, data: st.DataObject) -> None:
    engine, done = Engine(flow), set[str]()
    while not is_over(flow, done):
        ready = {step.id for step in open_steps(flow, done)}
        assert engine.ready() == ready
        assert not engine.is_over
        chosen = data.draw(st.sampled_from(sorted(ready)))
        done.add(chosen)
        engine.finish(chosen)

    assert engine.ready() == set()
    assert engine.is_over
