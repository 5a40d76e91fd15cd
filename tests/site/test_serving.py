"""Serving from one command."""

import socket

from wotu.site.serving import is_free


def test_a_taken_port_is_noticed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        assert not is_free("127.0.0.1", port)

    assert is_free("127.0.0.1", port)
