"""Templates: both languages always, and nothing inline that a strict browser policy forbids."""

import re
from html.parser import HTMLParser

import pytest

from tests.house.files import texts

TEMPLATES = dict(texts("src/", endings=(".html",)))
SAY = re.compile(r"""\{%\s*say\s+'([^']*)'\s+'([^']*)'""")
TEMPLATE_CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
"""Characters and punctuation."""
OWN_NAMES = {"中文", "English"}
"""Each language is named in itself."""


class Page(HTMLParser):
    """Collects what a template says in its own words, and what it does inline.

    What stands in <code> is written for machines, the same in every language.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.in_code = 0
        self.words: list[str] = []
        self.inline: list[str] = []
        self.feed(TEMPLATE_CODE.sub(" ", text))

    def handle_data(self, data: str) -> None:
        if (words := data.strip()) and not self.in_code and any(map(str.isalpha, words)):
            self.words.append(words)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _ in attrs}
        self.in_code += tag == "code"
        if tag == "style" or (tag == "script" and "src" not in names):
            self.inline.append(f"<{tag}>")
        self.inline += [name for name in names if name == "style" or name.startswith(("on", "hx-on"))]
        self.words += [value for name, value in attrs if value and name != "class" and CHINESE.search(value)]

    def handle_endtag(self, tag: str) -> None:
        self.in_code -= tag == "code"


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_has_no_inline_script_or_style(name: str) -> None:
    assert not Page(TEMPLATES[name]).inline


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_word_on_a_page_is_said_in_both_languages(name: str) -> None:
    alone = [words for words in Page(TEMPLATES[name]).words if words not in OWN_NAMES]

    assert not alone, f"use {{% say '中文' 'English' %}}: {alone}"


@pytest.mark.parametrize("name", TEMPLATES)
def test_chinese_comes_first_and_english_second(name: str) -> None:
    codes = {"zh-CN"}
    swapped = [
        (zh, en)
        for zh, en in SAY.findall(TEMPLATES[name])
        if CHINESE.search(en) or not (CHINESE.search(zh) or zh in codes)
    ]

    assert not swapped
