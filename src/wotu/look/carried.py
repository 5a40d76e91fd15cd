"""Files of our pages that other packages carry: found where those are installed, never copied here.

ECharts is the file of Apache ECharts 5.5.1 as its authors published it, taken from the package `vizly`, which
is never imported (docs/dependencies.md).
"""

from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

PREFIX = "carried"
CARRIED = {"echarts.min.js": ("vizly", "assets")}
"""Each file, below the address /static/carried/: its package, and the folder in it."""


class CarriedFiles(BaseFinder):
    """Finds the named files and nothing else of their packages."""

    def find(self, path: str, find_all: bool = False, **_old: Any) -> Any:
        """Return where a file is, in a list with `find_all`; an empty list where it is not."""
        name = path.removeprefix(f"{PREFIX}/")
        found = carried(name) if path != name and name in CARRIED else None
        if found is None:
            return []
        return [str(found)] if find_all else str(found)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:  # noqa: ARG002
        """Yield each file with the place it is read from."""
        for name in CARRIED:
            if found := carried(name):
                storage = FileSystemStorage(location=found.parent)
                storage.prefix = PREFIX  # type: ignore[attr-defined]
                yield name, storage


def carried(name: str) -> Path | None:
    """Return where a carried file is, or None where its package is not installed."""
    package, folder = CARRIED[name]
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations))) / folder / name
