"""Seals: what a file was made from, written into the file itself, so that it is not made again.

A seal is a hash over the packs, the date, the mappings, a part's own bytes, and what the other parts had
to say to it. A file is written whole or not at all, and its seal with it.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from wotu import __version__
from wotu.match.files_out import replacing
from wotu.rules.model import PackSet

SEAL, NOTE = "wotu.seal", "wotu.note"
CHUNK = 1 << 20


def seal_of(*said: object) -> str:
    """Return one hash over several things that were said."""
    digest = hashlib.blake2b(digest_size=16)
    for each in said:
        text = str(each).encode()
        digest.update(f"{len(text)}:".encode() + text)
    return digest.hexdigest()


def seal_of_files(paths: Iterable[Path]) -> str:
    """Return a hash over the names and the bytes of files."""
    digest = hashlib.blake2b(digest_size=16)
    for path in paths:
        digest.update(f"{path.name}\0{path.stat().st_size}\0".encode())
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
    return digest.hexdigest()


def seal_of_packs(packs: PackSet) -> str:
    """Return a hash over everything the packs say, and the version of Wotu that reads them."""
    found = [
        seal_of(pack.id, seal_of_files(sorted(pack.folder.rglob("*.yaml")))) for pack in packs.packs.values()
    ]
    return seal_of(__version__, *sorted(found))


def seal_of_rows(table: pa.Table) -> str:
    """Return a hash over the rows of a small table, in their order."""
    return seal_of(table.num_rows, table.to_pydict())


def notes_of(path: Path) -> dict[str, str]:
    """Return the notes in a Parquet file's foot; none where the file is missing or is no Parquet."""
    try:
        found = pq.read_metadata(path).metadata or {}
    except (OSError, pa.ArrowInvalid):
        return {}
    return {key.decode(): value.decode() for key, value in found.items() if key.startswith(b"wotu.")}


def write_sealed(path: Path, table: pa.Table, seal: str) -> None:
    """Write a table with its seal, whole or not at all."""
    sealed = table.replace_schema_metadata({SEAL: seal})
    with replacing(path) as temporary:
        pq.write_table(sealed, temporary, compression="zstd")
