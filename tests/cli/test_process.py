"""`wotu process` at the command line."""

from pathlib import Path

from lxml import etree
from typer.testing import CliRunner

from tests.house.files import ROOT
from tests.process.spiff import VALIDATOR
from wotu.cli.app import app

NANCHANG = str(ROOT / "packs" / "nanchang")


def _run(*arguments: str) -> tuple[int, str]:
    ran = CliRunner().invoke(app, ["process", *arguments, "--packs", NANCHANG])
    return ran.exit_code, ran.output


def test_it_lists_the_steps_of_a_measure() -> None:
    code, said = _run("nanchang.credit_repair")

    assert code == 0
    assert "（信用主管部门核查 ∥ 市场监管部门核查 ∥ 税务部门核查）" in said
    assert "5个工作日内办结" in said


def test_a_named_process_is_shown_too_and_in_english() -> None:
    code, said = _run("common.case_by_case_grant", "--lang", "en")

    assert code == 0
    assert "Experts advise" in said
    assert "not counted" in said


def test_it_writes_a_file_for_other_tools(tmp_path: Path) -> None:
    file = tmp_path / "stay.bpmn"
    code, _ = _run("nanchang.talent_station", "-o", str(file))

    assert code == 0
    VALIDATOR.validate(etree.parse(str(file)))


def test_a_wrong_name_or_ending_is_refused_with_the_remedy(tmp_path: Path) -> None:
    code, said = _run("nanchang.credit_repare")
    assert code == 2
    assert "no measure or process `nanchang.credit_repare` (did you mean nanchang.credit_repair?)" in said
    code, said = _run("nanchang.credit_repair", "-o", str(tmp_path / "x.png"))
    assert code == 2
    assert "does not end in .bpmn" in said
    code, said = _run("nanchang.credit_repair", "-o", str(tmp_path / "none" / "x.bpmn"))
    assert code == 2
    assert "cannot be written" in said
