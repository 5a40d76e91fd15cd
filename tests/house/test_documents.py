"""What the documents say is so: their commands run, their links lead somewhere, their excerpts are real."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.documents import commands, documents
from tests.house.files import ROOT
from tests.house.written import written

WITH_COMMANDS = list(
    {tuple(commands(name)): name for name in documents() if next(commands(name), None)}.values()
)
"""Documents whose commands differ: a twin in the other language may say the same."""
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
EXCERPT = re.compile(r"^```yaml\n# (examples/[\w./-]+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
WIDTH = "100"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder like a fresh clone, as far as the commands look at it."""
    for folder in ("packs", "examples"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


@pytest.mark.parametrize("document", WITH_COMMANDS)
def test_the_commands_of_a_document_run_and_say_what_it_shows(document: str, place: Path) -> None:
    typed = list(commands(document))
    own = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    env = {**os.environ, "PYTHONPATH": own, "COLUMNS": WIDTH, "PYTHONUTF8": "1", "NO_COLOR": "1"}
    ran = subprocess.run(
        [sys.executable, "-m", "tests.house.shell"],
        cwd=place,
        env=env,
        input=json.dumps([command.text for command in typed]),
        capture_output=True,
        text=True,
        check=True,
    )
    for command, (code, said) in zip(typed, json.loads(ran.stdout), strict=True):
        assert code == command.leaves_with, f"$ {command.text}\n{said}"
        for line in command.shown:
            assert _plain(line) in _plain(said), f"$ {command.text}\n{said}"


def _plain(text: str) -> str:
    """Return the words alone: a table may break its lines elsewhere."""
    return " ".join(text.translate(dict.fromkeys(map(ord, "│├└─…"), " ")).split())


@pytest.mark.parametrize("document", documents())
def test_every_link_of_a_document_leads_somewhere(document: str) -> None:
    folder = (ROOT / document).parent
    targets = [target.partition("#")[0] for target in LINK.findall(documents()[document])]
    local = [target for target in targets if target and "://" not in target]

    assert not [target for target in local if not (folder / target).exists()]


@pytest.mark.parametrize("document", [name for name in documents() if EXCERPT.search(documents()[name])])
def test_an_excerpt_stands_in_the_file_it_names(document: str) -> None:
    for name, text in EXCERPT.findall(documents()[document]):
        assert text.strip() in (ROOT / name).read_text(encoding="utf-8"), name


def test_each_document_in_chinese_has_the_commands_of_its_twin() -> None:
    apart = [
        name
        for name in documents()
        if name.endswith(".zh-CN.md") and _typed(name) != _typed(name.replace(".zh-CN", ""))
    ]

    assert not apart


def _typed(document: str) -> set[str]:
    """Return the commands of a document, whatever language they answer in."""
    return {
        command.text.partition(" #")[0].replace(" --lang en", "").strip() for command in commands(document)
    }


def test_what_is_written_from_the_packs_is_up_to_date() -> None:
    behind = [path.name for path, right in written() if path.read_text(encoding="utf-8") != right]

    assert not behind, "run `make docs`"
