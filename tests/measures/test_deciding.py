"""An edition from the first draft to the day it is in force, and back."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from wotu.audit.models import AuditEntry
from wotu.measures import reads, verbs
from wotu.measures.current import edition_on
from wotu.measures.lifecycle import DATED, STATES, STEPS, Overtaken
from wotu.measures.models import Edition
from wotu.measures.zones import Zone, checker, zone, zones
from wotu.refusal import CannotDo

pytestmark = pytest.mark.django_db

ERIN, LENA, ALAN = "erin@zone.example", "lena@zone.example", "alan@zone.example"
"""The measure editor, the legal reviewer and the approver."""
TODAY = dt.date(2026, 3, 2)
NOW = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
FILE = "measures/all.yaml"


def _draft(*edits: tuple[str, str], title: str = "调整用工补贴") -> Edition:
    edition = verbs.begin_edition(zone="small", title=title, by=ERIN, now=NOW)
    text = reads.whole_of(edition)[FILE]
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    return _save(edition, text)


def _save(edition: Edition, text: str, by: str = ERIN, path: str = FILE) -> Edition:
    return verbs.save_edition(
        zone="small", number=edition.number, revision=edition.revision, path=path, text=text, by=by, now=NOW
    )


def _reviewed(edition: Edition) -> Edition:
    verbs.submit_edition(zone="small", number=edition.number, by=ERIN, now=NOW, today=TODAY)
    return _answered(edition)


def _answered(edition: Edition) -> Edition:
    edition.refresh_from_db()
    for one in reads.reviewed(edition, reads.trial_of(edition, TODAY)):
        if one.is_open:
            _answer(edition, one.remark.identity, "accepted")
    return edition


def _answer(edition: Edition, finding: str, answer: str, by: str = LENA) -> None:
    verbs.answer_finding(
        zone="small", number=edition.number, finding=finding, answer=answer, reason="已核对上位法", by=by,
        now=NOW, today=TODAY,
    )  # fmt: skip


def _approved(edition: Edition) -> Edition:
    _reviewed(edition)
    verbs.approve_edition(zone="small", number=edition.number, by=ALAN, now=NOW, today=TODAY)
    return edition


def _publish(edition: Edition, since: dt.date = TODAY, until: dt.date | None = None) -> Edition:
    verbs.publish_edition(
        zone="small", number=edition.number, since=since, until=until, by=ALAN, now=NOW, today=TODAY
    )
    edition.refresh_from_db()
    return edition


def _published(*edits: tuple[str, str], since: dt.date = TODAY, until: dt.date | None = None) -> Edition:
    return _publish(_approved(_draft(*edits)), since, until)


def _cap(on: dt.date) -> str:
    """Return what the staff subsidy's cap says on a day."""
    found = zone("small", on)
    assert found is not None
    return found.packs.measures["small.staff"].versions[0].benefit.caps[0].label.zh


RAISED = (("limit: 10万元, zh: 最高10万元", "limit: 15万元, zh: 最高15万元"),)
RAISED_AGAIN = (("limit: 15万元, zh: 最高15万元", "limit: 20万元, zh: 最高20万元"),)


def test_an_edition_goes_from_draft_to_force(small_zone: Zone) -> None:
    edition = _published(*RAISED)

    assert edition.state == "published"
    assert edition.approved_by == ALAN
    assert _cap(TODAY) == "最高15万元"
    assert "15万元" in str(edition.changes["measures"]["small.staff"])
    assert list(AuditEntry.objects.filter(about="small edition 1").values_list("verb", flat=True).distinct())


def test_each_step_leaves_one_entry_in_the_audit_trail(small_zone: Zone) -> None:
    edition = _published(*RAISED)

    told = [one.what.en for one in reads.history_of(edition)]

    assert told[-3:] == ["Sent to legal review", "Saved", "Begun"]
    assert told[:2] == ["Published", "Approved"]


def test_before_its_day_the_old_text_is_in_force_and_after_it_the_new(small_zone: Zone) -> None:
    _published(*RAISED, since=TODAY + dt.timedelta(days=30))

    assert _cap(TODAY + dt.timedelta(days=29)) == "最高10万元"
    assert _cap(TODAY + dt.timedelta(days=30)) == "最高15万元"


def test_cases_of_its_time_are_decided_by_the_superseded_text(small_zone: Zone) -> None:
    _published(*RAISED)
    _published(*RAISED_AGAIN, since=TODAY + dt.timedelta(days=10))
    today = zone("small", TODAY + dt.timedelta(days=20))
    assert today is not None

    then = checker(today, TODAY + dt.timedelta(days=5)).plan.packs
    earlier = checker(today, TODAY - dt.timedelta(days=5)).plan.packs

    caps = [packs.measures["small.staff"].versions[0].benefit.caps[0].label.zh for packs in (earlier, then)]
    assert caps == ["最高10万元", "最高15万元"]
    assert [one.state for one in Edition.objects.dated()] == ["superseded", "published"]


