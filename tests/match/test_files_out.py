"""A file, or a folder, is written whole or not at all."""

from pathlib import Path

import pytest

from wotu.match.files_out import left_half, replacing, replacing_folder


def test_a_failed_write_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.txt"
    with replacing(path) as temporary:
        temporary.write_text("first", encoding="utf-8")
    with pytest.raises(RuntimeError):
        _fail_half_way(path)

    assert path.read_text(encoding="utf-8") == "first"
    assert list(path.parent.iterdir()) == [path]


def _fail_half_way(path: Path) -> None:
    with replacing(path) as temporary:
        temporary.write_text("half", encoding="utf-8")
        raise RuntimeError


def test_what_a_killed_write_left_is_known_by_its_name(tmp_path: Path) -> None:
    path, other = tmp_path / "a[1].txt", tmp_path / "a[1]-b.txt"
    with replacing(path) as mine, replacing(other):
        path.touch()
        assert list(left_half(path)) == [mine]


def test_a_folder_that_cannot_take_its_place_leaves_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, rename = tmp_path / "facts", Path.rename
    _fill(folder, "first")

    def refuse(path: Path, target: Path) -> Path:
        if (path / "a.txt").read_text(encoding="utf-8") == "second":
            raise KeyboardInterrupt
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(KeyboardInterrupt):
        _fill(folder, "second")

    assert (folder / "a.txt").read_text(encoding="utf-8") == "first"
    assert list(tmp_path.iterdir()) == [folder]


def _fill(folder: Path, text: str) -> None:
    with replacing_folder(folder) as temporary:
        (temporary / "a.txt").write_text(text, encoding="utf-8")
