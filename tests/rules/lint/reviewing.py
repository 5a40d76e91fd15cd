"""A tiny pack under review: one measure nobody could object to, changed by a test in one place."""

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path

from tests.match.making import facts, settled
from tests.rules import tiny
from wotu.match.plan import make_plan
from wotu.rules.lint import Finding, Severity, review
from wotu.rules.load import load_packs

ON = dt.date(2025, 3, 1)
VOCABULARY = (
    tiny.VOCABULARY
    + """\
  registered_in_zone: {zh: 注册地在本区, en: Registered in the zone, type: boolean}
  operates_here: {zh: 在本区经营, en: Operates here, type: boolean}
  local_tax_paid: {zh: 地方税收, en: Local tax paid, type: money, period: year}
  local_purchase: {zh: 本地采购额, en: Bought locally, type: money, period: year}
  ownership_type: {zh: 所有制, en: Ownership, type: text}
  credit_code: {zh: 信用代码, en: Credit code, type: text}
  seed_list: {zh: 种子企业, en: Seed firms, type: boolean}
  explained_list: {zh: 名单, en: List, type: boolean, note: {zh: 任何企业可申请, en: Open to all}}
  dishonest_listed: {zh: 严重失信名单, en: Seriously dishonest, type: boolean}
  credit_repaired: {zh: 已修复, en: Repaired, type: boolean}
"""
)
SOURCES = """\
sources:
  plan: {zh: 办法, en: Plan, number: 示〔2024〕1号, date: 2024-01-01}
"""
MEASURE = """\
- measure: demo.grant
  title: {zh: 补助, en: Grant}
  area: research
  service: grant
  source: {ref: plan, article: 第一条}
  clause: {zh: 研发补助, en: A share of R&D}
  valid: {from: 2024-01-01}
  params:
    rate: {zh: 比例, en: Rate, value: 10%}
  conditions:
    - {id: tech, zh: 高新技术企业, en: High-tech, when: hightech}
    - {id: enough, zh: 研发费用达到门槛, en: Enough R&D, when: rd >= '100万元'}
  benefit:
    amount: rate * rd
"""
TECH = "{id: tech, zh: 高新技术企业, en: High-tech, when: hightech}"
ENOUGH = "{id: enough, zh: 研发费用达到门槛, en: Enough R&D, when: rd >= '100万元'}"
AMOUNT = "amount: rate * rd"
_ROWS = {
    "small": facts(hightech=True, rd=2_000_000, revenue=30_000_000, staff=50, flag=True, other=True),
    "large": facts(hightech=True, rd=60_000_000, revenue=900_000_000, staff=3_000, flag=True, other=False),
    "silent": facts(),
}


@dataclass(frozen=True)
class Found:
    """What a test looks at in a finding."""

    code: str
    severity: Severity
    clause: str
    line: int


def review_text(folder: Path, measures: str = MEASURE, **files: str) -> list[Finding]:
    """Review a pack, and make sure that this changes nothing in what matching answers."""
    texts: dict[str, str] = {"vocabulary": VOCABULARY, "sources": SOURCES, "measures__grant": measures}
    root = tiny.write(folder, **{**texts, **files})
    untouched = settled(make_plan(load_packs([root]), ON), _ROWS)
    packs = load_packs([root])
    findings = review(packs, ON)
    plan = make_plan(packs, ON)
    assert {line.measure.id for line in plan.lines} == {
        version.measure.id for version in packs.versions_on(ON)
    }
    assert settled(plan, _ROWS) == untouched
    return findings


def found(folder: Path, measures: str = MEASURE, **files: str) -> list[Found]:
    """Return what is found in the file of measures."""
    findings = review_text(folder, measures, **files)
    assert all(finding.place.file.name == "grant.yaml" for finding in findings)
    assert all(text.zh and text.en for finding in findings for text in (finding.message, finding.why))
    return [Found(f.code, f.severity, f.clause, f.place.line) for f in findings]


def line_of(text: str, part: str) -> int:
    """Return the line on which `part` begins."""
    assert text.count(part) == 1, f"{part!r} does not stand there once"
    return text[: text.index(part)].count("\n") + 1


def with_condition(condition: str) -> str:
    """Return the measure with one more condition."""
    return MEASURE.replace(ENOUGH, f"{ENOUGH}\n    - {condition}")


def odd(when: str, zh: str = "条件") -> str:
    """Return a condition that a test puts beside the others."""
    return f"{{id: odd, zh: {zh}, en: Condition, when: {json.dumps(when, ensure_ascii=False)}}}"


def with_benefit(*lines: str) -> str:
    """Return the measure with another benefit."""
    return MEASURE.replace(AMOUNT, "\n    ".join(lines))


def with_keys(*lines: str) -> str:
    """Return the measure with more keys at its end."""
    return MEASURE + "".join(f"  {line}\n" for line in lines)
