"""What may stand beside what: every stacking rule, its key, its exceptions."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.match.making import condition, facts, make, measure, settled
from wotu.rules.evaluate import Known

WAN = 10_000_00
THREE = [measure("a", "10万元", kind="x"), measure("b", "30万元", kind="x"), measure("c", "20万元", kind="y")]
ALL = ["made.a", "made.b", "made.c"]


def _awards(tmp_path: Path, rules: Sequence[Mapping[str, object]], **known: Known) -> dict[str, int]:
    plan = make(tmp_path, THREE, stacking=[{"id": f"r{i}", **rule} for i, rule in enumerate(rules)])
    found = settled(plan, {"firm": facts(**known)})
    return {name: amount // WAN for (name, _), amount in found.items()}


def test_without_a_rule_everything_stands(tmp_path: Path) -> None:
    assert _awards(tmp_path, []) == {"a": 10, "b": 30, "c": 20}


def test_highest_only(tmp_path: Path) -> None:
    assert _awards(tmp_path, [{"rule": "highest_only", "members": ALL}]) == {"a": 0, "b": 30, "c": 0}


def test_highest_only_of_the_same_kind(tmp_path: Path) -> None:
    rule = {"rule": "highest_only", "key": "year_and_kind", "members": {"pack": "made"}}
    assert _awards(tmp_path, [rule]) == {"a": 0, "b": 30, "c": 20}


def test_an_allow_list_beats_an_exclusion(tmp_path: Path) -> None:
    rules: list[dict[str, object]] = [
        {"rule": "highest_only", "members": ALL},
        {"rule": "stackable", "members": ["made.b", "made.c"]},
    ]
    assert _awards(tmp_path, rules) == {"a": 0, "b": 30, "c": 20}


def test_on_top_of_another_level_stands_beside_it(tmp_path: Path) -> None:
    rules: list[dict[str, object]] = [
        {"rule": "highest_only", "members": ALL},
        {"rule": "on_top", "measure": "made.a", "of": ["made.b"]},
    ]
    assert _awards(tmp_path, rules) == {"a": 10, "b": 30, "c": 0}


def test_an_exclusion_names_its_victims(tmp_path: Path) -> None:
    rules: list[dict[str, object]] = [{"rule": "exclusive", "measure": "made.a", "excludes": ["made.b"]}]
    assert _awards(tmp_path, rules) == {"a": 0, "b": 30, "c": 20}


def test_an_exception_inside_an_exclusion_holds_only_where_it_is_known_to(tmp_path: Path) -> None:
    rule = {"rule": "highest_only", "members": ALL, "unless": {"when": "flag", "zh": "除外", "en": "unless"}}
    assert _awards(tmp_path, [rule], flag=True) == {"a": 10, "b": 30, "c": 20}
    assert _awards(tmp_path, [rule], flag=False) == {"a": 0, "b": 30, "c": 0}
    assert _awards(tmp_path, [rule]) == {"a": 0, "b": 30, "c": 0}


def test_a_top_up_pays_the_difference(tmp_path: Path) -> None:
    rules: list[dict[str, object]] = [{"rule": "top_up", "measure": "made.b", "against": ["made.c"]}]
    assert _awards(tmp_path, rules) == {"a": 10, "b": 10, "c": 20}


def test_a_top_up_by_a_standard_looks_at_that_standard_alone(tmp_path: Path) -> None:
    rule = {"id": "r", "rule": "top_up", "key": "standard_no", "measure": "made.b", "against": ["made.c"]}
    flagged = measure("c", "20万元", conditions=[condition("flagged", "flag")])
    plan = make(tmp_path, [measure("b", "30万元"), flagged], [rule])
    rows = {"x": facts(standard_no="GB1", flag=False), "y": facts(standard_no="GB2", flag=True)}
    assert settled(plan, rows) == {("b", "x"): 30 * WAN, ("b", "y"): 10 * WAN, ("c", "y"): 20 * WAN}


def test_a_top_up_to_what_was_received_elsewhere(tmp_path: Path) -> None:
    rules: list[dict[str, object]] = [{"rule": "top_up", "measure": "made.b", "received": "rd"}]
    assert _awards(tmp_path, rules, rd=250_000) == {"a": 10, "b": 5, "c": 20}
    assert _awards(tmp_path, rules, rd=900_000) == {"a": 10, "b": 0, "c": 20}


def test_two_firms_with_the_same_standard_conflict_and_two_without_do_not(tmp_path: Path) -> None:
    rule = {"id": "std", "rule": "highest_only", "key": "standard_no", "members": ["made.a"]}
    plan = make(tmp_path, [measure("a", "rd")], stacking=[rule])
    rows = {
        "x": facts(rd=100, standard_no="GB 1"),
        "y": facts(rd=200, standard_no="GB 1"),
        "z": facts(rd=300),
        "w": facts(rd=300),
    }
    assert settled(plan, rows) == {("a", "x"): 0, ("a", "y"): 20_000, ("a", "z"): 30_000, ("a", "w"): 30_000}


def test_equal_awards_are_decided_by_the_order_of_the_packs(tmp_path: Path) -> None:
    rule = {"id": "r", "rule": "highest_only", "members": ["made.a", "made.b"]}
    plan = make(tmp_path, [measure("a"), measure("b")], stacking=[rule])
    assert settled(plan, {"x": facts()}) == {("a", "x"): 10 * WAN, ("b", "x"): 0}
