"""Expressions in words: what a typed tree says to somebody who does not read SQL."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from wotu.rules import nodes as n
from wotu.rules.dates import from_day_number
from wotu.rules.evaluate import Known
from wotu.rules.quantity import quantity_text
from wotu.rules.text import Language, Text
from wotu.rules.vocabulary import Slot, Type, Vocabulary

_OPERATORS = {
    "=": "=",
    "<>": "≠",
    "<": "<",
    "<=": "≤",
    ">": ">",
    ">=": "≥",
    "+": "+",
    "-": "−",
    "*": "×",
    "/": "÷",
}
_RANK = {"+": 1, "-": 1, "*": 2, "/": 2}
_OPPOSITE = {"=": "<>", "<>": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


@dataclass(frozen=True)
class Words:
    """Writes nodes and values with a vocabulary's labels, in one language."""

    vocabulary: Vocabulary
    language: Language = "zh"

    def say(self, node: n.Node) -> str:
        """Return the node in words."""
        writer = _WRITERS.get(type(node))
        return writer(self, node) if writer else "…"

    def slot(self, slot: Slot) -> str:
        """Return a fact cell in words: 上年度营业收入, 前年营业收入."""
        fact = self.vocabulary[slot.fact]
        label = fact.label[self.language]
        if slot.began:
            return f"{label}起始日期" if self.language == "zh" else f"start of {label}"
        if slot.year:
            return f"{slot.year}年{label}" if self.language == "zh" else f"{label} in {slot.year}"
        return f"{_period(fact.period, slot.offset, self.language)}{label}" if self.language == "zh" else (
            f"{label}{_period(fact.period, slot.offset, self.language)}")  # fmt: skip

    def value(self, value: Known | None, type_: Type, slot: Slot | None = None) -> str:
        """Return a value as a reader expects to see it."""
        if value is None:
            return "未知" if self.language == "zh" else "unknown"
        if isinstance(value, bool):
            return self._yes_no(value)
        if isinstance(value, str):
            return self._text_value(value, slot)
        if type_.kind == "date":
            return from_day_number(int(value)).isoformat()
        return quantity_text(Fraction(value), type_.dimension, type_.percent, self.language)

    def _yes_no(self, value: bool) -> str:
        return ("是" if value else "否") if self.language == "zh" else ("yes" if value else "no")

    def _text_value(self, value: str, slot: Slot | None) -> str:
        labels = self.vocabulary[slot.fact].value_labels if slot else {}
        return labels[value][self.language] if value in labels else value

    def _join(self, parts: list[str], zh: str, en: str) -> str:
        return (zh if self.language == "zh" else en).join(parts)


def _period(period: str, offset: int, language: Language) -> str:
    if period == "year":
        zh = ("上年度", "前年度")[offset] if offset < 2 else f"{offset + 1}年前"
        en = ", last year" if offset == 0 else f", {offset + 1} years ago"
        return zh if language == "zh" else en
    if period == "quarter":
        zh = "上季度" if offset == 0 else f"{offset + 1}个季度前"
        return zh if language == "zh" else ", last quarter" if offset == 0 else f", {offset + 1} quarters ago"
    return ""


def _fact(words: Words, node: n.FactRef) -> str:
    return words.slot(node.slot)


def _const(words: Words, node: n.Const) -> str:
    return words.value(node.value, node.type)


def _named(words: Words, node: n.Named) -> str:
    if node.name == "increase" and node.kind == "function":
        return f"({words.say(node.body.children[0])})"
    return node.label[words.language]


def _binary(words: Words, node: n.Arithmetic | n.Compare) -> str:
    left, right = _inside(words, node, node.left), _inside(words, node, node.right)
    if isinstance(node, n.Compare) and isinstance(node.right, n.Const):
        slot = node.left.slot if isinstance(node.left, n.FactRef) else None
        type_ = node.left.type if node.right.type.bare else node.right.type
        right = words.value(node.right.value, type_, slot)
    return f"{left} {_OPERATORS[node.op]} {right}"


def _inside(words: Words, outer: n.Arithmetic | n.Compare, inner: n.Node) -> str:
    """Bracket a part where the whole would read differently without."""
    said = words.say(inner)
    if isinstance(outer, n.Compare):
        loose = isinstance(inner, n.Choose | n.Logic)
    elif isinstance(inner, n.Arithmetic):
        second = inner is outer.right and outer.op in "-/"
        loose = _RANK[inner.op] < _RANK[outer.op] + second
    else:
        loose = isinstance(inner, n.Extreme | n.Choose)
    return f"({said})" if loose else said


