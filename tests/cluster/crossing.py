"""A pack in which everything crosses enterprises, and firms in which everything ties."""

import datetime as dt
from pathlib import Path

from tests.match.making import condition, facts, make, measure, pair
from wotu.match.plan import Plan
from wotu.match.subject import Household, Subject
from wotu.rules.dates import day_number
from wotu.rules.evaluate import Known

MONTH_ENDS = ("2024-01-31", "2024-02-29", "2023-02-28", "2024-12-31", "2024-03-01")
ACCOUNTS = {
    name: {**pair(name), "limit": limit, "period": "year"}
    for name, limit in {
        "turn": "45万元",
        "score": "9.99万元",
        "shared": "3.01元",
        "ample": "900000万元",
    }.items()
}
BANDS = [{"to": "30%", "id": "A", "amount": "30万元"}, {"to": "75%", "id": "B", "amount": "7.77万元"}]


def plan_across(folder: Path) -> Plan:
    """Return a plan with rankings, texts shared across enterprises, caps and accounts of every kind."""
    measures = [
        measure("top", "rd / 3", ranking={"by": "rd / revenue", "top": 5}),
        measure("within", ranking={"by": "founded_on", "order": "asc", "top": 1, "within": "section"}),
        measure("band", ranking={"by": "score", "bands": BANDS, "within": "section"}),
        measure("fresh", conditions=[condition("new", "months_since(founded_on) < '14月'")]),
        measure("turn", "10万元", capacity={"account": "turn", "order": "applied_on"}),
        measure("scored", "score * '1.11万元/分值'", about="enterprise",
                capacity={"account": "score", "when_short": "by_score", "order": "score"}),
        measure("portion", "rd / 7", capacity={"account": "shared", "when_short": "pro_rata"}),
        measure("ample", "rd", capacity={"account": "ample"}),
        measure("standard", "score * '1万元/分值'", conditions=[condition("has", "standard_no LIKE 'GB%'")]),
        measure("project", "cost / 3", about="project"),
        measure("extra", "cost / 7", about="project"),
    ]  # fmt: skip
    stacking = [
        {
            "id": "one",
            "rule": "highest_only",
            "key": "standard_no",
            "members": ["made.standard", "made.project"],
        },
        {
            "id": "rest",
            "rule": "top_up",
            "key": "standard_no",
            "measure": "made.extra",
            "against": ["made.project"],
        },
    ]
    cap = {"id": "total", "per": "enterprise_year", "limit": "25万元", **pair("合计"),
           "members": ["made.standard", "made.project", "made.turn"]}  # fmt: skip
    return make(folder, measures, stacking, [cap], accounts=ACCOUNTS)


def firms_that_tie() -> list[Household]:
    """Return firms of which many have the same figures, some have none, and some share a standard."""
    return [_firm(number) for number in range(23)]


def _firm(number: int) -> Household:
    known: dict[str, Known] = {"revenue": 3 * (1 + number % 4), "rd": 1 + number // 2 % 4}
    if number % 5:
        known |= {"score": number % 3, "applied_on": day_number_of(MONTH_ENDS[number % 5])}
    if number % 7:
        known |= {"section": ("甲", "乙", "B", "a")[number % 4], "standard_no": f"GB{number % 9}"}
    if number % 6:
        known["founded_on"] = day_number_of(MONTH_ENDS[(number // 2) % 5])
    id_ = ("a", "B", "企", "𠮷", "é")[number % 5] + str(number)
    costs = (100_000 * (number % 3) + 1, 77_777)[: number % 3]
    projects = tuple(Subject(f"{id_}-p{i}", facts(cost=cost), "project") for i, cost in enumerate(costs))
    return Household(Subject(id_, facts(**known)), projects)


def day_number_of(text: str) -> int:
    """Return the number of a day."""
    return day_number(dt.date.fromisoformat(text))
