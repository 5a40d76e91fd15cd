"""What a folder of facts must look like."""

from pathlib import Path

import pytest

from wotu.cluster.parts import Layout, find_facts, note_half, write_layout
from wotu.rules.problems import PackError


def _touch(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"")
    return folder


def test_enterprises_alone_may_lie_in_parts_of_any_making(tmp_path: Path) -> None:
    facts = find_facts(_touch(tmp_path, "b.parquet", "a.parquet", ".b-copied.parquet", "notes.txt"))

    assert [(part.number, part.name) for part in facts.parts] == [(0, "a"), (1, "b")]
    assert facts.kinds == ("enterprise",)


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ([], "no Parquet files"),
        (["a.parquet", "enterprise/a.parquet"], "stand beside the folder"),
        (["enterprise/a.parquet", "project/a.parquet"], "nobody laid them out so"),
        (["project/a.parquet"], "nobody laid them out so"),
        (["enterprise/a.parquet", "project/a.parquet", "layout.json"], "not the note of a layout"),
        (["enterprise/.a.parquet"], "no Parquet files"),
        (["a.parquet", "_b.parquet"], "Spark does not see files whose names begin with _"),
    ],
)
def test_a_folder_that_would_give_wrong_answers_is_refused(
    names: list[str], words: str, tmp_path: Path
) -> None:
    with pytest.raises(PackError, match=words):
        find_facts(_touch(tmp_path, *names))


def test_a_folder_that_is_half_written_is_refused_until_it_is_whole(tmp_path: Path) -> None:
    note_half(_touch(tmp_path, "enterprise/a.parquet"), "wotu export")
    with pytest.raises(PackError, match="half of it is of another time: wotu export was stopped"):
        find_facts(tmp_path)

    write_layout(tmp_path, Layout(1))
    assert len(find_facts(tmp_path).parts) == 1


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="no such folder"):
        find_facts(tmp_path / "nowhere")
