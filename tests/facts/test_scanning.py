"""Asking a virus scanner: ClamAV's protocol, over a port or a socket, and what happens when it is down."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.facts.clamd import EICAR, VERSION, clamd
from wotu.facts.scanning import CHUNK, ScannerDown, Verdict, scan


def found_nothing(content: bytes) -> Verdict:
    """A scanner of one's own."""
    return Verdict("own", "Big" if len(content) > 5 else "")


def unreachable(_content: bytes) -> Verdict:
    """A scanner of one's own that is down."""
    raise ConnectionRefusedError("nobody there")


@pytest.fixture(params=["port", "socket"])
def scanner(request: pytest.FixtureRequest, tmp_path: Path, settings: Settings) -> Iterator[None]:
    with clamd(tmp_path / "s" if request.param == "socket" else None) as address:
        settings.WOTU_SCANNER = address
        yield


@pytest.mark.usefixtures("scanner")
@pytest.mark.parametrize("content", [b"%PDF-1.7", b"x" * (3 * CHUNK + 7)])
def test_a_clean_file_is_clean_and_the_scanner_says_its_version(content: bytes) -> None:
    assert scan(content) == Verdict(VERSION)


@pytest.mark.usefixtures("scanner")
@pytest.mark.parametrize("before", [0, CHUNK - 10])
def test_the_test_virus_is_found_wherever_it_stands(before: int) -> None:
    verdict = scan(b"." * before + EICAR)

    assert verdict is not None
    assert verdict.found == "Eicar-Test-Signature"


def test_without_a_scanner_nothing_is_said(settings: Settings) -> None:
    settings.WOTU_SCANNER = ""

    assert scan(EICAR) is None


@pytest.mark.parametrize(
    "address", ["clamd://127.0.0.1:1", "unix:/nowhere/clamd.ctl", f"{__name__}.unreachable"]
)
def test_a_scanner_that_is_down_is_no_verdict(address: str, settings: Settings) -> None:
    settings.WOTU_SCANNER = address

    with pytest.raises(ScannerDown):
        scan(b"%PDF-1.7")


def test_an_answer_that_is_none_is_no_verdict(settings: Settings) -> None:
    with clamd(is_broken=True) as address:
        settings.WOTU_SCANNER = address
        with pytest.raises(ScannerDown, match="size limit exceeded"):
            scan(b"%PDF-1.7")


def test_a_scanner_of_ones_own_is_named_by_its_place(settings: Settings) -> None:
    settings.WOTU_SCANNER = f"{__name__}.found_nothing"

    assert scan(b"12345") == Verdict("own")
    assert scan(b"123456") == Verdict("own", "Big")
