"""A zone with windows, versions and amounts of every kind, for tests of the catalogue."""

from pathlib import Path

PACK = """
pack: shelf
zone: {zh: 书架园区, en: Shelf Zone}
title: {zh: 目录试验, en: Catalogue trial}
level: zone
place: {zh: 某地, en: Somewhere}
accounts:
  pool: {zh: 小资金池, en: A small pool, unit: 元, limit: 50万元, period: year, source: {ref: paper}}
"""
SOURCES = """
sources:
  paper: {zh: 试验办法, en: Trial Rules, number: 试发〔2025〕9号, date: 2025-01-01,
    address: "https://example.org/rules"}
"""
VOCABULARY = """
facts:
  cost: {zh: 设备投入, en: Equipment cost, type: money}
  hours: {zh: 机时, en: Machine hours, type: number, unit: 分钟}
  founded_on: {zh: 成立日期, en: Founded on, type: date}
  tech: {zh: 科技型企业, en: Technology firm, type: boolean}
"""


def _measure(name: str, zh: str, en: str, rest: str) -> str:
    return f"""
- measure: shelf.{name}
  title: {{zh: {zh}, en: {en}}}
  clause: {{zh: 试验条款, en: A trial clause}}
  kind: {name}
  source: {{ref: paper, article: 第二条}}
{rest}"""


MEASURES = (
    _measure("yearly", "春季设备补助", "Spring equipment aid", """
  area: research
  service: grant
  valid: {from: 2025-01-01, to: 2026-12-31}
  window: {yearly: [{open: 03-01, close: 03-31}, {open: 12-15, close: 01-15}]}
  params: {rate: {value: 10%, zh: 补助比例, en: Rate}}
  conditions: [{id: cost, zh: 有投入, en: Some cost, when: cost > 0}]
  benefit:
    amount: rate * cost
    caps: [{id: most, per: claim, limit: 20万元, zh: 最高20万元, en: At most 200000}]
  capacity: {account: pool, when_short: first_come}
  process: {mode: apply, working_days: 20, publicity_days: 5}
""")
    + _measure("dated", "一次性征集", "One call", """
  area: talent
  service: grant
  about: person
  window: {dates: [{open: 2026-02-10, close: 2026-02-20}]}
  conditions: []
  benefit: {amount: 3万元}
""")
    + _measure("endless", "长期征集", "A call without an end", """
  area: talent
  service: advice
  valid: {from: 2025-06-01}
  window: {dates: [{open: 2026-05-01}]}
  conditions: [{id: tech, zh: 科技型, en: Technology, when: tech}]
  benefit: {type: service}
""")
    + _measure("steps", "分档奖励", "Award in steps", """
  area: project
  service: grant
  published: false
  assumption: {zh: 档次未公布，按报道, en: The steps were not published}
  conditions: []
  benefit: {tiers: {of: cost, steps: [{from: 100万元, amount: 5万元}, {from: 1000万元, amount: 80万元}]}}
""")
    + _measure("open_formula", "无上限补助", "Aid without a limit", """
  area: project
  service: grant
  conditions: []
  benefit: {amount: "'50%' * cost"}
""")
    + _measure("versions", "换版措施", "A measure in two texts", """
  area: market
  service: grant
  conditions: []
  versions:
    - {id: "2025", valid: {from: 2025-01-01, to: 2025-12-31}, benefit: {amount: 10万元}}
    - {id: "2026", valid: {from: 2026-01-01}, benefit: {amount: 15万元}}
""")
    + _measure("minutes", "共享机时", "Shared machine time", """
  area: research
  service: booking
  valid: {to: 2025-12-31}
  conditions: []
  benefit: {type: minute, amount: hours}
""")
)  # fmt: skip
STACKING = """
stacking:
  - {id: either, rule: highest_only, key: enterprise, members: [shelf.steps, shelf.open_formula],
     zh: 两项就高, en: Only the higher}
shared_caps:
  - {id: both, per: enterprise_life, limit: 100万元, members: [shelf.yearly, shelf.steps], zh: 合计100万元,
     en: One million in all}
"""
EXAMPLES = """
- measure: shelf.yearly
  case: {zh: 投入100万元, en: A cost of one million}
  on: 2026-03-10
  facts: {cost: 100万元}
  expect: {status: entitled, amount: 10万元}
- measure: shelf.yearly
  case: {zh: 投入未知, en: The cost is not known}
  on: 2026-03-10
  facts: {}
  expect: {status: unknown}
- measure: shelf.yearly
  case: {zh: 没有投入, en: No cost}
  on: 2026-03-10
  facts: {cost: 0元}
  expect: {status: not_entitled}
"""


def write_shelf(packs: Path, examples: str = EXAMPLES) -> Path:
    """Write the pack `shelf` into a folder of packs; return the folder of packs."""
    pack = packs / "shelf"
    for folder in ("measures", "examples"):
        (pack / folder).mkdir(parents=True)
    files = {
        "pack.yaml": PACK, "sources.yaml": SOURCES, "vocabulary.yaml": VOCABULARY,
        "measures/all.yaml": MEASURES, "stacking.yaml": STACKING, "examples/all.yaml": examples,
    }  # fmt: skip
    for name, text in files.items():
        (pack / name).write_text(text.lstrip("\n"), encoding="utf-8")
    return packs
