"""The parts of the documents that are written from the packs: `make docs` writes, a test compares."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import django

from tests.constructs.page import PAGE, page
from tests.house.files import ROOT
from wotu.match.examples import read_examples
from wotu.measures.invented.recipe import read_recipe
from wotu.rules.load import load_packs
from wotu.rules.model import Measure, Pack, PackSet
from wotu.rules.text import Language

CLIENT = ROOT / "clients" / "python" / "wotu_client.py"
LAST = {"common", "showcase"}
_PART = re.compile(r"(<!-- zones: written by `make docs` -->\n).*?(<!-- zones: end -->)", re.DOTALL)
_HEADS = {
    "zh": ("园区", "措施", "其中细则已公布", "假设的细节", "算例", "出处", "演示企业"),
    "en": (
        "zone", "measures", "detail published", "details assumed", "worked examples", "sources", "demo firms",
    ),
}  # fmt: skip
_READMES: dict[Path, Language] = {ROOT / "README.md": "en", ROOT / "README.zh-CN.md": "zh"}


def written() -> Iterator[tuple[Path, str]]:
    """Yield every document with written parts, as it ought to be."""
    yield PAGE, page()
    yield CLIENT, _formatted(_client())
    for path, language in _READMES.items():
        text = path.read_text(encoding="utf-8")
        if not _PART.search(text):
            raise ValueError(f"{path.name} has lost the place of its table of zones")
        table = zones_table(language)
        yield path, _PART.sub(lambda found, table=table: f"{found[1]}\n{table}\n{found[2]}", text)  # type: ignore[misc]


def _client() -> str:
    """Return the API's client, for which the site must be set up."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wotu.site.settings")
    django.setup()
    from wotu.api.make_client import client

    return client()


def _formatted(code: str) -> str:
    """Return code in its agreed shape."""
    ruff = [sys.executable, "-m", "ruff", "format", "--stdin-filename", str(CLIENT), "-"]
    return subprocess.run(ruff, input=code, capture_output=True, text=True, check=True, cwd=ROOT).stdout


def zones_table(language: Language) -> str:
    """Return the table of the packs: the zones of the source page, then what they build on."""
    folders = sorted(path.parent for path in (ROOT / "packs").glob("*/pack.yaml"))
    folders.sort(key=lambda folder: folder.name in LAST)
    lines = [_line(_HEADS[language]), _line(("---",) + ("--:",) * 6)]
    lines += [_line(_row(folder, language)) for folder in folders]
    return "\n".join(lines) + "\n"


def _line(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _row(folder: Path, language: Language) -> tuple[str, ...]:
    packs: PackSet = load_packs([folder])
    pack = packs.packs[folder.name]
    published = sum(all(v.publication.published for v in m.versions) for m in pack.measures)
    assumed = sum(_assumed(measure) for measure in pack.measures)
    sources = pack.sources.keys() - {key for base in pack.builds_on for key in packs.packs[base].sources}
    counts = (
        len(pack.measures),
        published,
        assumed,
        len(read_examples(pack, packs)),
        len(sources),
        _firms(pack, packs),
    )
    return (f"[{pack.zone[language]}](packs/{pack.id})", *map(str, counts))


def _assumed(measure: Measure) -> int:
    """Count the thresholds and conditions that were not published, in measures that were."""
    version = measure.versions[-1]
    if not version.publication.published:
        return 0
    details = [detail.publication for detail in version.parameters.values()]
    details += [condition.publication for condition in version.conditions]
    return sum(not detail.published for detail in details)


def _firms(pack: Pack, packs: PackSet) -> int:
    """Count the demonstration firms: those written by hand, and those drawn from the recipe."""
    folder = pack.folder / "demo"
    path, recipe = folder / "firms.csv", read_recipe(folder, packs.vocabulary)
    written = len(path.read_text(encoding="utf-8").splitlines()) - 1 if path.is_file() else 0
    return written + (recipe.firms if recipe else 0)


if __name__ == "__main__":
    for document, right in list(written()):
        document.write_text(right, encoding="utf-8")