def test_an_edition_with_an_end_gives_way_to_the_one_before(small_zone: Zone) -> None:
    first = _published(*RAISED)
    _published(*RAISED_AGAIN, until=TODAY + dt.timedelta(days=10))
    first.refresh_from_db()

    assert first.state == "published"
    assert _cap(TODAY) == "最高20万元"
    assert _cap(TODAY + dt.timedelta(days=10)) == "最高15万元"


def test_a_withdrawal_brings_back_what_was_before_and_says_why(small_zone: Zone) -> None:
    first, second = _published(*RAISED), _published(*RAISED_AGAIN)

    verbs.withdraw_edition(
        zone="small", number=second.number, reason="上级文件暂缓", by=ALAN, now=NOW, today=TODAY
    )
    first.refresh_from_db()
    second.refresh_from_db()

    assert (first.state, second.state, second.reason) == ("published", "withdrawn", "上级文件暂缓")
    assert _cap(TODAY) == "最高15万元"


def test_what_another_edition_builds_on_cannot_be_withdrawn(small_zone: Zone) -> None:
    first, second = _published(*RAISED), _published(*RAISED_AGAIN)

    with pytest.raises(CannotDo, match=f"第{second.number}稿"):
        verbs.withdraw_edition(
            zone="small", number=first.number, reason="误发", by=ALAN, now=NOW, today=TODAY
        )


def test_whoever_edited_cannot_approve_or_review(small_zone: Zone) -> None:
    edition = _draft(*RAISED)
    verbs.submit_edition(zone="small", number=edition.number, by=ERIN, now=NOW, today=TODAY)
    edition.refresh_from_db()
    finding = reads.trial_of(edition, TODAY).asked[0].identity

    with pytest.raises(CannotDo, match="另一人"):
        _answer(edition, finding, "accepted", by=ERIN)
    _answered(edition)
    with pytest.raises(CannotDo, match="另一人"):
        verbs.approve_edition(zone="small", number=edition.number, by=ERIN, now=NOW, today=TODAY)


def test_the_database_refuses_it_too(small_zone: Zone) -> None:
    edition = _draft(*RAISED)

    with pytest.raises(IntegrityError, match="edition_four_eyes"), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(state="approved", approved_by=ERIN)


def test_nothing_is_approved_while_a_finding_is_open(small_zone: Zone) -> None:
    edition = _draft(*RAISED)
    verbs.submit_edition(zone="small", number=edition.number, by=ERIN, now=NOW, today=TODAY)

    with pytest.raises(CannotDo, match="没有了结"):
        verbs.approve_edition(zone="small", number=edition.number, by=ALAN, now=NOW, today=TODAY)


def test_a_finding_that_must_change_stays_open(small_zone: Zone) -> None:
    edition = _reviewed(_draft(*RAISED))
    finding = reads.trial_of(edition, TODAY).asked[0].identity

    _answer(edition, finding, "must_change")

    with pytest.raises(CannotDo, match="还有1条"):
        verbs.approve_edition(zone="small", number=edition.number, by=ALAN, now=NOW, today=TODAY)


def test_an_unchanged_finding_is_not_asked_again_and_a_changed_clause_is(small_zone: Zone) -> None:
    edition = _reviewed(_draft(*RAISED))
    verbs.return_edition(zone="small", number=edition.number, reason="再想想", by=LENA, now=NOW)
    edition.refresh_from_db()
    text = edition.files[FILE]
    edition = _save(edition, text.replace("用工补贴", "稳岗补贴"))
    verbs.submit_edition(zone="small", number=edition.number, by=ERIN, now=NOW, today=TODAY)
    edition.refresh_from_db()

    kept = reads.reviewed(edition, reads.trial_of(edition, TODAY))
    assert kept
    assert not [one for one in kept if one.is_open]


def test_an_answer_needs_a_reason(small_zone: Zone) -> None:
    edition = _draft(*RAISED)
    verbs.submit_edition(zone="small", number=edition.number, by=ERIN, now=NOW, today=TODAY)
    edition.refresh_from_db()
    finding = reads.trial_of(edition, TODAY).asked[0].identity

    with pytest.raises(CannotDo, match="理由"):
        verbs.answer_finding(
            zone="small", number=edition.number, finding=finding, answer="accepted", reason=" ", by=LENA,
            now=NOW, today=TODAY,
        )  # fmt: skip


def test_a_draft_may_be_kept_with_mistakes_but_not_submitted(small_zone: Zone) -> None:
    edition = _draft(("when: hightech", "when: hightec"))

    assert edition.revision == 2
    with pytest.raises(CannotDo, match=r"measures/all.yaml:\d+.*hightec"):
        verbs.submit_edition(zone="small", number=edition.number, by=ERIN, now=NOW, today=TODAY)


def test_a_draft_that_changes_nothing_is_not_submitted(small_zone: Zone) -> None:
    edition = verbs.begin_edition(zone="small", title="没改", by=ERIN, now=NOW)

    with pytest.raises(CannotDo, match="没有改动"):
        verbs.submit_edition(zone="small", number=edition.number, by=ERIN, now=NOW, today=TODAY)


