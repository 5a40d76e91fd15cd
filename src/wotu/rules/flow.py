"""A flow (办理流程): the steps a case goes through, one after the other or side by side, and by when."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from wotu.rules.problems import NOWHERE, Place
from wotu.rules.text import Text

Does = Literal["confirm", "accept", "review", "experts", "countersign", "decide", "notice", "pay", "deliver"]
"""What a step does: the firm confirms (确认), the window accepts (受理), a department reviews (审核), experts
advise (专家评审), another signs too (会签), somebody decides (决定), the public may object (公示), money is
paid (兑付), something else is given (交付)."""
Office = Literal["firm", "clerk", "reviewer", "approver", "finance", "system"]
"""Who takes a step: the applicant, an official of this role, or nobody but the clock and the rule."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing somebody does.

    `department` is the slug of whose step it is, empty for the department the case is with. `within` is
    the number of working days, None where no time is set. `stops_clock`: the time it takes counts for
    nobody else's deadline. `deemed`: what silence means once the time is over. `automatic`: done without
    anybody where the rule leaves nothing open.
    """

    id: str
    does: Does
    label: Text
    office: Office
    department: str = ""
    within: int | None = None
    stops_clock: bool = False
    deemed: Literal["", "agreed"] = ""
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class Parallel:
    """Branches that run side by side (并联); what follows waits until all of them are done."""

    id: str
    branches: tuple[tuple["Node", ...], ...]


Node = Step | Parallel


@dataclass(frozen=True, slots=True)
class Department:
    """A department (部门) steps may belong to, by the slug a zone registers it under."""

    id: str
    label: Text
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Flow:
    """The steps of a kind of case, in order.

    `total` is the time for all of it in working days, from acceptance (or from filing, where nothing is
    accepted) to the decision, stopped time left out. A correction (补正) is asked for once, within
    `correction` working days after filing; the firm answers within `answer` working days. `departments`
    are those its steps name.
    """

    id: str
    label: Text
    nodes: tuple[Node, ...]
    total: int | None = None
    correction: int = 5
    answer: int = 10
    departments: tuple[Department, ...] = ()

    @property
    def steps(self) -> dict[str, Step]:
        """Every step by its id, in the order they are written."""
        return {step.id: step for step in steps_in(self.nodes)}

    def first(self, does: Does) -> Step | None:
        """Return the first step that does this, if any."""
        return next((step for step in steps_in(self.nodes) if step.does == does), None)

    def department(self, slug: str) -> Text:
        """Return what a department is called; its slug where nobody named it."""
        return next((one.label for one in self.departments if one.id == slug), Text(slug, slug))

    def longest(self) -> int:
        """Return the working days of the longest way from acceptance to the decision.

        What stops the clock and what has no time of its own counts for nothing.
        """
        until_decision: list[Node] = []
        for node in self.nodes:
            if isinstance(node, Step) and node.does == "accept":
                until_decision.clear()
            elif isinstance(node, Step) and node.does in ("pay", "deliver"):
                break
            else:
                until_decision.append(node)
        return _days(tuple(until_decision))


def steps_in(nodes: tuple[Node, ...]) -> Iterator[Step]:
    """Yield every step, in the order they are written."""
    for node in nodes:
        if isinstance(node, Step):
            yield node
        else:
            for branch in node.branches:
                yield from steps_in(branch)


def _days(nodes: tuple[Node, ...]) -> int:
    return sum(
        (0 if node.stops_clock else node.within or 0)
        if isinstance(node, Step)
        else max(map(_days, node.branches), default=0)
        for node in nodes
    )
