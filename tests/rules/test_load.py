"""Loading packs: versions, cohorts, dated parameters, and errors that say where and what to do."""

import datetime as dt
from pathlib import Path

import pytest

from wotu.match.plan import make_plan
from wotu.rules.evaluate import compile_node
from wotu.rules.load import load_packs
from wotu.rules.model import PackSet
from wotu.rules.problems import PackError
from wotu.rules.vocabulary import Slot

PACK = """\
pack: demo
zone: {zh: 测试, en: Test}
title: {zh: 测试, en: Test}
level: zone
"""
VOCABULARY = """\
facts:
  rd: {zh: 研发费用, en: R&D, type: money, period: year}
  admitted_on: {zh: 入区日期, en: Admitted on, type: date}
  flag: {zh: 标记, en: Flag, type: boolean}
"""
MEASURE = """\
measure: demo.grant
title: {zh: 补助, en: Grant}
area: research
service: grant
clause: {zh: 概括, en: Summary}
params:
  rate: {zh: 比例, en: Rate, values: {2024-01-01: 10%, 2026-01-01: 8%}}
conditions:
  - {id: flag, zh: 标记, en: Flag, when: flag}
benefit: {amount: rate * rd}
"""


def _write(folder: Path, measure: str = MEASURE, **more: str) -> Path:
    root = folder / "demo"
    (root / "measures").mkdir(parents=True, exist_ok=True)
    files = {"pack.yaml": PACK, "vocabulary.yaml": VOCABULARY, "measures/grant.yaml": measure, **more}
    for name, text in files.items():
        (root / name).write_text(text, encoding="utf-8")
    return root


def _load(folder: Path, measure: str = MEASURE, **more: str) -> PackSet:
    return load_packs([_write(folder, measure, **more)])


def _problems(folder: Path, measure: str = MEASURE, **more: str) -> list[str]:
    with pytest.raises(PackError) as caught:
        _load(folder, measure, **more)
    return [str(problem).replace(str(folder / "demo") + "/", "") for problem in caught.value.problems]


def _rate(packs: PackSet, day: str, facts: dict[Slot, int] | None = None) -> object:
    plan = make_plan(packs, dt.date.fromisoformat(day))
    [line] = plan.lines
    assert line.high is not None
    return compile_node(line.high)({Slot("rd"): 100, **(facts or {})})


def test_a_parameter_has_the_value_of_its_date(tmp_path: Path) -> None:
    packs = _load(tmp_path)
    assert [_rate(packs, day) for day in ("2023-12-31", "2024-01-01", "2025-12-31", "2026-01-01")] == [
        None, 10, 10, 8,
    ]  # fmt: skip


def test_a_parameter_dated_by_the_subject_follows_the_subject(tmp_path: Path) -> None:
    measure = MEASURE.replace("values: {2024", "dated_by: admitted_on, values: {2024")
    packs = _load(tmp_path, measure)
    admitted = Slot("admitted_on")
    days = [(dt.date(y, 6, 1) - dt.date(1970, 1, 1)).days for y in (2023, 2025, 2026)]
    assert [_rate(packs, "2026-06-01", {admitted: day}) for day in days] == [None, 10, 8]
    assert _rate(packs, "2026-06-01") is None


def test_the_version_follows_the_entry_cohort(tmp_path: Path) -> None:
    versions = """\
versions:
  - {id: old, cohort: {by: admitted_on, to: 2023-12-31}, benefit: {amount: 30万元}}
  - {id: new, cohort: {by: admitted_on, from: 2024-01-01}, params: {rate: {value: 5%, zh: 新, en: new}}}
"""
    packs = _load(tmp_path, MEASURE + versions)
    old, new = packs.measures["demo.grant"].versions
    assert (old.key, new.key) == ("demo.grant#old", "demo.grant#new")
    assert old.benefit.written == "30万元"
    assert new.benefit.written == "rate * rd"
    assert new.parameters["rate"].label.zh == "新"


def test_a_changed_parameter_replaces_every_date(tmp_path: Path) -> None:
    packs = load_packs([_write(tmp_path)], {"demo.grant.rate": "0.04"})
    assert _rate(packs, "2030-01-01") == 4


def test_a_change_of_something_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"did you mean demo\.grant\.rate"):
        load_packs([_write(tmp_path)], {"demo.grant.rat": "4%"})


def test_a_change_keeps_its_unit(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="'40元' cannot stand for 8%"):
        load_packs([_write(tmp_path)], {"demo.grant.rate": "40元"})


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("when: flag}", "when: flga}", "measures/grant.yaml:9:40: unknown name 'flga' (did you mean flag?)"),
        ("rate * rd", "rate * 2", "measures/grant.yaml:10:19: expected money, found a percentage"),
        (
            "area: research",
            "area: reserch",
            "measures/grant.yaml:3:7: `area: reserch` is not known (did you mean research?)",
        ),
        ("service: grant", "servce: grant", "measures/grant.yaml:1:1: `service` is missing"),
        ("10%,", "10元,", "measures/grant.yaml:7:9: the values of parameter `rate` differ in type or unit"),
        ("params:", "params: []\nparam:", "measures/grant.yaml:6:9: `params` must be a mapping"),
        ("clause: {zh: 概括, en: Summary}", "clause: {zh: 概括}", "measures/grant.yaml:5:9: `en` is missing"),
        (
            "{amount: rate * rd}",
            "{amount: rate * rd, at_least: 1元}",
            "measures/grant.yaml:10:10: the benefit's form is not clear",
        ),
        ("measure: demo.grant", "measure: other.grant", "`other.grant` must be named demo.<name>"),
    ],
)
def test_every_error_names_the_place_and_the_remedy(tmp_path: Path, old: str, new: str, problem: str) -> None:
    assert any(problem in found for found in _problems(tmp_path, MEASURE.replace(old, new)))


def test_all_problems_are_reported_at_once(tmp_path: Path) -> None:
    broken = MEASURE.replace("when: flag", "when: nothing").replace("rate * rd", "rate * rdd")
    assert len(_problems(tmp_path, broken)) >= 2


def test_packs_that_build_on_each_other_are_refused(tmp_path: Path) -> None:
    for name, base in (("a", "b"), ("b", "a")):
        (tmp_path / name).mkdir()
        text = PACK.replace("pack: demo", f"pack: {name}") + f"builds_on: [{base}]\n"
        (tmp_path / name / "pack.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(PackError, match="build on each other: a → b → a"):
        load_packs([tmp_path / "a"])


def test_a_folder_without_a_pack_suggests_its_neighbour(tmp_path: Path) -> None:
    _write(tmp_path)
    with pytest.raises(PackError, match="did you mean demo"):
        load_packs([tmp_path / "dmo"])


def test_an_unpublished_detail_needs_its_assumption(tmp_path: Path) -> None:
    assert any("needs an `assumption`" in p for p in _problems(tmp_path, MEASURE + "published: false\n"))


def test_a_measure_about_an_enterprise_cannot_see_one_of_its_projects(tmp_path: Path) -> None:
    vocabulary = VOCABULARY.replace("flag: {", "flag: {about: project, ")
    found = _problems(tmp_path, **{"vocabulary.yaml": vocabulary})
    assert any("set `about: project`" in problem for problem in found)
