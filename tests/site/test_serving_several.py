"""Two web processes and two workers on one database: one of each is killed under load, and nothing is lost.

The balancer of the test does what any balancer does: in turn, and to the other where one does not answer. A
client that heard nothing sends again with the same key.
"""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import Client
from psycopg import sql

from tests.api.calling import make_token, member, person
from wotu.measures.zones import Zone

pytestmark = pytest.mark.django_db(transaction=True)
FIRM, WRITERS, WRITES = "small-f1", 8, 200
PATIENCE = 120.0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _connect(name: str) -> "psycopg.Connection[tuple[Any, ...]]":
    found = settings.DATABASES["default"]
    return psycopg.connect(
        host=found["HOST"], port=found["PORT"], user=found["USER"], dbname=name, autocommit=True
    )


def _until(true: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, f"not in {PATIENCE} s: {what}"
        time.sleep(0.1)


class Site:
    """Processes on one database, each with a folder of its own, as on machines of their own."""

    def __init__(self, database: str, packs: Path, files: Path, folder: Path) -> None:
        self.database, self.folder = database, folder
        found = settings.DATABASES["default"]
        self.environment = {
            **os.environ,
            "DATABASE_URL": f"postgresql://{found['USER']}@/{database}?host={found['HOST']}&port={found['PORT']}",
            "WOTU_PACKS": str(packs),
            "WOTU_FILES": str(files),
            "WOTU_SECRET_KEY": settings.SECRET_KEY,
            "DJANGO_SETTINGS_MODULE": "wotu.site.settings",
        }
        self.processes: list[subprocess.Popen[bytes]] = []

    def run(self, *arguments: str) -> None:
        subprocess.run(self._line(arguments), env=self._own("once"), check=True, capture_output=True)

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        name = f"p{len(self.processes)}"
        with (self.folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(self._line(arguments), env=self._own(name), stdout=log, stderr=log)
        self.processes.append(process)
        return process

    def stop(self) -> None:
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def ask(self, question: str) -> int:
        with _connect(self.database) as database:
            row = database.execute(question).fetchone()
            assert row is not None
            return int(row[0])

    def kept(self) -> list[Path]:
        return [path for path in Path(self.environment["WOTU_FILES"]).rglob("*") if path.is_file()]

    def _own(self, name: str) -> dict[str, str]:
        return {**self.environment, "WOTU_VAR": str(self.folder / name)}

    @staticmethod
    def _line(arguments: tuple[str, ...]) -> list[str]:
        return [sys.executable, "-m", "wotu", *arguments]


class Balancer:
    """Sends each request to the next web process; where it does not answer, to the one after."""

    def __init__(self, ports: list[int]) -> None:
        self.ports, self.turn = ports, count()
        self.sent_again = 0

    def send(self, method: str, path: str, body: str, headers: dict[str, str]) -> tuple[int, str]:
        for _ in range(20):
            port = self.ports[next(self.turn) % len(self.ports)]
            try:
                return _send(port, method, path, body, headers)
            except (OSError, http.client.HTTPException):
                self.sent_again += 1
                time.sleep(0.05)
        raise AssertionError("nobody answered")


def _send(port: int, method: str, path: str, body: str, headers: dict[str, str]) -> tuple[int, str]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        line.request(method, path, body.encode(), headers)
        answer = line.getresponse()
        return answer.status, answer.read().decode()
    finally:
        line.close()


@pytest.fixture
def secret(small_zone: Zone) -> str:
    """Return the token of a clerk of the firm, written before the database is copied."""
    member("bob@example.com", FIRM, "clerk")
    return make_token("bob@example.com")


@pytest.fixture
def session(secret: str, client: Client) -> str:
    """Return the key of a session of the same clerk."""
    client.force_login(person("bob@example.com"))
    return str(client.session.session_key)


@pytest.fixture
def site(session: str, small_packs: Path, tmp_path: Path) -> Iterator[Site]:
    """Return a site whose database is a copy of the one of the tests."""
    source = str(connection.settings_dict["NAME"])
    name = f"{source}_several"
    connections.close_all()
    with _connect("postgres") as server:
        # A copy is made of a database nobody uses: what a thread of an earlier test left open is closed.
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [source])
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(source))
        )
    files = tmp_path / "shared"
    files.mkdir()
    made = Site(name, small_packs, files, tmp_path)
    yield made
    made.stop()
    with _connect("postgres") as server:
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def test_one_web_process_and_one_worker_die_and_nothing_is_lost(site: Site, secret: str) -> None:
    site.run("prepare")
    ports = [_free_port(), _free_port()]
    webs = [site.start("serve", "--port", str(port)) for port in ports]
    workers = [site.start("worker") for _ in range(2)]
    for port in ports:
        _until(lambda port=port: _is_ready(port), f"web process on {port} is ready")  # type: ignore[misc]
    _until(lambda: site.ask("SELECT count(*) FROM procrastinate_workers") == 2, "both workers are there")
    before = site.ask("SELECT count(*) FROM facts_factentry")
    balancer = Balancer(ports)

    def record(number: int) -> int:
        if number == WRITES // 3:
            _kill(webs[0])
        if number == WRITES // 2:
            _kill(workers[0])
        fact = {"fact": "staff", "value": f"{number + 1}人", "period": "2023", "source": f"{number}"}
        headers = {
            "Authorization": f"Bearer {secret}", "Content-Type": "application/json",
            "Idempotency-Key": f"write-{number}",
        }  # fmt: skip
        path, body = f"/api/v1/firms/{FIRM}/facts", json.dumps({"facts": [fact]})
        status, answer = balancer.send("POST", path, body, headers)
        assert status == 201, answer
        return int(json.loads(answer)["recorded"])

    with ThreadPoolExecutor(WRITERS) as pool:
        recorded = list(pool.map(record, range(WRITES)))

    assert recorded == [1] * WRITES
    assert site.ask("SELECT count(*) FROM facts_factentry") - before == WRITES, "each once, none twice"
    assert balancer.sent_again, "the process that died was noticed"
    assert webs[1].poll() is None
    assert workers[1].poll() is None

    # The answers follow: what the dead worker held is taken up once it has been silent for long enough.
    unfinished = "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"
    _until(lambda: site.ask(f"{unfinished} AND task_name = 'findings.match'") == 0, "all matching is done")
    entered = site.ask("SELECT extract(epoch FROM max(recorded_at)) FROM facts_factentry")
    matched = site.ask("SELECT extract(epoch FROM max(started_at)) FROM findings_run WHERE state = 'done'")
    assert matched >= entered, "the standing answers know the last fact"


