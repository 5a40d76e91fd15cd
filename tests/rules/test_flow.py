"""What can be asked of a flow."""

from wotu.rules.flow import Flow, Node, Parallel, Step
from wotu.rules.text import Text

LABEL = Text("环节", "Step")


def _step(id_: str, within: int | None = None, *, stops: bool = False) -> Step:
    does = id_ if id_ in ("accept", "decide", "notice", "pay") else "review"
    return Step(id_, does, LABEL, "reviewer", within=within, stops_clock=stops)  # type: ignore[arg-type]


def _flow(*nodes: Node) -> Flow:
    return Flow("f", LABEL, nodes)


def test_the_longest_way_goes_from_acceptance_to_the_decision() -> None:
    branches = Parallel("p", ((_step("a", 3), _step("b", 4)), (_step("c", 5), _step("e", 20, stops=True))))
    flow = _flow(
        _step("accept", 5), branches, _step("decide", 2), _step("notice", 5, stops=True), _step("pay", 9)
    )

    assert flow.longest() == 9


def test_a_step_without_a_time_adds_nothing() -> None:
    assert _flow(_step("a"), _step("b", 2)).longest() == 2


def test_a_department_nobody_named_goes_by_its_slug() -> None:
    assert _flow(_step("a")).department("tax") == Text("tax", "tax")