def _extreme(words: Words, node: n.Extreme) -> str:
    parts = words._join([words.say(arg) for arg in node.args], "、", ", ")
    least, two = node.which == "least", len(node.args) == 2
    if words.language == "zh":
        return f"{parts}中{'较' if two else '最'}{'小' if least else '大'}者"
    return f"the {'small' if least else 'larg'}{'er' if two else 'est'} of {parts}"


_ROUNDED = {
    "floor": ("向下取整", "rounded down"),
    "ceil": ("向上取整", "rounded up"),
    "half_up": ("四舍五入", "rounded"),
}


def _whole(words: Words, node: n.Whole) -> str:
    zh, en = _ROUNDED[node.mode]
    return f"{words.say(node.arg)}（{zh}）" if words.language == "zh" else f"{words.say(node.arg)} ({en})"


def _one_of(words: Words, node: n.OneOf) -> str:
    slot = node.arg.slot if isinstance(node.arg, n.FactRef) else None
    options = words._join([words._text_value(value, slot) for value in node.values], "、", ", ")
    if node.prefix:
        return (
            f"{words.say(node.arg)}以{options}开头"
            if words.language == "zh"
            else f"{words.say(node.arg)} begins with {options}"
        )
    return (
        f"{words.say(node.arg)}为{options}"
        if words.language == "zh"
        else f"{words.say(node.arg)} is {options}"
    )


def _logic(words: Words, node: n.Logic) -> str:
    parts = [f"({words.say(a)})" if isinstance(a, n.Logic) else words.say(a) for a in node.args]
    return words._join(parts, " 且 ", " and ") if node.op == "and" else words._join(parts, " 或 ", " or ")


def _not(words: Words, node: n.Not) -> str:
    if isinstance(node.arg, n.Compare):
        flipped = n.Compare(node.type, _OPPOSITE[node.arg.op], node.arg.left, node.arg.right)  # type: ignore[arg-type]
        return words.say(flipped)
    inner = words.say(node.arg)
    return f"非（{inner}）" if words.language == "zh" else f"not ({inner})"


def _choose(words: Words, node: n.Choose) -> str:
    test, then, other = (words.say(part) for part in node.children)
    return f"若{test}则{then}，否则{other}" if words.language == "zh" else f"{then} if {test}, else {other}"


def _year_of(words: Words, node: n.YearOf) -> str:
    return f"{words.say(node.arg)}所在年份" if words.language == "zh" else f"year of {words.say(node.arg)}"


def _elapsed(words: Words, node: n.Elapsed) -> str:
    start = words.say(node.start)
    return f"距{start}已满" if words.language == "zh" else f"completed {node.unit} since {start}"


def _shift(words: Words, node: n.Shift) -> str:
    date, by, back = words.say(node.date), words.say(node.by), False
    if isinstance(node.by, n.Const) and isinstance(node.by.value, Fraction):
        back = node.by.value < 0
        by = quantity_text(abs(node.by.value), ((node.unit[:-1], 1),), percent=False, language=words.language)
    if words.language == "zh":
        return f"{date}{'前' if back else '后'}推{by}"
    return f"{date} {'minus' if back else 'plus'} {by}"


def _as_of(words: Words, _node: n.AsOf) -> str:
    return "核算日期" if words.language == "zh" else "the date of evaluation"


def _not_known(words: Words, node: n.NotKnown) -> str:
    return words.value(None, node.type)


_WRITERS: dict[type[n.Node], Callable[..., str]] = {
    n.FactRef: _fact, n.Const: _const, n.Named: _named, n.Arithmetic: _binary, n.Compare: _binary,
    n.Extreme: _extreme, n.Whole: _whole, n.OneOf: _one_of, n.Logic: _logic, n.Not: _not, n.Choose: _choose,
    n.YearOf: _year_of, n.Elapsed: _elapsed, n.Shift: _shift, n.NotKnown: _not_known, n.AsOf: _as_of,
}  # fmt: skip


def in_words(node: n.Node, vocabulary: Vocabulary) -> Text:
    """Return a node in both languages; said once per node and vocabulary."""
    kept = node.__dict__.get("words")
    if kept is None or kept[0] is not vocabulary:
        words = Text(Words(vocabulary, "zh").say(node), Words(vocabulary, "en").say(node))
        kept = node.__dict__["words"] = (vocabulary, words)
    said: Text = kept[1]
    return said


def value_in_words(
    value: Known | None, type_: Type, vocabulary: Vocabulary, slot: Slot | None = None
) -> Text:
    """Return a value in both languages."""
    return Text(
        Words(vocabulary, "zh").value(value, type_, slot),
        Words(vocabulary, "en").value(value, type_, slot),
    )
