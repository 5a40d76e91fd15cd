"""At the beginning of each day what waited for its day is due."""

from datetime import UTC, datetime

import time_machine

from tests.cases.desk import Desk
from tests.payments.desk import Counter
from wotu.cases.models import Case
from wotu.payments.tasks import new_day


def test_a_new_day_makes_due_what_waited_for_it(counter: Counter, desk: Desk) -> None:
    counter.budget("small.monthly")
    case = desk.approved("small.monthly")
    assert case.instalments.filter(state="due").count() == 1

    with time_machine.travel(datetime(2025, 10, 25, 16, 20, tzinfo=UTC), tick=False):
        new_day(0)

    assert case.instalments.filter(state="due").count() == 2


def test_a_case_something_is_wrong_with_keeps_no_other_from_being_asked(counter: Counter, desk: Desk) -> None:
    counter.budget("small.monthly")
    counter.budget("small.staff")
    broken, case = desk.approved("small.staff"), desk.approved("small.monthly")
    Case.objects.filter(pk=broken.pk).update(version="small.lost")

    with time_machine.travel(datetime(2025, 10, 25, 16, 20, tzinfo=UTC), tick=False):
        new_day(0)

    assert case.instalments.filter(state="due").count() == 2
