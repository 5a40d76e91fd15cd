"""Registering parties."""

import datetime as dt

import pytest

from wotu.audit.models import AuditEntry
from wotu.match.credit_code import WrongCreditCode
from wotu.parties.models import Party
from wotu.parties.reads import search
from wotu.parties.verbs import NewParty, initials, register_parties

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2025, 3, 1, tzinfo=dt.UTC)
FIRM = NewParty("s-f1", "enterprise", "small", "演示·云杉软件", "914403001922038216", is_demo=True)
PROJECT = NewParty("s-p1", "project", "small", "演示项目", owner="s-f1", is_demo=True)


def _register(*parties: NewParty) -> None:
    register_parties(parties=parties, about="small", by="tests", now=NOW)


def test_one_write_leaves_one_audit_entry() -> None:
    _register(PROJECT, FIRM)

    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.by, entry.at, entry.detail) == (
        "register_parties", "tests", NOW, {"created": 2, "changed": 0},
    )  # fmt: skip
    assert Party.objects.get(slug="s-p1").owner == Party.objects.get(slug="s-f1")


def test_repeating_it_changes_nothing() -> None:
    _register(FIRM, PROJECT)
    _register(FIRM, PROJECT)

    assert Party.objects.count() == 2
    assert AuditEntry.objects.count() == 1


def test_a_new_name_replaces_the_old() -> None:
    _register(FIRM)
    _register(NewParty("s-f1", "enterprise", "small", "演示·水杉软件", FIRM.credit_code, is_demo=True))

    assert Party.objects.get().name == "演示·水杉软件"
    assert Party.objects.get().initials == "ysssrj"


def test_a_wrong_credit_code_registers_nobody() -> None:
    with pytest.raises(WrongCreditCode):
        _register(FIRM, NewParty("s-f2", "enterprise", "small", "乙公司", "914403001922038217"))

    assert not Party.objects.exists()
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("words", ["云杉", "ysrj", "YSRJ", "9144 0300", "yun"])
def test_a_firm_is_found_by_name_code_or_initials(words: str) -> None:
    _register(FIRM)

    assert [party.slug for party in search(words)] == ([] if words == "yun" else ["s-f1"])


def test_only_enterprises_are_found() -> None:
    _register(FIRM, PROJECT)

    assert [party.slug for party in search("演示")] == ["s-f1"]


def test_initials_keep_letters_and_digits() -> None:
    assert initials("沃土A8科技（北京）") == "wta8kjbj"
