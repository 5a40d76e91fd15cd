"""Where a case stands among its steps: what is done, what is open and by when, what is still to come."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from wotu.cases.asking import flow_of
from wotu.cases.clocks import Clocks, clocks_of
from wotu.cases.models import OVER, Case, CaseStep
from wotu.cases.words import OFFICES
from wotu.parties.models import Department
from wotu.process.clock import Due, Light, light
from wotu.process.picture_parts import Marks
from wotu.rules.flow import Flow, Node, Step
from wotu.rules.text import Text

Where = Literal["done", "open", "ahead", "left_out"]


@dataclass(frozen=True)
class Stage:
    """One step of a case: `row` where it was reached, its own deadline and light while it is open."""

    step: Step
    where: Where
    row: CaseStep | None
    department: Text
    due: Due | None = None
    light: Light | None = None

    @property
    def who(self) -> Text:
        """Who has it: the department's name, or whoever takes such a step."""
        if self.step.office in ("firm", "system"):
            return OFFICES[self.step.office]
        office = OFFICES[self.step.office]
        return Text(f"{self.department.zh}·{office.zh}", f"{self.department.en}, {office.en.lower()}")


@dataclass(frozen=True)
class Standing:
    """A case among its steps: columns one after the other, in each the branches that run side by side."""

    flow: Flow
    columns: Sequence[Sequence[Sequence[Stage]]]
    clocks: Clocks
    total: Light | None
    over: bool

    @property
    def stages(self) -> list[Stage]:
        """Every step in the order they are written."""
        return [stage for column in self.columns for branch in column for stage in branch]

    @property
    def marks(self) -> Marks:
        """What is marked in the picture of the flow."""
        done = [stage.step.id for stage in self.stages if stage.where == "done"]
        return Marks([stage.step.id for stage in self.open], done)

    @property
    def open(self) -> list[Stage]:
        """The steps that may be taken now."""
        return [stage for stage in self.stages if stage.where == "open"]


def standing_of(case: Case, now: dt.datetime) -> Standing:
    """Return where a case stands at a local moment."""
    flow = flow_of(case)
    clocks = clocks_of(flow, case.events.all(), now.date())
    rows = {row.step: row for row in case.steps.filter(round=case.round)}
    names = department_names(case.zone)

    def stage(step: Step) -> Stage:
        row = rows.get(step.id)
        slug = row.department if row else step.department or case.department
        due = clocks.steps.get(step.id)
        return Stage(
            step, _where(case, row), row, names.get(slug, Text(slug, slug)), due,
            light(due, now) if row and row.done_at is None else None,
        )  # fmt: skip

    def branches(node: Node) -> list[list[Stage]]:
        if isinstance(node, Step):
            return [[stage(node)]]
        return [
            [one for inner in branch for part in branches(inner) for one in part] for branch in node.branches
        ]

    over = case.state in OVER
    return Standing(
        flow,
        [branches(node) for node in flow.nodes],
        clocks,
        None if over else light(clocks.total, now),
        over,
    )


def _where(case: Case, row: CaseStep | None) -> Where:
    if row is None:
        return "left_out" if case.state in OVER else "ahead"
    if row.done_at is None:
        return "open"
    return "left_out" if row.outcome == "lapsed" else "done"


def department_names(zone: str) -> Mapping[str, Text]:
    """Return the names of a zone's departments by slug."""
    found = Department.objects.filter(zone=zone).order_by("slug")
    return {one.slug: Text(one.name_zh, one.name_en) for one in found}
