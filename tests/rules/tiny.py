"""A tiny pack written by a test: one measure, a few facts, and whatever a test puts in their place."""

from pathlib import Path

from wotu.rules.load import load_packs
from wotu.rules.model import PackSet

PACK = """\
pack: demo
zone: {zh: 测试, en: Test}
title: {zh: 测试, en: Test}
level: zone
"""
VOCABULARY = """\
facts:
  rd: {zh: 研发费用, en: R&D, type: money, period: year}
  revenue: {zh: 营业收入, en: Revenue, type: money, period: year}
  output: {zh: 季度产值, en: Output, type: money, period: quarter}
  capital: {zh: 注册资本, en: Capital, type: money, period: at}
  share: {zh: 占比, en: Share, type: percent}
  staff: {zh: 从业人员, en: Staff, type: number, unit: 人, period: year}
  area: {zh: 面积, en: Area, type: number, unit: ㎡, decimals: 2}
  founded_on: {zh: 成立日期, en: Founded on, type: date}
  hightech: {zh: 高新技术企业, en: High-tech, type: boolean, period: since}
  flag: {zh: 标记, en: Flag, type: boolean}
  other: {zh: 另一标记, en: Other flag, type: boolean}
  industry: {zh: 行业, en: Industry, type: text}
  degree:
    {zh: 学历, en: Degree, type: text, values: {master: {zh: 硕士, en: Master}, doctor: {zh: 博士, en: PhD}}}
"""
MEASURE = """\
measure: demo.grant
title: {zh: 补助, en: Grant}
area: research
service: grant
clause: {zh: 概括, en: Summary}
conditions:
  - {id: flag, zh: 标记, en: Flag, when: flag}
benefit: {amount: 10万元}
"""


def write(folder: Path, **files: str | bytes) -> Path:
    """Write a pack; a name `measures__grant` stands for `measures/grant.yaml`."""
    root = folder / "demo"
    base: dict[str, str | bytes] = {"pack": PACK, "vocabulary": VOCABULARY, "measures__grant": MEASURE}
    for name, content in {**base, **files}.items():
        path = root / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def load(folder: Path, **files: str | bytes) -> PackSet:
    """Write a pack and read it back."""
    return load_packs([write(folder, **files)])
