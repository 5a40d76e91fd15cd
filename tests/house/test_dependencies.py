"""What the project stands on: pinned, hashed, explained, and free to use with Apache-2.0."""

import re
from importlib.metadata import PackageNotFoundError, metadata

import pytest

from tests.house.files import ROOT

NAME = re.compile(r"^([A-Za-z][\w.-]*)", re.MULTILINE)
PINNED = re.compile(r"^([a-z0-9][\w.-]*)==", re.MULTILINE | re.IGNORECASE)
REQUIREMENTS = ROOT / "requirements"
DIRECT = sorted(
    {
        name
        for file in ("base.in", "dev.in", "spark.in", "assets.in")
        for name in NAME.findall((REQUIREMENTS / file).read_text())
    }
)
ALL = sorted(
    {name for file in ("dev.txt", "spark.txt") for name in PINNED.findall((REQUIREMENTS / file).read_text())}
)


@pytest.mark.parametrize("package", DIRECT)
def test_each_dependency_is_explained(package: str) -> None:
    explained = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()

    assert f"| {package.lower()} |" in explained


@pytest.mark.parametrize("file", ["base.txt", "dev.txt", "spark.txt", "assets.txt"])
def test_each_pin_has_a_hash(file: str) -> None:
    pins = (REQUIREMENTS / file).read_text().split("\n    # via")
    bare = [pin for block in pins for pin in re.findall(r"^\S+==[^\\\n]*$", block, re.MULTILINE)]

    assert not bare


def test_no_dependency_binds_its_user_to_the_gpl() -> None:
    bound = []
    for package in ALL:
        try:
            about = metadata(package)
        except PackageNotFoundError:
            continue  # for another platform
        words = " ".join([*about.get_all("License-Expression", []), *about.get_all("Classifier", [])])
        if re.search(r"(?<!L)(?:A?GPL)|(?:Affero|GNU) General Public", words):
            bound.append(package)

    assert not bound
