"""`wotu appoint`: a zone's first administrator."""

import pytest
from django.utils import timezone
from typer.testing import CliRunner

from wotu.access.actor import actor_of
from wotu.accounts.reads import account
from wotu.cli.app import app
from wotu.measures.zones import Zone
from wotu.parties.models import Appointment

pytestmark = pytest.mark.django_db


def _run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["appoint", *arguments])
    return done.exit_code, done.output


def test_the_first_administrator_may_appoint_the_others(small_zone: Zone) -> None:
    code, said = _run("Zoe@example.org", "small", "--name", "佐伊")

    assert code == 0
    assert "zoe@example.org is zone_admin of small" in said
    assert "/account/password/reset/" in said
    user = account("zoe@example.org")
    assert user is not None
    assert user.name == "佐伊"
    assert actor_of(user, timezone.localdate()).may("appoint", "small")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("zoe@example.org", "nowhere"), "there are: small"),
        (("zoe", "small"), "not an e-mail address"),
        (("zoe@example.org", "small", "--role", "king"), "no such role"),
    ],
)
def test_what_cannot_be_appointed_is_said_and_nothing_is_written(
    small_zone: Zone, arguments: tuple[str, ...], words: str
) -> None:
    code, said = _run(*arguments)

    assert code == 2
    assert words in said
    assert account("zoe@example.org") is None


def test_a_second_time_is_refused(small_zone: Zone) -> None:
    _run("zoe@example.org", "small")

    code, said = _run("zoe@example.org", "small")

    assert code == 2
    assert "already" in said
    assert Appointment.objects.count() == 1
