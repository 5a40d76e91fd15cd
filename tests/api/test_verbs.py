"""Tokens: shown once, kept as a hash, for a time, revoked at once."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from tests.api.calling import person
from wotu.api.models import ApiToken
from wotu.api.verbs import WrongToken, issue_token, revoke_token
from wotu.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


def _me(client: Client, secret: str) -> int:
    return client.get("/api/v1/me", headers={"Authorization": f"Bearer {secret}"}).status_code


def test_a_token_works_until_it_is_revoked(client: Client) -> None:
    alice, now = person("alice@example.com"), timezone.now()
    issued = issue_token(user=alice, name="报表", scopes=["firms:read"], days=5, by="alice", now=now)
    assert _me(client, issued.secret) == 200

    revoke_token(token=issued.token, by="alice", now=now)
    revoke_token(token=issued.token, by="alice", now=now)

    assert _me(client, issued.secret) == 401
    assert AuditEntry.objects.filter(verb="revoke_token").count() == 1


def test_a_token_expires(client: Client) -> None:
    alice, past = person("alice@example.com"), timezone.now() - dt.timedelta(days=10)
    issued = issue_token(user=alice, name="旧", scopes=["firms:read"], days=9, by="alice", now=past)

    assert _me(client, issued.secret) == 401


def test_a_token_ends_with_its_account(client: Client) -> None:
    alice = person("alice@example.com")
    issued = issue_token(
        user=alice, name="报表", scopes=["firms:read"], days=5, by="alice", now=timezone.now()
    )
    alice.is_active = False
    alice.save()

    assert _me(client, issued.secret) == 401


def test_the_secret_is_kept_nowhere() -> None:
    alice = person("alice@example.com")
    issued = issue_token(
        user=alice, name="报表", scopes=["firms:read"], days=5, by="alice", now=timezone.now()
    )
    kept = ApiToken.objects.values().get()

    assert issued.secret not in str(kept)
    assert issued.secret.endswith(kept["hint"])
    assert issued.secret not in str(list(AuditEntry.objects.values()))


@pytest.mark.parametrize(
    ("name", "scopes", "days"),
    [("", ["firms:read"], 5), ("a", [], 5), ("a", ["everything"], 5), ("a", ["firms:read"], 0),
     ("a", ["firms:read"], 367)],
)  # fmt: skip
def test_a_token_that_makes_no_sense_is_refused(name: str, scopes: list[str], days: int) -> None:
    with pytest.raises(WrongToken):
        issue_token(
            user=person("alice@example.com"), name=name, scopes=scopes, days=days,  # type: ignore[arg-type]
            by="alice", now=timezone.now(),
        )  # fmt: skip
