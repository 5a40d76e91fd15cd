"""Asking a virus scanner about a file, before it is kept.

`WOTU_SCANNER` is the address of a ClamAV daemon (`clamd://host:3310` or `unix:/run/clamav/clamd.ctl`), or the
dotted name of a function that takes the content and returns a `Verdict`. Empty: nothing is scanned, and every
file says so.
"""

import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.module_loading import import_string

CHUNK = 64 * 1024
CONNECT_SECONDS, ANSWER_SECONDS = 5.0, 60.0
LONGEST_ANSWER = 4_096
CLAMD_PORT = 3310


class ScannerDown(RuntimeError):
    """The scanner did not answer, or not in words that are understood."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a scanner said: who it is, and the name of what it found; nothing found is clean."""

    scanner: str
    found: str = ""


def scan(content: bytes) -> Verdict | None:
    """Have a file scanned; None where no scanner is set up.

    Raises:
        ScannerDown: one is set up, and gives no answer.
    """
    address: str = settings.WOTU_SCANNER
    if not address:
        return None
    if address.startswith(("clamd:", "unix:")):
        return _clamd(address, content)
    ask: Callable[[bytes], Verdict] = import_string(address)
    try:
        return ask(content)
    except OSError as error:
        raise ScannerDown(str(error)) from error


def _clamd(address: str, content: bytes) -> Verdict:
    """Ask a ClamAV daemon, by the commands VERSION and INSTREAM of its protocol."""
    try:
        name = _ask(address, b"zVERSION\0")
        chunks = (content[at : at + CHUNK] for at in range(0, len(content), CHUNK))
        said = _ask(address, b"zINSTREAM\0", *(struct.pack("!L", len(one)) + one for one in chunks), bytes(4))
    except OSError as error:
        raise ScannerDown(f"{address}: {error}") from error
    answer = said.removeprefix("stream:").strip()
    if answer == "OK":
        return Verdict(name[:100])
    if answer.endswith("FOUND"):
        return Verdict(name[:100], answer.removesuffix("FOUND").strip()[:100] or "FOUND")
    raise ScannerDown(f"{address} said {said!r}")


def _ask(address: str, *parts: bytes) -> str:
    with _connected(address) as line:
        for part in parts:
            line.sendall(part)
        line.settimeout(ANSWER_SECONDS)
        said = b""
        while not said.endswith(b"\0") and len(said) < LONGEST_ANSWER and (more := line.recv(1024)):
            said += more
    return said.rstrip(b"\0").decode("utf-8", "replace").strip()


def _connected(address: str) -> socket.socket:
    if address.startswith("unix:"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(CONNECT_SECONDS)
        try:
            line.connect(address.removeprefix("unix:"))
        except OSError:
            line.close()
            raise
        return line
    where = urlsplit(address)
    return socket.create_connection((where.hostname or "", where.port or CLAMD_PORT), CONNECT_SECONDS)
