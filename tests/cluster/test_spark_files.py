"""Folders of any name are found by Spark."""

from pathlib import Path

import pytest

from wotu.cluster.spark_files import to_read, to_write


@pytest.mark.parametrize(
    ("folder", "read"),
    [
        ("/数据/answers of 2026", "file:///数据/answers of 2026"),
        ("/a%20b/c", "file:///a%20b/c"),
        ("/a[1]/b{2}/*?", r"file:///a\[1\]/b\{2\}/\*\?"),
        ("/back\\slash", r"file:///back\\slash"),
    ],
)
def test_no_sign_of_a_folder_is_taken_for_another(folder: str, read: str) -> None:
    assert to_read(Path(folder)) == read
    assert to_write(Path(folder)) == f"file://{folder}"
