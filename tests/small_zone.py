"""A small zone with every kind of answer and question, for tests of the books and the pages."""

from pathlib import Path

PACK = """
pack: small
zone: {zh: 小试园区, en: Small Zone}
title: {zh: 试验措施, en: Trial measures}
level: zone
place: {zh: 某地, en: Somewhere}
figures:
  - {id: gdp, zh: 生产总值, en: GDP, value: 739.4亿元, growth: 8.0%, period: 2024Q1-Q3, source: {ref: paper}}
"""
SOURCES = """
sources:
  paper: {zh: 试验办法, en: Trial Rules, number: 试发〔2024〕1号, date: 2024-01-01,
    address: "https://example.org/rules"}
"""
VOCABULARY = """
facts:
  revenue: {zh: 营业收入, en: Revenue, type: money, period: year}
  rd: {zh: 研发费用, en: R&D, type: money, period: year}
  staff: {zh: 从业人员, en: Staff, type: number, unit: 人, period: year}
  hightech: {zh: 高新技术企业, en: High-tech, type: boolean, period: since,
    ask: {zh: 是否为高新技术企业？, en: Is it a high-tech enterprise?}}
  dishonest: {zh: 严重失信, en: Dishonest, type: boolean, period: since}
  founded_on: {zh: 成立日期, en: Founded on, type: date, changeable: false}
  sector: {zh: 行业, en: Sector, type: text,
    values: {software: {zh: 软件, en: Software}, trade: {zh: 商贸, en: Trade}}}
  share: {zh: 持股比例, en: Share, type: percent}
  moved_on: {zh: 入驻日期, en: Moved in on, type: date, ask: {zh: 哪一天入驻？, en: When did it move in?}}
  exports: {zh: 出口额, en: Exports, type: money, period: year,
    ask: {zh: 上年度出口额是多少？, en: Exports last year?}}
  cost: {zh: 项目投资, en: Project cost, type: money, about: project}
"""
COMMON = """
  about: enterprise
  area: research
  service: grant
  kind: trial
  source: {ref: paper, article: 第三条}
  clause: {zh: 试验条款, en: A trial clause}
"""
MEASURES = f"""
- measure: small.intensity
  title: {{zh: 研发强度奖励, en: R&D intensity award}}
{COMMON}
  params: {{floor: {{value: 5%, zh: 强度门槛, en: Least intensity}}}}
  conditions: [{{id: intensity, zh: 研发强度达标, en: R&D intensity reached, when: rd / revenue >= floor}}]
  benefit: {{amount: 40万元}}
- measure: small.hightech
  title: {{zh: 高企奖励, en: High-tech award}}
{COMMON}
  conditions: [{{id: hightech, zh: 为高新技术企业, en: Is high-tech, when: hightech}}]
  benefit: {{amount: 300万元}}
- measure: small.staff
  title: {{zh: 用工补贴, en: Staff subsidy}}
{COMMON}
  conditions: [{{id: staff, zh: 从业人员不少于10人, en: At least ten staff, when: "staff >= 10"}}]
  vetoes: [{{id: dishonest, zh: 严重失信, en: Dishonest, when: dishonest}}]
  benefit:
    amount: "'1万元/人' * staff"
    caps: [{{id: most, per: claim, limit: 10万元, zh: 最高10万元, en: At most 100000}}]
- measure: small.band
  title: {{zh: 项目投资补助, en: Project grant}}
{COMMON.replace("about: enterprise", "about: project")}
  published: false
  assumption: {{zh: 比例未公布，按报道, en: The rate was not published}}
  conditions: [{{id: cost, zh: 有投资, en: There is an investment, when: cost > 0}}]
  benefit: {{band: {{of: cost, from: 5%, to: 20%}}}}
- measure: small.guidance
  title: {{zh: 创业辅导, en: Coaching}}
{COMMON}
  conditions:
    - {{id: share, zh: 持股过半, en: Holds half, when: "share >= '50%'"}}
    - {{id: sector, zh: 软件业, en: Software, when: sector = 'software'}}
  benefit: {{type: service}}
- measure: small.oldest
  title: {{zh: 老字号, en: Old houses}}
{COMMON}
  conditions: [{{id: old, zh: 1990年前成立, en: Founded before 1990, when: "founded_on < '1990-01-01'"}}]
  benefit: {{amount: 5万元}}
- measure: small.first
  title: {{zh: 甲奖励, en: Award A}}
{COMMON}
  conditions: [{{id: any, zh: 有收入, en: Has revenue, when: revenue > 0}}]
  benefit: {{amount: 20万元}}
- measure: small.second
  title: {{zh: 乙奖励, en: Award B}}
{COMMON}
  conditions: [{{id: any, zh: 有收入, en: Has revenue, when: revenue > 0}}]
  benefit: {{amount: 30万元}}
- measure: small.exports
  title: {{zh: 出口奖励, en: Export award}}
{COMMON}
  conditions:
    - {{id: exports, zh: 有出口, en: Exports, when: "exports >= '100万元'"}}
    - {{id: moved, zh: 已入驻, en: Moved in, when: moved_on <= as_of}}
  benefit: {{amount: 0.1 * exports}}
"""
STACKING = """
stacking:
  - {id: highest, rule: highest_only, key: enterprise, members: [small.first, small.second],
     zh: 甲乙就高, en: Only the higher}
"""
FIRMS = """id,name,credit_code,revenue,rd,revenue@-1,staff,dishonest,founded_on
F1,演示·晨光软件有限公司,914403001922038216,1亿元,460万元,9000万元,30,false,2015-05-01
F2,演示·远山商贸有限公司,91110000802100433B,800万元,1万元,,,,2020-01-01
"""
PROJECTS = """id,name,enterprise,cost
P1,演示项目一,F1,1000万元
"""

STAY = """
measure: small.staff
sites:
  - id: a
    zh: 小驿站
    en: Small station
    address: {zh: 某路, en: Some road}
    rooms: [{kind: one, beds: 1, first: A101, last: A102}]
terms: {price: 60元, ahead_days: 60, longest_nights: 90, horizon_days: 160, keep_until: 12,
  late_days: 3, confirm_hours: 24}
clear: {degrees: [], graduated_within_years: 0, without_home: false}
"""
"""A station declared though no measure of the zone is a stay: its pages open, and it has no section."""


def write_small_zone(packs: Path, id_: str = "small") -> Path:
    """Write the pack `small` into a folder of packs; under another id, the same as another zone."""
    pack = packs / id_
    for folder in ("measures", "demo"):
        (pack / folder).mkdir(parents=True)
    files = {
        "pack.yaml": PACK, "sources.yaml": SOURCES, "vocabulary.yaml": VOCABULARY,
        "measures/all.yaml": MEASURES, "stay.yaml": STAY, "stacking.yaml": STACKING, "demo/firms.csv": FIRMS,
        "demo/projects.csv": PROJECTS,
    }  # fmt: skip
    for name, text in files.items():
        (pack / name).write_text(text.lstrip("\n").replace("small", id_), encoding="utf-8")
    return pack
