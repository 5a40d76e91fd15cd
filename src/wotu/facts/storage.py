"""Files on disk, each whole or not there."""

import os
from pathlib import Path
from typing import IO, Any
from uuid import uuid4

from django.core.files.storage import FileSystemStorage

PART = ".part"
"""What the name of a file ends in that is being written."""


class WholeFiles(FileSystemStorage):
    """Writes a file beside its place, and puts it there when all of it is on the disk.

    A process that dies in the middle leaves a part under a name nobody looks for, never half a file.
    """

    def save(self, name: str | None, content: IO[Any], max_length: int | None = None) -> str:
        """Write a file whole, and return the name it has."""
        whole = self.get_available_name(name or content.name, max_length)
        part = f"{whole}.{uuid4().hex}{PART}"
        try:
            super().save(part, content)
            with Path(self.path(part)).open("rb") as written:
                os.fsync(written.fileno())
            Path(self.path(part)).replace(self.path(whole))
        except BaseException:
            self.delete(part)
            raise
        return whole
