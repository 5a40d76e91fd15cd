"""Every construct a rule language for enterprise support needs, and where the teaching pack shows it.

`docs/constructs.md` is written from this list; the tests hold both to the pack.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Construct:
    """One thing a clause may say: in words, in YAML, and the worked example that shows it.

    `yaml` is part of the named measure as it stands in the pack; with `file` it is part of that file.
    `case` is the English name of the worked example.
    """

    zh: str
    en: str
    yaml: str
    measure: str
    case: str
    file: str = ""
    kind: str = "measure"


AMOUNTS = (
    Construct("定额", "Fixed", "benefit: {amount: award}", "fixed", "recognised"),
    Construct(
        "分档", "Tiered", "tiers: {of: revenue, steps: [{from: 2000万元, amount: 10万元}]}",
        "tiered", "exactly 100 million",
    ),
    Construct(
        "分档，档内按公式，起档以下另给", "Tiers with formulas inside and an amount below",
        "tiers: {of: staff, below: 5000元, steps: [{from: 10人, amount: \"'1000元/人' * staff\"}]}",
        "tiered_below", "fewer than 10",
    ),
    Construct(
        "分段累进", "Marginal tiers", "tiers: {of: rd_expense, marginal: true, steps: [{from: 100万元, rate: 10%}]}",
        "marginal", "all three slices",
    ),
    Construct(
        "按比例并封顶", "Percent of a base with a cap",
        "benefit: {amount: rate * project_equipment_investment, caps: [{per: project, limit: ceiling}]}",
        "formula", "the cap bites",
    ),
    Construct(
        "区间内由部门确定（5%至20%）", "Percent inside a discretionary band",
        "band: {of: project_investment, from: 5%, to: 20%}", "band", "the cap bites at the upper end",
    ),
    Construct(
        "只公布区间（100万至500万元）", "A published range without a base",
        "range: {from: 100万元, to: 500万元}", "range", "provincial",
    ),
    Construct(
        "比上一年的增量", "Percent of the increment over last year",
        "amount: 'rate * increase(revenue, previous(revenue))'", "increment_last_year", "exactly 10 percent",
    ),
    Construct(
        "比历史最好年份的增量", "… over the firm's best year",
        "amount: 'rate * increase(revenue, best_before(revenue, 3))'",
        "increment_best_year", "above the best year",
    ),
    Construct(
        "比参照值（全市平均）的增量", "… over a reference figure (a city average)",
        "amount: 'rate * increase(revenue, city_average)'", "increment_reference", "the part above 10 million",
    ),
    Construct(
        "每人每月", "Per head × month", "amount: 'monthly * hired * least(hired_months, most_months)'",
        "per_head_month", "20 people for 6 months",
    ),
    Construct(
        "每平方米每月，限面积、限年", "Per ㎡ × month, area and years capped",
        "amount: 'least(site_rent, rent_cap) * least(site_area, area_cap)"
        " * least(lease_months, months_cap - months_relieved)'",
        "per_area_month", "above the limits of rent and area",
    ),
    Construct(
        "每千瓦时，补若干年", "Per kWh × years",
        "{conditions: [{when: years_since(grid_connected_on) < years}], benefit: {amount: per_kwh * generated}}",
        "per_kwh", "exactly five years",
    ),
    Construct(
        "对到账的上级资金1比1配套", "1:1 match of a grant received from a higher level",
        "amount: match * grant_received", "match_grant", "matched",
    ),
    Construct("只有下限", "A floor with no cap", "benefit: {at_least: 100万元}", "at_least", "national"),
    Construct("一事一议，有上限", "Case by case, up to a limit", "case_by_case: {up_to: 5亿元}", "case_by_case", "exactly 1 billion"),
    Construct("一事一议", "Case by case, no formula", "case_by_case: {}", "case_by_case_open", "national"),
    Construct("不足起付额不发", "Less than a minimum is not paid", "benefit: {minimum: 1万元}", "increment_reference", "less than is paid"),
    Construct("四舍五入到百元", "Rounded half up to hundreds", "benefit: {rounding: half_up, step: 100元}", "round_half_up", "exactly half goes up"),
    Construct("进位到元", "Rounded up to yuan", "benefit: {rounding: up, step: 1元}", "round_up", "up to a whole yuan"),
    Construct("不足一分舍去", "Parts of a fen are dropped", "benefit: {rounding: down}", "round_down", "parts of a fen are dropped"),
    Construct(
        "每满一百人", "For every full hundred",
        "amount: \"'1万元/人' * floor(staff / 100) + '1000元/人' * ceil(staff / 50)\"",
        "per_full_hundred", "199 people",
    ),
)  # fmt: skip

CAPS = (
    Construct("每个项目", "Per project", "caps: [{per: project, limit: 100万元}]", "cap_year", "cap of one project"),
    Construct("每次申报", "Per claim", "caps: [{per: claim, limit: 50万元}]", "cap_claim", "exactly at the cap"),
    Construct(
        "每家每年，已领计入", "Per firm and year, what was received counted in",
        "caps: [{per: enterprise_year, limit: 200万元, already: received_this_year}]",
        "cap_year", "three projects of one firm: the yearly cap takes the largest first",
    ),
    Construct("每家累计", "Per firm for life", "caps: [{per: enterprise_life, already: received_in_life}]", "cap_life", "4.8 million was received before"),
    Construct("每人", "Per person", "caps: [{per: person, limit: 3万元}]", "cap_person", "above the cap"),
    Construct("每处场地", "Per site", "caps: [{per: site, limit: 10万元}]", "cap_site", "above the cap"),
    Construct("每台（套）仪器、每个产品", "Per instrument or product", "caps: [{per: product, limit: 100万元}]", "cap_product", "above the cap"),
    Construct(
        "几条合计", "Shared by several clauses",
        "shared_caps: [{per: enterprise_year, limit: 50万元, members: [showcase.shared_a, showcase.shared_b]}]",
        "shared_a", "both together at most 500000", "stacking.yaml", "combine",
    ),
    Construct("另一数额的比例", "Share of another quantity", "caps: [{per: claim, limit: share * project_investment}]", "cap_share", "the share bites"),
    Construct(
        "资金池、年度预算", "Pool or annual budget",
        "accounts: {first_come_fund: {unit: 元, limit: 100万元, period: year}}",
        "first_come", "first come first served", "pack.yaml",
    ),
)  # fmt: skip

STACKING = (
    Construct(
        "同一企业就高不重复", "Highest only, for one firm",
        "stacking: [{rule: highest_only, key: enterprise, members: [showcase.stack_hightech]}]",
        "stack_hightech", "the highest only", "stacking.yaml", "combine",
    ),
    Construct(
        "同一人就高", "… for one person", "stacking: [{rule: highest_only, key: person_id}]",
        "stack_person_settle", "the highest for one person", "stacking.yaml", "combine",
    ),
    Construct(
        "同一产品就高", "… for one product", "stacking: [{rule: highest_only, key: product_id}]",
        "stack_product_trial", "the highest for one product", "stacking.yaml", "combine",
    ),
    Construct(
        "同一项目就高", "… for one project", "stacking: [{rule: highest_only, key: row}]",
        "stack_row_equipment", "the highest for one project", "stacking.yaml", "combine",
    ),
    Construct(
        "同一标准就高", "… for one standard", "stacking: [{rule: highest_only, key: standard_no}]",
        "stack_standard_national", "the highest for one standard", "stacking.yaml", "combine",
    ),
    Construct(
        "同年度同类就高", "… same year and kind",
        "stacking: [{rule: highest_only, key: year_and_kind, members: {kind: export}}]",
        "stack_export_size", "the highest of one kind in one year", "stacking.yaml", "combine",
    ),
    Construct(
        "按标签就高", "… everything with one tag", "stacking: [{rule: highest_only, members: {tag: platform_award}}]",
        "stack_platform", "the highest by tag", "stacking.yaml", "combine",
    ),
    Construct(
        "点名互斥", "Named exclusions", "stacking: [{rule: exclusive, measure: showcase.stack_special, excludes: [showcase.stack_single]}]",
        "stack_special", "not together and no exception", "stacking.yaml", "combine",
    ),
    Construct(
        "互斥中的例外", "… with an exception inside",
        "stacking: [{rule: exclusive, measure: showcase.stack_single, unless: {when: difference_agreed}}]",
        "stack_single", "the exception applies", "stacking.yaml", "combine",
    ),
    Construct(
        "点名可叠加", "Named allow-lists", "stacking: [{rule: stackable, members: [showcase.stack_gazelle, showcase.stack_listed]}]",
        "stack_gazelle", "gazelle and listing together", "stacking.yaml", "combine",
    ),
    Construct(
        "在上级之上叠加", "On top of a higher level",
        "stacking: [{rule: on_top, measure: showcase.stack_district_on_top, of: [showcase.stack_city]}]",
        "stack_district_on_top", "the district on top of the city", "stacking.yaml", "combine",
    ),
    Construct(
        "补差", "Top-up of the difference", "stacking: [{rule: top_up, measure: showcase.stack_top_up, against: [showcase.stack_city]}]",
        "stack_top_up", "the district pays the difference", "stacking.yaml", "combine",
    ),
    Construct(
        "扣除已到账额", "Top-up of what was received", "stacking: [{rule: top_up, received: city_prize_received}]",
        "stack_top_up_received", "less what has arrived", "stacking.yaml", "combine",
    ),
)  # fmt: skip

TIME = (
    Construct("某年度新获认定", "Status obtained in year N", "conditions: [{when: year(since(hightech)) = award_year}]", "status_in_year", "on the last day of that year"),
    Construct("上年度新获认定", "Status obtained last year", "conditions: [{when: year(since(gazelle)) = year(as_of) - 1}]", "status_last_year", "recognised last year"),
    Construct("签约两年内", "Within two years of signing", "conditions: [{when: 'in_production_on <= add_years(signed_on, deadline)'}]", "within_signing", "exactly two years"),
    Construct("满若干月、不满若干年", "So many months or years since a date", "conditions: [{when: months_since(moved_in_on) >= least_months}]", "since_entering", "exactly 12 months"),
    Construct("若干日内申报", "Within so many days", "conditions: [{when: 'applied_on <= add_days(completed_on, days)'}]", "thirty_days", "exactly 30 days"),
    Construct("月末仍算月末", "A month's end stays one", "conditions: [{when: 'started_on <= add_months(approved_on, months)'}]", "month_end", "29 February of a leap year"),
    Construct(
        "认定后五年递减", "Five years from recognition at a declining rate",
        "schedule: {from: since(hightech), each: 12月, shares: [100%, 80%, 60%, 40%, 20%]}",
        "declining", "exactly one year: the second share",
    ),
    Construct("每年两批", "Twice-yearly batches", "window: {yearly: [{open: 03-01, close: 04-30}, {open: 09-01, close: 10-31}]}", "twice_yearly", "exactly 10"),
    Construct(
        "秋季申报、次年拨付", "Apply in autumn, pay next year",
        "{window: {dates: [{open: 2025-10-01, close: 2025-10-31}]}, pays: next_year}", "dated_window", "exactly 50",
    ),
    Construct("有效期", "Expiry date", "valid: {from: 2024-01-01, to: 2025-12-31}", "expires", "on the last day in force"),
    Construct("上年度", "Last year", "conditions: [{when: 'revenue >= best(revenue, 3)'}]", "still_best", "the best"),
    Construct("三年平均", "Three-year average", "conditions: [{when: 'average(rd_expense, 3) >= least_average'}]", "three_year_average", "an average of exactly 1 million"),
    Construct("三年累计占比", "Ratio over three years", "conditions: [{when: 'total(rd_expense, 3) / total(revenue, 3) >= least_share'}]", "three_year_ratio", "exactly 5 percent"),
    Construct("同比增长", "Year-on-year growth", "conditions: [{when: growth(revenue) >= least_growth}]", "increment_last_year", "less than 10 percent"),
    Construct("季度同比", "Against the same quarter", "conditions: [{when: 'quarter_revenue >= factor * previous(quarter_revenue, 4)'}]", "quarter_growth", "exactly 20 percent"),
    Construct("季度环比", "On the quarter before", "conditions: [{when: growth(quarter_output) >= least_growth}]", "quarter_on_quarter", "exactly 5 percent"),
    Construct("以指定年度为基数", "A named year as the base", "conditions: [{when: 'export_value > in_year(export_value, 2022)'}]", "named_year", "more than in 2022"),
    Construct("标准随年份调整", "A rate that changes by date", "params: {rate: {values: {2024-01-01: 10%, 2025-07-01: 8%}}}", "dated_rate", "on the day of the change"),
    Construct("标准随自身日期", "A rate fixed by the subject's own date", "params: {rate: {dated_by: admitted_on}}", "dated_rate_own", "an old project"),
)  # fmt: skip

COHORTS = (
    Construct("老企业老办法", "Firms admitted before a date stay on the old text", "versions: [{id: old, cohort: {by: admitted_on, to: 2023-12-31}}]", "cohort", "on the last day of the old cohort"),
    Construct("新老门槛不同", "Thresholds that differ between the texts", "versions: [{id: old, params: {least: {value: 500万元}}}]", "cohort_params", "an old project of exactly 5 million"),
    Construct("某一条一律按新办法", "One clause is always new", "benefit: {amount: 8万元}", "always_new", "exactly 5 million"),
    Construct("按日期换版", "A text replaced on a date", "versions: [{id: v2024, valid: {from: 2024-01-01, to: 2024-12-31}}]", "text_by_date", "on the last day of the old text"),
)  # fmt: skip

PAYMENT = (
    Construct(
        "分两半，后一半等销售过亿", "Two halves, the second waiting on a later fact",
        "payment: {stages: [{share: 50%}, {share: 50%, when: \"project_sales >= '1亿元'\", within: 36月}]}",
        "two_halves", "not yet", kind="payment",
    ),
    Construct("按工程进度", "By construction progress", "payment: {stages: [{share: 30%, when: \"project_progress >= '50%'\"}]}", "by_progress", "exactly half way", kind="payment"),
    Construct("按月", "Monthly", "payment: {monthly: 12}", "monthly", "twelve equal payments", kind="payment"),
    Construct("退回", "Clawback", "payment: {clawback: {when: moved_out, share: 100%}}", "clawback_offset_split", "all is due back", kind="payment"),
    Construct("部分退回", "Partial clawback", "payment: {clawback: {when: NOT works_in_zone, share: 50%}}", "partial_clawback", "half is due back", kind="payment"),
    Construct("抵扣", "Offset against later awards", "payment: {offset: clawback_due}", "clawback_offset_split", "10000 owed is deducted", kind="payment"),
    Construct("市县5:5分担", "City and county 5:5", "payment: {split: {city: 50%, county: 50%}}", "clawback_offset_split", "half each and the odd fen to the city", kind="payment"),
)  # fmt: skip

EXCLUSIONS = (
    Construct("一票否决，已修复信用的除外", "A veto with its exception inside", "vetoes: [{when: dishonest_listed, unless: {when: credit_repaired}}]", "vetoes", "listed but repaired"),
    Construct("规上企业零研发", "Zero R&D of an above-scale firm", "vetoes: [{when: entered_statistics AND rd_expense = 0}]", "vetoes", "above scale without R&D"),
    Construct("能耗未达标", "Energy standard missed", "vetoes: [{when: energy_standard_missed}]", "vetoes", "missed the energy standard"),
    Construct("重大处罚", "Major penalty", "vetoes: [{when: major_penalty}]", "vetoes", "a major penalty"),
)  # fmt: skip

RANKING = (
    Construct("前若干名", "Top N by a figure", "ranking: {by: revenue, order: desc, top: 2}", "top_two", "a tie at the cut wins"),
    Construct("各门类第一", "Top N inside each group", "ranking: {by: export_value, top: 1, within: section}", "top_in_section", "the first of every section"),
    Construct("由低到高", "The smallest first", "ranking: {by: electricity_used, order: asc, top: 1}", "lowest_energy", "the smallest first"),
    Construct("百分位分档", "Percentile bands", "ranking: {bands: [{to: 25%, id: A, amount: 100万元}, {to: 70%, id: B, amount: 50万元}]}", "percentile_bands", "four firms: the first 25 percent is one of them"),
    Construct("外部榜单名次", "Rank on an outside list", "conditions: [{when: list_rank <= last_rank}]", "outside_list", "exactly the 500th"),
    Construct("先到先得", "Budget short: first come", "capacity: {when_short: first_come, order: applied_on}", "first_come", "first come first served"),
    Construct("高分优先", "… by score", "capacity: {when_short: by_score, order: project_score}", "by_score", "the best first"),
    Construct("按比例折减", "… pro rata", "capacity: {account: pro_rata_fund, when_short: pro_rata}", "pro_rata", "reduced to a half"),
)  # fmt: skip

EVIDENCE = (
    Construct("实际居住满6个月并现场核查", "Six months of actual residence, checked on site", "conditions: [{when: residence_months >= least_months}, {when: site_checked}]", "residence", "exactly six months"),
    Construct("关联方除外", "Related parties excluded", "vetoes: [{when: related_parties}]", "unrelated", "related"),
)  # fmt: skip

ANSWERS = (
    Construct("且：不满足加未知为不满足", "AND: not met and unknown is not met", "conditions: [{when: hightech AND has_rd_institution}]", "kleene_and", "not met and unknown is not met"),
    Construct("或：满足加未知为满足", "OR: met or unknown is met", "conditions: [{when: gazelle OR unicorn}]", "kleene_or", "met or unknown is met"),
    Construct("除以零为未知", "A quotient by zero is unknown", "conditions: [{when: research_intensity >= least}]", "quotient_by_zero", "no revenue at all"),
    Construct(
        "分情形门槛，情形未知", "A threshold by case, the case unknown",
        "conditions: [{when: 'rd_expense / revenue >= CASE WHEN revenue <= small_limit THEN small_share ELSE large_share END'}]",
        "case_unknown", "revenue not known",
    ),
    Construct("条件满足、金额待定", "Entitled with an open amount", "benefit: {amount: rate * project_rd_expense}", "cap_year", "what was received is not known"),
    Construct("区间、列举、前缀", "BETWEEN, IN and LIKE", "conditions: [{when: \"staff BETWEEN '20人' AND '300人'\"}, {when: \"tax_credit_grade IN ('A', 'B')\"}, {when: industry LIKE 'C39%'}]", "between_in_like", "exactly 300"),
    Construct("取大取小", "Least and greatest", "conditions: [{when: 'greatest(rd_expense, equipment_investment) > 0'}]", "extremes", "no more than half a percent of revenue"),
    Construct("状态有起有止", "A status that begins and ends", "conditions: [{when: hightech AND has_rd_institution}]", "kleene_and", "a status still holds on its last day"),
    Construct("取最近一次测得的值", "The latest value on or before the date", "conditions: [{when: residence_months >= least_months}]", "residence", "the latest value on or before the date counts"),
    Construct("按日期换版的定义", "A definition with dated versions", "amount: \"CASE WHEN sample_size = 'large' THEN '3万元' WHEN sample_size = 'medium' THEN '2万元' ELSE '1万元' END\"", "by_size", "under the earlier definition"),
    Construct("细则未公布", "A detail nobody published", "{published: false, params: {award: {published: false}}}", "unpublished", "grade A"),
)  # fmt: skip

KINDS = (
    Construct("免费住宿（床·晚）", "Nights at a talent station", "benefit: {type: bed_night}", "stay", "exactly 90 nights"),
    Construct("厂房租赁（㎡·月）", "Plant leased by area and month", "benefit: {type: area_month}", "plant_lease", "at most 60 months"),
    Construct("分割转让（㎡）", "Plant sold by area", "benefit: {type: area}", "plant_sale", "exactly 500 m2"),
    Construct("回用水（吨/天）", "Return water by daily load", "benefit: {type: daily_load, amount: 50吨/天}", "water_supply", "three firms share 120 t"),
    Construct("仪器机时", "Time on an instrument", "benefit: {type: minute}", "machine_time", "more than 20 hours"),
    Construct("综合授信（借，不是给）", "A credit line: lent, not given", "benefit: {type: credit_line, amount: 2 * net_assets}", "credit_line", "the cap bites"),
    Construct("合同指标下调幅度", "A cut of a contract target", "benefit: {type: rate, case_by_case: {up_to: 20%}}", "target_cut", "exactly one year"),
    Construct("不计金额的服务", "A service without an amount", "benefit: {type: service}", "mediation", "has staff"),
)  # fmt: skip

SECTIONS = (
    ("1. 金额 Amount", AMOUNTS),
    ("2. 上限 Caps", CAPS),
    ("3. 叠加与就高 Stacking", STACKING),
    ("4. 时间 Time", TIME),
    ("5. 新老办法 Cohorts and versions", COHORTS),
    ("6. 拨付 Payment", PAYMENT),
    ("7. 排除与例外 Exclusions and vetoes", EXCLUSIONS),
    ("8. 排名与预算不足 Ranking, budgets short", RANKING),
    ("9. 核查 Evidence", EVIDENCE),
    ("10. 三种答案 Three answers", ANSWERS),
    ("11. 钱以外的措施 Benefits other than money", KINDS),
)
ALL = tuple(construct for _, constructs in SECTIONS for construct in constructs)
