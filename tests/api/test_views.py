"""The page of tokens."""

import pytest
from django.test import Client
from django.utils import timezone

from tests.api.calling import make_token, person
from wotu.api.models import ApiToken

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def alice(client: Client) -> Client:
    """Sign alice in."""
    client.force_login(person("alice@example.com"), backend=BACKEND)
    return client


def test_a_token_is_shown_once(alice: Client) -> None:
    form = {"name": "报表", "scopes": ["firms:read"], "days": "30"}
    page = alice.post("/api/tokens/", form).content.decode()

    assert page.count("wotu_") == 1
    assert "wotu_" not in alice.get("/api/tokens/").content.decode()
    assert ApiToken.objects.get().expires_at > timezone.now()


@pytest.mark.parametrize(
    "form", [{"name": "", "days": "30"}, {"name": "a", "scopes": ["firms:read"], "days": "x"}]
)
def test_a_mistake_is_said_and_what_was_typed_stays(alice: Client, form: dict[str, object]) -> None:
    answer = alice.post("/api/tokens/", form)

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert f'value="{form["name"]}"' in answer.content.decode()
    assert not ApiToken.objects.exists()


def test_nobody_revokes_the_token_of_somebody_else(alice: Client) -> None:
    make_token("bob@example.com")
    token = ApiToken.objects.get()

    assert alice.post(f"/api/tokens/{token.pk}/revoke").status_code == 404
    token.refresh_from_db()
    assert token.revoked_at is None


def test_a_revoked_token_says_so(alice: Client) -> None:
    make_token("alice@example.com")

    alice.post(f"/api/tokens/{ApiToken.objects.get().pk}/revoke")

    assert "已作废" in alice.get("/api/tokens/").content.decode()
