"""Random processes made of blocks, and a few written by hand, for the tests of processes."""

from itertools import count

from hypothesis import strategies as st

from wotu.rules.flow import Department, Does, Flow, Node, Office, Parallel, Step
from wotu.rules.text import Text

_OFFICE: dict[str, Office] = {
    "confirm": "firm", "accept": "clerk", "decide": "approver", "pay": "finance", "notice": "system",
    "deliver": "clerk", "experts": "clerk",
}  # fmt: skip


def step(id_: str, does: Does = "review", within: int | None = None, **more: object) -> Step:
    """Return a step named after itself."""
    stops = more.pop("stops_clock", does in ("experts", "notice"))
    label = Text(f"环节{id_}", f"Step {id_}")
    return Step(id_, does, label, _OFFICE.get(does, "reviewer"), within=within, stops_clock=stops, **more)  # type: ignore[arg-type]


def flow(*nodes: Node, total: int | None = 20, correction: int = 5, answer: int = 10) -> Flow:
    """Return a flow of these nodes."""
    offices = (
        Department("tax", Text("税务局", "Tax office")),
        Department("fire", Text("消防队", "Fire service")),
    )
    return Flow("trial", Text("试办", "Trial"), nodes, total, correction, answer, offices)


JOINT = flow(
    step("accept", "accept", 2),
    Parallel("offices", (
        (step("tax", within=5, department="tax", deemed="agreed"),),
        (step("fire", within=3, department="fire"), step("experts", "experts", 10)),
    )),
    step("decide", "decide", 3),
    step("notice", "notice", 5),
    step("pay", "pay", 5),
    total=10,
)  # fmt: skip
"""Two departments side by side, one of them with experts behind; then decision, notice, payment."""


DOING: tuple[Does, ...] = ("review", "experts", "countersign", "decide")


@st.composite
def random_flows(draw: st.DrawFn, depth: int = 3) -> Flow:
    """Draw a process of nested sequences and parallel branches."""
    numbers = count(1)

    def sequence(level: int) -> tuple[Node, ...]:
        return tuple(node(level) for _ in range(draw(st.integers(1, 3))))

    def node(level: int) -> Node:
        number = next(numbers)
        if level == 0 or draw(st.integers(0, 2)):
            department = draw(st.sampled_from(["", "tax", "fire"]))
            within = draw(st.sampled_from([None, 0, 1, 5]))
            deemed = "agreed" if within and draw(st.booleans()) else ""
            does = draw(st.sampled_from(DOING if level == depth else DOING[:3]))
            return step(f"s{number}", does, within, department=department, deemed=deemed)
        branches = tuple(sequence(level - 1) for _ in range(draw(st.integers(2, 3))))
        return Parallel(f"p{number}", branches)

    return flow(*sequence(depth))
