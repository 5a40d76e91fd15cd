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


def test_an_unset_flag_is_as_its_default_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WOTU_DEMO", raising=False)
    assert environment.flag("WOTU_DEMO", default=True)

    monkeypatch.setenv("WOTU_DEMO", "0")
    assert not environment.flag("WOTU_DEMO", default=True)


def test_without_a_mail_server_mails_are_files() -> None:
    backend, _ = environment.mail(None)

    assert backend.endswith("filebased.EmailBackend")


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://li%40zone:p%2Fw@mail.example", 587, True, False),
        ("smtps://li%40zone:p%2Fw@mail.example:4650", 4650, False, True),
        ("smtp+plain://li%40zone:p%2Fw@mail.example", 25, False, False),
    ],
)
def test_a_mail_server_is_taken_apart(url: str, port: int, tls: bool, ssl: bool) -> None:
    backend, found = environment.mail(url)

    assert backend.endswith("smtp.EmailBackend")
    assert (found["host"], found["user"], found["password"]) == ("mail.example", "li@zone", "p/w")
    assert (found["port"], found["tls"], found["ssl"]) == (port, tls, ssl)


@pytest.mark.parametrize("url", ["http://x:secret@mail.example", "smtp://"])
def test_a_bad_mail_server_is_refused_without_showing_its_password(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL") as refused:
        environment.mail(url)

    assert "secret" not in str(refused.value)
