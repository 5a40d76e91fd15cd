"""A flow in words: what each step does, whose it is, by when, and in which order."""

from wotu.rules.flow import Does, Flow, Node, Office, Step
from wotu.rules.text import Text

DOES: dict[Does, Text] = {
    "confirm": Text("企业确认", "The firm confirms"), "accept": Text("窗口受理", "Accepted at the window"),
    "review": Text("部门审核", "Reviewed"), "experts": Text("专家评审", "Experts advise"),
    "countersign": Text("会签", "Countersigned"), "decide": Text("作出决定", "Decided"),
    "notice": Text("公示", "Public notice"), "pay": Text("资金兑付", "Paid"),
    "deliver": Text("服务交付", "Delivered"),
}  # fmt: skip
"""What a step is called where the pack gives it no name of its own."""
OFFICES: dict[Office, Text] = {
    "firm": Text("申请人", "Applicant"), "clerk": Text("窗口", "Window"),
    "reviewer": Text("审核人", "Reviewer"), "approver": Text("审批人", "Approver"),
    "finance": Text("财务", "Finance"), "system": Text("系统", "The system"),
}  # fmt: skip


def whose(flow: Flow, step: Step) -> Text:
    """Return who takes a step: the department where one is named, else the office."""
    return flow.department(step.department) if step.department else OFFICES[step.office]


def norm_of(step: Step) -> Text:
    """Return how much time a step has."""
    if step.within is None:
        return Text("未定时限", "no time set")
    if step.within == 0:
        return Text("当日", "the same day")
    if step.does == "notice":
        return Text(f"公示{step.within}个工作日", f"open for {_days(step.within)}")
    return Text(f"{step.within}个工作日", _days(step.within))


def step_words(flow: Flow, step: Step) -> Text:
    """Return a step in words: “市场监管局核查”：市场监管局，3个工作日，逾期未答复视为同意."""
    said = [whose(flow, step), norm_of(step)]
    if step.automatic:
        said.append(Text("规则明确的由系统自动办理", "done by the system where the rule is clear"))
    if step.stops_clock:
        said.append(Text("不计入办理时限", "not counted in the time"))
    if step.deemed:
        said.append(Text("逾期未答复视为同意", "silence counts as consent"))
    return Text(
        f"“{step.label.zh}”：{'，'.join(part.zh for part in said)}",
        f"{step.label.en}: {', '.join(part.en for part in said)}",
    )


def times_words(flow: Flow) -> Text:
    """Return the times of the whole: 5个工作日办结，补正在5个工作日内一次告知，10个工作日内补齐."""
    if flow.total is None:
        whole = Text("总时限未定", "No time set for the whole")
    elif flow.total == 0:
        whole = Text("当日办结", "Done on the same day")
    else:
        whole = Text(f"{flow.total}个工作日内办结", f"Done within {_days(flow.total)}")
    return Text(
        f"{whole.zh}，补正在{flow.correction}个工作日内一次告知、{flow.answer}个工作日内补齐",
        f"{whole.en}, corrections asked once within {_days(flow.correction)} and answered within "
        f"{_days(flow.answer)}",
    )


def order_words(flow: Flow) -> Text:
    """Return the order of the steps: 窗口受理 → （市场监管局核查 ∥ 税务局核查）→ 作出决定."""
    return _sequence(flow.nodes)


def _sequence(nodes: tuple[Node, ...]) -> Text:
    parts = [_node(node) for node in nodes]
    return Text(" → ".join(part.zh for part in parts), " → ".join(part.en for part in parts))


def _node(node: Node) -> Text:
    if isinstance(node, Step):
        return node.label
    branches = [_sequence(branch) for branch in node.branches]
    return Text(
        f"（{' ∥ '.join(branch.zh for branch in branches)}）",
        f"({' ∥ '.join(branch.en for branch in branches)})",
    )


def _days(number: int) -> str:
    return f"{number} working day" if number == 1 else f"{number} working days"
