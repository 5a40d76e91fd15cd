"""Strict YAML: every value knows its line, nothing clever is allowed.

Anchors, aliases, tags, duplicate keys, deep nesting and large files are refused, so a hostile pack
is turned away before it costs anything.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from wotu.rules.problems import PackError, Place, Problem

MAX_BYTES = 1 << 20
MAX_DEPTH = 12

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
        raise PackError([Problem(_place(path, error.problem_mark), f"not YAML: {error.problem}")]) from None
    except yaml.YAMLError as error:
        raise PackError([Problem(Place(path), f"not YAML: {error}")]) from None
    if root is None:
        return Item({}, Place(path, 1, 1))
    return _item(root, path, 0)


def _refuse_aliases(text: str, path: Path) -> None:
    """Look at events before anything is built: depth and aliases are bounded while streaming."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        place = _place(path, event.start_mark)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise PackError([Problem(place, "anchors and aliases are not allowed", "write the value out")])
        if tag := getattr(event, "tag", None):
            raise PackError([Problem(place, f"tag {tag} is not allowed", "remove it")])
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise PackError([Problem(place, f"nested deeper than {MAX_DEPTH} levels")])


def _place(path: Path, mark: Any) -> Place:
    return Place(path, mark.line + 1, mark.column + 1) if mark else Place(path)


def _item(node: yaml.Node, path: Path, depth: int) -> Item:
    place = _place(path, node.start_mark)
    if isinstance(node, yaml.SequenceNode):
        return Item([_item(child, path, depth + 1) for child in node.value], place)
    if isinstance(node, yaml.MappingNode):
        mapping: dict[str, Item] = {}
        for key, child in node.value:
            if key.value in mapping:
                raise PackError([Problem(_place(path, key.start_mark), f"key {key.value!r} stands twice")])
            mapping[str(key.value)] = _item(child, path, depth + 1)
        return Item(mapping, place)
    return Item(str(node.value), place, getattr(node, "style", None) or "")
