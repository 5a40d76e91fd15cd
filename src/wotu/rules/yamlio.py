"""Strict YAML: every value knows its line, nothing clever is allowed.

Anchors, aliases, tags, duplicate keys, deep nesting, hidden characters and large files are refused, so a
hostile pack is turned away before it costs anything.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from wotu.rules.problems import PackError, Place, Problem

MAX_BYTES = 1 << 20
MAX_DEPTH = 12
TOO_DEEP = f"nested deeper than {MAX_DEPTH} levels"
MAX_EVENTS = 30_000
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Characters nobody sees: controls, zero widths, and marks that turn the direction of writing."""

Value: TypeAlias = "str | list[Item] | dict[str, Item]"


@dataclass(frozen=True, slots=True)
class Item:
    """One YAML value: a text, a list or a mapping, with the place it stands at.

    Scalars stay text: only whoever knows the expected type may turn one into a number or a date.
    """

    value: Value
    place: Place
    style: str = ""

    def place_at(self, offset: int) -> Place:
        """Return the place of the character `offset` of a text value."""
        text = self.value if isinstance(self.value, str) else ""
        before = text[:offset]
        if self.style in ("|", ">"):
            line = self.place.line + 1 + before.count("\n")
            return Place(self.place.file, line, len(before) - before.rfind("\n") - 1 + 1)
        quote = 1 if self.style else 0
        return Place(self.place.file, self.place.line, self.place.column + quote + offset)

    def walk(self) -> Iterator["Item"]:
        """Yield this item and everything below it."""
        yield self
        children = self.value.values() if isinstance(self.value, dict) else self.value
        if not isinstance(self.value, str):
            for child in children:
                if isinstance(child, Item):
                    yield from child.walk()


def read_yaml(path: Path) -> Item:
    """Read one file.

    Raises:
        PackError: the file is too large, is not YAML, or uses something that is not allowed.
    """
    if path.stat().st_size > MAX_BYTES:
        raise PackError([Problem(Place(path), "file is larger than 1 MiB", "split it")])
    try:
        text = path.read_text(encoding="utf-8")
        _refuse_aliases(text, path)
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except UnicodeDecodeError as error:
        raise PackError([Problem(Place(path), "file is not UTF-8", str(error.reason))]) from None
    except yaml.MarkedYAMLError as error:
        message = f"not YAML: {error.problem}"
        if "nesting depth" in str(error.problem):  # libyaml's own bound, met while it looks ahead
            message = TOO_DEEP
        raise PackError([Problem(_place(path, error.problem_mark), message)]) from None
    except yaml.YAMLError as error:
        raise PackError([Problem(Place(path), f"not YAML: {error}")]) from None
    if root is None:
        return Item({}, Place(path, 1, 1))
    return _item(root, path, 0)


def _refuse_aliases(text: str, path: Path) -> None:
    """Look at events before anything is built: depth and aliases are bounded while streaming."""
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=yaml.CSafeLoader)):
        place = _place(path, event.start_mark)
        if count > MAX_EVENTS:
            raise PackError([Problem(place, f"file has more than {MAX_EVENTS} values", "split it")])
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise PackError([Problem(place, "anchors and aliases are not allowed", "write the value out")])
        if tag := getattr(event, "tag", None):
            raise PackError([Problem(place, f"tag {tag} is not allowed", "remove it")])
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise PackError([Problem(place, TOO_DEEP)])


def _place(path: Path, mark: Any) -> Place:
    return Place(path, mark.line + 1, mark.column + 1) if mark else Place(path)


def _item(node: yaml.Node, path: Path, depth: int) -> Item:
    place = _place(path, node.start_mark)
    if isinstance(node, yaml.SequenceNode):
        return Item([_item(child, path, depth + 1) for child in node.value], place)
    if isinstance(node, yaml.MappingNode):
        mapping: dict[str, Item] = {}
        for key, child in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise PackError([Problem(_place(path, key.start_mark), "a key must be one word")])
            _refuse_hidden(key.value, path, key.start_mark)
            if key.value in mapping:
                raise PackError([Problem(_place(path, key.start_mark), f"key {key.value!r} stands twice")])
            mapping[str(key.value)] = _item(child, path, depth + 1)
        return Item(mapping, place)
    _refuse_hidden(node.value, path, node.start_mark)
    return Item(str(node.value), place, getattr(node, "style", None) or "")


def _refuse_hidden(value: str, path: Path, mark: Any) -> None:
    """Refuse characters that would make a text read differently from what it says."""
    if found := _HIDDEN.search(value):
        message = f"the character U+{ord(found[0]):04X} cannot be seen and is not allowed"
        raise PackError([Problem(_place(path, mark), message, "remove it")])
