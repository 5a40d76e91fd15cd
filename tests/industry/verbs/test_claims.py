"""Decisions about claims: in bulk, with a reason where one is due, and taken back."""

import datetime as dt

import pytest

from tests.desk.official import official
from tests.industry.small import NOW, ZONE, firm, makes, product
from wotu.accounts.models import User
from wotu.audit.models import AuditEntry
from wotu.industry.models import Claim, Passage
from wotu.industry.verbs.claims import confirm_claims, reject_claims, reopen_claims, undo_decision
from wotu.industry.verbs.passages import Saying, mend_claim
from wotu.industry.verbs.statements import correct, state, undo_correction
from wotu.industry.wording import Wording
from wotu.parties.models import Party
from wotu.refusal import CannotDo

pytestmark = pytest.mark.django_db

LATER = NOW + dt.timedelta(hours=1)


@pytest.fixture
def dan() -> User:
    return official("dan", "reviewer")


@pytest.fixture
def claims() -> list[Claim]:
    maker = firm("maker")
    return [makes(maker, product(slug), state="proposed") for slug in "ab"]


def _states(claims: list[Claim]) -> list[str]:
    for claim in claims:
        claim.refresh_from_db()
    return [claim.state for claim in claims]


def test_claims_are_confirmed_together_and_taken_back_together(claims: list[Claim], dan: User) -> None:
    decision = confirm_claims(zone=ZONE, claims=[c.pk for c in claims], user=dan, now=NOW)

    assert _states(claims) == ["confirmed", "confirmed"]
    assert claims[0].decided_by == dan
    assert AuditEntry.objects.get(verb="confirm_claims").detail["claims"] == 2
    undo_decision(decision=decision, by="dan", now=LATER)
    assert _states(claims) == ["proposed", "proposed"]
    assert claims[0].decided_by_id is None
    assert not claims[0].decided_at


def test_a_rejection_says_why(claims: list[Claim], dan: User) -> None:
    with pytest.raises(CannotDo, match="原因"):
        reject_claims(zone=ZONE, claims=[claims[0].pk], reason=" ", user=dan, now=NOW)

    reject_claims(zone=ZONE, claims=[claims[0].pk], reason="企业已停产", user=dan, now=NOW)

    assert _states(claims) == ["rejected", "proposed"]
    assert claims[0].reason == "企业已停产"


def test_undoing_a_reopening_brings_the_rejection_back_with_its_reason(
    claims: list[Claim], dan: User
) -> None:
    reject_claims(zone=ZONE, claims=[claims[0].pk], reason="企业已停产", user=dan, now=NOW)
    reopened = reopen_claims(zone=ZONE, claims=[claims[0].pk], user=dan, now=LATER)
    assert _states(claims) == ["proposed", "proposed"]

    undo_decision(decision=reopened, by="dan", now=LATER)

    assert _states(claims) == ["rejected", "proposed"]
    assert (claims[0].reason, claims[0].decided_at, claims[0].decided_by) == ("企业已停产", NOW, dan)


def test_inferred_claims_are_never_confirmed_among_others(claims: list[Claim], dan: User) -> None:
    Claim.objects.filter(pk=claims[1].pk).update(kind="inferred")

    with pytest.raises(CannotDo, match="逐条"):
        confirm_claims(zone=ZONE, claims=[c.pk for c in claims], user=dan, now=NOW)
    assert _states(claims) == ["proposed", "proposed"]

    confirm_claims(zone=ZONE, claims=[claims[1].pk], user=dan, now=NOW)
    claims[1].refresh_from_db()
    assert (claims[1].kind, claims[1].state) == ("inferred", "confirmed")


def test_a_decision_is_undone_after_the_later_one_on_the_same_claim(claims: list[Claim], dan: User) -> None:
    first = confirm_claims(zone=ZONE, claims=[c.pk for c in claims], user=dan, now=NOW)
    second = reject_claims(zone=ZONE, claims=[claims[0].pk], reason="误登", user=dan, now=LATER)

    with pytest.raises(CannotDo, match="先撤销"):
        undo_decision(decision=first, by="dan", now=LATER)
    undo_decision(decision=second, by="dan", now=LATER)
    undo_decision(decision=first, by="dan", now=LATER)
    assert _states(claims) == ["proposed", "proposed"]


def test_what_was_decided_meanwhile_or_belongs_elsewhere_is_refused(claims: list[Claim], dan: User) -> None:
    confirm_claims(zone=ZONE, claims=[claims[0].pk], user=dan, now=NOW)

    with pytest.raises(CannotDo, match="刷新"):
        confirm_claims(zone=ZONE, claims=[c.pk for c in claims], user=dan, now=NOW)
    with pytest.raises(CannotDo, match="刷新"):
        confirm_claims(zone="other", claims=[claims[1].pk], user=dan, now=NOW)
    with pytest.raises(CannotDo, match="选择"):
        reopen_claims(zone=ZONE, claims=[], user=dan, now=NOW)


def test_a_claim_that_was_corrected_after_it_was_reopened_is_not_confirmed_by_undoing_that(dan: User) -> None:
    maker, wafer = firm("MAKER-1"), product("wafer")
    passage = Passage.objects.create(zone=ZONE, title="新闻", text="MAKER-1生产wafer。", at=NOW, by="dan")
    claim = makes(maker, wafer, kind="extracted", passage=passage)
    reopened = reopen_claims(zone=ZONE, claims=[claim.pk], user=dan, now=NOW)
    mend_claim(claim=claim, saying=Saying("makes", "MAKER-1", "芯片"), by="dan", now=LATER)

    with pytest.raises(CannotDo, match="修改过"):
        undo_decision(decision=reopened, by="dan", now=LATER)
    assert _states([claim]) == ["proposed"]

    mend_claim(claim=claim, saying=Saying("makes", "MAKER-1", "wafer"), by="dan", now=LATER)
    undo_decision(decision=reopened, by="dan", now=LATER)
    assert _states([claim]) == ["confirmed"]


def test_an_amount_a_firm_corrected_after_it_was_reopened_is_not_confirmed_by_undoing_that(dan: User) -> None:
    party = Party.objects.create(slug="own", kind="enterprise", zone=ZONE, name="own")
    stated = state(party=party, wording=Wording("needs", "wafer", 500, 2025), by="own", now=NOW)
    claim = stated.claim
    assert claim is not None
    confirm_claims(zone=ZONE, claims=[claim.pk], user=dan, now=NOW)
    reopened = reopen_claims(zone=ZONE, claims=[claim.pk], user=dan, now=NOW)
    correct(statement=stated, wording=Wording("needs", "wafer", 90_000, 2025), by="own", now=LATER)

    with pytest.raises(CannotDo, match="修改过"):
        undo_decision(decision=reopened, by="dan", now=LATER)

    undo_correction(statement=stated, by="own", now=LATER)
    undo_decision(decision=reopened, by="dan", now=LATER)
    assert _states([claim]) == ["confirmed"]
