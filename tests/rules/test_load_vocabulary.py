"""Reading a vocabulary: whom to trust first about a fact."""

from pathlib import Path

import pytest

from wotu.rules.load_vocabulary import read_vocabulary
from wotu.rules.problems import Problem
from wotu.rules.reader import Reader
from wotu.rules.vocabulary import SOURCES, Vocabulary
from wotu.rules.yamlio import read_yaml


def _read(folder: Path, sources: str) -> tuple[Vocabulary, list[Problem]]:
    path, problems = folder / "vocabulary.yaml", list[Problem]()
    path.write_text(
        f"facts:\n  staff: {{zh: 从业人员, en: Staff, type: number, period: year{sources}}}\n",
        encoding="utf-8",
    )
    return read_vocabulary(Reader(read_yaml(path), problems)), problems


def test_a_fact_that_names_nobody_trusts_in_the_usual_order(tmp_path: Path) -> None:
    vocabulary, _ = _read(tmp_path, "")

    assert vocabulary["staff"].trusted == SOURCES


def test_a_fact_may_name_whom_to_trust_first(tmp_path: Path) -> None:
    vocabulary, _ = _read(tmp_path, ", sources: [statistics, meter]")

    assert vocabulary["staff"].trusted[:4] == ("decision", "statistics", "meter", "registry")
    assert set(vocabulary["staff"].trusted) == set(SOURCES)


@pytest.mark.parametrize(
    ("name", "hint"), [("statistic", "did you mean statistics?"), ("decision", "one of")]
)
def test_only_kinds_of_source_can_be_named_and_never_decisions(tmp_path: Path, name: str, hint: str) -> None:
    vocabulary, problems = _read(tmp_path, f", sources: [{name}]")

    assert "staff" not in vocabulary
    assert problems[0].message == f"there is no kind of source `{name}`"
    assert hint in problems[0].hint
