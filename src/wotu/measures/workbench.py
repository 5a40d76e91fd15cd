"""A process beside this one that works on drafts, and is ended when a draft takes it too long.

What an official types is tried while they type. The loader bounds what a draft may cost; should one be
found that slips through, it costs this process and a few seconds, never the site.
"""

import math
import multiprocessing as mp
import resource
import threading
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from multiprocessing.connection import Connection
from typing import Any, Final, ParamSpec, TypeVar, cast

from wotu.refusal import CannotDo

MEMORY: Final = 4 << 30
"""Most memory the process may ask for, in bytes."""

PATIENCE: Final = 6
STARTING: Final = 60

P = ParamSpec("P")
R = TypeVar("R")


class TooSlow(CannotDo):
    """A draft that could not be worked on in time."""

    def __init__(self) -> None:
        super().__init__(
            "这一稿太复杂，没能在限定时间内检查完。请简化表达式或拆成几项措施。",
            "This draft is too complex to be checked in time. Simplify its expressions or split it.",
        )


class Workbench:
    """One such process, started when first needed.

    `seconds` is the most computing a question may take, so that a busy machine refuses nothing it would
    not refuse at night; nobody waits longer than `PATIENCE` times that.
    """

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        self._lock = threading.Lock()
        self._process: Any = None
        self._line: Connection | None = None

    def ask(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Have a function of a module called over there and return what it returns.

        Raises:
            TooSlow: it took too long, or waited too long for its turn; or it used up the memory.
        """
        if not self._lock.acquire(timeout=self.seconds * PATIENCE):
            raise TooSlow
        try:
            line = self._ready()
            line.send((self.seconds, work, args, kwargs))
            if not line.poll(self.seconds * PATIENCE):
                self._end()
                raise TooSlow
            done, result = line.recv()
        except (EOFError, OSError):
            self._end()
            raise TooSlow from None
        finally:
            self._lock.release()
        if not done:
            raise result
        return cast(R, result)

    def close(self) -> None:
        """End the process; the next question starts another."""
        with self._lock:
            self._end()

    def _ready(self) -> Connection:
        if self._line is None or not self._process.is_alive():
            self._end()
            context = mp.get_context("spawn")
            ours, theirs = context.Pipe()
            self._process = context.Process(target=_serve, args=(theirs,), daemon=True, name="workbench")
            self._process.start()
            theirs.close()
            self._line = ours
            self._warm(ours)
        return self._line

    def _warm(self, line: Connection) -> None:
        """Wait until the modules are there, which must not count against a draft."""
        line.send((STARTING, _ready, (), {}))
        if line.poll(STARTING * PATIENCE):
            line.recv()

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
            self._process = None
        if self._line is not None:
            self._line.close()
            self._line = None


def _ready() -> bool:
    """Load what the process is there to do."""
    return all(import_module(f"wotu.measures.{name}") for name in ("trial", "reach"))


def _serve(line: Connection) -> None:
    """Answer questions until nobody is there to ask."""
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    while True:
        try:
            seconds, work, args, kwargs = line.recv()
        except (EOFError, OSError):
            return
        _allow(seconds)
        try:
            answer = (True, work(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - handed back to whoever asked
            answer = (False, error)
        line.send(answer)


def _allow(seconds: int) -> None:
    """Let this process compute for so many more seconds; the system ends it after that."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = math.ceil(used.ru_utime + used.ru_stime) + seconds
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))


CHECKS: Final = Workbench(seconds=6)
"""Checks an official waits for while typing."""
REACHES: Final = Workbench(seconds=60)
"""Whole zones matched under a draft."""
