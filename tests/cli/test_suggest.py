"""`wotu suggest` at the command line."""

import pytest
from typer.testing import CliRunner

from tests.house.files import ROOT
from wotu.cli.app import app

GUANGZHOU = str(ROOT / "packs" / "guangzhou")
HELD = str(ROOT / "examples" / "needs" / "held.yaml")


def _run(*arguments: str) -> tuple[int, str]:
    ran = CliRunner().invoke(app, ["suggest", *arguments])
    return ran.exit_code, ran.output


def test_it_suggests_with_the_reason_and_the_department() -> None:
    code, said = _run("扩产缺厂房", "--zone", "guangzhou", "--packs", GUANGZHOU, "--on", "2026-11-28")

    assert code == 0
    assert "试点园区工业用房定向租赁" in said
    assert "“厂房”→“工业用房”（厂房）" in said
    assert "规划建设部门" in said


def test_it_says_that_nothing_fits() -> None:
    _, said = _run("食堂太远", "--zone", "guangzhou", "--packs", GUANGZHOU, "--lang", "en")

    assert "No measure or resource fits." in said


@pytest.mark.parametrize("arguments", [["缺厂房"], ["--zone", "guangzhou"], ["缺厂房", "--zone", "none"]])
def test_what_is_missing_is_said(arguments: list[str]) -> None:
    code, said = _run(*arguments, "--packs", GUANGZHOU)

    assert code == 2
    assert "--zone" in said


def test_a_file_that_is_not_there_is_named() -> None:
    code, said = _run("--cases", "nowhere.yaml", "--packs", GUANGZHOU)

    assert code == 2
    assert "nowhere.yaml" in said
