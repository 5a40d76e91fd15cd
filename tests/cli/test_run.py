"""`wotu run` before it serves."""

import socket

from typer.testing import CliRunner

from wotu.cli.app import app


def test_a_taken_port_is_named_with_a_way_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        result = CliRunner().invoke(app, ["run", "--port", str(port)])

    assert result.exit_code == 1
    assert f"Port {port} is taken" in result.output
    assert f"make run PORT={port + 1}" in result.output
