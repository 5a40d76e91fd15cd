"""Words that mean the same."""

from wotu.measures.catalogue.synonyms import GROUPS, same_meaning


def test_a_word_brings_its_whole_group_in_both_languages() -> None:
    assert {"补贴", "奖励", "subsidy"} <= set(same_meaning("设备补助"))
    assert "知识产权" in set(same_meaning("help with ip disputes"))


def test_english_words_are_found_whole() -> None:
    assert "land" not in set(same_meaning("landmark industries"))


def test_no_word_stands_in_a_group_twice() -> None:
    assert all(len(group) == len(set(group)) for group in GROUPS)
