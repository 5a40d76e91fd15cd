"""`wotu reconcile` names every difference, and leaves with 1 where there is one."""

import pytest
from typer.testing import CliRunner

from tests.payments.conftest import counter, desk, staged_packs
from tests.payments.desk import Counter
from wotu.cli.app import app
from wotu.payments.models import Instalment

__all__ = ["counter", "desk", "staged_packs"]

pytestmark = pytest.mark.django_db


def test_it_says_that_everything_adds_up(counter: Counter) -> None:
    counter.budget("small.staff")
    counter.desk.approved()
    counter.paid()

    done = CliRunner().invoke(app, ["reconcile", "--zone", "small"])

    assert done.exit_code == 0
    assert "adds up 相符; awarded CNY 100,000, paid CNY 100,000, open CNY 0" in " ".join(done.output.split())


def test_it_names_what_differs(counter: Counter) -> None:
    counter.budget("small.staff")
    counter.desk.approved()
    Instalment.objects.update(amount=9_999_999)

    done = CliRunner().invoke(app, ["reconcile"])

    assert done.exit_code == 1
    assert "100000.00 / 99999.99" in " ".join(done.output.split())


def test_a_zone_that_is_not_there_is_named_with_those_that_are(counter: Counter) -> None:
    done = CliRunner().invoke(app, ["reconcile", "--zone", "nowhere"])

    assert done.exit_code == 2
    assert "There are: small" in done.output
