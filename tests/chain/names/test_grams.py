"""Likeness of names by shared pieces."""

from hypothesis import given
from hypothesis import strategies as st

from wotu.chain.names.grams import Grams

NAMES = ["MOCVD 设备", "金属有机源", "LED 芯片", "LED 封装器件", "氮化镓(GaN) 外延片"]
WORDS = st.text("设备芯片外延 LEDGaN01", max_size=12)


def test_a_name_is_wholly_like_itself_and_most_like_itself() -> None:
    grams = Grams(NAMES)

    for at, name in enumerate(NAMES):
        scores = grams.likeness(name)
        assert scores[at] > 0.9999
        assert scores.argmax() == at


def test_both_scripts_of_a_mixed_name_count() -> None:
    grams = Grams(NAMES)

    assert grams.likeness("GaN外延").argmax() == 4
    assert grams.likeness("镓外延").argmax() == 4


def test_nothing_in_common_is_nothing_alike() -> None:
    assert not Grams(NAMES).likeness("牛奶").any()
    assert not Grams([]).likeness("牛奶").size


@given(st.lists(WORDS, max_size=6), WORDS)
def test_likeness_lies_between_0_and_1_and_is_the_same_every_time(names: list[str], asked: str) -> None:
    scores = Grams(names).likeness(asked)

    assert ((scores >= 0) & (scores <= 1)).all()
    assert (scores == Grams(names).likeness(asked)).all()
