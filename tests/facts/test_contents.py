"""What a file is by its content: two things at once are neither, and nothing unpacks into a flood."""

import io
import struct
import zipfile
import zlib

import pytest
from openpyxl import Workbook

from wotu.facts import contents
from wotu.facts.contents import LARGEST, LARGEST_UNPACKED, NotEvidence, kind_of

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 40 + b"\xff\xd9"


def workbook(**more: bytes) -> bytes:
    """Return a workbook with further parts, named with __ for a slash."""
    file = io.BytesIO()
    Workbook().save(file)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in more.items():
            archive.writestr(name.replace("__", "/") + ".bin", content)
    return file.getvalue()


def _archive() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("run.exe", b"MZ")
    return file.getvalue()


def _png() -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack("!L", len(data)) + name + data + struct.pack("!L", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack("!LLBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("content", "kind"), [(PDF, "pdf"), (_png(), "png"), (JPEG, "jpeg")])
def test_one_thing_is_taken_for_what_it_is(content: bytes, kind: str) -> None:
    assert kind_of(content) == kind


@pytest.mark.parametrize("content", [PDF, _png(), JPEG])
def test_what_is_an_archive_as_well_is_refused(content: bytes) -> None:
    with pytest.raises(NotEvidence, match="同时是两种格式"):
        kind_of(content + _archive())


@pytest.mark.parametrize("content", [_png(), JPEG])
def test_a_picture_that_is_a_pdf_as_well_is_refused(content: bytes) -> None:
    with pytest.raises(NotEvidence, match="同时是两种格式"):
        kind_of(content[:30] + PDF + content[30:])


def test_a_workbook_that_is_a_pdf_as_well_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", PDF)  # stored as it is: readers of PDF find it at the beginning
        with zipfile.ZipFile(io.BytesIO(workbook())) as real:
            for part in real.infolist():
                archive.writestr(part, real.read(part))

    with pytest.raises(NotEvidence, match="同时是两种格式"):
        kind_of(file.getvalue())


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>alert(1)</script>" + PDF,
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"GIF89a/*" + _archive(),
        b"MZ" + workbook(),
        _archive(),
    ],
)
def test_what_begins_as_something_else_is_not_taken(content: bytes) -> None:
    with pytest.raises(NotEvidence, match="只收"):
        kind_of(content)


@pytest.mark.parametrize(
    "part",
    ["xl__vbaProject", "xl__macrosheets__sheet1", "xl__activeX__activeX1", "xl__embeddings__oleObject1"],
)
def test_a_workbook_with_programs_in_it_is_not_taken(part: str) -> None:
    with pytest.raises(NotEvidence, match="不含宏"):
        kind_of(workbook(**{part: b"x"}))


def test_a_workbook_that_would_unpack_into_a_flood_is_refused_unopened() -> None:
    bomb = workbook(xl__media__image1=bytes(LARGEST_UNPACKED + 1))

    assert len(bomb) < LARGEST
    with pytest.raises(NotEvidence, match="压缩炸弹"):
        kind_of(bomb)


def test_a_workbook_of_countless_parts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "MOST_PARTS", 20)

    with pytest.raises(NotEvidence, match="压缩炸弹"):
        kind_of(workbook(**{f"xl__media__{n}": b"" for n in range(21)}))
