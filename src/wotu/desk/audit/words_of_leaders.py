"""What the entries about chain leaders, their plans, places and incomes are called."""

from typing import Final

from wotu.rules.text import Text

VERBS: Final = {
    "confirm_leader": Text("确认链主", "Confirmed a chain leader"),
    "reject_leader": Text("不予确认链主", "Decided against a chain leader"),
    "end_leader": Text("链主退出", "Ended a chain leader"),
    "undo_leader": Text("撤销链主决定", "Took a decision on a leader back"),
    "set_goals": Text("写一企一策目标", "Set goals for a leader"),
    "add_step": Text("增加计划步骤", "Added a step to a plan"),
    "finish_step": Text("办结计划步骤", "Finished a step of a plan"),
    "reopen_step": Text("重开计划步骤", "Opened a step again"),
    "drop_step": Text("删除计划步骤", "Dropped a step of a plan"),
    "link_party": Text("关联平台企业", "Linked a firm of a chain"),
    "unlink_party": Text("解除平台企业关联", "Unlinked a firm of a chain"),
    "record_site": Text("登记生产地", "Recorded a site"),
    "close_site": Text("关闭生产地", "Closed a site"),
    "reopen_site": Text("恢复生产地", "Opened a site again"),
    "record_income": Text("记录年度收入", "Recorded a yearly income"),
}
