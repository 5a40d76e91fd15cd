"""A flow in words, as the editions' differences and the pages say it."""

from pathlib import Path
from typing import get_args

from tests.rules import tiny
from tests.rules.test_load_process import PROCESSES, USING
from wotu.rules.changes import measure_changes, pack_changes
from wotu.rules.flow import Does, Office
from wotu.rules.flow_words import DOES, OFFICES, order_words, step_words, times_words
from wotu.rules.model import PackSet


def _load(folder: Path, processes: str = PROCESSES) -> PackSet:
    return tiny.load(folder, processes=processes, measures__grant=USING)


def test_every_kind_of_step_and_office_has_words() -> None:
    assert set(get_args(Does)) == DOES.keys()
    assert set(get_args(Office)) == OFFICES.keys()


def test_the_order_and_each_step_are_said(tmp_path: Path) -> None:
    flow = _load(tmp_path).procedures["demo.joint"].flow

    assert (
        order_words(flow).zh == "窗口受理 → （税务核查 ∥ 部门审核 → 专家评审） → 作出决定 → 公示 → 资金兑付"
    )
    assert step_words(flow, flow.steps["tax"]).zh == "“税务核查”：税务局，4个工作日，逾期未答复视为同意"
    assert step_words(flow, flow.steps["experts"]).en == (
        "Experts advise: Window, 9 working days, not counted in the time"
    )
    assert step_words(flow, flow.steps["decide"]).en == (
        "Decided: The system, 1 working day, done by the system where the rule is clear"
    )
    assert times_words(flow).zh == "12个工作日内办结，补正在3个工作日内一次告知、8个工作日内补齐"


def test_a_change_of_a_process_shows_at_the_measure_and_at_the_pack(tmp_path: Path) -> None:
    before = _load(tmp_path / "a")
    after = _load(
        tmp_path / "b", PROCESSES.replace("department: fire, within: 3", "department: fire, within: 6")
    )
    measure = measure_changes(before.measures["demo.grant"], after.measures["demo.grant"])
    pack = pack_changes(before, after, "demo")

    assert [change.words.zh for change in measure] == [
        "环节：“部门审核”：消防队，3个工作日 → “部门审核”：消防队，6个工作日"
    ]
    assert [change.key for change in pack] == ["process.joint.step.fire"]


def test_steps_that_change_places_are_a_change(tmp_path: Path) -> None:
    notice, pay = "      - {does: notice, within: 5}\n", "      - {does: pay}\n"
    before = _load(tmp_path / "a")
    after = _load(tmp_path / "b", PROCESSES.replace(notice + pay, pay + notice))

    assert [
        change.key for change in measure_changes(before.measures["demo.grant"], after.measures["demo.grant"])
    ] == ["order"]
