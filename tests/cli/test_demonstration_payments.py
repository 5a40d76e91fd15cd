"""The demonstration zones have a batch that was paid, one to check, and something due."""

import pytest

from tests.payments.conftest import counter, desk, staged_packs
from tests.payments.desk import Counter
from wotu.accounts.models import User
from wotu.cli.demonstration_payments import load_payments
from wotu.measures.demonstration_people import load_people
from wotu.payments.models import Batch, Instalment
from wotu.payments.reconciling import reconcile

__all__ = ["counter", "desk", "staged_packs"]

pytestmark = pytest.mark.django_db


def test_one_batch_is_paid_one_is_made_and_the_rest_stays_due(counter: Counter) -> None:
    zone = counter.desk.zone
    load_people(zone=zone, by="tests", now=counter.now, today=counter.today)
    for measure in ("small.staff", "small.monthly", "small.staged"):
        counter.budget(measure)
        counter.desk.approved(measure)

    assert load_payments(zone=zone, now=counter.now) == 2
    assert load_payments(zone=zone, now=counter.now) == 0

    assert sorted(Batch.objects.values_list("state", flat=True)) == ["made", "settled"]
    assert Instalment.objects.filter(state="due").count() == 1
    assert reconcile("small").adds_up
    assert all("演示" in user.name for user in User.objects.filter(is_demo=True))


def test_where_nothing_is_due_nothing_is_made(counter: Counter) -> None:
    load_people(zone=counter.desk.zone, by="tests", now=counter.now, today=counter.today)

    assert load_payments(zone=counter.desk.zone, now=counter.now) == 0
