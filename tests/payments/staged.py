"""The small zone with measures that pay in every way: stages, months, next year, clawback, offset, split."""

from pathlib import Path

from tests.small_zone import COMMON, write_small_zone

CONDITIONS = "  conditions: [{id: any, zh: 有收入, en: Has revenue, when: revenue > 0}]"
MEASURES = f"""
- measure: small.staged
  title: {{zh: 分期奖励, en: Staged award}}
{COMMON}
{CONDITIONS}
  benefit: {{amount: 30.01万元}}
  payment:
    stages:
      - {{id: first, share: 50%, zh: 立项后, en: At the start}}
      - {{id: second, share: 50%, when: "sales >= '1亿元'", within: 36月, zh: 年销售过亿后, en: Once sold}}
- measure: small.monthly
  title: {{zh: 按月补贴, en: Monthly aid}}
{COMMON}
{CONDITIONS}
  benefit: {{amount: 1万元}}
  payment: {{monthly: 3}}
- measure: small.later
  title: {{zh: 次年兑付, en: Paid next year}}
{COMMON}
{CONDITIONS}
  benefit: {{amount: 5万元}}
  pays: next_year
- measure: small.clawed
  title: {{zh: 迁出退回, en: Clawed back on leaving}}
{COMMON}
{CONDITIONS}
  benefit: {{amount: 8万元}}
  payment:
    clawback: {{when: moved_out, share: 50%, zh: 迁出园区退回一半, en: Half is due back on leaving}}
- measure: small.deducted
  title: {{zh: 抵扣后拨付, en: Paid less what is owed}}
{COMMON}
{CONDITIONS}
  benefit: {{amount: 6万元}}
  payment: {{offset: owed}}
- measure: small.split
  title: {{zh: 三方分担, en: Three payers}}
{COMMON}
{CONDITIONS}
  benefit: {{amount: 1000.01元}}
  payment: {{split: {{city: 20%, county: 40%, employer: 40%}}}}
- measure: small.fund
  title: {{zh: 基金先到先得, en: A fund, first come}}
{COMMON}
{CONDITIONS}
  benefit: {{amount: 20万元}}
  capacity: {{account: pot, when_short: first_come}}
- measure: small.fund_in_parts
  title: {{zh: 基金分期, en: A fund, in parts}}
{COMMON}
{CONDITIONS}
  benefit: {{amount: 20万元}}
  capacity: {{account: pot, when_short: first_come}}
  payment:
    stages:
      - {{id: first, share: 50%, zh: 首期, en: First part}}
      - {{id: second, share: 50%, zh: 二期, en: Second part}}
- measure: small.shared
  title: {{zh: 基金按比例, en: A fund, pro rata}}
{COMMON}
{CONDITIONS}
  benefit: {{amount: 20万元}}
  capacity: {{account: pot, when_short: pro_rata}}
"""
FACTS = """
  sales: {zh: 单品销售收入, en: Sales, type: money}
  moved_out: {zh: 迁出园区, en: Moved out, type: boolean, period: since}
  owed: {zh: 应退未退, en: Owed, type: money}
"""
ACCOUNTS = """
accounts:
  pot: {zh: 专项基金, en: The fund, unit: 元, limit: 30万元, period: year, source: {ref: paper}}
"""


def write_staged_zone(packs: Path) -> None:
    """Write the pack `small` with these measures beside its own."""
    pack = write_small_zone(packs)
    for name, text in (("vocabulary.yaml", FACTS), ("pack.yaml", ACCOUNTS)):
        path = pack / name
        path.write_text(
            path.read_text(encoding="utf-8").rstrip("\n") + "\n" + text.lstrip("\n"), encoding="utf-8"
        )
    (pack / "measures" / "staged.yaml").write_text(MEASURES.lstrip("\n"), encoding="utf-8")
