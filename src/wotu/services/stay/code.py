"""The talent code (人才码): what a talent shows at the door. Signed, soon over, with nothing personal in it.

A code is 24 letters and digits: the record's number in the books, the minute it ends, and a seal only this
site can make. Whoever finds one learns nothing from it, and cannot make another.
"""

import base64
import binascii
import datetime as dt
import hmac
import io
import struct
from hashlib import sha256
from typing import Final

import segno
from django.conf import settings

MINUTES: Final = 30
"""How long a code is good for."""
_SALT: Final = b"wotu.talent-code.1"
_HEAD: Final = struct.Struct(">II")
_SEAL: Final = 7
_LENGTH: Final = 24


def code_for(person_id: int, now: dt.datetime) -> str:
    """Return the code of a person's record, in groups of four for people who type it."""
    head = _HEAD.pack(person_id, int(now.timestamp()) // 60 + MINUTES)
    text = base64.b32encode(head + _seal(head)).decode()
    return "-".join(text[i : i + 4] for i in range(0, _LENGTH, 4))


def person_id_of(code: str, now: dt.datetime) -> int | None:
    """Return the number of the record a code is of; None where it is made up, damaged or over."""
    text = "".join(code.split()).replace("-", "").upper().replace("0", "O").replace("1", "I")
    if len(text) != _LENGTH or not text.isascii():
        return None
    try:
        raw = base64.b32decode(text)
    except binascii.Error:
        return None
    head, seal = raw[: _HEAD.size], raw[_HEAD.size :]
    if not hmac.compare_digest(seal, _seal(head)):
        return None
    person_id, ends = _HEAD.unpack(head)
    return int(person_id) if now.timestamp() // 60 <= ends else None


def picture_of(code: str) -> str:
    """Return a code as an SVG picture (二维码), dark on light whatever the page."""
    drawn = io.BytesIO()
    segno.make(code, error="m", micro=False).save(
        drawn, kind="svg", scale=6, border=4, dark="#000", light="#fff", xmldecl=False, svgns=True,
        nl=False, omitsize=True,
    )  # fmt: skip
    return drawn.getvalue().decode()


def _seal(head: bytes) -> bytes:
    key = sha256(_SALT + settings.SECRET_KEY.encode()).digest()
    return hmac.new(key, head, sha256).digest()[:_SEAL]
