"""A pack's files as texts: hashed, laid over a folder, recorded with their commit."""

import subprocess
from pathlib import Path

import pytest

from tests.small_zone import write_small_zone
from wotu.measures.texts import commit_of, content_of, differing, kept_folder, laid_over, read_files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_small_zone(tmp_path / "packs")


def _git(folder: Path, *words: str) -> str:
    name = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    ran = subprocess.run(["git", "-C", folder, *name, *words], check=True, capture_output=True, text=True)
    return ran.stdout.strip()


def test_the_commit_of_a_clean_checkout_is_known(folder: Path) -> None:
    _git(folder.parent, "init", "-q")
    _git(folder.parent, "add", ".")
    _git(folder.parent, "commit", "-qm", "x")
    head = _git(folder.parent, "rev-parse", "HEAD")

    assert commit_of(folder) == head

    (folder / "sources.yaml").write_text("sources: {}\n", encoding="utf-8")
    assert not commit_of(folder)


def test_a_folder_outside_a_checkout_has_no_commit(folder: Path) -> None:
    assert not commit_of(folder)


def test_the_hash_follows_what_files_say_and_not_their_order(folder: Path) -> None:
    files = read_files(folder)

    assert content_of(files) == content_of(dict(reversed(files.items())))
    assert content_of(files) != content_of(files | {"sources.yaml": "x"})
    assert content_of({"a": "b", "c": ""}) == content_of({"a": "b"})


def test_what_differs_laid_over_the_ground_is_the_whole(folder: Path) -> None:
    ground = read_files(folder)
    whole = {path: text for path, text in ground.items() if path != "stacking.yaml"} | {"pack.yaml": "x"}

    over = differing(ground, whole)

    assert over == {"pack.yaml": "x", "stacking.yaml": ""}
    assert laid_over(ground, over) == whole


def test_a_kept_folder_is_made_once_and_has_the_demonstration_firms(folder: Path, tmp_path: Path) -> None:
    first = kept_folder(folder, {"sources.yaml": "sources: {}\n"}, tmp_path / "kept")
    again = kept_folder(folder, {"sources.yaml": "sources: {}\n"}, tmp_path / "kept")

    assert first == again
    assert first.name == folder.name
    assert (first / "sources.yaml").read_text(encoding="utf-8") == "sources: {}\n"
    assert (first / "demo" / "firms.csv").is_file()
    assert [path.name for path in (tmp_path / "kept").iterdir()] == [first.parent.name]
