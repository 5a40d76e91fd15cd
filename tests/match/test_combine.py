"""The best combination is really the best: compared with trying every choice."""

import tempfile
from itertools import chain, combinations
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.match.making import firm, make, measure, pair
from tests.random_examples import examples
from wotu.match.checkup import Checker
from wotu.match.combine import best_combination

WAN = 10_000_00


def test_two_smaller_awards_beat_the_one_that_excludes_them(tmp_path: Path) -> None:
    rules = [{"id": "r", "rule": "exclusive", "measure": "made.big", "excludes": ["made.a", "made.b"]}]
    plan = make(
        tmp_path, [measure("big", "30万元"), measure("a", "20万元"), measure("b", "20万元")], stacking=rules
    )
    found = best_combination(Checker.of(plan), firm())
    assert [f.line.measure.id for f, _ in found.chosen] == ["made.a", "made.b"]
    assert found.worth == 40 * WAN
    assert found.optimal
    [(given_up, reason)] = found.given_up
    assert (given_up.line.measure.id, reason.zh) == ("made.big", "规则")


def test_a_shared_cap_is_respected(tmp_path: Path) -> None:
    cap = {
        "id": "t",
        "per": "enterprise_year",
        "limit": "25万元",
        "members": ["made.a", "made.b"],
        **pair("合计"),
    }
    plan = make(tmp_path, [measure("a", "20万元"), measure("b", "20万元")], shared_caps=[cap])
    assert best_combination(Checker.of(plan), firm()).worth == 25 * WAN


def test_a_top_up_counts_only_the_difference(tmp_path: Path) -> None:
    rules = [{"id": "r", "rule": "top_up", "measure": "made.a", "against": ["made.b"]}]
    plan = make(tmp_path, [measure("a", "30万元"), measure("b", "20万元")], stacking=rules)
    assert best_combination(Checker.of(plan), firm()).worth == 30 * WAN


NAMES = [f"m{i}" for i in range(6)]


@settings(max_examples=examples(40))
@given(
    st.lists(st.integers(1, 50), min_size=6, max_size=6),
    st.sets(
        st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda p: p[0] < p[1]), max_size=8
    ),
    st.integers(10, 200),
)
def test_no_other_choice_is_worth_more(
    amounts: list[int], excluded: set[tuple[str, str]], limit: int
) -> None:
    rules = [
        {"id": f"r{i}", "rule": "exclusive", "measure": f"made.{a}", "excludes": [f"made.{b}"]}
        for i, (a, b) in enumerate(sorted(excluded))
    ]
    cap = {
        "id": "t",
        "per": "enterprise_year",
        "limit": f"{limit}万元",
        "members": [f"made.{n}" for n in NAMES],
    }
    measures = [measure(name, f"{amount}万元") for name, amount in zip(NAMES, amounts, strict=True)]
    with tempfile.TemporaryDirectory() as folder:
        plan = make(Path(folder), measures, stacking=rules, shared_caps=[{**cap, **pair("合计")}])
    worth = dict(zip(NAMES, amounts, strict=True))
    choices = chain.from_iterable(combinations(NAMES, n) for n in range(len(NAMES) + 1))
    legal = (c for c in choices if not any(set(p) <= set(c) for p in excluded))
    best = max(min(limit, sum(worth[n] for n in choice)) for choice in legal)
    found = best_combination(Checker.of(plan), firm())
    assert (found.worth, found.optimal) == (best * WAN, True)
