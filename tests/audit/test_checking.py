"""Whatever somebody with all power over the database changes, the check finds it."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.audit import tampering
from tests.audit.tampering import tamper
from wotu.audit.checking import Kept, verify
from wotu.audit.models import AuditEntry, AuditLink, DayDigest
from wotu.audit.sealing import close_day, seal
from wotu.audit.verbs import note

NOW = dt.datetime(2026, 3, 2, 2, tzinfo=dt.UTC)
DAY = dt.date(2026, 3, 1)


@pytest.fixture
def entries(db: None) -> list[int]:
    """Seven sealed entries, and a published day."""
    written = [note(verb="try", about="qinghe", by="alice", now=NOW, n=n, zh="青禾").pk for n in range(7)]
    seal()
    close_day(day=DAY, now=NOW)
    return written


def test_an_untouched_trail_is_whole(entries: list[int]) -> None:
    note(verb="try", about="qinghe", by="alice", now=NOW)
    report = verify()

    assert report.is_whole
    assert (report.sealed, report.unsealed, report.days) == (7, 1, 1)
    assert report.digest == AuditLink.objects.get(seq=7).digest


@pytest.mark.parametrize(
    ("act", "kind", "place"),
    [
        (lambda e: tampering.alter(e[3]), "altered", 3),
        (lambda e: tamper("UPDATE audit_auditentry SET at = at + interval '1 microsecond' WHERE id=%s", e[0]),
         "altered", 0),
        (lambda e: tamper("UPDATE audit_auditentry SET by = 'mallory' WHERE id = %s", e[6]), "altered", 6),
        (lambda e: tampering.remove(e[2]), "removed", 2),
        (lambda e: tampering.cut(e[0]), "removed", None),
        (lambda e: tampering.cut(e[4]), "removed", None),
        (lambda e: tampering.cut_and_close(e[2]), "altered", 3),
        (lambda e: tampering.cut(e[6]), "shortened", None),
        (lambda e: tampering.swap(e[1], e[2]), "reordered", 2),
        (lambda e: tampering.swap(e[1], e[5]), "altered", 5),
        (lambda _: tampering.insert_loose(), "inserted", None),
        (lambda e: tampering.insert_with_link(e[3], is_hashed=True), "inserted", 3),
        (lambda e: tampering.insert_with_link(e[3], is_hashed=False), "inserted", None),
        (lambda _: tamper("UPDATE audit_auditlink SET digest = repeat('a', 64) WHERE seq = 3"),
         "altered", 2),
        (lambda _: tamper("UPDATE audit_daydigest SET digest = repeat('a', 64)"), "published", None),
    ],
)  # fmt: skip
def test_each_change_is_found_and_the_first_entry_named(
    entries: list[int], act: Callable[[list[int]], None], kind: str, place: int | None
) -> None:
    act(entries)
    report = verify()

    assert not report.is_whole
    assert report.breaks[0].kind == kind, report.breaks
    if place is not None:
        assert report.breaks[0].entry == entries[place]


def test_an_entry_removed_before_it_was_sealed_is_missed(entries: list[int]) -> None:
    late = note(verb="try", about="qinghe", by="alice", now=NOW)
    tampering.remove(late.pk)

    assert [(one.kind, one.entry) for one in verify().breaks] == [("removed", late.pk)]
    assert seal() == 0


def test_a_chain_made_anew_from_end_to_end_is_caught_by_a_kept_digest_alone(entries: list[int]) -> None:
    kept = Kept(DAY, DayDigest.objects.get().digest)
    tampering.alter(entries[1])
    tamper("DELETE FROM audit_daydigest")
    tamper("DELETE FROM audit_auditlink")
    tamper("INSERT INTO audit_unsealed SELECT id FROM audit_auditentry")
    seal()
    close_day(day=DAY, now=NOW)

    assert verify().is_whole
    report = verify([kept])
    assert [one.kind for one in report.breaks] == ["published"]
    assert str(DAY) in report.breaks[0].text


def test_a_kept_digest_is_found_where_it_stood(entries: list[int]) -> None:
    kept = Kept(DAY, DayDigest.objects.get().digest)
    note(verb="try", about="qinghe", by="alice", now=NOW)
    seal()

    report = verify([kept])
    assert report.is_whole
    assert report.found[kept.digest] == 7


def test_progress_is_told_on_the_way(entries: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wotu.audit.checking.PART", 2)
    told: list[tuple[int, int]] = []

    verify(progress=lambda done, total: told.append((done, total)))

    assert told == [(2, 7), (4, 7), (6, 7)]


_json = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc甲乙"), inner, max_size=3)
    ),
    max_leaves=5,
)
_WAYS: list[Callable[[list[int], int], None]] = [
    lambda e, i: tampering.alter(e[i]),
    lambda e, i: tampering.remove(e[i]),
    lambda e, i: tampering.cut(e[i]),
    lambda e, i: tampering.cut_and_close(e[i]),
    lambda e, i: tampering.swap(e[i], e[i - 1]),
    lambda e, i: tampering.insert_with_link(e[i], is_hashed=True),
    lambda e, i: tampering.insert_with_link(e[i], is_hashed=False),
]


class AnyTrail(TestCase):
    @given(details=st.lists(_json, min_size=2, max_size=8), breaks=st.lists(st.integers(1, 3), max_size=3),
           way=st.sampled_from(_WAYS), place=st.integers(0, 7))  # fmt: skip
    def test_whatever_was_written_verifies_and_whatever_is_changed_is_found(
        self, details: list[object], breaks: list[int], way: Callable[[list[int], int], None], place: int
    ) -> None:
        for number, detail in enumerate(details):
            note(verb="try", about="qinghe", by="alice", now=NOW, said=detail)
            if number in breaks:
                seal()
        seal()
        close_day(day=DAY, now=NOW)
        written = list(AuditEntry.objects.order_by("id").values_list("id", flat=True))
        untouched = verify()
        assert untouched.is_whole, untouched.breaks

        with transaction.atomic():
            way(written, place % len(written))
            assert not verify().is_whole
