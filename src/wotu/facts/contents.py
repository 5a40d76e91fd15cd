"""What a file is by its content, whatever its name says; what could be two things is neither."""

import io
import zipfile

from wotu.rules.text import Text

LARGEST = 10 * 1024 * 1024
"""Bytes."""
LARGEST_UNPACKED = 20 * LARGEST
MOST_PARTS = 2_000
"""Files inside a workbook."""
HEAD = 1_024
"""Readers of PDF look for its mark this far into a file."""
CONTENT_TYPES = {
    "pdf": "application/pdf", "png": "image/png", "jpeg": "image/jpeg",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip
_MAGIC = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff"}
_ARCHIVE = b"PK\x03\x04"
_PROGRAMS = ("vbaproject.bin", "xl/macrosheets/", "xl/activex/", "xl/embeddings/")
"""Parts of a workbook that run, or hide something that does."""


class NotEvidence(ValueError):
    """A file cannot be taken as evidence; `text` says why and what to hand in instead."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text


def kind_of(content: bytes) -> str:
    """Return what a file is.

    Raises:
        NotEvidence: it is too large, empty, nothing that is taken, or several things at once.
    """
    _check_size(content)
    kind = next((kind for kind, magic in _MAGIC.items() if content.startswith(magic)), None)
    if kind is None:
        _check_workbook(content)
        kind = "xlsx"
    elif zipfile.is_zipfile(io.BytesIO(content)):
        raise NotEvidence(_TWO_THINGS)
    if kind != "pdf" and b"%PDF-" in content[:HEAD]:
        raise NotEvidence(_TWO_THINGS)
    return kind


_TWO_THINGS = Text(
    "这个文件同时是两种格式（例如图片或 PDF 里藏着压缩包），不能收。请重新导出或拍照后再交。",
    "This file is two things at once, such as a picture or PDF that is also an archive. Export it anew "
    "or photograph it, then hand it in.",
)
_NOTHING_TAKEN = Text(
    "只收 PDF、PNG、JPEG 或不含宏的 XLSX 文件，按内容判断，改后缀没有用。",
    "Hand in a PDF, PNG, JPEG or XLSX without macros; the content decides, not the ending.",
)
_TOO_MUCH_INSIDE = Text(
    "这个工作簿解开后太大，可能是压缩炸弹。请只留需要的表，另存后再交。",
    "This workbook would unpack into far too much. Keep the sheets that matter, save it anew and hand it in.",
)


def _check_size(content: bytes) -> None:
    if not content:
        raise NotEvidence(Text("文件是空的。", "The file is empty."))
    if len(content) > LARGEST:
        raise NotEvidence(
            Text(
                f"文件超过{LARGEST // 2**20}MB。请压缩或分开提交。",
                f"The file is larger than {LARGEST // 2**20} MB. Make it smaller, or hand in parts.",
            )
        )


def _check_workbook(content: bytes) -> None:
    """Refuse what is no Excel workbook, has programs in it, or would unpack into too much; unpack nothing."""
    if not content.startswith(_ARCHIVE):
        raise NotEvidence(_NOTHING_TAKEN)
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except zipfile.BadZipFile:
        raise NotEvidence(_NOTHING_TAKEN) from None
    names = {part.filename for part in parts}
    has_programs = any(program in name.lower() for name in names for program in _PROGRAMS)
    if has_programs or not {"[Content_Types].xml", "xl/workbook.xml"} <= names:
        raise NotEvidence(_NOTHING_TAKEN)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise NotEvidence(_TOO_MUCH_INSIDE)
