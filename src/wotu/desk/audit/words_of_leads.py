"""What the entries about leads, talks with their firms and signings are called."""

from typing import Final

from wotu.rules.text import Text

VERBS: Final = {
    "take_up_lead": Text("认领招商线索", "Took a lead up"),
    "add_contact": Text("登记对接记录", "Wrote down a talk"),
    "plan_lead": Text("调整下一步", "Set another next step"),
    "hand_over_lead": Text("移交招商线索", "Handed a lead over"),
    "drop_lead": Text("放弃招商线索", "Gave a lead up"),
    "reopen_lead": Text("恢复跟进线索", "Took a lead up again"),
    "sign_lead": Text("登记签约", "Recorded a signing"),
    "take_back_signing": Text("撤回签约", "Took a signing back"),
}
