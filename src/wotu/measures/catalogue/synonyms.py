"""Words that people use for the same thing when they look for a measure, in both languages."""

from collections.abc import Iterator

GROUPS: tuple[tuple[str, ...], ...] = (
    ("补贴", "补助", "资助", "奖励", "奖补", "扶持", "subsidy", "grant", "aid", "award", "reward", "support"),
    ("研发", "科研", "创新", "r&d", "research", "innovation"),
    ("贷款", "融资", "信贷", "授信", "贴息", "loan", "credit", "financing"),
    ("投资", "基金", "股权", "equity", "fund", "investment"),
    ("厂房", "用房", "办公用房", "场地", "plant", "premises", "building", "space"),
    ("租金", "租赁", "租房", "rent", "lease"),
    ("土地", "用地", "供地", "拿地", "land"),
    ("人才", "talent", "people"),
    ("住房", "公寓", "宿舍", "安居", "住宿", "入住", "housing", "accommodation", "stay"),
    ("子女", "入学", "学前", "上学", "幼儿园", "school", "children"),
    ("落户", "入户", "安家", "settle", "settlement"),
    ("专利", "知识产权", "侵权", "patent", "ip", "intellectual property"),
    ("调解", "纠纷", "mediation", "dispute"),
    ("高企", "高新技术企业", "high-tech"),
    ("专精特新", "小巨人", "little giant", "specialised"),
    ("设备", "仪器", "equipment", "instrument"),
    ("废水", "污水", "中水", "回用水", "waste water", "water"),
    ("新药", "药品", "医药", "drug", "medicine"),
    ("医疗器械", "器械", "device"),
    ("信用修复", "失信", "credit repair"),
    ("出口", "外贸", "export", "trade"),
    ("代办", "帮办", "一件事", "assistance"),
    ("创业", "初创", "start-up", "startup", "founder"),
    ("大学生", "毕业生", "青年", "graduate", "young"),
    ("招聘", "校招", "引才", "recruitment"),
    ("数字化", "智能", "转型", "digital", "smart"),
)  # fmt: skip


def same_meaning(plain: str) -> Iterator[str]:
    """Yield the other words of every group of which a word stands in a text.

    Args:
        plain: a text in small letters without punctuation.
    """
    padded = f" {plain} "
    for group in GROUPS:
        if any(_stands_in(word, padded) for word in group):
            yield from group


def _stands_in(word: str, padded: str) -> bool:
    plain = word.replace("&", "").replace("-", " ")
    return f" {plain} " in padded if word.isascii() else word in padded
