"""A new measure to begin with: its block and two worked examples, in the words of the official."""

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from wotu.refusal import CannotDo
from wotu.rules.described import AREAS
from wotu.rules.quantity import MONEY
from wotu.rules.vocabulary import Fact

_NAME = re.compile(r"[a-z][a-z0-9_]{1,39}", re.ASCII)

MEASURE = """\
- measure: {id}
  title: {{zh: {zh}, en: {en}}}
  about: enterprise
  area: {area}
  service: grant
  kind: {kind}
  source: {{ref: {source}, article: 第一条}}
  published: false
  assumption: {{zh: 细则未公布，请写明暂按什么办, en: Say what is assumed until the detail is published}}
  clause: {{zh: 请抄录条款原文, en: Copy the clause here}}
  valid: {{from: {since}}}
  params:
    least: {{value: 100万元, zh: 起点, en: Floor}}
    award: {{value: 10万元, zh: 奖励标准, en: Award}}
  conditions:
    - {{id: floor, zh: 达到起点, en: Reaches the floor, when: {fact} >= least}}
  benefit: {{amount: award}}
"""
EXAMPLES = """\
- measure: {id}
  case: {{zh: 恰好到起点, en: exactly at the floor}}
  on: {since}
  facts: {{{fact}: 100万元}}
  expect: {{status: entitled, amount: 10万元}}
- measure: {id}
  case: {{zh: 差一点, en: just below the floor}}
  on: {since}
  facts: {{{fact}: 99万元}}
  expect: {{status: not_entitled}}
"""


@dataclass(frozen=True, slots=True)
class NewMeasure:
    """What an official says about a new measure. `source` is the id of a document of the pack."""

    name: str
    zh: str
    en: str
    area: str
    source: str


def new_measure(
    wanted: NewMeasure, zone: str, facts: Mapping[str, Fact], taken: Mapping[str, str], since: dt.date
) -> dict[str, str]:
    """Return the files of a new measure, by path.

    Raises:
        CannotDo: the name cannot be used or is taken, a title or the document is missing.
    """
    if not _NAME.fullmatch(wanted.name):
        raise CannotDo(
            "代号用小写字母、数字和下划线，以字母开头，如 rd_subsidy。",
            "A name has small letters, digits and _, beginning with a letter: rd_subsidy.",
        )
    path = f"measures/{wanted.name}.yaml"
    id_ = f"{zone}.{wanted.name}"
    if taken.get(path) or any(f"measure: {id_}\n" in text for text in taken.values()):
        raise CannotDo(f"代号“{wanted.name}”已经有了。", f"The name “{wanted.name}” is taken.")
    if not wanted.zh.strip() or not wanted.en.strip():
        raise CannotDo("请写中英文名称。", "Give the title in both languages.")
    if wanted.area not in AREAS or not wanted.source:
        raise CannotDo("请选择领域和出处。", "Choose the area and the document.")
    values = {
        "id": id_, "zh": json.dumps(wanted.zh.strip()[:80], ensure_ascii=False), "area": wanted.area,
        "en": json.dumps(wanted.en.strip()[:160], ensure_ascii=False), "kind": wanted.name,
        "source": wanted.source, "since": since.isoformat(), "fact": _figure(facts),
    }  # fmt: skip
    return {path: MEASURE.format(**values), f"examples/{wanted.name}.yaml": EXAMPLES.format(**values)}


def _figure(facts: Mapping[str, Fact]) -> str:
    """Return a yearly figure in money of an enterprise, to begin the first condition with."""
    figures = [
        name
        for name, fact in facts.items()
        if fact.about == "enterprise" and fact.type.dimension == MONEY and fact.type.kind == "number"
    ]
    if not figures:
        raise CannotDo("规则包里还没有金额类的事实。", "The pack knows no fact in money yet.")
    return "revenue" if "revenue" in figures else figures[0]
