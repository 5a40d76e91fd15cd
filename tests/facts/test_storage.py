"""A file is there whole or not at all."""

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from wotu.facts.storage import WholeFiles


def _half() -> Iterator[bytes]:
    yield b"half"
    raise KeyboardInterrupt


def test_what_stops_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    files, dying = WholeFiles(tmp_path), ContentFile(b"half and half")

    with pytest.raises(KeyboardInterrupt), patch.object(dying, "chunks", _half):
        files.save("a/b.pdf", dying)

    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files.save("a/b.pdf", ContentFile(b"whole")) == "a/b.pdf"
    assert (tmp_path / "a/b.pdf").read_bytes() == b"whole"
    assert len(list((tmp_path / "a").iterdir())) == 1


def test_evidence_is_stored_this_way() -> None:
    assert isinstance(default_storage, WholeFiles)
