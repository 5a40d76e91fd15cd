"""A folder that is there when everything in it is."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wotu.chain.country.source import CountryMistakes
from wotu.rules.text import Text


def refuse_if_there(folder: Path) -> None:
    """Raise CountryMistakes if a folder that is to be made is there already."""
    if folder.exists():
        raise CountryMistakes(
            Text(
                f"{folder} 已存在：请先删除，或另选一个文件夹",
                f"{folder} is there already: remove it, or name another folder",
            )
        )


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """Give a folder to write into; it takes its name at the end, and goes if something fails.

    Raises:
        CountryMistakes: the folder is there already.
    """
    refuse_if_there(folder)
    partial = folder.with_name(f"{folder.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    try:
        yield partial
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    partial.rename(folder)
