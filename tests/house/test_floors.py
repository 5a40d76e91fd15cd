"""What the lower floors may not do, beyond what import-linter sees."""

import ast
from collections.abc import Iterator

import pytest

from tests.house.files import texts

TIMELESS = tuple(
    f"src/wotu/{room}/"
    for room in (
        "rules",
        "match",
        "cluster",
        "calendar",
        "audit",
        "workdays",
        "facts",
        "parties",
        "ledger",
        "findings",
        "inbox",
        "needs",
        "filing",
        "process",
        "cases",
        "payments",
        "chain",
    )
)
CLOCKS = {
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
    "timezone": {"now", "localtime", "localdate"},
    "time": {"time", "time_ns", "localtime", "gmtime"},
}
GIVEN_A_MOMENT = {"localtime", "localdate"}
"""Clocks that, given a moment, only say what it is here."""


def test_the_domain_reads_no_clock() -> None:
    read = [
        f"{name}:{line} {clock}"
        for name, text in texts(*TIMELESS, endings=(".py",))
        if not name.endswith("/tasks.py")  # the queue's face: a job begins now, as a request does
        for line, clock in _clocks(text)
    ]

    assert not read, f"take `now` or `today` as an argument: {read}"


def test_nothing_happens_by_signal() -> None:
    heard = [
        name
        for name, text in texts("src/", endings=(".py",))
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ImportFrom) and node.module in {"django.dispatch", "django.db.models.signals"}
    ]

    assert not heard, f"call the verb instead: {heard}"


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("datetime.datetime.now(tz)", ["datetime.now"]),
        ("date.today()", ["date.today"]),
        ("timezone.now()", ["timezone.now"]),
        ("time.time()", ["time.time"]),
        ("context.today", []),
        ("time.perf_counter()", []),
        ("timezone.localtime()", ["timezone.localtime"]),
        ("timezone.localtime(event.at)", []),
    ],
)
def test_a_clock_is_recognised(code: str, found: list[str]) -> None:
    assert [clock for _, clock in _clocks(code)] == found


def _clocks(text: str) -> Iterator[tuple[int, str]]:
    tree = ast.parse(text)
    converted = {
        id(node.func)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and node.args and getattr(node.func, "attr", "") in GIVEN_A_MOMENT
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and id(node) not in converted:
            owner = node.value
            name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            if node.attr in CLOCKS.get(name, ()):
                yield node.lineno, f"{name}.{node.attr}"
