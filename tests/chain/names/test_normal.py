"""Two spellings of one name are equal once they are made normal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wotu.chain.names.normal import normal


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ＬＥＤ 芯片", "led芯片"),
        ("MOCVD 设备", "mocvd设备"),
        ("电子特种气体（高纯）", "电子特种气体 高纯"),
        ("光学膜等产品", "光学膜"),
        ("LED-封装系列产品", "LED封装"),
        ("積體電路封測等產品", "积体电路封测"),
    ],
)
def test_spellings_of_one_name_are_equal(one: str, other: str) -> None:
    assert normal(one) == normal(other)


def test_a_name_that_is_only_a_filler_stays() -> None:
    assert normal("产品") == "产品"


@given(st.text(max_size=30))
def test_making_normal_never_loses_a_letter_or_fails(name: str) -> None:
    assert isinstance(normal(name), str)
