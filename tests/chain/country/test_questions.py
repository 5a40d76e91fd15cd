"""Values are written into a question so that both engines read them alike."""

from pathlib import Path

import pytest

from wotu.chain.country.questions import fill, question


def test_numbers_words_and_lists_are_written_as_sql(tmp_path: Path) -> None:
    file = tmp_path / "one.sql"
    file.write_text("SELECT :whole, :real, :small WHERE a IN (:many) OR b IN (:words)", encoding="utf-8")

    filled = fill(
        file, {"whole": 3, "real": 0.3, "small": 1e-09, "many": [1, 2], "words": ("it's", "filing")}
    )

    assert filled == "SELECT 3, 0.3e0, 1e-09 WHERE a IN (1, 2) OR b IN ('it''s', 'filing')"


def test_a_value_that_is_not_given_is_an_error() -> None:
    with pytest.raises(KeyError, match="last"):
        question("gaps", first=1)
