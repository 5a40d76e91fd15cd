"""Recipes are read strictly: every mistake names its line."""

from pathlib import Path

import pytest

from tests.house.files import ROOT
from wotu.measures.invented.recipe import read_recipe
from wotu.rules.load import load_packs
from wotu.rules.problems import PackError

GOOD = """firms: 3
letters: TA
industries:
  C3974: {weight: 2, word: 光电}
facts:
  hightech: {share: 30%}
"""


def _problems(folder: Path, text: str) -> list[str]:
    (folder / "invented.yaml").write_text(text, encoding="utf-8")
    try:
        read_recipe(folder, load_packs([ROOT / "packs" / "common"]).vocabulary)
    except PackError as error:
        return [f"{problem.place.line}: {problem.message}" for problem in error.problems]
    return []


def test_a_good_recipe_has_no_problems(tmp_path: Path) -> None:
    assert not _problems(tmp_path, GOOD)


def test_a_folder_without_a_recipe_has_none(tmp_path: Path) -> None:
    assert read_recipe(tmp_path, {}) is None


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("firms: 3", "firms: 0", "`firms` is 1 to 899"),
        ("letters: TA", "letters: IO", "two letters that may stand in a credit code"),
        ("hightech:", "hightec:", "there is no fact `hightec`"),
        ("share: 30%", "share: 130%", "is a share like 45%"),
        ("share: 30%", "share: 30%, around: 4", "give one of"),
        ("{share: 30%}", "{one_of: {maybe: 1}, spam: 2}", "unknown key `spam`"),
        ("weight: 2", "weight: heavy", "`weight` is a number"),
        ("hightech: {share: 30%}", "smart_factory_level: {one_of: {planet: 1}}", "has no value planet"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert any(expected in problem for problem in _problems(tmp_path, GOOD.replace(old, new)))
