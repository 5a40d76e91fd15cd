"""Words on a page exist in both languages."""

import pytest
from django.template import Context, Template
from django.utils.translation import override

from wotu.look.templatetags.say import OneLanguageOnly
from wotu.rules.text import Text


def _made(source: str, language: str = "zh-hans", **values: object) -> str:
    with override(language):
        return Template(source).render(Context(values))


def test_the_reader_sees_their_language() -> None:
    source = "{% say '政策体检' 'Check-up' %}"

    assert _made(source) == "政策体检"
    assert _made(source, "en") == "Check-up"


def test_values_are_filled_in_and_escaped() -> None:
    source = "{% say '{firm} 可享受 {n} 项' '{firm}: {n} measures' firm=firm n=n %}"

    assert _made(source, firm="<b>", n=3) == "&lt;b&gt; 可享受 3 项"


def test_a_text_of_the_domain_is_escaped_too() -> None:
    assert _made("{% say title %}", "en", title=Text(zh="措施", en="R&D")) == "R&amp;D"


@pytest.mark.parametrize("source", ["{% say '只有中文' %}", "{% say '中文' '' %}", "{% say '' 'English' %}"])
def test_one_language_alone_is_an_error(source: str) -> None:
    with pytest.raises(OneLanguageOnly):
        _made(source)
