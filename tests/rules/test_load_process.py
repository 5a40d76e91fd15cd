"""Named processes: what a pack may declare, how a measure uses it, and errors that say what to mend."""

from pathlib import Path

import pytest

from tests.rules import tiny
from wotu.rules.flow import Parallel, Step
from wotu.rules.load import load_packs
from wotu.rules.model import PackSet, Version
from wotu.rules.problems import PackError

PROCESSES = """\
departments:
  tax: {zh: 税务局, en: Tax office}
  fire: {zh: 消防队, en: Fire service}
processes:
  joint:
    zh: 联合审核
    en: Joint review
    published: false
    assumption: {zh: 时限为假设, en: Times are assumed}
    mode: case_by_case
    total: 12
    correction: 3
    answer: 8
    steps:
      - {does: accept, within: 2}
      - parallel: offices
        branches:
          - {does: review, id: tax, department: tax, within: 4, deemed: agreed, zh: 税务核查, en: Tax check}
          - - {does: review, id: fire, department: fire, within: 3}
            - {does: experts, within: 9, published: false, assumption: {zh: 假设, en: Assumed}}
      - {does: decide, within: 1, automatic: true, who: system}
      - {does: notice, within: 5}
      - {does: pay}
"""
ASSUMED = "    assumption: {zh: 时限为假设, en: Times are assumed}"
USING = tiny.MEASURE + "process: {use: joint}\n"


def _load(folder: Path, processes: str = PROCESSES, measure: str = USING) -> PackSet:
    return tiny.load(folder, processes=processes, measures__grant=measure)


def _version(packs: PackSet) -> Version:
    return packs.measures["demo.grant"].versions[0]


def _problem(folder: Path, processes: str = PROCESSES, measure: str = USING) -> list[str]:
    with pytest.raises(PackError) as caught:
        _load(folder, processes, measure)
    return [str(problem).replace(f"{folder / 'demo'}/", "") for problem in caught.value.problems]


def test_a_declared_process_is_read_whole(tmp_path: Path) -> None:
    procedure = _load(tmp_path).procedures["demo.joint"]
    flow = procedure.flow
    parallel = flow.nodes[1]

    assert (flow.id, flow.label.zh, flow.total, flow.correction, flow.answer) == (
        "demo.joint", "联合审核", 12, 3, 8,
    )  # fmt: skip
    assert list(flow.steps) == ["accept", "tax", "fire", "experts", "decide", "notice", "pay"]
    assert isinstance(parallel, Parallel)
    assert [[node.id for node in branch] for branch in parallel.branches] == [["tax"], ["fire", "experts"]]
    assert flow.steps["tax"] == Step(
        "tax", "review", flow.steps["tax"].label, "reviewer", "tax", within=4, deemed="agreed"
    )
    assert flow.steps["decide"].automatic
    assert flow.steps["decide"].office == "system"
    assert [step.id for step in flow.steps.values() if step.stops_clock] == ["experts", "notice"]
    assert flow.steps["pay"].label.zh == "资金兑付"
    assert flow.department("fire").en == "Fire service"
    assert procedure.publication.assumption is not None
    assert [*procedure.details] == ["experts"]
    assert procedure.places["tax"].line == 18


def test_a_measure_uses_a_process_under_its_name_or_its_full_name(tmp_path: Path) -> None:
    for number, name in enumerate(("joint", "demo.joint")):
        packs = _load(tmp_path / str(number), measure=tiny.MEASURE + f"process: {{use: {name}}}\n")
        process = _version(packs).process

        assert _version(packs).flow == packs.procedures["demo.joint"].flow
        assert (process.mode, process.working_days, process.publicity_days) == ("case_by_case", 12, 5)


def test_a_measure_gives_a_process_its_own_times(tmp_path: Path) -> None:
    text = tiny.MEASURE + "process: {use: joint, working_days: 30, publicity_days: 7}\n"
    version = _version(_load(tmp_path, measure=text))

    assert (version.flow.total, version.flow.steps["notice"].within) == (30, 7)
    assert (version.process.working_days, version.process.publicity_days) == (30, 7)
    assert version.flow.steps["tax"].within == 4


