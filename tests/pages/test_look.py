"""The style page as it really looks: boxes, colours and type of every component, against a kept record.

Pictures of pages differ from one machine to the next by their fonts, so what is compared is what the
browser worked out: where a box begins and how wide it is, which token its colours are, how its text is
set. `WOTU_LOOK=write pytest tests/pages/test_look.py` writes the record anew; a change of it is a decision.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.pages.conftest import NewPage
from tests.pages.widths import fits

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

RECORD = Path(__file__).parent / "baselines" / "look.json"
SLACK = 3
"""Pixels a box may differ by: rounding, and the width of a scroll bar."""
BOXES = [
    ".page-head", ".crumbs", ".tally", ".finding", ".card", ".grid > .field .input", "select.input",
    "textarea.input", ".field.choices", ".tabs", ".filter-bar", ".bulk-bar", ".wide", "table.data", ".empty",
    ".key-values", ".key-values > div", ".progress progress", ".timeline", ".event", ".notice",
    ".notice.fault", ".undo-notice", ".skeleton", ".chart",
]  # fmt: skip
"""Components whose width follows from the page, not from the letters in them."""
PAINTED = [
    ".button.primary", ".button.quiet", ".button.danger", ".button[disabled]", ".input[aria-invalid]",
    ".mistake", ".required", ".hint", ".tabs a[aria-current]", ".count", ".chip", ".chip.plain", ".sort",
    ".source", ".event-by", ".money", ".soft", ".notice", ".notice.fault", ".confirm > summary", ".empty",
    ".chart figcaption", ".chart .serie-0 .reactive", *[
        f".badge.{kind}"
        for kind in ("entitled", "nearly", "unknown", "not", "overdue", "now", "soon", "calm", "waiting",
                     "working", "done", "stopped")
    ],
]  # fmt: skip
MEASURE = """selectors => Object.fromEntries(selectors.map(selector => {
  const element = document.querySelector(`main ${selector}`);
  if (!element) return [selector, null];
  const box = element.getBoundingClientRect();
  return [selector, [Math.round(box.left), Math.round(box.width), box.height > 0]];
}))"""
PAINT = """selectors => {
  const probe = document.createElement("i");
  document.body.append(probe);
  const tokens = {};
  for (const sheet of document.styleSheets)
    for (const rule of sheet.cssRules)
      if (rule.selectorText === ":root")
        for (const name of rule.style)
          if (name.startsWith("--") && /^#/.test(rule.style.getPropertyValue(name).trim())) {
            probe.style.setProperty("color", `var(${name})`);
            tokens[getComputedStyle(probe).color] ??= [];
            if (!tokens[getComputedStyle(probe).color].includes(name))
              tokens[getComputedStyle(probe).color].push(name);
          }
  probe.remove();
  const named = colour => (tokens[colour] ?? [colour]).join(" ");
  return Object.fromEntries(selectors.map(selector => {
    const element = document.querySelector(`main ${selector}`);
    if (!element) return [selector, null];
    const style = getComputedStyle(element);
    return [selector, {
      ink: named(style.color), ground: named(style.backgroundColor), fill: named(style.fill),
      size: parseFloat(style.fontSize), weight: style.fontWeight, corner: style.borderTopLeftRadius,
    }];
  }));
}"""


def _open(live_server: LiveServer, new_page: NewPage, width: int, scheme: str) -> Page:
    page = new_page(width=width, scheme=scheme)
    page.goto(f"{live_server.url}/look")
    return page


def _kept(name: str, seen: dict[str, Any]) -> dict[str, Any]:
    """Return what is on record; where the record is being written, what was seen."""
    record = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {}
    if os.environ.get("WOTU_LOOK") == "write":
        RECORD.parent.mkdir(exist_ok=True)
        record[name] = seen
        text = json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True)
        RECORD.write_text(f"{text}\n", encoding="utf-8")
    kept: dict[str, Any] = record[name]
    return kept


@pytest.mark.parametrize("width", [390, 1280])
def test_every_box_stands_where_it_stood(live_server: LiveServer, new_page: NewPage, width: int) -> None:
    page = _open(live_server, new_page, width, "light")
    seen = page.evaluate(MEASURE, BOXES)
    kept = _kept(f"boxes, {width} px wide", seen)

    assert None not in seen.values()
    moved = {
        selector: (seen[selector], box)
        for selector, box in kept.items()
        if abs(seen[selector][0] - box[0]) > SLACK or abs(seen[selector][1] - box[1]) > SLACK
        or not seen[selector][2]
    }  # fmt: skip
    assert kept.keys() == seen.keys()
    assert not moved
    fits(page, width)


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("side", ["left", "right"])
def test_what_is_to_be_confirmed_unfolds_within_the_window(
    live_server: LiveServer, new_page: NewPage, width: int, side: str
) -> None:
    page = _open(live_server, new_page, width, "light")
    confirm = page.locator("main details.confirm").first
    confirm.evaluate(f"e => Object.assign(e.style, {{ position: 'fixed', top: '2rem', {side}: '0' }})")

    confirm.locator("summary").click()

    box = confirm.locator(".confirm-box").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_component_wears_its_tokens(live_server: LiveServer, new_page: NewPage, scheme: str) -> None:
    seen = _open(live_server, new_page, 1280, scheme).evaluate(PAINT, PAINTED)

    assert None not in seen.values()
    assert seen == _kept(f"paint, {scheme}", seen)


def test_chinese_is_set_for_reading(live_server: LiveServer, new_page: NewPage) -> None:
    page = _open(live_server, new_page, 1280, "light")
    look = page.evaluate(
        """() => { const style = getComputedStyle(document.querySelector("main p"));
        return [parseFloat(style.lineHeight) / parseFloat(style.fontSize), style.fontVariantNumeric]; }"""
    )

    assert look[0] >= 1.6
    assert look[1] == "tabular-nums"


def test_on_paper_ink_is_black_and_forms_are_gone(live_server: LiveServer, new_page: NewPage) -> None:
    page = _open(live_server, new_page, 1280, "light")
    page.emulate_media(media="print")

    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    for gone in (".head", ".foot", ".filter-fields", ".bulk-bar", ".pager", ".undo-notice"):
        assert not page.locator(gone).first.is_visible(), gone
    for there in (".event", ".chart svg", "table.data"):
        assert page.locator(there).first.is_visible(), there


def test_what_needs_a_script_hides_without_one(live_server: LiveServer, new_page: NewPage) -> None:
    page = _open(live_server, new_page, 1280, "light")
    assert page.get_by_role("button", name="复制").is_visible()
    browser = page.context.browser
    assert browser is not None
    bare = browser.new_context(java_script_enabled=False, locale="zh-CN")
    plain = bare.new_page()
    plain.goto(f"{live_server.url}/look")

    assert not plain.get_by_text("复制", exact=True).is_visible()
    assert plain.get_by_label("全选本页").is_disabled()
    bare.close()
