"""Demonstration entries: every state is there to be seen, and they say what they are."""

from tests.services.credit_repair.repair_zone import FRIDAY, NOW, Window
from wotu.measures.demonstration_people import load_people
from wotu.parties.models import Party
from wotu.services.credit_repair.demonstration import load_entries
from wotu.services.credit_repair.models import BodyRequest, CreditEntry
from wotu.services.credit_repair.reads import cards_of


def test_the_pages_of_the_demonstration_show_every_state(window: Window) -> None:
    Party.objects.filter(zone="small").update(is_demo=True)
    load_people(zone=window.zone, by="tests", now=NOW, today=FRIDAY)

    assert load_entries(zone=window.zone, now=NOW)
    assert not load_entries(zone=window.zone, now=NOW)

    entries = list(CreditEntry.objects.all())
    assert all("演示" in entry.document_number and "演示" in entry.violation for entry in entries)
    assert {card.state for card in cards_of(entries, FRIDAY)} >= {"published", "nothing", "repairing"}
    assert set(BodyRequest.objects.values_list("answer", flat=True)) == {"", "agreed"}
    assert window.status() == "not_entitled"
