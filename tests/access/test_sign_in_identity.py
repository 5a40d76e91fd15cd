"""Signing in with an identity service (统一身份认证): a real OpenID Connect provider, started here."""

import importlib
import warnings
from collections.abc import Iterator
from http import HTTPStatus

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django.fixtures import Settings

from tests.cast import Cast
from wotu.accounts.models import User
from wotu.accounts.reads import account
from wotu.audit.models import AuditEntry
from wotu.site import environment

pytestmark = [
    pytest.mark.django_db,
    # The provider uses what its own library will drop.
    pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning"),
]

LOGIN = "/account/oidc/identity/login/"


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """Start the identity service on a free port."""
    with warnings.catch_warnings():
        importlib.import_module("authlib.deprecate")  # sets its own warnings to "always" when first imported
        warnings.simplefilter("ignore")  # the provider's library announces its successor at import
        from oidc_provider_mock import User as Person
        from oidc_provider_mock import run_server_in_thread

        people = [
            Person(sub="dan", claims={"email": "dan@example.org", "email_verified": True, "name": "丹"}),
            Person(sub="new", claims={"email": "new@example.org", "email_verified": True, "name": "新人"}),
            Person(sub="thief", claims={"email": "dan@example.org", "email_verified": False, "name": "贼"}),
        ]
        with run_server_in_thread(user_claims=people) as server:
            yield f"http://localhost:{server.server_port}"


@pytest.fixture
def identity(provider: str, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> str:
    """Configure the site as the environment would."""
    for name, value in {
        "ISSUER": provider,
        "CLIENT_ID": "wotu",
        "CLIENT_SECRET": "secret",
        "NAME": "省统一身份认证",
    }.items():
        monkeypatch.setenv(f"WOTU_OIDC_{name}", value)
    settings.SOCIALACCOUNT_PROVIDERS, _ = environment.identity_service()
    return provider


def _sign_in_as(client: Client, sub: str) -> str:
    """Go to the service, say who one is, and come back; return where that leads."""
    there = client.post(LOGIN)["Location"]
    with requests.Session() as browser:
        answer = browser.post(there, data={"sub": sub}, allow_redirects=False, timeout=10)
    back = client.get(answer.headers["Location"])
    return str(back.get("Location", "")) if back.status_code == HTTPStatus.FOUND else back.content.decode()


def test_the_service_stands_on_the_sign_in_page(client: Client, db: None, identity: str) -> None:
    page = client.get("/account/login/").content.decode()

    assert "用省统一身份认证登录" in page
    assert LOGIN in page


def test_an_official_appointed_by_address_finds_their_office(
    client: Client, cast: Cast, identity: str
) -> None:
    assert _sign_in_as(client, "dan") == "/desk/"
    assert SocialAccount.objects.get(uid="dan").user == cast["dan"]


def test_somebody_new_gets_an_account_without_any_standing(client: Client, cast: Cast, identity: str) -> None:
    assert _sign_in_as(client, "new") == "/mine"

    user = account("new@example.org")
    assert user is not None
    assert (user.name, user.has_usable_password(), user.joined_at is not None) == ("新人", False, True)
    assert EmailAddress.objects.get(user=user).verified
    assert AuditEntry.objects.filter(verb="register_account", about="new@example.org", by="oidc:identity")
    assert client.get("/desk/").status_code == HTTPStatus.FORBIDDEN


def test_an_address_the_service_has_not_verified_opens_nobodys_account(
    client: Client, cast: Cast, identity: str
) -> None:
    _sign_in_as(client, "thief")

    assert client.get("/mine").status_code == HTTPStatus.FOUND
    assert not SocialAccount.objects.filter(uid="thief").exists()


def test_a_password_set_by_somebody_who_never_showed_the_address_is_theirs_is_dropped(
    client: Client, cast: Cast, identity: str
) -> None:
    squatted = cast["dan"]
    squatted.set_password("the squatter knows it")
    squatted.save()
    EmailAddress.objects.filter(user=squatted).update(verified=False)

    _sign_in_as(client, "dan")

    assert not User.objects.get(pk=squatted.pk).has_usable_password()


def test_who_says_no_at_the_service_is_told_what_to_do(client: Client, db: None, identity: str) -> None:
    there = client.post(LOGIN)["Location"]
    with requests.Session() as browser:
        answer = browser.post(there, data={"action": "deny"}, allow_redirects=False, timeout=10)

    page = client.get(answer.headers["Location"], follow=True).content.decode()

    assert "回到登录" in page


def test_a_service_that_is_down_is_said_in_words(
    client: Client, db: None, identity: str, settings: Settings
) -> None:
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"] = {"server_url": "http://localhost:1"}

    page = client.post(LOGIN, follow=True).content.decode()

    assert "身份认证服务没有回应" in page


def test_the_browser_may_be_sent_to_the_service_alone(identity: str) -> None:
    _, origin = environment.identity_service()

    assert origin == [identity]


def test_a_service_without_its_secret_is_refused_at_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WOTU_OIDC_ISSUER", "https://id.example.org")

    with pytest.raises(ImproperlyConfigured, match="WOTU_OIDC_CLIENT_ID"):
        environment.identity_service()
