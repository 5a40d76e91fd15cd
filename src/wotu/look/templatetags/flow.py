"""The picture of a process: in lanes on a desk, from top to bottom on a phone. Its sheet is `flow.css`."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from wotu.look.language import current
from wotu.process.picture import wide_picture
from wotu.process.picture_parts import Marks
from wotu.process.picture_tall import tall_picture
from wotu.rules.flow import Flow
from wotu.rules.text import Text

register = template.Library()
_SCROLLS = Text("流程图，可左右滚动", "Picture of the process, scrolls sideways")


@register.simple_tag
def flow_picture(flow: Flow, id_: str, marks: Marks | None = None) -> SafeString:
    """Return the picture of a flow in the reader's language; `id_` must be its own on the page.

    `marks` says which steps are open now, which are done, and how long each really took.
    """
    language, marked = current(), marks or Marks()
    return format_html(
        '<div class="flow-wide wide" tabindex="0" role="region" aria-label="{}">{}</div>'
        '<div class="flow-tall">{}</div>',
        _SCROLLS[language],
        mark_safe(wide_picture(flow, language, f"{id_}-wide", marked)),  # noqa: S308 - made here, escaped
        mark_safe(tall_picture(flow, language, f"{id_}-tall", marked)),  # noqa: S308 - made here, escaped
    )
