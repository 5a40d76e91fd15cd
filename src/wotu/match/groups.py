"""Sorting enterprises into groups by a definition of the packs: industry section, size class."""

from dataclasses import dataclass
from typing import cast

import numpy as np

from wotu.match import values as v
from wotu.match.kernel import Block
from wotu.match.plan import Plan
from wotu.match.table import Ints, Table
from wotu.rules.fold import unnamed
from wotu.rules.text import Text

UNKNOWN = Text("未知", "unknown")
_SECTIONS = """
A 农、林、牧、渔业 Agriculture; B 采矿业 Mining; C 制造业 Manufacturing
D 电力、热力、燃气及水 Utilities; E 建筑业 Construction; F 批发和零售业 Wholesale and retail
G 交通运输、仓储和邮政 Transport and storage
H 住宿和餐饮业 Hotels and catering; I 信息传输、软件和信息技术 Information technology; J 金融业 Finance
K 房地产业 Real estate; L 租赁和商务服务业 Leasing and business services
M 科学研究和技术服务业 Research and technical services
N 水利、环境和公共设施 Environment and public facilities
O 居民服务、修理和其他 Household services and repair; P 教育 Education
Q 卫生和社会工作 Health and social work
R 文化、体育和娱乐业 Culture and sports
S 公共管理和社会组织 Public administration; T 国际组织 International bodies
"""
_SIZES = "large 大型 Large; medium 中型 Medium; small 小型 Small; micro 微型 Micro"


def _named(text: str) -> dict[str, Text]:
    entries = [entry.split(maxsplit=2) for entry in text.strip().replace("\n", ";").split(";")]
    return {value: Text(zh, en) for value, zh, en in entries}


LABELS = {"section": _named(_SECTIONS), "size_class": _named(_SIZES)}
"""How the groups are called; a value that is not here is called by itself."""


@dataclass(frozen=True)
class Grouping:
    """For every row the number of its group; the last group is the rows nobody can place."""

    name: str
    labels: tuple[Text, ...]
    codes: Ints


def group_by(plan: Plan, table: Table, name: str) -> Grouping | None:
    """Sort rows by a definition that is a text; None where the packs have no such definition."""
    definition = plan.packs.definitions.get(name)
    if definition is None or definition.node.type.kind != "text":
        return None
    block = Block(table, plan.packs.vocabulary, slice(0, len(table)))
    value = cast(v.Texts, block.value(unnamed(plan.fix(definition.node))))
    codes, known = (np.broadcast_to(np.asarray(x), len(table)) for x in (value.codes, value.known))
    order = sorted(range(len(value.dictionary)), key=lambda code: _place(name, value.dictionary[code]))
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    words = LABELS.get(name, {})
    texts = [value.dictionary[code] for code in order]
    labels = tuple(words.get(text, Text(text, text)) for text in texts)
    return Grouping(name, (*labels, UNKNOWN), np.where(known, rank[codes], len(order)))


def _place(name: str, text: str) -> tuple[int, str]:
    known = list(LABELS.get(name, {}))
    return (known.index(text) if text in known else len(known), text)
