"""Setting a letter as PDF: one template, one font, so that every machine sets the same letter.

The font is Noto Sans SC, taken from the installed package `zhplot`, which is never imported. What
people wrote reaches the template as data (`sys.inputs`), never as its code.
"""

import datetime as dt
import io
import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import segno
import typst

from wotu.cases.letters.contents import contents_of
from wotu.cases.letters.issued import Letter
from wotu.measures.zones import Zone
from wotu.rules.text import Language

TEMPLATE = Path(__file__).with_name("letter.typ")


def letter_pdf(letter: Letter, zone: Zone, language: Language) -> bytes:
    """Return a letter as PDF; the same letter is the same bytes every time."""
    contents = contents_of(letter, zone, language)
    contents["qr"] = qr_svg(contents["check-address"])
    return set_pdf(contents, letter.at)


def set_pdf(contents: dict[str, object], at: dt.datetime) -> bytes:
    """Set what a letter says; `at` is the time it bears."""
    pdf: bytes = typst.compile(
        TEMPLATE, font_paths=[font_folder()], ignore_system_fonts=True, format="pdf",
        sys_inputs={"data": json.dumps(contents, ensure_ascii=False)}, timestamp=int(at.timestamp()),
    )  # fmt: skip
    return pdf


def qr_svg(address: str) -> str:
    """Return a QR code as SVG."""
    file = io.BytesIO()
    segno.make(address, error="m").save(file, kind="svg", border=0, xmldecl=False, dark="#16201b")
    return file.getvalue().decode()


@cache
def font_folder() -> Path:
    """Return the folder of the font.

    Raises:
        LookupError: the package that carries it is not installed.
    """
    found = find_spec("zhplot")
    if found is None or not found.submodule_search_locations:
        raise LookupError("the font of letters is missing: install requirements/assets.txt")
    return Path(next(iter(found.submodule_search_locations))) / "fonts"
