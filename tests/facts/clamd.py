"""A small stand-in for ClamAV's daemon: speaks VERSION and INSTREAM, and knows one virus."""

import socket
import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""The harmless string every scanner finds; written in two parts, so that none finds it here."""
VERSION = "ClamAV 1.4.1/27500/Sat Nov 28 09:00:00 2026"


class _Talk(socketserver.BaseRequestHandler):
    request: socket.socket

    def handle(self) -> None:
        command = self._until_zero()
        if command == b"zVERSION":
            self.request.sendall(VERSION.encode() + b"\0")
        elif command == b"zINSTREAM":
            self.request.sendall(self.server.answer(self._stream()) + b"\0")  # type: ignore[attr-defined]

    def _until_zero(self) -> bytes:
        said = b""
        while (one := self.request.recv(1)) not in (b"\0", b""):
            said += one
        return said

    def _stream(self) -> bytes:
        content = b""
        while length := struct.unpack("!L", self._exactly(4))[0]:
            content += self._exactly(length)
        return content

    def _exactly(self, length: int) -> bytes:
        said = b""
        while len(said) < length and (more := self.request.recv(length - len(said))):
            said += more
        return said


def _judge(content: bytes) -> bytes:
    return b"stream: Eicar-Test-Signature FOUND" if EICAR in content else b"stream: OK"


def _broken(_content: bytes) -> bytes:
    return b"INSTREAM size limit exceeded. ERROR"


@contextmanager
def clamd(path: Path | None = None, *, is_broken: bool = False) -> Iterator[str]:
    """Run the daemon on a port, or on a socket at a path; yield its address for `WOTU_SCANNER`."""
    server: socketserver.ThreadingUnixStreamServer | socketserver.ThreadingTCPServer
    if path is not None:
        server = socketserver.ThreadingUnixStreamServer(str(path), _Talk)
        address = f"unix:{path}"
    else:
        server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Talk)
        address = f"clamd://127.0.0.1:{server.server_address[1]}"
    server.answer = _broken if is_broken else _judge  # type: ignore[union-attr]
    thread = threading.Thread(target=server.serve_forever, args=[0.02])
    thread.start()
    try:
        yield address
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
