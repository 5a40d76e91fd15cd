"""The container files name what the project has: its commands, variables, pins. Nothing is built here."""

import re
import subprocess
import sys
from typing import Any

import pytest
import typer
import yaml

from tests.house.files import ROOT
from wotu.cli.app import app

CONTAINERFILE = (ROOT / "Containerfile").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SETTINGS = "".join(
    (ROOT / "src/wotu/site" / name).read_text(encoding="utf-8")
    for name in ("settings.py", "environment.py", "paths.py")
)
COMMANDS = typer.main.get_command(app).list_commands(None)  # type: ignore[attr-defined]
OF_OURS = [name for name, service in COMPOSE["services"].items() if service.get("image") == "wotu"]


def test_the_compose_file_is_one() -> None:
    done = subprocess.run(
        [
            sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec",
            str(ROOT / "compose.yaml"),
        ],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", OF_OURS)
def test_every_process_runs_a_command_that_exists(name: str) -> None:
    assert COMPOSE["services"][name]["command"][0] in COMMANDS


def test_the_web_and_the_workers_stand_twice_and_wait_for_the_tables() -> None:
    for name in ("web", "worker"):
        service = COMPOSE["services"][name]
        assert service["deploy"]["replicas"] == 2
        assert service["depends_on"] == {"prepare": {"condition": "service_completed_successfully"}}
    assert "readyz" in str(COMPOSE["services"]["web"]["healthcheck"])


def test_every_variable_given_is_one_the_site_reads() -> None:
    given = set(COMPOSE["services"]["web"]["environment"])
    given |= set(re.findall(r"\b(WOTU_[A-Z_]+)=", CONTAINERFILE))

    assert {name for name in given if f'"{name}"' not in SETTINGS} == set()


def test_no_secret_stands_in_a_file() -> None:
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    for name in ("POSTGRES_PASSWORD", "WOTU_SECRET_KEY"):
        assert re.findall(rf"\${{{name}(?!:\?)", text) == [], f"{name} has no default"


def test_the_image_is_pinned_and_does_not_run_as_root() -> None:
    bases = re.findall(r"^FROM (\S+)", CONTAINERFILE, re.MULTILINE)
    images = [*bases, *(s["image"] for s in COMPOSE["services"].values() if s["image"] != "wotu")]

    assert all(":" in image and not image.endswith(":latest") for image in images)
    installs = [line for line in CONTAINERFILE.splitlines() if "pip install" in line]
    assert all("--require-hashes" in line or "--no-deps" in line for line in installs)
    users = re.findall(r"^USER (\S+)", CONTAINERFILE, re.MULTILINE)
    assert users[-1] not in ("root", "0")
    assert "ADD " not in CONTAINERFILE
