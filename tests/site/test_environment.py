"""What the environment says."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from wotu.site import environment

SOCKET = Path("/var/socket")


def test_without_an_address_the_database_is_the_embedded_one() -> None:
    chosen = environment.database(None, embedded_socket=SOCKET)

    assert chosen["ENGINE"] == "wotu.site.embedded"
    assert chosen["HOST"] == "/var/socket"


def test_an_address_is_taken_apart() -> None:
    url = "postgresql://li%40zone:p%2Fw@db.example:6543/zone?sslmode=require"
    chosen = environment.database(url, embedded_socket=SOCKET)

    assert (chosen["USER"], chosen["PASSWORD"]) == ("li@zone", "p/w")
    assert (chosen["HOST"], chosen["PORT"], chosen["NAME"]) == ("db.example", "6543", "zone")
    assert chosen["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize("url", ["mysql://root:secret@db/zone", "postgresql://x:secret@db:port?bad"])
def test_a_bad_address_is_refused_without_showing_its_password(url: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        environment.database(url, embedded_socket=SOCKET)

    assert "secret" not in str(refused.value)


def test_a_key_is_made_once_and_kept_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WOTU_SECRET_KEY", raising=False)
    made = environment.secret_key(tmp_path, production=False)

    assert environment.secret_key(tmp_path, production=False) == made
    assert len(made) >= 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_production_never_makes_up_a_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WOTU_SECRET_KEY", raising=False)

    with pytest.raises(ImproperlyConfigured, match="WOTU_SECRET_KEY is not set"):
        environment.secret_key(tmp_path, production=True)


@pytest.mark.parametrize(("value", "expected"), [("1", True), ("Yes ", True), ("0", False), ("", False)])
def test_a_flag(value: str, expected: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WOTU_DEBUG", value)

    assert environment.flag("WOTU_DEBUG") is expected


def test_letters_are_kept_as_files_unless_there_is_a_mail_server(tmp_path: Path) -> None:
    assert environment.mail(None, kept_in=tmp_path)["EMAIL_FILE_PATH"] == tmp_path

    found = environment.mail("smtp://post:p%40ss@mail.example.org:2525", kept_in=tmp_path)

    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.example.org", 2525)
    assert (found["EMAIL_HOST_PASSWORD"], found["EMAIL_USE_TLS"]) == ("p@ss", True)
    assert environment.mail("smtps://mail.example.org", kept_in=tmp_path)["EMAIL_USE_SSL"]


def test_a_mail_server_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="smtp://"):
        environment.mail("mail.example.org", kept_in=tmp_path)
