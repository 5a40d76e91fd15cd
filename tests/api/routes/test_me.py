"""Whom a token stands for."""

import pytest
from django.test import Client

from tests.api.calling import make_token, member
from wotu.measures.zones import Zone

pytestmark = pytest.mark.django_db


def test_me_says_whom_a_token_stands_for(client: Client, small_zone: Zone) -> None:
    member("alice@example.com", "small-f1", "owner")
    secret = make_token("alice@example.com", ["firms:read"])
    answer = client.get("/api/v1/me", headers={"Authorization": f"Bearer {secret}"})

    assert answer.json() == {
        "email": "alice@example.com", "name": "alice", "scopes": ["firms:read"], "zones": [],
        "firms": ["small-f1"],
    }  # fmt: skip
