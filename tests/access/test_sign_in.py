"""Signing in: passwords, the second step, lock-out, sessions, and who gets an account at all."""

import re
from http import HTTPStatus

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from tests.cast import Cast
from wotu.accounts.models import User
from wotu.accounts.reads import is_verified
from wotu.measures.demonstration_people import PASSWORD, load_people
from wotu.measures.zones import Zone
from wotu.parties.models import Department

pytestmark = pytest.mark.django_db

GOOD = "青禾-correct-horse-7"
SIGN_IN, OWN = "/account/login/", "/mine"


@pytest.fixture(autouse=True)
def _quick(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def alice(cast: Cast) -> User:
    return _with_password(cast["alice"])


@pytest.fixture
def dan(cast: Cast) -> User:
    return _with_password(cast["dan"])


@pytest.fixture
def public_site(settings: Settings) -> None:
    settings.WOTU_DEMO = False


@pytest.fixture
def demo(small_zone: Zone) -> User:
    load_people(zone=small_zone, by="tests", now=timezone.now(), today=timezone.localdate())
    return User.objects.get(email="clerk@small.demo.example")


def _with_password(user: User) -> User:
    user.set_password(GOOD)
    user.save()
    return user


def _sign_in(client: Client, user: User, password: str = GOOD, **more: str) -> str:
    answer = client.post(SIGN_IN, {"login": user.email, "password": password} | more)
    return str(answer.get("Location", ""))


def _six_digits(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


def _is_in(client: Client) -> bool:
    return client.get(OWN).status_code == HTTPStatus.OK


def test_the_only_firm_opens_after_signing_in(client: Client, alice: User) -> None:
    assert _sign_in(client, alice) == "/firms/qinghe/"


def test_an_official_begins_at_the_desk(client: Client, dan: User) -> None:
    assert _sign_in(client, dan) == "/desk/"


def test_somebody_without_a_standing_begins_at_their_own_page(client: Client, cast: Cast) -> None:
    assert _sign_in(client, _with_password(cast["ulla"])) == OWN


def test_the_page_asked_for_comes_first(client: Client, alice: User) -> None:
    assert _sign_in(client, alice, next="/look") == "/look"
    assert _sign_in(Client(), alice, next="https://elsewhere.example/") == "/firms/qinghe/"


def test_a_wrong_password_is_said_in_the_readers_language(client: Client, alice: User) -> None:
    page = client.post(SIGN_IN, {"login": alice.email, "password": "wrong"})
    assert "邮箱或密码不对" in page.content.decode()

    page = client.post(
        SIGN_IN, {"login": alice.email, "password": "wrong"}, headers={"Accept-Language": "en"}
    )
    assert "The address or the password is wrong" in page.content.decode()


def test_an_unknown_address_looks_like_a_wrong_password(client: Client, alice: User) -> None:
    page = client.post(SIGN_IN, {"login": "nobody@example.org", "password": "wrong"})

    assert "邮箱或密码不对" in page.content.decode()


def test_five_wrong_passwords_lock_even_the_right_one_out(client: Client, alice: User) -> None:
    for _ in range(5):
        _sign_in(client, alice, "wrong")

    page = client.post(SIGN_IN, {"login": alice.email, "password": GOOD})

    assert "错误次数太多" in page.content.decode()
    assert not _is_in(client)


def test_nobody_registers_themselves(client: Client, cast: Cast) -> None:
    before = User.objects.count()

    page = client.post("/account/signup/", {"email": "new@example.org", "password1": GOOD, "password2": GOOD})

    assert "不开放自行注册" in page.content.decode()
    assert User.objects.count() == before


def test_a_second_step_stands_between_password_and_desk(client: Client, dan: User) -> None:
    secret = "JBSWY3DPEHPK3PXP"  # noqa: S105 - of nobody
    TOTP.activate(dan, secret)

    assert _sign_in(client, dan) == "/account/2fa/authenticate/"
    assert not _is_in(client)
    client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert not _is_in(client)
    answer = client.post("/account/2fa/authenticate/", {"code": _six_digits(secret)})

    assert answer["Location"] == "/desk/"
    assert _is_in(client)


def test_an_official_of_a_public_site_sets_up_a_second_step_before_the_desk_opens(
    client: Client, dan: User, small_zone: Zone, public_site: None
) -> None:
    assert _sign_in(client, dan) == "/account/2fa/"
    for address in ("/desk/", "/desk/small/today/"):
        assert client.get(address)["Location"] == "/account/2fa/"
    assert client.get("/firms/qinghe/").status_code == HTTPStatus.NOT_FOUND

    client.post("/account/reauthenticate/", {"password": GOOD})
    page = client.get("/account/2fa/totp/activate/").content.decode()
    secret = re.findall(r'class="secret">(\w+)<', page)[0]
    client.post("/account/2fa/totp/activate/", {"code": _six_digits(secret)})

    assert client.get("/desk/small/today/").status_code == HTTPStatus.OK
    assert client.get("/firms/qinghe/").status_code == HTTPStatus.OK
    assert Authenticator.objects.filter(user=dan).count() == 2  # the authenticator and its recovery codes


def test_a_member_needs_no_second_step(
    client: Client, alice: User, small_zone: Zone, public_site: None
) -> None:
    _sign_in(client, alice)

    assert client.get("/firms/qinghe/").status_code == HTTPStatus.OK


def test_a_second_step_waits_for_a_verified_address(client: Client, cast: Cast) -> None:
    bob = _with_password(cast["bob"])
    EmailAddress.objects.filter(user=bob).update(verified=False)
    _sign_in(client, bob)

    answer = client.get("/account/2fa/totp/activate/", follow=True)

    assert "请先验证邮箱" in answer.content.decode()


def test_a_mailed_link_sets_the_password_and_verifies_the_address(client: Client, cast: Cast) -> None:
    dan = cast["dan"]
    EmailAddress.objects.filter(user=dan).update(verified=False)
    client.post("/account/password/reset/", {"email": dan.email})

    link = re.findall(r"http://\S+", str(mail.outbox[0].body))[0]
    form = client.get(link, follow=True)
    assert "设置新密码" in form.content.decode()
    client.post(form.redirect_chain[-1][0], {"password1": GOOD, "password2": GOOD})

    assert is_verified(dan)
    assert _sign_in(client, dan) == "/desk/"


def test_asking_for_a_link_does_not_tell_who_has_an_account(client: Client, cast: Cast) -> None:
    known = client.post("/account/password/reset/", {"email": cast["dan"].email})
    unknown = client.post("/account/password/reset/", {"email": "nobody@example.org"})

    assert known["Location"] == unknown["Location"]
    assert len(mail.outbox) == 1


def test_somebody_is_told_that_their_password_was_changed(client: Client, alice: User) -> None:
    _sign_in(client, alice)

    client.post(
        "/account/password/change/", {"oldpassword": GOOD, "password1": f"{GOOD}!", "password2": f"{GOOD}!"}
    )

    letter = mail.outbox[0]
    assert letter.to == [alice.email]
    assert "密码已修改。" in letter.body
    assert "Your password was changed. It was done from 127.0.0.1" in letter.body


def test_one_device_signs_another_out(client: Client, alice: User) -> None:
    phone = Client(headers={"User-Agent": "a phone"})
    _sign_in(phone, alice)
    _sign_in(client, alice)
    assert "a phone" in client.get("/account/sessions/").content.decode()

    session = UserSession.objects.get(user=alice, user_agent="a phone")
    client.post(reverse("portal:end_session", args=[session.pk]))

    assert not _is_in(phone)
    assert _is_in(client)


def test_nobody_signs_out_somebody_elses_device(client: Client, alice: User, cast: Cast) -> None:
    _sign_in(client, alice)
    session = UserSession.objects.get(user=alice)

    answer = cast.client("nora").post(reverse("portal:end_session", args=[session.pk]))

    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert _is_in(client)


def test_signing_out_everywhere_else_and_everywhere(client: Client, alice: User) -> None:
    phone, tablet = Client(), Client()
    for device in (phone, tablet, client):
        _sign_in(device, alice)

    client.post("/account/sessions/")
    assert [_is_in(device) for device in (phone, tablet, client)] == [False, False, True]

    _sign_in(phone, alice)
    client.post(reverse("portal:end_all_sessions"))
    assert [_is_in(device) for device in (phone, client)] == [False, False]


def test_a_demonstration_account_signs_in_at_one_click(client: Client, demo: User) -> None:
    page = client.get(SIGN_IN).content.decode()
    assert f'name="account" value="{demo.pk}"' in page

    answer = client.post(reverse("portal:demo_sign_in"), {"account": str(demo.pk)})

    assert answer["Location"] == "/desk/"
    assert client.get("/desk/small/today/").status_code == HTTPStatus.OK


def test_a_demonstration_account_has_the_password_everybody_knows(client: Client, demo: User) -> None:
    assert _sign_in(client, demo, PASSWORD) == "/desk/"


def test_one_click_opens_no_real_account(client: Client, demo: User, alice: User) -> None:
    for account in (str(alice.pk), "", "x", "9" * 40):
        answer = client.post(reverse("portal:demo_sign_in"), {"account": account})
        assert answer.status_code == HTTPStatus.NOT_FOUND


def test_a_public_site_refuses_demonstration_accounts_everywhere(
    client: Client, demo: User, settings: Settings
) -> None:
    client.force_login(demo)
    settings.WOTU_DEMO = False

    assert not _is_in(client)
    assert client.get("/desk/small/today/").status_code == HTTPStatus.FOUND
    fresh = Client()
    assert "demonstration/sign-in" not in fresh.get(SIGN_IN).content.decode()
    answer = fresh.post(reverse("portal:demo_sign_in"), {"account": str(demo.pk)})
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert _sign_in(fresh, demo, PASSWORD) == "/account/inactive/"
    assert not _is_in(fresh)


@pytest.mark.parametrize(
    "name",
    ["account_change_password", "account_email", "mfa_index", "mfa_activate_totp", "mfa_add_webauthn",
     "usersessions_list", "socialaccount_connections", "account_reauthenticate"],
)  # fmt: skip
def test_a_demonstration_account_stays_as_it_is(client: Client, demo: User, name: str) -> None:
    client.force_login(demo)

    assert client.get(reverse(name)).status_code == HTTPStatus.FORBIDDEN
    assert client.post(reverse(name)).status_code == HTTPStatus.FORBIDDEN


def test_no_link_is_mailed_for_a_demonstration_account(client: Client, demo: User) -> None:
    client.post("/account/password/reset/", {"email": demo.email})

    assert not mail.outbox


def test_loading_the_demonstration_people_again_changes_nothing(demo: User, small_zone: Zone) -> None:
    made = load_people(zone=small_zone, by="tests", now=timezone.now(), today=timezone.localdate())

    assert made == 0
    assert User.objects.filter(is_demo=True).count() == 9
    assert Department.objects.filter(slug="demo").count() == 1


ALLAUTH_OPEN = {
    "account_login", "account_logout", "account_inactive", "account_signup", "account_reset_password",
    "account_reset_password_done", "account_reset_password_from_key_done", "account_email_verification_sent",
    "socialaccount_login_cancelled", "socialaccount_login_error", "mfa_login_webauthn",
    "account_confirm_email", "account_reset_password_from_key",
}  # fmt: skip
"""Pages of allauth that answer somebody who is not signed in; the others send them to sign in."""
_ARGUMENTS: dict[str, list[str | int]] = {
    "account_confirm_email": ["none"],
    "account_reset_password_from_key": ["1", "none"],
    "mfa_edit_webauthn": [1],
    "mfa_remove_webauthn": [1],
}


def _allauth_names(patterns: list[URLPattern | URLResolver]) -> set[str]:
    names: set[str] = set()
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            names |= _allauth_names(pattern.url_patterns)
        elif pattern.name and pattern.callback.__module__.startswith("allauth."):
            names.add(pattern.name)
    return {name for name in names if not name.startswith("openid_connect")}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_of_signing_in_answers_in_our_look_and_in_one_language(
    client: Client, alice: User, language: str
) -> None:
    client.cookies["wotu_language"] = language
    signed_in = Client()
    signed_in.force_login(alice)
    signed_in.cookies["wotu_language"] = language
    for name in sorted(_allauth_names(get_resolver().url_patterns)):
        address = reverse(name, args=_ARGUMENTS.get(name, []))
        by_stranger = client.get(address)
        if name not in ALLAUTH_OPEN:
            assert by_stranger.status_code == HTTPStatus.FOUND, name
            assert "/account/" in by_stranger["Location"], name
        for answer in (by_stranger, signed_in.get(address)):
            assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, name
            if answer.status_code != HTTPStatus.OK:
                continue
            page = answer.content.decode()
            main = page[page.index("<main") : page.index("</main>")]
            assert 'class="page"' in page, name
            chinese = re.findall(r"[\u3400-\u9fff]+", main)
            assert bool(chinese) == (language == "zh-hans"), (name, chinese)


def test_a_stranger_changes_nothing_of_an_account(client: Client, alice: User) -> None:
    before = User.objects.get(pk=alice.pk).password
    for name in sorted(_allauth_names(get_resolver().url_patterns)):
        answer = client.post(reverse(name, args=_ARGUMENTS.get(name, [])))
        assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, name
    assert User.objects.get(pk=alice.pk).password == before
