"""What the environment says: the few variables Wotu reads, each in one place."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, TypedDict
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

YES = frozenset({"1", "true", "yes", "on"})
DATABASE = "wotu"


def flag(name: str, *, default: bool = False) -> bool:
    """Tell whether the variable `name` is switched on; unset, it is as `default` says."""
    said = os.environ.get(name, "").strip().lower()
    return said in YES if said else default


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


_KEPT_OPEN: Final = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
"""A connection serves a thread's next requests too: opening one takes longer than most questions."""


def database(url: str | None, *, embedded_socket: Path) -> dict[str, Any]:
    """Return Django's settings for the server at `url`, or for the embedded PostgreSQL."""
    if not url:
        return {
            "ENGINE": "wotu.site.embedded",
            "NAME": DATABASE,
            "USER": "postgres",
            "HOST": str(embedded_socket),
            "PORT": "5432",
            **_KEPT_OPEN,
        }
    parts = _parse(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", DATABASE),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": str(parts.pop("port", "")),
        **_KEPT_OPEN,
        "OPTIONS": dict(parts),
    }


def caches(url: str | None) -> dict[str, Any]:
    """Return Django's caches: in the database where several processes may share one, else in the process.

    The counts behind the limits on what is open are kept there. The table is made by `wotu prepare`.
    """
    if not url:
        return {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    return {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "wotu_cache"}}


class Mail(TypedDict):
    """How mail leaves."""

    host: str
    port: int
    user: str
    password: str
    tls: bool
    ssl: bool


def mail(url: str | None) -> tuple[str, Mail]:
    """Return Django's mail backend, and how to reach the server at `url`; without one, files.

    `smtp://` speaks TLS after greeting (STARTTLS), `smtps://` from the start, `smtp+plain://` never.
    """
    parts = urlsplit(url or "")
    if url and (parts.scheme not in _MAIL_PORTS or not parts.hostname):
        raise ImproperlyConfigured(
            "EMAIL_URL must look like smtp://user:password@host:587, or smtps://… for TLS from the start."
        )
    settings = Mail(
        host=parts.hostname or "", port=parts.port or _MAIL_PORTS.get(parts.scheme, 25),
        user=unquote(parts.username or ""), password=unquote(parts.password or ""),
        tls=parts.scheme == "smtp", ssl=parts.scheme == "smtps",
    )  # fmt: skip
    return f"django.core.mail.backends.{'smtp' if url else 'filebased'}.EmailBackend", settings


_MAIL_PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}


def identity_service() -> tuple[dict[str, Any], list[str]]:
    """Return allauth's settings for the identity service (统一身份认证) named by WOTU_OIDC_*, and its origin.

    The origin goes into the browser policy: signing in leads a form there.
    """
    issuer = os.environ.get("WOTU_OIDC_ISSUER", "").rstrip("/")
    if not issuer:
        return {}, []
    client_id, secret = (os.environ.get(f"WOTU_OIDC_CLIENT_{name}", "") for name in ("ID", "SECRET"))
    if not client_id or not secret:
        raise ImproperlyConfigured("WOTU_OIDC_ISSUER needs WOTU_OIDC_CLIENT_ID and WOTU_OIDC_CLIENT_SECRET.")
    app = {
        "provider_id": "identity",
        "name": os.environ.get("WOTU_OIDC_NAME") or "统一身份认证",
        "client_id": client_id,
        "secret": secret,
        "settings": {"server_url": issuer},
    }
    parts = urlsplit(issuer)
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}, [
        f"{parts.scheme}://{parts.netloc}"
    ]


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
