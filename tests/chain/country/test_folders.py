"""A folder is there when everything in it is, and not before."""

from pathlib import Path

import pytest

from wotu.chain.country.folders import new_folder


def test_a_folder_takes_its_name_at_the_end(tmp_path: Path) -> None:
    with new_folder(tmp_path / "out") as partial:
        (partial / "a").touch()
        assert not (tmp_path / "out").exists()

    assert [path.name for path in tmp_path.rglob("*")] == ["out", "a"]


def test_if_something_fails_nothing_stays(tmp_path: Path) -> None:
    def fail() -> None:
        with new_folder(tmp_path / "out") as partial:
            (partial / "a").touch()
            raise OSError("full")

    with pytest.raises(OSError, match="full"):
        fail()
    assert not list(tmp_path.iterdir())
