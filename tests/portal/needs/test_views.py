"""A firm's needs, as its members and their neighbours meet them."""

import datetime as dt
from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.core.cache import cache
from django.test import Client

from wotu.accounts.models import User
from wotu.measures.zones import Zone
from wotu.needs.models import Need
from wotu.parties.models import Membership, Party

pytestmark = pytest.mark.django_db

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HERE = "/firms/small-f1/needs/"
SignIn = Callable[..., Client]


@pytest.fixture
def sign_in(small_zone: Zone) -> SignIn:
    """Sign a person in as a member of a firm; `role` empty for somebody without a standing."""
    cache.clear()

    def as_member(name: str, role: str = "", firm: str = "small-f1") -> Client:
        user = User.objects.create_user(f"{name}@example.org", name=name.title())
        if role:
            party = Party.objects.get(slug=firm)
            Membership.objects.create(
                user=user, party=party, role=role, since=dt.date(2024, 1, 1), given_by="tests"
            )
        client = Client()
        client.force_login(user, backend=BACKEND)
        return client

    return as_member


def _text(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_suggestions_come_with_reasons_and_the_firms_own_standing(sign_in: SignIn) -> None:
    answer = sign_in("alice", "owner").post(f"{HERE}suggest", {"says": "想拿高企奖励"}).content.decode()

    assert "高企奖励" in answer
    assert "为什么推荐这一项" in answer
    assert "还缺信息，补充后才能判断" in answer


def test_the_box_works_in_place_too(sign_in: SignIn) -> None:
    alice = sign_in("alice", "owner")

    answer = alice.post(f"{HERE}suggest", {"says": "想拿高企奖励"}, headers={"HX-Request": "true"})

    assert "<html" not in answer.content.decode()
    assert "这个有帮助" in answer.content.decode()
    assert not Need.objects.exists()


def test_one_click_says_that_a_suggestion_helps(sign_in: SignIn) -> None:
    alice = sign_in("alice", "clerk")

    answer = alice.post(f"{HERE}write", {"says": "想拿高企奖励", "helps": "small.hightech"}, follow=True)

    need = Need.objects.get()
    assert (need.state, need.served_by, need.submitted_at) == ("confirmed", "small.hightech", None)
    assert "已记为解决" in answer.content.decode()


def test_one_click_sends_what_nothing_fits(sign_in: SignIn) -> None:
    alice = sign_in("alice", "owner")

    answer = alice.post(f"{HERE}write", {"says": "食堂太远", "submit": "1"}, follow=True)

    need = Need.objects.get()
    assert (need.state, need.topic, need.department, need.fitting) == ("submitted", "living", "living", 0)
    assert "已提交给园区" in answer.content.decode()


def test_a_draft_is_kept_and_sent_later(sign_in: SignIn) -> None:
    alice = sign_in("alice", "owner")
    alice.post(f"{HERE}write", {"says": "想拿高企奖励", "keep": "1"})
    need = Need.objects.get()
    assert need.state == "draft"

    assert "这个有帮助" in _text(alice, f"{HERE}{need.pk}/")
    alice.post(f"{HERE}{need.pk}/submit")
    need.refresh_from_db()
    assert need.state == "submitted"


def test_an_empty_need_is_refused_with_a_word_beside_the_field(sign_in: SignIn) -> None:
    answer = sign_in("alice", "owner").post(f"{HERE}write", {"says": "  ", "submit": "1"})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'aria-invalid="true"' in answer.content.decode()
    assert not Need.objects.exists()


def test_a_suggestion_that_was_never_made_cannot_help(sign_in: SignIn) -> None:
    answer = sign_in("alice", "owner").post(f"{HERE}write", {"says": "食堂太远", "helps": "small.staff"})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert Need.objects.get().state == "draft"


def test_both_sides_see_messages_and_the_firm_no_internal_note(sign_in: SignIn) -> None:
    alice = sign_in("alice", "owner")
    alice.post(f"{HERE}write", {"says": "食堂太远", "submit": "1"})
    need = Need.objects.get()
    alice.post(f"{HERE}{need.pk}/say", {"text": "有两百人要吃饭"})
    bob = User.objects.create_user("bob@example.org", name="Bob")
    need.messages.create(at=need.made_at, author=bob, side="desk", is_internal=True, text="他们去年也问过")

    page = _text(alice, f"{HERE}{need.pk}/")

    assert "有两百人要吃饭" in page
    assert "他们去年也问过" not in page


def test_a_step_out_of_turn_is_refused_in_words(sign_in: SignIn) -> None:
    alice = sign_in("alice", "owner")
    alice.post(f"{HERE}write", {"says": "食堂太远", "submit": "1"})

    answer = alice.post(f"{HERE}{Need.objects.get().pk}/confirm")

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "还没有人受理" in answer.content.decode()


def test_a_viewer_reads_and_does_not_write(sign_in: SignIn) -> None:
    sign_in("alice", "owner").post(f"{HERE}write", {"says": "食堂太远", "submit": "1"})
    carol, number = sign_in("carol", "viewer"), Need.objects.get().pk

    assert "食堂太远" in _text(carol, HERE)
    assert "食堂太远" in _text(carol, f"{HERE}{number}/")
    for path in (f"{HERE}suggest", f"{HERE}write", f"{HERE}{number}/withdraw"):
        assert carol.post(path, {"says": "别的"}).status_code == HTTPStatus.NOT_FOUND
    assert Need.objects.count() == 1


def test_a_neighbour_finds_nothing(sign_in: SignIn) -> None:
    sign_in("alice", "owner").post(f"{HERE}write", {"says": "食堂太远", "submit": "1"})
    number = Need.objects.get().pk
    own = "/firms/small-f2/needs/"

    for neighbour in (sign_in("nina", "owner", "small-f2"), sign_in("nobody")):
        for path in (HERE, f"{HERE}{number}/", f"{own}{number}/"):
            assert neighbour.get(path).status_code == HTTPStatus.NOT_FOUND
        for path in (f"{HERE}write", f"{HERE}{number}/say", f"{own}{number}/withdraw"):
            answer = neighbour.post(path, {"says": "偷看", "text": "偷看"})
            assert answer.status_code == HTTPStatus.NOT_FOUND
    assert Need.objects.get().state == "submitted"


def test_an_unknown_step_is_not_found(sign_in: SignIn) -> None:
    alice = sign_in("alice", "owner")
    alice.post(f"{HERE}write", {"says": "食堂太远", "submit": "1"})

    assert alice.post(f"{HERE}{Need.objects.get().pk}/explode").status_code == HTTPStatus.NOT_FOUND
