"""Appointing officials, ending offices, standing in for one another."""

import datetime as dt

import pytest
from django.utils import timezone

from tests.cast import Cast
from wotu.access.actor import actor_of
from wotu.audit.models import AuditEntry
from wotu.parties.models import Appointment, Department
from wotu.parties.offices import appoint, delegate, end_appointment, register_department
from wotu.refusal import CannotDo

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
NOW = timezone.now()


def _after(days: int) -> dt.date:
    return TODAY + dt.timedelta(days=days)


def test_registering_a_department_twice_changes_nothing(cast: Cast) -> None:
    before = AuditEntry.objects.count()
    for _ in range(2):
        register_department(
            zone="small", slug="law", name_zh="法务处", name_en="Legal Office", by="zoe", now=NOW
        )

    assert Department.objects.filter(zone="small", slug="law").count() == 1
    assert AuditEntry.objects.count() == before + 1


def test_a_department_is_renamed(cast: Cast) -> None:
    register_department(
        zone="small", slug="industry", name_zh="产业局", name_en="Industry", by="zoe", now=NOW
    )

    assert Department.objects.get(pk=cast.department.pk).name_zh == "产业局"


def test_an_appointment_gives_its_rights_from_its_first_day(cast: Cast) -> None:
    appoint(user=cast["ulla"], department=cast.department, role="auditor", since=_after(3), by="zoe", now=NOW)

    assert not actor_of(cast["ulla"], _after(2)).may("read_audit", "small")
    assert actor_of(cast["ulla"], _after(3)).may("read_audit", "small")


def test_the_same_office_twice_at_a_time_is_refused_in_words(cast: Cast) -> None:
    with pytest.raises(CannotDo, match=r"已经有这个岗位.*already"):
        appoint(user=cast["dan"], department=cast.department, role="reviewer", since=TODAY, by="zoe", now=NOW)


def test_the_same_office_may_follow_its_own_end(cast: Cast) -> None:
    end_appointment(appointment=cast.appointment("dan"), on=_after(5), by="zoe", now=NOW)

    appoint(user=cast["dan"], department=cast.department, role="reviewer", since=_after(5), by="zoe", now=NOW)

    assert actor_of(cast["dan"], _after(9)).may("settle_facts", "small")


def test_an_office_that_ends_before_it_begins_is_refused(cast: Cast) -> None:
    with pytest.raises(CannotDo, match="after the beginning"):
        appoint(
            user=cast["ulla"], department=cast.department, role="clerk", since=TODAY, until=TODAY,
            by="zoe", now=NOW,
        )  # fmt: skip


def test_an_unknown_role_is_refused(cast: Cast) -> None:
    with pytest.raises(CannotDo, match="no such role"):
        appoint(user=cast["ulla"], department=cast.department, role="king", since=TODAY, by="zoe", now=NOW)


def test_ending_an_office_takes_its_rights_and_its_delegations(cast: Cast) -> None:
    own = cast.appointment("dan")
    delegate(appointment=own, holder=cast["dan"], to=cast["cleo"], until=_after(10), today=TODAY, now=NOW)

    end_appointment(appointment=own, on=TODAY, by="zoe", now=NOW)

    assert not actor_of(cast["dan"], TODAY).may("settle_facts", "small")
    assert not actor_of(cast["cleo"], TODAY).may("settle_facts", "small")
    with pytest.raises(CannotDo, match="ended already"):
        end_appointment(appointment=own, on=TODAY, by="zoe", now=NOW)


def test_the_last_administrator_stays_until_there_is_another(cast: Cast) -> None:
    with pytest.raises(CannotDo, match="last administrator"):
        end_appointment(appointment=cast.appointment("zoe"), on=TODAY, by="zoe", now=NOW)
    appoint(user=cast["ulla"], department=cast.department, role="zone_admin", since=TODAY, by="zoe", now=NOW)

    end_appointment(appointment=cast.appointment("zoe"), on=TODAY, by="ulla", now=NOW)


def test_a_delegation_gives_the_office_until_its_end_and_says_whose_it_is(cast: Cast) -> None:
    own = cast.appointment("dan")

    given = delegate(
        appointment=own, holder=cast["dan"], to=cast["cleo"], until=_after(10), today=TODAY, now=NOW
    )

    assert given.delegated_from == own
    assert actor_of(cast["cleo"], _after(9)).may("settle_facts", "small")
    assert not actor_of(cast["cleo"], _after(10)).may("settle_facts", "small")
    entry = AuditEntry.objects.filter(verb="delegate").get()
    assert (entry.by, entry.detail["user"], entry.detail["role"]) == (
        "dan@example.org", "cleo@example.org", "reviewer",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("holder", "to", "days", "words"),
    [
        ("cleo", "finn", 5, "you hold today"),
        ("dan", "dan", 5, "somebody else"),
        ("dan", "cleo", 0, "after today"),
        ("dan", "cleo", 400, "at most 183 days"),
    ],
)
def test_what_cannot_be_delegated_is_refused_in_words(
    cast: Cast, holder: str, to: str, days: int, words: str
) -> None:
    with pytest.raises(CannotDo, match=words):
        delegate(
            appointment=cast.appointment("dan"), holder=cast[holder], to=cast[to], until=_after(days),
            today=TODAY, now=NOW,
        )  # fmt: skip

    assert not Appointment.objects.exclude(delegated_from=None).exists()


def test_a_delegation_is_not_handed_on(cast: Cast) -> None:
    given = delegate(
        appointment=cast.appointment("dan"), holder=cast["dan"], to=cast["cleo"], until=_after(9),
        today=TODAY, now=NOW,
    )  # fmt: skip

    with pytest.raises(CannotDo, match="stops with you"):
        delegate(
            appointment=given, holder=cast["cleo"], to=cast["finn"], until=_after(5), today=TODAY, now=NOW
        )


def test_a_delegation_does_not_outlast_the_office(cast: Cast) -> None:
    own = cast.appointment("dan")
    end_appointment(appointment=own, on=_after(3), by="zoe", now=NOW)

    with pytest.raises(CannotDo, match="cannot outlast"):
        delegate(appointment=own, holder=cast["dan"], to=cast["cleo"], until=_after(5), today=TODAY, now=NOW)
