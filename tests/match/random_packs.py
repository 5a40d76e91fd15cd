"""Random packs and random households, for holding the table path and the single path together."""

import datetime as dt
import json
from fractions import Fraction
from pathlib import Path

from hypothesis import Phase, settings
from hypothesis import strategies as st

from tests.random_examples import examples
from wotu.match.subject import Household, Subject
from wotu.rules.dates import day_number
from wotu.rules.load import load_packs
from wotu.rules.model import PackSet
from wotu.rules.vocabulary import Slot

ON = dt.date(2025, 3, 1)
RANDOM_PACKS = settings(
    max_examples=examples(60),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
"""Every example writes a pack to disk and reads it back: shrinking would take minutes."""
FACTS: dict[str, dict[str, object]] = {
    "revenue": {"type": "money", "period": "year"},
    "rd": {"type": "money", "period": "year"},
    "staff": {"type": "number", "unit": "人", "period": "year"},
    "share": {"type": "percent"},
    "hightech": {"type": "boolean", "period": "since"},
    "listed": {"type": "boolean"},
    "founded_on": {"type": "date"},
    "sector": {"type": "text", "values": ["industry", "software", "retail"]},
    "cost": {"type": "money", "about": "project"},
    "area": {"type": "number", "unit": "㎡", "decimals": 2, "about": "project"},
    "product": {"type": "text", "about": "project"},
    "green": {"type": "boolean", "about": "project"},
}
_MONEY = [
    "revenue",
    "rd",
    "previous(revenue)",
    "average(rd, 3)",
    "best_before(revenue, 2)",
    "'2000万元'",
    "limit",
]
_PROJECT_MONEY = [*_MONEY, "cost", "'35.5元/㎡' * area"]
_RATES = ["'5%'", "share", "rate", "growth(revenue)", "rd / revenue"]


def _money(names: list[str]) -> st.SearchStrategy[str]:
    atom = st.sampled_from(names)
    return st.one_of(
        atom,
        st.tuples(st.sampled_from(_RATES), atom).map(lambda t: f"{t[0]} * ({t[1]})"),
        st.tuples(atom, atom).map(lambda t: f"increase({t[0]}, {t[1]})"),
        st.tuples(atom, atom, st.sampled_from(["least", "greatest"])).map(
            lambda t: f"{t[2]}({t[0]}, {t[1]})"
        ),
        st.tuples(atom, atom).map(lambda t: f"CASE WHEN sector = 'software' THEN {t[0]} ELSE {t[1]} END"),
        st.just("'1000元/人' * staff"),
        st.just("(revenue - rd) / 3"),
    )


def _condition(names: list[str], *, project: bool) -> st.SearchStrategy[str]:
    order = st.sampled_from(["<", "<=", ">", ">=", "=", "<>"])
    own = ["green", "area > '100㎡'", "product LIKE 'A%'"] if project else []
    leaf = st.one_of(
        st.tuples(_money(names), order, _money(names)).map(" ".join),
        st.tuples(st.sampled_from(_RATES), order, st.sampled_from(_RATES)).map(" ".join),
        st.sampled_from(
            [
                "hightech",
                "listed",
                "staff >= 100",
                "staff BETWEEN 20 AND 300",
                "sector IN ('industry', 'retail')",
                "years_since(founded_on) < '3年'",
                "add_years(founded_on, 2) >= as_of",
                "year(since(hightech)) = 2024",
                "sector <> 'software'",
                "months_since(since(hightech)) < '12月'",
                *own,
            ]
        ),
    )
    return st.recursive(
        leaf,
        lambda inner: st.one_of(
            st.tuples(inner, st.sampled_from(["AND", "OR"]), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
            inner.map(lambda c: f"NOT ({c})"),
        ),
        max_leaves=4,
    )


@st.composite
def _benefit(draw: st.DrawFn, names: list[str], *, project: bool) -> dict[str, object]:
    money = _money(names)
    benefit: dict[str, object] = draw(
        st.one_of(
            money.map(lambda e: {"amount": e}),
            money.map(lambda e: {"band": {"of": e, "from": "5%", "to": "20%"}}),
            money.map(lambda e: {"at_least": e}),
            money.map(lambda e: {"case_by_case": {"up_to": e}}),
            st.just({"case_by_case": {}}),
            money.map(lambda e: {"tiers": {"of": e, "steps": _STEPS}}),
            money.map(lambda e: {"schedule": {"from": "since(hightech)", "each": "12月", "of": e,
                                              "shares": ["100%", "60%", "20%"]}}),
        )
    )  # fmt: skip
    if draw(st.booleans()):
        per = draw(st.sampled_from(["claim", "enterprise_year"]))
        cap = {"id": "own", "per": per, "limit": draw(money), "zh": "上限", "en": "cap"}
        if draw(st.booleans()):
            cap["already"] = "rd"
        benefit["caps"] = [cap]
    if draw(st.booleans()):
        benefit["rounding"] = draw(st.sampled_from(["down", "up", "half_up"]))
    if draw(st.booleans()):
        benefit["step"] = draw(st.sampled_from(["1元", "100元", "0.01元"]))
    if draw(st.booleans()):
        benefit["minimum"] = "1万元"
    return benefit


_STEPS = [{"from": "10万元", "amount": "1万元"}, {"from": "1000万元", "amount": "rate * limit"}]


_ACCOUNTS = {
    "small": {"limit": "20万元", "period": "year"}, "large": {"limit": "900万元", "period": "year"},
}  # fmt: skip


@st.composite
def _crossing(draw: st.DrawFn, *, project: bool) -> dict[str, object]:
    """Return what makes a measure depend on the other enterprises: a ranking, or an account."""
    own = ["cost", "area"] if project else []
    figures = st.sampled_from(["revenue", "rd / revenue", "founded_on", "staff / 7", *own])
    found: dict[str, object] = {}
    if draw(st.booleans()):
        ranking = {"by": draw(figures), "order": draw(st.sampled_from(["asc", "desc"]))}
        if draw(st.booleans()):
            ranking["within"] = draw(st.sampled_from(["sector", *(["product"] if project else [])]))
        if draw(st.booleans()):
            found["ranking"] = {**ranking, "top": draw(st.integers(1, 3))}
        else:
            bands = [{"to": "30%", "id": "A", "amount": "rate * limit"}, {"to": "80%", "id": "B"}]
            found["ranking"] = {**ranking, "bands": bands}
    if draw(st.booleans()):
        short = draw(st.sampled_from(["first_come", "by_score", "pro_rata"]))
        account = "large" if short == "pro_rata" else "small"
        found["capacity"] = {"account": account, "when_short": short}
        if short == "by_score" or (short == "first_come" and draw(st.booleans())):
            found["capacity"] = {"account": account, "when_short": short, "order": draw(figures)}
    return found


@st.composite
def packs(draw: st.DrawFn, folder: Path, *, crossing: bool = False) -> PackSet:
    """Return a loaded pack of up to six measures with stacking rules, written as YAML and read back.

    With `crossing`, some are ranked or draw on an account.
    """
    measures: list[dict[str, object]] = []
    for number in range(draw(st.integers(1, 6))):
        project = draw(st.booleans())
        names = _PROJECT_MONEY if project else _MONEY
        conditions = draw(st.lists(_condition(names, project=project), max_size=3))
        measures.append(
            {
                "measure": f"random.m{number}",
                "title": _pair("措施"),
                "clause": _pair("条款"),
                "area": "finance",
                "service": "grant",
                "kind": draw(st.sampled_from(["a", "b"])),
                "about": "project" if project else "enterprise",
                "params": {
                    "rate": {"value": "7.25%", **_pair("率")},
                    "limit": {"value": "300万元", **_pair("限")},
                },
                "conditions": [{"id": f"c{i}", "when": c, **_pair("条件")} for i, c in enumerate(conditions)],
                "benefit": draw(_benefit(names, project=project)),
                **(draw(_crossing(project=project)) if crossing else {}),
            }
        )
    ids = [str(m["measure"]) for m in measures]
    rules = draw(st.lists(_rule(ids), max_size=3))
    shared = {"id": "shared", "per": "enterprise_year", "limit": "500万元", "members": ids, **_pair("共用")}
    stacking = {
        "stacking": [{**rule, "id": f"r{i}"} for i, rule in enumerate(rules)],
        "shared_caps": [shared] if draw(st.booleans()) else [],
    }
    return _write_and_load(folder, measures, stacking)


def _rule(ids: list[str]) -> st.SearchStrategy[dict[str, object]]:
    some = st.lists(st.sampled_from(ids), min_size=1, unique=True)
    one = st.sampled_from(ids)
    key = st.sampled_from(["enterprise", "row", "year_and_kind", "product"])
    words = st.just(_pair("规则"))
    return st.one_of(
        st.tuples(some, key, words).map(
            lambda t: {"rule": "highest_only", "members": t[0], "key": t[1], **t[2]}
        ),
        st.tuples(one, some, words).map(
            lambda t: {
                "rule": "exclusive",
                "measure": t[0],
                "excludes": t[1],
                **t[2],
                "unless": {"when": "listed", **_pair("除外")},
            }
        ),
        st.tuples(some, words).map(lambda t: {"rule": "stackable", "members": t[0], **t[1]}),
        st.tuples(one, some, key, words).map(
            lambda t: {"rule": "top_up", "measure": t[0], "against": t[1], "key": t[2], **t[3]}
        ),
        st.tuples(one, words).map(lambda t: {"rule": "top_up", "measure": t[0], "received": "rd", **t[1]}),
    )


def _pair(text: str) -> dict[str, str]:
    return {"zh": text, "en": text}


def _write_and_load(folder: Path, measures: list[dict[str, object]], stacking: dict[str, object]) -> PackSet:
    root = folder / "random"
    (root / "measures").mkdir(parents=True, exist_ok=True)
    facts = {name: {**_pair(name), **spec} for name, spec in FACTS.items()}
    files = {
        "pack.yaml": {
            "pack": "random",
            "zone": _pair("随机"),
            "title": _pair("随机"),
            "level": "zone",
            "accounts": {name: {**_pair(name), **account} for name, account in _ACCOUNTS.items()},
        },
        "vocabulary.yaml": {"facts": facts},
        "stacking.yaml": stacking,
        "measures/all.yaml": measures,
    }
    for name, content in files.items():
        (root / name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return load_packs([root])


_YUAN = st.one_of(st.integers(-5, 5), st.integers(0, 10**9), st.integers(0, 10**11)).map(
    lambda n: Fraction(n, 100)
)
_VALUES: dict[str, st.SearchStrategy[object]] = {
    "revenue": _YUAN, "rd": _YUAN, "cost": _YUAN, "staff": st.integers(0, 400),
    "share": st.integers(0, 300_000).map(lambda n: Fraction(n, 10**6)),
    "hightech": st.booleans(), "listed": st.booleans(), "green": st.booleans(),
    "founded_on": st.dates(dt.date(2019, 12, 30), ON).map(day_number),
    "sector": st.sampled_from(["industry", "software", "retail"]),
    "area": st.integers(0, 10**6).map(lambda n: Fraction(n, 100)),
    "product": st.sampled_from(["A1", "A2", "B"]),
}  # fmt: skip
_ENTERPRISE_SLOTS = [
    *(Slot(name, back) for name in ("revenue", "rd") for back in range(3)),
    *(Slot(name) for name in ("staff", "share", "hightech", "listed", "founded_on", "sector")),
]
_PROJECT_SLOTS = [Slot(name) for name in ("cost", "area", "product", "green")]


@st.composite
def _facts(draw: st.DrawFn, slots: list[Slot]) -> dict[Slot, object]:
    facts = {slot: draw(_VALUES[slot.fact]) for slot in slots if draw(st.integers(0, 7))}
    if facts.get(Slot("hightech")) and draw(st.booleans()):
        facts[Slot("hightech", began=True)] = draw(_VALUES["founded_on"])
    return facts


@st.composite
def households(draw: st.DrawFn, most: int = 3) -> list[Household]:
    """Return a few enterprises, each with up to three projects."""
    found = []
    for number in range(draw(st.integers(1, most))):
        firm = Subject(f"e{number}", draw(_facts(_ENTERPRISE_SLOTS)))  # type: ignore[arg-type]
        projects = tuple(
            Subject(f"e{number}p{i}", draw(_facts(_PROJECT_SLOTS)), "project")  # type: ignore[arg-type]
            for i in range(draw(st.integers(0, 3)))
        )
        found.append(Household(firm, projects))
    return found
