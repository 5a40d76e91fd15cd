"""Under which system account PostgreSQL runs.

PostgreSQL refuses to run as root. Started by root (a container, a build machine), it runs as the
owner of the data, else as `nobody`, which must then be able to reach the data and the programs.
"""

import logging
import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)

FALLBACK = "nobody"


@dataclass(frozen=True, slots=True)
class Account:
    """A system account to run PostgreSQL under."""

    uid: int
    gid: int
    name: str

    @property
    def is_other(self) -> bool:
        """Tell whether this is somebody else than the one who asks."""
        return self.uid != os.geteuid()

    def process_options(self) -> dict[str, Any]:
        """Return what `subprocess.run` needs to run as this account."""
        if not self.is_other:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        """Hand `path` to this account."""
        if self.is_other:
            os.chown(path, self.uid, self.gid)

    def let_reach(self, path: Path) -> None:
        """Let this account walk to `path`: through its parent folders, without reading them."""
        if not self.is_other:
            return
        for folder in reversed(path.resolve().parents):
            mode = folder.stat().st_mode
            if not mode & stat.S_IXOTH:
                log.warning("Letting other accounts pass through %s (chmod o+x).", folder)
                folder.chmod(stat.S_IMODE(mode) | stat.S_IXOTH)

    def let_read(self, folder: Path) -> None:
        """Let this account read and run everything in `folder`."""
        if not self.is_other:
            return
        self.let_reach(folder)
        for path in (folder, *folder.rglob("*")):
            mode = stat.S_IMODE(path.stat().st_mode)
            needed = stat.S_IROTH | (stat.S_IXOTH if mode & stat.S_IXUSR else 0)
            if mode & needed != needed:
                path.chmod(mode | needed)


def account_for(data: Path) -> Account:
    """Choose the account that runs the server whose data is, or will be, in `data`."""
    uid = os.geteuid()
    if uid == 0:
        uid = _owner_of_nearest(data) or pwd.getpwnam(FALLBACK).pw_uid
    entry = pwd.getpwuid(uid)
    return Account(uid=uid, gid=entry.pw_gid, name=entry.pw_name)


def _owner_of_nearest(path: Path) -> int:
    """Return who owns `path`, or the nearest folder above it that exists."""
    while not path.exists():
        path = path.parent
    return path.stat().st_uid