def test_a_session_a_count_and_a_file_are_the_same_in_both_processes(site: Site, session: str) -> None:
    site.run("prepare")
    ports = [_free_port(), _free_port()]
    webs = [site.start("serve", "--port", str(port)) for port in ports]
    for port in ports:
        _until(lambda port=port: _is_ready(port), f"web process on {port} is ready")  # type: ignore[misc]

    cookie = {"Cookie": f"sessionid={session}"}
    pages = [_send(port, "GET", "/api/tokens/", "", cookie) for port in ports]
    assert [status for status, _ in pages] == [200, 200], "signed in here is signed in there"

    counted = "SELECT count(*) FROM wotu_cache"
    before = site.ask(counted)
    for turn in range(10):
        _send(ports[turn % 2], "GET", "/api/v1/zones", "", {})
    assert site.ask(counted) == before + 1, "one visitor is counted in one place"

    assert _hand_in(ports[0], session, PDF) == 302
    assert _handed_in(ports[1], session, site) == PDF, "handed in here is there"
    with socket.create_connection(("127.0.0.1", ports[0]), timeout=20) as line:
        half = _upload(session, LARGER)
        line.sendall(half[: len(half) // 2])
        time.sleep(0.5)
        _kill(webs[0])
    assert len(site.kept()) == site.ask("SELECT count(*) FROM facts_evidence") == 1, "half a file is none"
    assert _hand_in(ports[1], session, LARGER) == 302
    assert _handed_in(ports[1], session, site) == LARGER
    assert len(site.kept()) == 2


PDF = b"%PDF-1.4 the small one"
LARGER = b"%PDF-1.4 the large one" + b"\n" * 3_000_000
"""More than a process keeps in memory: it comes by a file of its own."""


def _upload(session: str, content: bytes) -> bytes:
    """Return a request that states a fact with a file."""
    token, bound = "t" * 32, "between-the-parts"
    form = {
        "csrfmiddlewaretoken": token, "fact": "exports", "value": str(len(content)), "unit": "万元",
        "period": "2024",
    }  # fmt: skip
    head = "Content-Disposition: form-data; name="
    parts = [f'--{bound}\r\n{head}"{name}"\r\n\r\n{value}\r\n' for name, value in form.items()]
    parts.append(f'--{bound}\r\n{head}"evidence"; filename="a.pdf"\r\n\r\n')
    body = "".join(parts).encode() + content + f"\r\n--{bound}--\r\n".encode()
    lines = [
        f"POST /firms/{FIRM}/facts/state HTTP/1.1", "Host: 127.0.0.1", "Connection: close",
        f"Cookie: sessionid={session}; csrftoken={token}", f"Content-Length: {len(body)}",
        f"Content-Type: multipart/form-data; boundary={bound}",
    ]  # fmt: skip
    return "\r\n".join([*lines, "", ""]).encode() + body


def _hand_in(port: int, session: str, content: bytes) -> int:
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        line.sendall(_upload(session, content))
        answer = http.client.HTTPResponse(line)
        answer.begin()
        return answer.status


def _handed_in(port: int, session: str, site: Site) -> bytes:
    """Return the last file handed in, as a process gives it out."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    last = site.ask("SELECT max(id) FROM facts_evidence")
    line.request("GET", f"/evidence/{last}/", headers={"Cookie": f"sessionid={session}"})
    answer = line.getresponse()
    assert answer.status == 200
    found = answer.read()
    line.close()
    return found


def _is_ready(port: int) -> bool:
    try:
        return _send(port, "GET", "/readyz", "", {})[0] == 200
    except (OSError, http.client.HTTPException):
        return False


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and what it started, without a word: as a machine dies."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    for pid in (process.pid, *map(int, children)):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
