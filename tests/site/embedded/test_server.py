"""The embedded PostgreSQL: started when needed, shared, stopped by the last one out."""

import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

import psycopg
import pytest

from wotu.site.embedded import account
from wotu.site.embedded.server import LONGEST_SOCKET_FOLDER, PostgresNotAvailable, Server, socket_folder

USE = """
import sys
from pathlib import Path
from wotu.site.embedded.server import Server
server = Server(Path(sys.argv[1]))
server.ensure()
print("ready", flush=True)
sys.stdin.readline()
"""


def _answers(server: Server) -> bool:
    try:
        psycopg.connect(host=str(server.socket), user="postgres", dbname="wotu").close()
    except psycopg.OperationalError:
        return False
    return True


def _user(var: Path) -> subprocess.Popen[str]:
    """Start a process that uses the server until told to end."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    return subprocess.Popen([sys.executable, "-c", USE, str(var)], text=True, **pipes)  # type: ignore[call-overload,no-any-return]


def _end(user: subprocess.Popen[str]) -> None:
    user.communicate("go\n", timeout=60)
    assert user.returncode == 0


def test_two_processes_start_it_at_once_and_the_last_one_out_stops_it(tmp_path: Path) -> None:
    server = Server(tmp_path / "var")
    users = [_user(server.var), _user(server.var)]
    for user in users:
        assert user.stdout is not None
        assert user.stdout.readline() == "ready\n"

    _end(users[0])
    assert _answers(server)
    _end(users[1])
    assert not _answers(server)


def test_a_process_that_died_holds_nothing_up(tmp_path: Path) -> None:
    server = Server(tmp_path / "var")
    user = _user(server.var)
    assert user.stdout is not None
    user.stdout.readline()
    user.kill()
    user.communicate()

    assert _answers(server)
    server.ensure()
    server.release()
    assert not _answers(server)


def test_a_deep_folder_gets_a_short_socket(tmp_path: Path) -> None:
    deep = tmp_path / ("deep" * 30)

    assert len(str(socket_folder(deep))) <= LONGEST_SOCKET_FOLDER
    assert socket_folder(tmp_path / "a") != socket_folder(tmp_path / "b")


def test_a_database_of_another_account_is_refused_in_words(tmp_path: Path) -> None:
    server = Server(tmp_path)
    server.data.mkdir()
    stranger = patch("os.geteuid", return_value=server.data.stat().st_uid + 4321)

    with stranger, pytest.raises(PostgresNotAvailable, match="made by another account"):
        server.ensure()


def test_a_failure_says_what_else_can_be_done(tmp_path: Path) -> None:
    server = Server(tmp_path)
    server.data.mkdir()

    with pytest.raises(PostgresNotAvailable, match="Set DATABASE_URL"):
        server._run("pg_ctl", "promote", "-D", str(server.data))


def test_other_accounts_may_pass_through_a_folder_but_not_read_it(tmp_path: Path) -> None:
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    other = account.Account(uid=private.stat().st_uid + 1, gid=1, name="other")

    other.let_reach(private / "data")

    assert private.stat().st_mode & 0o777 == 0o701
