"""What of the facts waits on Today."""

import datetime as dt

import pytest
from django.utils import timezone

from tests.facts.people import official
from wotu.access.actor import actor_of
from wotu.desk.facts.waiting import MOST_COUNTED, waiting
from wotu.facts.disputes import dispute_fact
from wotu.facts.verbs import NewFact, state_fact
from wotu.measures.zones import Zone
from wotu.parties.models import Party

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.mark.parametrize(("days", "urgency"), [(0, "soon"), (5, "now"), (6, "overdue")])
def test_a_dispute_waits_the_more_urgently_the_older_it_is(small_zone: Zone, days: int, urgency: str) -> None:
    firm = Party.objects.get(slug="small-f1")
    dispute_fact(
        party=firm, entry=firm.facts.get(fact="staff"), reason="漏了外包人员", value="",
        vocabulary=small_zone.packs.vocabulary, by="alice", now=timezone.now() - dt.timedelta(days=days),
    )  # fmt: skip

    line = waiting(actor_of(official("dan", "small", "reviewer"), TODAY), small_zone, TODAY)[0]

    assert (line.count, line.address, line.urgency) == (1, "/desk/small/facts/disputes/", urgency)
    assert line.oldest == TODAY - dt.timedelta(days=days)


def test_sources_that_disagree_wait(small_zone: Zone) -> None:
    firm, year = Party.objects.get(slug="small-f1"), str(TODAY.year - 1)
    said = NewFact(firm, "staff", "44", "企业自报 / The firm’s own statement", year, kind="statement")
    state_fact(fact=said, vocabulary=small_zone.packs.vocabulary, by="alice", now=timezone.now())

    (line,) = waiting(actor_of(official("dan", "small", "reviewer"), TODAY), small_zone, TODAY)

    assert (line.count, line.address) == (1, "/desk/small/facts/conflicts/")
    assert line.count < MOST_COUNTED


def test_who_brings_in_no_facts_is_told_nothing(small_zone: Zone) -> None:
    assert not waiting(actor_of(official("audrey", "small", "auditor"), TODAY), small_zone, TODAY)
