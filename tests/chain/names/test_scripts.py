"""Traditional and simplified characters: read as one, place by place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wotu.chain.names.aliases import Aliases
from wotu.chain.names.normal import normal
from wotu.chain.names.scripts import simplified, spellings


@pytest.mark.parametrize(
    ("traditional", "simple"),
    [("封裝測試", "封装测试"), ("導電膠", "导电胶"), ("臺灣積體電路", "台湾积体电路"), ("乾燥機", "干燥机")],
)
def test_a_name_in_one_script_is_the_name_in_the_other(traditional: str, simple: str) -> None:
    assert simplified(traditional) == simple
    assert normal(traditional) == normal(simple)
    assert {traditional, simple} <= set(spellings(simple))
    assert Aliases([(simple, "it")]).product(traditional) == "it"
    assert Aliases([(traditional, "it")]).product(simple) == "it"
    assert Aliases([(f"高性能{simple}", "it")]).candidates(f"{traditional}設備")[0].product == "it"


@given(st.text(st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF), max_size=20))
def test_a_text_keeps_its_length_and_is_simplified_once(text: str) -> None:
    assert len(simplified(text)) == len(text)
    assert simplified(simplified(text)) == simplified(text)
