"""Reading mappings strictly: every key is asked for by type, and none may be left over."""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TypeVar

from wotu.rules.expressions import read_expression
from wotu.rules.problems import ExpressionError, Place, Problem, did_you_mean
from wotu.rules.quantity import Quantity, parse_quantity
from wotu.rules.text import Text
from wotu.rules.typing import Scope
from wotu.rules.vocabulary import Type
from wotu.rules.yamlio import Item

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wotu.rules.nodes import Node

T = TypeVar("T")
MAX_TEXT = 2_000
_MARKUP = set("<>")
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_NAME = re.compile(r"[\w.-]{1,80}")


class Invalid(Exception):
    """A value is missing or wrong; the reason is already among the problems."""


class Reader:
    """Reads one mapping; notes problems instead of stopping at the first."""

    def __init__(self, item: Item, problems: list[Problem]) -> None:
        self.item, self.problems = item, problems
        self.seen: set[str] = set()
        self.map = item.value if isinstance(item.value, dict) else {}
        if not isinstance(item.value, dict):
            self.complain("expected `key: value` lines here")

    def complain(self, message: str, hint: str = "", place: Place | None = None) -> None:
        """Note a problem."""
        self.problems.append(Problem(place or self.item.place, message, hint))

    def fail(self, message: str, hint: str = "", place: Place | None = None) -> Invalid:
        """Note a problem and return the exception to raise."""
        self.complain(message, hint, place)
        return Invalid(message)

    def has(self, key: str) -> bool:
        """Tell whether a key is given."""
        return key in self.map

    def take(self, key: str) -> Item | None:
        """Return the item of a key, or None, and mark the key as known."""
        self.seen.add(key)
        return self.map.get(key)

    def need(self, key: str) -> Item:
        """Return the item of a required key."""
        item = self.take(key)
        if item is None:
            raise self.fail(f"`{key}` is missing")
        return item

    def string(self, key: str, default: str | None = None) -> str:
        """Return a short text."""
        item = self.take(key) if default is not None else self.need(key)
        if item is None:
            return default or ""
        return self.plain(item, key)

    def name(self, key: str, default: str | None = None) -> str:
        """Return the name of something: letters, digits, `_`, `.` and `-`."""
        value = self.string(key, default)
        if value and not _NAME.fullmatch(value):
            raise self.fail(f"`{key}` is not a name", "letters, digits, _ . and -", self.map[key].place)
        return value

    def names(self, key: str) -> list[str]:
        """Return a list of names."""
        found = self.strings(key)
        if not all(map(_NAME.fullmatch, found)):
            raise self.fail(f"`{key}` lists names", "letters, digits, _ . and -", self.map[key].place)
        return found

    def plain(self, item: Item, key: str) -> str:
        """Return the text of an item."""
        if not isinstance(item.value, str):
            raise self.fail(f"`{key}` must be one value", place=item.place)
        if len(item.value) > MAX_TEXT:
            raise self.fail(f"`{key}` is longer than {MAX_TEXT} characters", place=item.place)
        return item.value

    def text(self, key: str) -> Text:
        """Return the bilingual text of a key."""
        return self.child(key).here()

    def optional_text(self, key: str) -> Text | None:
        """Return the bilingual text of a key, if given."""
        return self.text(key) if self.has(key) else None

    def here(self) -> Text:
        """Return this mapping's own `zh` and `en`."""
        parts = []
        for key in ("zh", "en"):
            value = self.string(key)
            if not value.strip() or set(value) & _MARKUP:
                raise self.fail(
                    f"`{key}` is empty or has characters that are not text",
                    "plain words only, no < or >",
                )
            parts.append(value.strip())
        return Text(*parts)

    def choice(self, key: str, allowed: Iterable[str], default: str | None = None) -> str:
        """Return one of the allowed words."""
        value = self.string(key, default)
        options = tuple(allowed)
        if value not in options:
            place = self.map[key].place if key in self.map else None
            hint = did_you_mean(value, options) or f"one of {', '.join(options)}"
            raise self.fail(f"`{key}: {value}` is not known", hint, place)
        return value

    def boolean(self, key: str, default: bool) -> bool:
        """Return true or false."""
        return self.choice(key, ("true", "false"), "true" if default else "false") == "true"

    def whole(self, key: str) -> int | None:
        """Return a whole number, if given."""
        if not self.has(key):
            return None
        text = self.string(key)
        if not (text.isascii() and text.isdigit()) or len(text) > 9:
            raise self.fail(f"`{key}` must be a whole number", place=self.map[key].place)
        return int(text)

    def date(self, key: str) -> dt.date | None:
        """Return a date, if given."""
        item = self.take(key)
        return None if item is None else self.as_date(item)

    def as_date(self, item: Item) -> dt.date:
        """Return the date an item writes."""
        try:
            if not _DATE.fullmatch(str(item.value)):
                raise ValueError
            return dt.date.fromisoformat(str(item.value))
        except ValueError:
            raise self.fail(f"{item.value!r} is not a date", "write 2024-11-06", item.place) from None

    def quantity(self, key: str) -> Quantity:
        """Return a quantity such as 20万元."""
        item = self.need(key)
        return self.as_quantity(item)

    def as_quantity(self, item: Item) -> Quantity:
        """Return the quantity an item writes."""
        try:
            return parse_quantity(str(item.value))
        except ValueError as error:
            raise self.fail(str(error), "write for example 2000万元, 5%, 103人", item.place) from None

    def items(self, key: str) -> list[Item]:
        """Return the entries of a list; nothing if the key is not given."""
        item = self.take(key)
        if item is None:
            return []
        if not isinstance(item.value, list):
            raise self.fail(f"`{key}` must be a list", place=item.place)
        return item.value

    def strings(self, key: str) -> list[str]:
        """Return a list of short texts."""
        return [self.plain(item, key) for item in self.items(key)]

    def child(self, key: str) -> "Reader":
        """Return a reader of a nested mapping."""
        return Reader(self.need(key), self.problems)

    def entries(self, key: str) -> list[tuple[str, Item]]:
        """Return the pairs of a nested mapping; nothing if the key is not given."""
        item = self.take(key)
        if item is None:
            return []
        if not isinstance(item.value, dict):
            raise self.fail(f"`{key}` must be a mapping", place=item.place)
        return list(item.value.items())

    def expression(self, key: str, scope: Scope, expected: Type | None = None) -> "Node":
        """Return the typed expression of a key."""
        return self.as_expression(self.need(key), scope, expected)

    def optional_expression(self, key: str, scope: Scope, expected: Type | None = None) -> "Node | None":
        """Return the typed expression of a key, if given."""
        return self.expression(key, scope, expected) if self.has(key) else None

    def as_expression(self, item: Item, scope: Scope, expected: Type | None = None) -> "Node":
        """Return the typed expression an item writes."""
        if not isinstance(item.value, str):
            raise self.fail("an expression must be one text", place=item.place)
        try:
            return read_expression(item.value, scope, expected)
        except ExpressionError as error:
            raise self.fail(error.message, error.hint, item.place_at(error.offset)) from None

    def each(self, items: Iterable[Item], build: Callable[["Reader"], T]) -> tuple[T, ...]:
        """Build one thing for every mapping of a list; a bad one is noted and left out."""
        built: list[T] = []
        for item in items:
            with self.tolerate():
                reader = Reader(item, self.problems)
                built.append(build(reader))
                reader.finish()
        return tuple(built)

    @contextmanager
    def tolerate(self) -> "Iterator[None]":
        """Go on after something invalid: its reason is already noted."""
        with suppress(Invalid):
            yield

    def finish(self) -> None:
        """Note every key nobody asked for."""
        for key in self.map.keys() - self.seen:
            hint = did_you_mean(key, self.seen) or f"known here: {', '.join(sorted(self.seen))}"
            self.complain(f"unknown key `{key}`", hint, self.map[key].place)
