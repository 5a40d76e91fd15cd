"""A file is written whole or not at all."""

from pathlib import Path

import pytest

from wotu.match.files_out import replacing


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
