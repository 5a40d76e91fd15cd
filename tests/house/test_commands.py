"""The documents name only commands that exist."""

import re

import pytest
import typer

from tests.house.files import ROOT, texts
from wotu.cli.app import app

DOCUMENTS = {
    name: text for name, text in texts(endings=(".md",)) if "/" not in name or name.startswith("docs/")
}
IN_CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
TARGET = re.compile(r"^([a-z][a-z-]*):.*?(## .+)?$", re.MULTILINE)
COMMANDS = typer.main.get_command(app).list_commands(None)  # type: ignore[attr-defined]


def _named(document: str, program: str) -> set[str]:
    code = "\n".join(part.strip("`") for part in IN_CODE.findall(DOCUMENTS[document]))
    return set(re.findall(rf"(?:^|[$&;|] *){program} ([a-z][a-z-]*)", code, re.MULTILINE))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_make_command_in_a_document_exists(document: str) -> None:
    targets = {name for name, _ in TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8"))}

    assert _named(document, "make") <= targets


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_wotu_command_in_a_document_exists(document: str) -> None:
    assert _named(document, "wotu") <= set(COMMANDS)
