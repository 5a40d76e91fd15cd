"""The flows of the four modes, for measures whose pack declares none of its own."""

from dataclasses import replace
from typing import Literal

from wotu.rules.flow import Flow, Step
from wotu.rules.text import Text

Mode = Literal["confirm", "fast", "apply", "case_by_case"]

ACCEPT_WITHIN, REVIEW_WITHIN, DECIDE_WITHIN, PAY_WITHIN = 5, 10, 5, 5
"""Working days assumed where a measure publishes no time norm."""

_CONFIRM = Step("confirm", "confirm", Text("企业确认", "The firm confirms"), "firm")
_ACCEPT = Step("accept", "accept", Text("窗口受理", "Accepted at the window"), "clerk", within=ACCEPT_WITHIN)
_REVIEW = Step("review", "review", Text("部门审核", "Reviewed"), "reviewer", within=REVIEW_WITHIN)
_EXPERTS = Step("experts", "experts", Text("专家评审", "Experts advise"), "clerk", stops_clock=True)
_COUNTERSIGN = Step(
    "countersign", "countersign", Text("会签", "Countersigned"), "reviewer", within=DECIDE_WITHIN
)
_DECIDE = Step("decide", "decide", Text("作出决定", "Decided"), "approver", within=DECIDE_WITHIN)
_BY_RULE = replace(_DECIDE, label=Text("系统核定", "Decided by the rule"), automatic=True)


def default_flow(mode: Mode, working_days: int | None, publicity_days: int | None, *, money: bool) -> Flow:
    """Return the flow of a mode, with the measure's own time norm and public notice (公示)."""
    label, steps = _MODES[mode]
    notice = Step(
        "notice", "notice", Text("公示", "Public notice"), "system", within=publicity_days, stops_clock=True
    )
    last = (
        Step("pay", "pay", Text("资金兑付", "Paid"), "finance", within=PAY_WITHIN)
        if money
        else Step("deliver", "deliver", Text("服务交付", "Delivered"), "clerk")
    )
    fitted = steps if working_days is None else _fitted(steps, working_days)
    return Flow(mode, label, (*fitted, *((notice,) if publicity_days else ()), last), total=working_days)


def _fitted(steps: tuple[Step, ...], total: int) -> tuple[Step, ...]:
    """Shorten the assumed times where together they are longer than the time there is for all."""
    counted = [step for step in steps if step.within and step.does != "accept"]
    assumed = sum(step.within or 0 for step in counted)
    if assumed > total:
        share = {step.id: (step.within or 0) * total // assumed for step in counted}
        share[counted[-1].id] += total - sum(share.values())
    else:
        share = {}
    share["accept"] = min(ACCEPT_WITHIN, total)
    return tuple(replace(step, within=share[step.id]) if step.id in share else step for step in steps)


_MODES: dict[Mode, tuple[Text, tuple[Step, ...]]] = {
    "confirm": (Text("免申即享", "Entitlement without application"), (_CONFIRM, _BY_RULE)),
    "fast": (Text("快申快享", "Fast application"), (_ACCEPT, _DECIDE)),
    "apply": (Text("申报审核", "Application and review"), (_ACCEPT, _REVIEW, _DECIDE)),
    "case_by_case": (Text("一事一议", "Case by case"), (_ACCEPT, _REVIEW, _EXPERTS, _COUNTERSIGN, _DECIDE)),
}
