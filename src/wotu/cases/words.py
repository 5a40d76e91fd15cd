"""Words of cases, in both languages: states, offices, events, outcomes."""

from wotu.rules.flow import Office
from wotu.rules.text import Text

STATES: dict[str, Text] = {
    "offered": Text("待您确认", "Waits for your confirmation"),
    "filed": Text("待受理", "Waits for acceptance"),
    "open": Text("办理中", "In process"),
    "approved": Text("已批准", "Approved"),
    "delivered": Text("已兑现", "Delivered"),
    "refused": Text("不予批准", "Refused"),
    "not_accepted": Text("不予受理", "Not accepted"),
    "withdrawn": Text("已撤回", "Withdrawn"),
    "declined": Text("已放弃", "Declined"),
    "revoked": Text("已撤销", "Revoked"),
    "unfunded": Text("未分得额度", "Nothing left to grant"),
}
ORIGINS: dict[str, Text] = {
    "firm": Text("企业申报", "Filed by the firm"),
    "bulk": Text("免申即享", "Offered without application"),
    "handled": Text("帮办代办", "Filed by an official for the firm"),
}
BADGES: dict[str, str] = {
    "offered": "now", "filed": "waiting", "open": "working", "approved": "soon", "delivered": "done",
    "refused": "stopped", "not_accepted": "stopped", "withdrawn": "stopped", "declined": "stopped",
    "revoked": "overdue", "unfunded": "stopped",
}  # fmt: skip
"""The look of each state (`c-status`)."""
OFFICES: dict[Office, Text] = {
    "firm": Text("企业", "The firm"),
    "clerk": Text("窗口", "The window"),
    "reviewer": Text("审核人员", "A reviewer"),
    "approver": Text("审批人", "An approver"),
    "finance": Text("财务", "Finance"),
    "system": Text("自动办理", "By itself"),
}
OUTCOMES: dict[str, Text] = {
    "confirmed": Text("已确认", "confirmed"),
    "accepted": Text("已受理", "accepted"),
    "agreed": Text("同意", "agreed"),
    "deemed": Text("逾期视为同意", "agreed by silence"),
    "disagreed": Text("不同意", "disagreed"),
    "approved": Text("批准", "approved"),
    "refused": Text("不予批准", "refused"),
    "done": Text("已完成", "done"),
    "lapsed": Text("终止", "ended"),
}
EVENTS: dict[str, Text] = {
    "offered": Text("系统核定符合条件，免申即享", "Found entitled; offered without application"),
    "filed": Text("提交申报", "Filed"),
    "confirmed": Text("企业确认", "Confirmed by the firm"),
    "accepted": Text("窗口受理，开始计时", "Accepted at the window; the clock begins"),
    "not_accepted": Text("不予受理", "Not accepted"),
    "correction_asked": Text("要求一次性补正，停止计时", "Correction asked for; the clock stops"),
    "corrected": Text("提交补正，恢复计时", "Corrected; the clock goes on"),
    "step_opened": Text("环节开始", "Step opened"),
    "step_done": Text("环节办结", "Step done"),
    "experts_asked": Text("送专家评审，停止计时", "Sent to experts; the clock stops"),
    "experts_done": Text("专家意见收回，恢复计时", "The experts answered; the clock goes on"),
    "transferred": Text("转办", "Passed on"),
    "rebased": Text("改按新条文办理", "Moved to another text"),
    "decided": Text("作出决定", "Decided"),
    "notice_begun": Text("开始公示", "Public notice begun"),
    "objected": Text("收到异议", "An objection was received"),
    "objection_answered": Text("答复异议", "An objection was answered"),
    "notice_ended": Text("公示结束", "Public notice ended"),
    "appealed": Text("申请复核", "Appealed"),
    "appeal_decided": Text("复核答复", "The appeal was answered"),
    "paid": Text("资金拨付", "Paid"),
    "delivered": Text("服务交付", "Delivered"),
    "withdrawn": Text("企业撤回", "Withdrawn by the firm"),
    "declined": Text("企业放弃", "Declined by the firm"),
    "revoked": Text("撤销决定", "The award was revoked"),
    "unfunded": Text("额度分完，没有分得", "All there was is given out; nothing was granted"),
    "reminded": Text("催办", "Reminded"),
    "escalated": Text("督办", "Escalated"),
    "noted": Text("记录", "Noted"),
}
LIGHTS: dict[str, Text] = {
    "overdue": Text("已逾期", "Overdue"),
    "soon": Text("48小时内到期", "Due within 48 hours"),
    "calm": Text("正常", "In good time"),
    "stopped": Text("停表", "Clock stopped"),
}
"""The four lights (四色灯)."""


def outcome(name: str) -> Text:
    """Return what came of a step, in words."""
    return OUTCOMES.get(name, Text(name, name))
