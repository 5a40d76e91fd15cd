"""A flow laid out: nothing lies on anything else, time goes to the right, and no line crosses a shape."""

from itertools import combinations, pairwise

from hypothesis import given

from tests.process.flows import JOINT, random_flows
from wotu.process.layout import Diagram, Line, Point, Shape, lay_out
from wotu.rules.flow import Flow


def _apart(one: Shape, other: Shape) -> bool:
    (w1, h1), (w2, h2) = one.size, other.size
    return one.x + w1 <= other.x or other.x + w2 <= one.x or one.y + h1 <= other.y or other.y + h2 <= one.y


def _crosses(start: Point, end: Point, shape: Shape) -> bool:
    """Whether a straight line goes through the inside of a shape."""
    width, height = shape.size
    (x1, x2), (y1, y2) = sorted((start[0], end[0])), sorted((start[1], end[1]))
    return x1 < shape.x + width and x2 > shape.x and y1 < shape.y + height and y2 > shape.y


def _crossed(diagram: Diagram, line: Line) -> list[str]:
    return [
        shape.id
        for shape in diagram.shapes.values()
        if shape.kind != "timer" and shape.id not in (line.source, line.target)
        for start, end in pairwise(line.points)
        if _crosses(start, end, shape) and line.source != f"timer_{shape.id.removeprefix('step_')}"
    ]


@given(flow=random_flows())
def test_no_shape_lies_on_another_and_none_outside_its_lane(flow: Flow) -> None:
    for timers in (True, False):
        diagram = lay_out(flow, timers=timers)
        drawn = [shape for shape in diagram.shapes.values() if shape.kind != "timer"]
        lanes = {lane.id: lane for lane in diagram.lanes}

        assert all(_apart(one, other) for one, other in combinations(drawn, 2))
        for shape in diagram.shapes.values():
            lane = lanes[shape.lane]
            assert lane.y <= shape.y
            assert shape.y + shape.size[1] <= lane.y + lane.height
            assert shape.x >= 0
            assert shape.x + shape.size[0] <= diagram.width


@given(flow=random_flows())
def test_no_line_crosses_a_shape(flow: Flow) -> None:
    for timers in (True, False):
        diagram = lay_out(flow, timers=timers)

        assert [(line.id, _crossed(diagram, line)) for line in diagram.lines if _crossed(diagram, line)] == []


@given(flow=random_flows())
def test_time_goes_to_the_right_and_every_step_is_drawn_once(flow: Flow) -> None:
    diagram = lay_out(flow, timers=True)

    drawn = [shape.step for shape in diagram.shapes.values() if shape.kind == "task" and shape.step]
    assert [step.id for step in drawn] == list(flow.steps)
    for line in diagram.lines:
        source, target = diagram.shapes[line.source], diagram.shapes[line.target]
        assert source.x < target.x or target.kind in ("late", "refused")


def test_every_department_has_a_lane_and_branches_stand_below_each_other() -> None:
    diagram = lay_out(JOINT, timers=False)
    shapes = diagram.shapes

    assert [lane.label.zh for lane in diagram.lanes] == [
        "窗口", "税务局", "消防队", "审批人", "系统", "财务",
    ]  # fmt: skip
    assert shapes["step_tax"].x == shapes["step_fire"].x < shapes["step_experts"].x
    assert shapes["step_experts"].lane == "office:clerk"
    assert "timer_tax" not in shapes
    assert shapes["refused_decide"].y > shapes["choice_decide"].y
