"""The components: each is shown on the style page, each template compiles, nothing unescaped gets in."""

import re

import pytest
from django.template.loader import get_template

from tests.house.files import SOURCE, texts

COMPONENTS = {
    name.rpartition("/")[2].removesuffix(".html").replace("_", "-"): text
    for name, text in texts("src/wotu/look/templates/cotton/", endings=(".html",))
}
TEMPLATES = {name.partition("/templates/")[2]: text for name, text in texts("src/", endings=(".html",))}
USED = re.compile(r"<c-([a-z][a-z-]*)((?:\s+(?:\"[^\"]*\"|[^>\"])*)?)>")
DYNAMIC = re.compile(r"\s:([a-z][a-z-]*)=")
DECLARED = re.compile(r"<c-vars\s+(.*?)/>", re.DOTALL)


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_compiles(name: str) -> None:
    get_template(name)


def test_every_component_is_shown_on_the_style_page() -> None:
    shown = {
        name
        for template, text in TEMPLATES.items()
        if template.startswith("look/style")
        for name, _ in USED.findall(text)
    }

    assert not COMPONENTS.keys() - shown


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_value_is_given_as_it_is_only_where_the_component_expects_it(name: str) -> None:
    """`:name="value"` hands over the value itself; among other attributes it would not be escaped."""
    loose = [
        f"<c-{component} :{attribute}>"
        for component, attributes in USED.findall(TEMPLATES[name])
        if component in COMPONENTS
        for attribute in DYNAMIC.findall(attributes)
        if attribute not in _declared(component)
    ]

    assert not loose


def _declared(component: str) -> set[str]:
    found = DECLARED.search(COMPONENTS[component])
    return {name.lstrip(":") for name in re.findall(r"(:?[a-z-]+)(?==|\s|$)", found[1])} if found else set()


def test_the_style_page_is_where_it_is_looked_for() -> None:
    assert (SOURCE / "look" / "templates" / "look" / "style.html").is_file()
    assert len(COMPONENTS) > 30
