"""Which answers hang together, and what each depends on."""

import datetime as dt
from pathlib import Path

from tests.match.making import condition, make, measure
from wotu.match.bundles import bundles
from wotu.match.plan import Plan

ON = dt.date(2025, 3, 1)
BIG = [condition("big", "revenue > '1000万元'")]
YOUNG = [condition("young", "years_since(founded_on) < '3年'")]


def _texts(plan: Plan) -> dict[str, str]:
    return {line.measure.id.removeprefix("made."): b.text for b in bundles(plan) for line in b.lines}


def test_every_line_is_in_one_bundle_and_linked_rules_make_one(tmp_path: Path) -> None:
    plan = make(
        tmp_path,
        [measure(name) for name in "abcdef"],
        [
            {"id": "one", "rule": "highest_only", "key": "enterprise", "members": ["made.a", "made.b"]},
            {"id": "two", "rule": "highest_only", "key": "enterprise", "members": ["made.b", "made.c"]},
            {"id": "far", "rule": "highest_only", "key": "enterprise", "members": ["made.d", "made.e"]},
        ],
    )

    found = {frozenset(line.measure.id[-1] for line in b.lines): b.across for b in bundles(plan)}

    assert found == {frozenset("abc"): True, frozenset("de"): True, frozenset("f"): False}


def test_a_text_changes_with_the_date_only_where_the_rule_looks_at_it(tmp_path: Path) -> None:
    measures = [measure("big", conditions=BIG), measure("young", conditions=YOUNG)]

    today = _texts(make(tmp_path, measures, on=ON))
    tomorrow = _texts(make(tmp_path, measures, on=ON + dt.timedelta(days=1)))

    assert {name for name in today if today[name] != tomorrow[name]} == {"young"}


def test_a_text_changes_with_what_is_asked_and_not_with_how_it_is_worded(tmp_path: Path) -> None:
    before = _texts(make(tmp_path, [measure("a", conditions=BIG), measure("b", "20万元")]))
    worded = measure("b", "20万元") | {"title": {"zh": "另一个名称", "en": "Another title"}}
    after = _texts(make(tmp_path, [measure("a", "30万元", conditions=BIG), worded]))

    assert before["a"] != after["a"]
    assert before["b"] == after["b"]


def test_a_rule_across_changes_the_text_of_all_it_links(tmp_path: Path) -> None:
    measures = [measure(name) for name in "abc"]
    rule = {"id": "h", "rule": "highest_only", "key": "enterprise", "members": ["made.a", "made.b"]}

    alone, linked = _texts(make(tmp_path, measures)), _texts(make(tmp_path, measures, [rule]))

    assert {name for name in alone if alone[name] != linked[name]} == {"a", "b"}
