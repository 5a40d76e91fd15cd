"""What may stand in a file of this project."""

import re

from tests.house.files import texts

LONGEST = 400

# A letter in brackets keeps a pattern from matching itself.
LEFT_FOR_LATER = re.compile(r"\b(?:T[O]DO|FIX[M]E|NotImplemented[E]rror)\b")
WHERE_FROM = re.compile(
    r"py[p]i\.org|python[h]osted\.org|npm[j]s\.(?:org|com)|(?:deb|security)\.[d]ebian\.org"
    r"|--(?:extra-)?index-[u]rl[= ]|--find-[l]inks[= ]"
)
THIS_MACHINE = re.compile(r"(?<![\w./-])(?:/(?:root|home|work|Users)/\w|[A-Z]:\\Users)")


def test_a_source_file_fits_in_the_head() -> None:
    long = [
        f"{name}: {length} lines"
        for name, text in texts("src/", endings=(".py", ".html", ".css", ".js"))
        if "/migrations/" not in name and (length := text.count("\n")) > LONGEST
    ]

    assert not long, f"split these ({LONGEST} lines at most): {long}"


def test_nothing_is_left_for_later() -> None:
    left = _lines(LEFT_FOR_LATER, "src/", "tests/", "packs/", "benchmarks/", "scripts/", "docs/")

    assert not left, f"do it, or open an issue: {left}"


def test_no_file_says_where_packages_were_fetched() -> None:
    assert not _lines(WHERE_FROM)


def test_no_file_knows_this_machine() -> None:
    assert not _lines(THIS_MACHINE)


def _lines(pattern: re.Pattern[str], *folders: str) -> list[str]:
    """Return `file:line` of every match."""
    return [
        f"{name}:{number}"
        for name, text in texts(*folders)
        if pattern.search(text)
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]
