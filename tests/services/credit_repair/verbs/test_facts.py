"""Facts follow from entries: what vetoes, for how long, and which of several entries speaks."""

import datetime as dt

from tests.services.credit_repair.repair_zone import FRIDAY, NOW, PENALTY, Window
from wotu.facts.models import FactEntry
from wotu.services.credit_repair.models import CreditEntry
from wotu.services.credit_repair.verbs.entries import mend_entry, record_entry, void_entry
from wotu.services.credit_repair.verbs.facts import SOURCE, speak


def said(window: Window) -> dict[str, str]:
    """Return what the entries say, by fact and the day it began."""
    entries = FactEntry.objects.standing().filter(party=window.firm, source=SOURCE)
    return {f"{one.fact}@{one.since}" if one.since else one.fact: one.value for one in entries}


def test_a_listing_vetoes_from_the_day_it_is_published(window: Window) -> None:
    assert window.status() == "unknown"  # nobody has said yet whether it is listed

    window.entry()

    assert window.status() == "not_entitled"
    assert window.status(on=dt.date(2025, 10, 19)) != "not_entitled"
    assert said(window)["dishonest_listed@2025-10-20"] == "true"


def test_the_gravest_standing_entry_speaks(window: Window) -> None:
    window.entry("甲", **PENALTY)
    assert said(window)["penalty_decided_on"] == "2026-05-06"

    serious = window.entry("乙", **PENALTY | {"level": "serious", "document_date": dt.date(2026, 4, 2)})

    found = said(window)
    assert found["penalty_decided_on"] == "2026-04-02"
    assert found["penalty_level@2026-05-08"] == "serious"
    void_entry(entry=serious, why="登记错误", by="cleo", now=NOW, today=FRIDAY)
    assert said(window)["penalty_decided_on"] == "2026-05-06"


def test_what_is_not_known_of_the_entry_that_speaks_is_not_said(window: Window) -> None:
    window.entry("甲", **PENALTY)
    assert any(key.startswith("penalty_duties_done") for key in said(window))

    window.entry("乙", **PENALTY | {"level": "serious", "corrected": None})

    assert not any(key.startswith("penalty_duties_done") for key in said(window))


def test_an_entry_that_ends_by_itself_stops_vetoing_on_that_day(window: Window) -> None:
    window.entry(**PENALTY)

    assert window.status(on=dt.date(2027, 5, 5)) == "not_entitled"
    assert said(window)["penalty_level@2027-05-06"] == "none"
    assert window.status(on=dt.date(2027, 5, 6)) == "unknown"  # last year's staff; no longer the entry


def test_a_minor_entry_under_the_new_measures_vetoes_nothing(window: Window) -> None:
    window.entry(**PENALTY | {"level": "minor"})

    assert said(window) == {}
    assert window.status() == "unknown"


def test_saying_the_same_again_changes_nothing(window: Window) -> None:
    window.entry()
    before = FactEntry.objects.count()

    assert speak(party=window.firm, by="cleo", now=NOW, today=FRIDAY) == 0
    assert FactEntry.objects.count() == before


def test_a_mended_entry_takes_its_old_word_back(window: Window) -> None:
    entry = window.entry()
    mend_entry(entry=entry, values={"published_from": dt.date(2025, 11, 1)}, by="cleo", now=NOW, today=FRIDAY)

    assert "dishonest_listed@2025-10-20" not in said(window)
    assert said(window)["dishonest_listed@2025-11-01"] == "true"


def test_what_a_firm_states_is_its_own_statement_until_an_official_looks(window: Window) -> None:
    entry = record_entry(
        party=window.firm, values=PENALTY | {"document_number": "自报"}, side="firm", by="alice@example.org",
        now=NOW, today=FRIDAY,
    )  # fmt: skip
    kinds = FactEntry.objects.standing().filter(party=window.firm, source=SOURCE).values_list("kind")
    assert {kind for (kind,) in kinds} == {"statement"}

    mend_entry(entry=entry, values={}, by="cleo@example.org", now=NOW, today=FRIDAY)

    kinds = FactEntry.objects.standing().filter(party=window.firm, source=SOURCE).values_list("kind")
    assert {kind for (kind,) in kinds} == {"official"}
    assert CreditEntry.objects.get().confirmed_at == NOW
