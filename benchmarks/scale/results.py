"""What the benchmarks of scale found, kept between programs: `build/bench/scale-NAME.json`."""

import datetime as dt
import json
from typing import Any

from benchmarks.documents import put
from benchmarks.matching.data import BUILD as FOLDER
from benchmarks.matching.environment import ROOT, machine

PAGE = ROOT / "docs" / "scale.md"


def keep(name: str, found: dict[str, Any]) -> None:
    """Keep what one program measured, with the machine and the day."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"on": today(), "machine": machine(), **found}, indent=1, ensure_ascii=False)
    (FOLDER / f"scale-{name}.json").write_text(text + "\n", encoding="utf-8")


def today() -> str:
    """Return the day figures are dated with."""
    return dt.datetime.now(tz=dt.UTC).date().isoformat()


def kept(name: str) -> dict[str, Any]:
    """Return what a program measured last.

    Raises:
        SystemExit: it has not run here; the message says which command runs it.
    """
    path = FOLDER / f"scale-{name}.json"
    if not path.is_file():
        raise SystemExit(
            f"{path.name} is missing: run `make bench-scale`, or python -m benchmarks.scale.{name}"
        )
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def into_page(part: str, text: str) -> None:
    """Put a table into docs/scale.md, in the place of the one before."""
    put(PAGE, part, text)
