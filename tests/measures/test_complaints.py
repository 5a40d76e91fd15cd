"""What is wrong with a draft is said in Chinese too, with the remedy."""

from pathlib import Path

import pytest

from tests.rules import tiny
from tests.rules.test_load_process import MISTAKES, PROCESSES, USING
from wotu.measures.complaints import complaints_of
from wotu.rules.load import load_packs
from wotu.rules.problems import PackError


@pytest.mark.parametrize(("old", "new"), [(old, new) for old, new, _, _ in MISTAKES])
def test_a_mistake_in_a_process_is_told_in_chinese(tmp_path: Path, old: str, new: str) -> None:
    texts = {"processes": PROCESSES.replace(old, new), "measures__grant": USING.replace(old, new)}
    with pytest.raises(PackError) as caught:
        load_packs([tiny.write(tmp_path, **texts)])
    told = list(complaints_of(caught.value.problems, tmp_path / "demo", tmp_path))

    assert told
    for complaint in told:
        assert complaint.line > 0
        for text in filter(None, (complaint.message, complaint.hint)):
            assert text.zh != text.en
