"""Filing for a firm needs its consent; what was gathered goes with the application, each file once."""

import datetime as dt
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.services.credit_repair.repair_zone import FRIDAY, NOW, PENALTY, Window
from wotu.cases.models import Case
from wotu.refusal import CannotDo
from wotu.services.credit_repair.models import CreditEntry
from wotu.services.credit_repair.verbs.entries import hand_in
from wotu.services.credit_repair.verbs.filing import file_repair
from wotu.services.credit_repair.verbs.signing import give_consent, revoke_consent, sign_promise

PDF = b"%PDF-1.7 " + b"0" * 40
LATER = FRIDAY + dt.timedelta(days=30)


def handled(window: Window, *entries: CreditEntry, today: dt.date = FRIDAY) -> Case:
    return file_repair(
        zone=window.zone, party=window.firm, entries=entries, user=window.cleo, now=NOW, today=today,
        handled=True,
    )  # fmt: skip


def test_nobody_files_for_a_firm_without_its_consent(window: Window) -> None:
    first, second = window.entry(), window.entry("乙", **PENALTY)
    window.promised(first, second)
    give_consent(party=window.firm, entries=[first], until=LATER, user=window.alice, now=NOW, today=FRIDAY)

    with pytest.raises(CannotDo) as refused:
        handled(window, first, second)

    assert "乙" in refused.value.text.zh
    assert not Case.objects.exists()


def test_a_consent_that_ended_or_was_revoked_is_none(window: Window) -> None:
    entry = window.entry()
    window.promised(entry)
    consent = give_consent(
        party=window.firm, entries=[entry], until=LATER, user=window.alice, now=NOW, today=FRIDAY
    )
    with pytest.raises(CannotDo):
        handled(window, entry, today=LATER + dt.timedelta(days=1))

    revoke_consent(consent=consent, user=window.alice, now=NOW)

    with pytest.raises(CannotDo):
        handled(window, entry)


def test_what_is_filed_for_a_firm_names_who_and_under_which_consent(window: Window) -> None:
    entry = window.entry()
    window.promised(entry)
    consent = give_consent(
        party=window.firm, entries=[entry], until=LATER, user=window.alice, now=NOW, today=FRIDAY
    )

    case = handled(window, entry)

    assert (case.origin, case.filed_by, case.data["consents"]) == ("handled", window.cleo, [consent.pk])


def test_material_is_gathered_once_and_goes_with_the_application(
    window: Window, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    first, second = window.entry(), window.entry("乙", **PENALTY)
    for entry in (first, second):
        hand_in(
            entry=entry, item="fine", name="缴款.pdf", content=PDF, side="firm", user=window.alice, now=NOW
        )

    case = window.filed(first, second)

    assert [(one.label, one.side) for one in case.attachments.all()] == [("缴款凭证", "firm")]


def test_a_promise_is_signed_with_a_name_about_something(window: Window) -> None:
    entry = window.entry()
    for entries, name in (([], "Alice"), ([entry], " ")):
        with pytest.raises(CannotDo):
            sign_promise(
                party=window.firm, entries=entries, name=name, user=window.alice, now=NOW, today=FRIDAY
            )
    entry.refresh_from_db()
    assert entry.promised_at is None


def test_a_consent_does_not_run_for_years(window: Window) -> None:
    with pytest.raises(CannotDo):
        give_consent(
            party=window.firm, entries=[window.entry()], until=FRIDAY + dt.timedelta(days=400),
            user=window.alice, now=NOW, today=FRIDAY,
        )  # fmt: skip
