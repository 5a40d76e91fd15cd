"""Letters: what they say can be read back, every character has its shape, and people's words stay words."""

import io
import json
import struct
from functools import cache
from pathlib import Path

import pytest
from django.utils import timezone
from pypdf import PdfReader
from pytest_django.fixtures import Settings

from tests.cases.hall import Hall
from wotu.cases.letters.contents import Contents, contents_of
from wotu.cases.letters.issued import Letter, letter_by_code, letters_of
from wotu.cases.letters.setting import font_folder, letter_pdf, qr_svg, set_pdf
from wotu.cases.models import Case
from wotu.cases.verbs.window import answer_correction, not_accept_case
from wotu.rules.text import Language

pytestmark = pytest.mark.django_db

REFUSED_FOR = "人数为外包人员，不计入从业人员；龘靐齉等生僻字也要看得见。"


def _text(pdf: bytes) -> str:
    read = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return "".join(read.split())


def _letter(case: Case, kind: str) -> Letter:
    return next(one for one in letters_of(case) if one.kind == kind)


def _every_kind(hall: Hall) -> list[Letter]:
    decided = hall.decided("refused", REFUSED_FOR)
    sent_back = hall.sent_back("营业执照不清晰", "缺员工名册")
    found = [*letters_of(decided), *letters_of(sent_back)]
    now, today = timezone.now(), timezone.localdate()
    answer_correction(case=sent_back, answer="已补", user=hall["alice"], now=now, today=today)
    refused = not_accept_case(
        case=sent_back, step="accept", why="属于市级权限，请到市级平台申报", user=hall["cleo"],
        now=timezone.now(), today=timezone.localdate(),
    )  # fmt: skip
    return [*found, _letter(refused, "not_accepted")]


def _texts(contents: Contents) -> list[str]:
    """Return every text a letter shows."""

    def walk(value: object) -> list[str]:
        if isinstance(value, str):
            return [value]
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        return [text for one in inner for text in walk(one)]

    return walk({key: value for key, value in contents.items() if key not in ("qr", "lang")})


@pytest.mark.parametrize("language", ["zh", "en"])
def test_whatever_a_letter_says_can_be_read_back_from_it(hall: Hall, language: Language) -> None:
    letters = _every_kind(hall)

    assert {letter.kind for letter in letters} == {"decided", "accepted", "correction_asked", "not_accepted"}
    for letter in letters:
        read = _text(letter_pdf(letter, hall.zone, language))
        for text in _texts(contents_of(letter, hall.zone, language)):
            for line in text.splitlines():
                if "{" not in line:  # the pages are counted by the template
                    assert "".join(line.split()) in read, (letter.kind, line)


def test_a_decision_says_who_may_look_again_and_how_it_is_checked(hall: Hall, settings: Settings) -> None:
    settings.WOTU_URL = "https://wotu.example"
    letter = _letter(hall.decided(), "decided")

    read = _text(letter_pdf(letter, hall.zone, "zh"))

    assert "60日内" in read
    assert f"https://wotu.example/verify/{letter.code}" in read
    assert "10万元" in read
    assert "演示" in read


def test_the_same_letter_is_the_same_file(hall: Hall) -> None:
    letter = _letter(hall.decided(), "decided")

    assert letter_pdf(letter, hall.zone, "zh") == letter_pdf(letter, hall.zone, "zh")


def test_no_character_of_a_letter_lacks_its_shape(hall: Hall) -> None:
    shapes = _characters(next(font_folder().glob("*.ttf")))

    for letter in _every_kind(hall):
        for language in ("zh", "en"):
            texts = _texts(contents_of(letter, hall.zone, language))
            missing = {character for text in texts for character in text if not character.isspace()} - shapes
            assert not missing


def test_the_font_has_every_character_of_the_packs() -> None:
    shapes = _characters(next(font_folder().glob("*.ttf")))
    packs = Path(__file__).parents[3] / "packs"
    used = {
        character
        for path in packs.rglob("*.yaml")
        for character in path.read_text(encoding="utf-8")
        if not character.isspace()
    }

    assert not used - shapes


def test_only_the_one_font_is_in_the_file(hall: Hall) -> None:
    pdf = PdfReader(io.BytesIO(letter_pdf(_letter(hall.decided(), "decided"), hall.zone, "zh")))

    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in pdf.pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }

    assert fonts
    assert all("NotoSansSC" in font for font in fonts)


@pytest.mark.parametrize(
    "text",
    [
        '#read("/etc/passwd")', "#eval(\"1+1\")", "$ x^2 $", "*bold* _soft_ `code` = head", "]#[", "\\#",
        '"; panic("x")', "<label> @ref // comment /* */", "#import \"@preview/x:1.0.0\": *",
    ],
)  # fmt: skip
def test_what_people_wrote_is_shown_and_never_run(hall: Hall, text: str) -> None:
    contents = contents_of(_letter(hall.decided(), "decided"), hall.zone, "zh")
    contents |= {"opening": [text], "to": text, "facts": [[text, text]], "points": [text], "qr": qr_svg("x")}

    read = _text(set_pdf(contents, timezone.now()))

    assert read.count("".join(text.split())) >= 4


def test_a_code_finds_its_letter_however_it_is_typed(hall: Hall) -> None:
    letter = _letter(hall.decided(), "decided")

    for typed in (letter.code, letter.code.lower(), letter.code.replace("-", " ")):
        found = letter_by_code(typed)
        assert found is not None
        assert found.decision == letter.decision
    assert letter_by_code("AAAA-AAAA-AAAA") is None
    assert letter_by_code("not a code") is None


def test_contents_are_plain_data(hall: Hall) -> None:
    for letter in _every_kind(hall):
        assert json.loads(json.dumps(contents_of(letter, hall.zone, "zh")))


@cache
def _characters(font: Path) -> frozenset[str]:
    """Return every character a TrueType font has a shape for: its `cmap`, in format 4 or 12."""
    data = font.read_bytes()
    tables = {
        data[at : at + 4]: struct.unpack(">II", data[at + 8 : at + 16])
        for at in range(12, 12 + 16 * struct.unpack(">H", data[4:6])[0], 16)
    }
    start = tables[b"cmap"][0]
    found: set[str] = set()
    for number in range(struct.unpack(">H", data[start + 2 : start + 4])[0]):
        offset = struct.unpack(">I", data[start + 8 + 8 * number : start + 12 + 8 * number])[0]
        if struct.unpack(">H", data[start + offset : start + offset + 2])[0] == 12:
            found |= set(_of_format_12(data[start + offset :]))
    assert found
    return frozenset(found)


def _of_format_12(table: bytes) -> list[str]:
    groups = struct.unpack(">I", table[12:16])[0]
    spans = [struct.unpack(">III", table[16 + 12 * n : 28 + 12 * n]) for n in range(groups)]
    return [chr(code) for first, last, glyph in spans for code in range(first, last + 1) if glyph]
