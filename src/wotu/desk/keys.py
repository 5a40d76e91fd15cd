"""The keys of the desk, as its list of keys shows them; `look/desk.js` does what they say."""

from collections.abc import Iterable, Sequence

from wotu.desk.sections import Section
from wotu.rules.text import Text

SEARCH = (("/",), Text("搜索", "Search"))
HERE = (
    (("j", "k"), Text("表格中下一行、上一行", "Next and previous row of a table")),
    (("x",), Text("勾选这一行", "Choose this row")),
    (("?",), Text("打开这张表", "This list")),
    (("Esc",), Text("收起", "Put away")),
)

Key = tuple[tuple[str, ...], Text]


def keys(sections: Iterable[Section]) -> Sequence[Key]:
    """Return every key with what it does: search, the sections open to somebody, the page at hand."""
    return (SEARCH, *(((("g", one.key)), one.label) for one in sections if one.key), *HERE)
