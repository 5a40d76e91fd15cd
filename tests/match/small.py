"""A tiny pack and tiny files, for tests that need a whole run."""

import csv
import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from wotu.rules.load import load_packs
from wotu.rules.model import PackSet

ON = dt.date(2024, 12, 1)
PACK = "pack: demo\nzone: {zh: 示范, en: Demo}\ntitle: {zh: 示范包, en: Demo pack}\nlevel: zone\n"
VOCABULARY = """
facts:
  credit_code: {zh: 信用代码, en: Credit code, type: text}
  revenue: {zh: 营业收入, en: Revenue, type: money, period: year}
  rd: {zh: 研发费用, en: R&D expense, type: money, period: year}
  output: {zh: 产值, en: Output, type: money, period: quarter}
  staff: {zh: 从业人员, en: Staff, type: number, unit: 人, period: year}
  area: {zh: 面积, en: Area, type: number, unit: ㎡, decimals: 2}
  share: {zh: 持股比例, en: Share, type: percent, period: at}
  capital: {zh: 注册资本, en: Capital, type: money, period: at}
  hightech: {zh: 高新技术企业, en: High-tech, type: boolean, period: since}
  zone: {zh: 园区, en: Zone, type: text, period: since}
  founded_on: {zh: 成立日期, en: Founded on, type: date}
  degree: {zh: 学历, en: Degree, type: text,
    values: {master: {zh: 硕士, en: Master}, doctor: {zh: 博士, en: Doctor}}}
  industry: {zh: 行业, en: Industry, type: text}
  cost: {zh: 项目投资, en: Project cost, type: money, about: project}
"""
DEFINITIONS = """
definitions:
  section:
    zh: 门类
    en: Section
    versions: {2017-10-01: "CASE WHEN industry LIKE 'C%' THEN 'C' ELSE 'I' END"}
  size_class:
    zh: 规模
    en: Size class
    versions: {2017-12-28: "CASE WHEN staff >= '300人' THEN 'large' ELSE 'small' END"}
"""
MEASURES = """
- measure: demo.rd
  title: {zh: 研发补助, en: R&D grant}
  clause: {zh: 按研发费用补助, en: A share of R&D expense}
  area: finance
  service: grant
  kind: rd
  params:
    rate: {value: 5%, zh: 比例, en: Rate}
    floor: {value: 100万元, zh: 门槛, en: Floor}
  conditions:
    - {id: tech, zh: 高新技术企业, en: High-tech, when: hightech}
    - {id: enough, zh: 研发费用达到门槛, en: Enough R&D, when: rd >= floor}
  benefit: {amount: rate * rd}
- measure: demo.prize
  title: {zh: 营收奖励, en: Revenue prize}
  clause: {zh: 营收达到2000万元, en: Revenue of 20 million}
  area: finance
  service: grant
  kind: prize
  conditions: [{id: enough, zh: 营收, en: Revenue, when: revenue >= '2000万元'}]
  benefit: {amount: 10万元}
- measure: demo.help
  title: {zh: 代办, en: Help}
  clause: {zh: 代办, en: Help}
  area: environment
  service: advice
  kind: help
  conditions: [{id: staffed, zh: 有人员, en: Has staff, when: staff >= 1}]
  benefit: {type: service}
- measure: demo.project
  title: {zh: 项目补助, en: Project grant}
  clause: {zh: 项目补助, en: Project grant}
  about: project
  area: project
  service: grant
  kind: project
  conditions:
    - {id: large, zh: 投资, en: Cost, when: cost >= '10万元'}
    - {id: tech, zh: 高企, en: Tech, when: hightech}
  benefit: {amount: "'10%' * cost"}
"""
STACKING = """
stacking:
  - {id: one, rule: highest_only, key: enterprise, members: [demo.rd, demo.prize], zh: 就高, en: The highest}
"""


def pack_folder(folder: Path) -> Path:
    """Write the pack and return its folder."""
    root = folder / "packs" / "demo"
    (root / "measures").mkdir(parents=True)
    files = {
        "pack.yaml": PACK, "vocabulary.yaml": VOCABULARY, "definitions.yaml": DEFINITIONS,
        "measures/all.yaml": MEASURES, "stacking.yaml": STACKING,
    }  # fmt: skip
    for name, text in files.items():
        (root / name).write_text(text, encoding="utf-8")
    return root


def load(folder: Path) -> PackSet:
    """Write the pack and load it."""
    return load_packs([pack_folder(folder)])


def write_csv(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    """Write rows as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


FIRMS: list[list[object]] = [
    ["id", "name", "revenue", "rd", "staff", "hightech", "industry"],
    ["a", "甲", "3000万元", "400万元", "350", "是", "C3975"],
    ["b", "乙", "3000万元", "120万元", "20", "是", "I6513"],
    ["c", "丙", "1000万元", "120万元", "20", "否", "C2710"],
    ["d", "丁", "", "120万元", "", "", ""],
]
PROJECTS: list[list[object]] = [
    ["id", "enterprise", "cost"],
    ["p1", "a", "50万元"],
    ["p2", "b", ""],
    ["p3", "z", "50万元"],
]
