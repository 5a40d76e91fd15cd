"""What the parts of a gap, the states and the ways of leads are called."""

from wotu.desk.chain.words import CLAIM_STATE_WORDS, KIND_WORDS, USE_WORDS, WAY_WORDS
from wotu.desk.chain.words import LEAD_STATE_WORDS as STATE_WORDS
from wotu.rules.text import Text

__all__ = [
    "CLAIM_STATE_WORDS", "GAP_PARTS", "KIND_WORDS", "STATE_WORDS", "USE_WORDS", "VERBS", "WAY_WORDS",
]  # fmt: skip

GAP_PARTS = {
    "buyers": Text("需要的企业多", "Many firms need it"),
    "value": Text("采购额大", "Much is bought"),
    "criticality": Text("关键程度高", "Critical"),
    "substitutability": Text("难以替代", "Hard to replace"),
    "imports": Text("依赖进口", "Imported"),
    "single_source": Text("供应商单一", "One source"),
}
"""In the order of the bar."""

VERBS = {
    "take_up_lead": Text("认领招商线索", "Took a lead up"),
    "add_contact": Text("登记对接记录", "Wrote down a talk"),
    "plan_lead": Text("调整下一步", "Set another next step"),
    "hand_over_lead": Text("移交招商线索", "Handed a lead over"),
    "drop_lead": Text("放弃招商线索", "Gave a lead up"),
    "reopen_lead": Text("恢复跟进线索", "Took a lead up again"),
    "sign_lead": Text("登记签约", "Recorded a signing"),
    "take_back_signing": Text("撤回签约", "Took a signing back"),
}
"""What the trail calls these acts."""
