"""What the environment says: the few variables Wotu reads, each in one place."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

YES = frozenset({"1", "true", "yes", "on"})
DATABASE = "wotu"


def flag(name: str) -> bool:
    """Tell whether the variable `name` is switched on."""
    return os.environ.get(name, "").strip().lower() in YES


def words(name: str, default: str = "") -> list[str]:
    """Read a comma-separated list."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def secret_key(var: Path, *, production: bool) -> str:
    """Return the signing key: from the environment, or on a desk from a file made once."""
    if key := os.environ.get("WOTU_SECRET_KEY"):
        return key
    if production:
        raise ImproperlyConfigured(
            "WOTU_SECRET_KEY is not set. A production site needs a long random one, for example "
            "from: python -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )
    path = var / "secret-key"
    if not path.exists():
        var.mkdir(parents=True, exist_ok=True)
        fresh = var / f"secret-key.{os.getpid()}"
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(50), encoding="ascii")
        try:
            path.hardlink_to(fresh)  # the first of several processes wins, and all read its key
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text(encoding="ascii")


def database(url: str | None, *, embedded_socket: Path) -> dict[str, Any]:
    """Return Django's settings for the server at `url`, or for the embedded PostgreSQL."""
    if not url:
        return {
            "ENGINE": "wotu.site.embedded",
            "NAME": DATABASE,
            "USER": "postgres",
            "HOST": str(embedded_socket),
            "PORT": "5432",
        }
    parts = _parse(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", DATABASE),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": str(parts.pop("port", "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parts),
    }


def mail(url: str | None, *, kept_in: Path) -> dict[str, Any]:
    """Return Django's settings for the mail server at `url`, or for keeping letters as files in a folder."""
    if not url:
        backend = "django.core.mail.backends.filebased.EmailBackend"
        return {"EMAIL_BACKEND": backend, "EMAIL_FILE_PATH": kept_in}
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ImproperlyConfigured("WOTU_MAIL must look like smtp://user:password@host:587.")
    at_once = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if at_once else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": at_once,
        "EMAIL_USE_TLS": not at_once and bool(parts.username),
        "EMAIL_TIMEOUT": 20,
    }


def _parse(url: str) -> dict[str, Any]:
    """Take a connection address apart, refusing anything but PostgreSQL without showing it."""
    if not url.startswith(("postgresql://", "postgres://")):
        raise ImproperlyConfigured(
            "DATABASE_URL must look like postgresql://user:password@host:5432/wotu. "
            "Leave it out to use the embedded PostgreSQL."
        )
    try:
        parts: Mapping[str, Any] = conninfo_to_dict(url)
    except ProgrammingError as error:
        raise ImproperlyConfigured("DATABASE_URL could not be read; check its shape.") from error
    return dict(parts)