def test_an_example_that_does_not_hold_stops_a_submission(small_zone: Zone) -> None:
    example = (
        "- measure: small.hightech\n  case: {zh: 高企, en: High-tech}\n  on: 2026-03-01\n"
        "  facts: {hightech: true}\n  expect: {status: entitled, amount: 200万元}\n"
    )
    edition = _save(_draft(*RAISED), example, path="examples/all.yaml")

    with pytest.raises(CannotDo, match="算例“高企”不成立"):
        verbs.submit_edition(zone="small", number=edition.number, by=ERIN, now=NOW, today=TODAY)


def test_the_second_of_two_savers_is_told_and_loses_nothing(small_zone: Zone) -> None:
    edition = _draft(*RAISED)
    bob = _save(edition, edition.files[FILE] + "# 备注\n", by="bob@zone.example")

    with pytest.raises(Overtaken, match=r"bob@zone.example"):
        _save(edition, "other")

    assert Edition.objects.get(pk=edition.pk).files == bob.files


@pytest.mark.parametrize(
    "path", ["../pack.yaml", "demo/firms.csv", "measures/../x.yaml", "measures/X.yaml", ""]
)
def test_only_a_packs_files_are_kept(small_zone: Zone, path: str) -> None:
    with pytest.raises(CannotDo, match="不能有文件"):
        _save(_draft(), "x: 1\n", path=path)


@pytest.mark.parametrize("text", ["x" * 300_000, "a\x00b"])
def test_a_text_that_cannot_be_kept_is_refused(small_zone: Zone, text: str) -> None:
    with pytest.raises(CannotDo):
        _save(_draft(), text)


def test_a_discarded_draft_comes_back(small_zone: Zone) -> None:
    edition = _draft(*RAISED)
    verbs.discard_edition(zone="small", number=edition.number, by=ERIN, now=NOW)
    verbs.restore_edition(zone="small", number=edition.number, by=ERIN, now=NOW)
    edition.refresh_from_db()

    assert edition.state == "draft"
    assert "15万元" in edition.files[FILE]


def test_a_step_out_of_order_is_refused(small_zone: Zone) -> None:
    edition = _draft(*RAISED)

    for step in (
        _publish,
        lambda e: verbs.approve_edition(zone="small", number=e.number, by=ALAN, now=NOW, today=TODAY),
    ):
        with pytest.raises(CannotDo, match="草稿"):
            step(edition)


def test_every_step_of_the_table_leads_to_a_known_state() -> None:
    for begins, leads in STEPS.values():
        assert begins <= STATES.keys()
        assert leads in STATES
    assert set(DATED) < STATES.keys()


def test_it_cannot_apply_from_before_today(small_zone: Zone) -> None:
    with pytest.raises(CannotDo, match="早于今天"):
        _published(*RAISED, since=TODAY - dt.timedelta(days=1))


def test_a_later_edition_cannot_overtake_one_that_waits_for_its_day(small_zone: Zone) -> None:
    _published(*RAISED, since=TODAY + dt.timedelta(days=30))

    with pytest.raises(CannotDo, match="不能更早"):
        _published(*RAISED_AGAIN)


def test_two_drafts_side_by_side_are_joined_measure_by_measure(small_zone: Zone) -> None:
    one, other = _draft(*RAISED), _draft(("amount: 300万元", "amount: 280万元"), title="高企奖励")
    _publish(_approved(one))
    _approved(other)
    with pytest.raises(CannotDo, match="合并最新版本"):
        _publish(other)

    verbs.return_edition(zone="small", number=other.number, reason="合并", by=ALAN, now=NOW)
    assert verbs.update_edition(zone="small", number=other.number, by=ERIN, now=NOW) == []
    _publish(_approved(other))

    assert _cap(TODAY) == "最高15万元"
    assert set(other.changes["measures"]) == {"small.hightech"}


def test_two_drafts_of_one_measure_are_a_dispute_that_is_named(small_zone: Zone) -> None:
    one, other = _draft(*RAISED), _draft(("limit: 10万元, zh: 最高10万元", "limit: 8万元, zh: 最高8万元"))
    _publish(_approved(one))

    assert verbs.update_edition(zone="small", number=other.number, by=ERIN, now=NOW) == ["small.staff"]
    other.refresh_from_db()
    assert "8万元" in other.files[FILE]


def test_the_folder_is_recorded_once_per_state(small_zone: Zone) -> None:
    first = verbs.record_folder(zone="small", by=ERIN, now=NOW)
    again = verbs.record_folder(zone="small", by=ERIN, now=NOW)

    assert first == again
    assert first.files["pack.yaml"].startswith("pack: small")
    assert len(first.content) == 64


def test_a_request_for_zones_asks_the_database_once(small_zone: Zone) -> None:
    _published(*RAISED)
    zones(TODAY)

    with CaptureQueriesContext(connection) as asked:
        zones(TODAY)

    assert len(asked) == 1
    assert edition_on("small", TODAY) is not None