def test_the_processes_of_a_pack_below_can_be_used(tmp_path: Path) -> None:
    base = tiny.write(tmp_path, processes=PROCESSES)
    above = tmp_path / "above"
    (above / "measures").mkdir(parents=True)
    (above / "pack.yaml").write_text(
        tiny.PACK.replace("pack: demo", "pack: above") + "builds_on: [demo]\n", encoding="utf-8"
    )
    (above / "processes.yaml").write_text(
        "processes:\n  quick: {zh: 快, en: Quick, published: false, assumption: {zh: 假设, en: Assumed},"
        " steps: [{does: review, department: tax}, {does: decide}]}\n",
        encoding="utf-8",
    )
    for name, used in (("grant", "demo.joint"), ("other", "joint"), ("own", "quick")):
        text = USING.replace("demo.grant", f"above.{name}").replace("use: joint", f"use: {used}")
        (above / "measures" / f"{name}.yaml").write_text(text, encoding="utf-8")
    packs = load_packs([above])

    assert base.is_dir()
    assert packs.measures["above.grant"].versions[0].flow.id == "demo.joint"
    assert packs.measures["above.other"].versions[0].flow.id == "demo.joint"
    assert packs.measures["above.own"].versions[0].flow.department("tax").zh == "税务局"


def test_the_short_form_still_names_a_mode(tmp_path: Path) -> None:
    version = _version(_load(tmp_path, measure=tiny.MEASURE + "process: {mode: fast, working_days: 9}\n"))

    assert version.process.procedure is None
    assert (version.flow.id, version.flow.total) == ("fast", 9)


MISTAKES = [
    ("use: joint", "use: jiont", "9:16", "no process `jiont` (did you mean joint?)"),
    ("use: joint", "use: joint, mode: fast", "9:29", "`mode` stands beside `use` (leave it out"),
    ("id: fire", "id: tax", "19:34", "`tax` stands twice in this process (see "),
    ("department: fire", "department: fier", "19:52", "`department: fier` is not known (did"),
    ("within: 4, deemed", "deemed", "18:62", "deemed agreed, and has no time (add"),
    ("notice, within: 5", "notice", "22:9", "the notice `notice` has no time (add"),
    ("{does: pay}", "{does: confirm, automatic: true}", "23:36", "cannot be automatic: it is"),
    ("{does: pay}", "{does: pai}", "23:16", "`does: pai` is not known (did you mean pay?)"),
    ("{does: pay}", "{dose: pay}", "23:9", "`does` is missing"),
    ("{does: pay}", "{does: pay, withn: 3}", "23:28", "unknown key `withn` (did you mean within?)"),
    ("{does: pay}", "{does: pay, within: soon}", "23:29", "`within` must be a whole number"),
    ("{does: pay}", "{does: pay, within: 1001}", "23:29", "more than 1000 working days"),
    ("{does: pay}", "{parallel: p, branches: [{does: pay}]}", "23:9", "fewer than two branches"),
    ("{does: pay}", "{parallel: p, branches: [{does: pay}, []]}", "23:47", "no step here"),
    ("{does: experts, within: 9", "{does: decide, id: d", "20:15", "inside parallel branches"),
    (f"false\n{ASSUMED}", "true", "6:5", "where it"),
    (f"{ASSUMED}\n", "", "6:5", "needs an `assum"),
    ("id: fire", "id: Fire!", "19:34", "`Fire!` cannot be the name of this (small letters"),
    ("mode: case_by_case", "mode: quick", "10:11", "`mode: quick` is not known (one of"),
]  # fmt: skip
"""A mistake, where it is found, and what is said of it."""


@pytest.mark.parametrize(("old", "new", "where", "said"), MISTAKES)
def test_an_error_names_the_place_and_the_remedy(
    tmp_path: Path, old: str, new: str, where: str, said: str
) -> None:
    assert old in PROCESSES or old in USING
    problems = _problem(tmp_path, PROCESSES.replace(old, new), USING.replace(old, new))

    assert [one for one in problems if f".yaml:{where}: " in one and said in one], problems


def test_a_notice_cannot_be_given_a_time_where_there_is_none(tmp_path: Path) -> None:
    [problem] = _problem(
        tmp_path, PROCESSES.replace("      - {does: notice, within: 5}\n", ""),
        tiny.MEASURE + "process: {use: joint, publicity_days: 5}\n",
    )  # fmt: skip

    assert "process `joint` has no public notice (add a step `does: notice` to it)" in problem
