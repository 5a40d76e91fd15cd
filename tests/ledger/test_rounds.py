"""Who waits for a pool is served in rounds: once, exactly, by the rule of the round."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ledger.conftest import NOW, Open
from wotu.ledger import rounds
from wotu.ledger.models import Account, Grant, Round, WaitingClaim
from wotu.ledger.moves import Claim
from wotu.ledger.reads import not_adding_up
from wotu.ledger.refusal import LedgerRefused, OtherContent

DAY = dt.timedelta(days=1)
END = NOW + 30 * DAY


def _wait(account: Account, *claims: tuple[int, str | None]) -> list[WaitingClaim]:
    return [
        rounds.wait(
            account=account, amount=amount, case=f"case:{n}", key=f"case:{n}/wait", by="anna",
            now=NOW + n * dt.timedelta(hours=1), score=Decimal(score) if score else None,
        )
        for n, (amount, score) in enumerate(claims, start=1)
    ]  # fmt: skip


def _round(account: Account, rule: str, **more: Any) -> Round:
    fields = {"since": NOW, "until": END, "rule": rule, "key": rule, "by": "finn", "now": NOW, **more}
    return rounds.open_round(account=account, **fields)


def _granted(grants: list[Grant]) -> dict[str, int]:
    return {grant.claim.case: grant.granted for grant in grants}


@pytest.mark.parametrize(
    ("rule", "granted"),
    [
        ("first_come", {"case:1": 600, "case:2": 400, "case:3": 0}),
        ("by_score", {"case:3": 600, "case:1": 400, "case:2": 0}),
        ("pro_rata", {"case:1": 334, "case:2": 333, "case:3": 333}),
    ],
)
def test_a_round_is_drawn_by_its_rule_to_the_last_unit(
    fund: Account, rule: str, granted: dict[str, int]
) -> None:
    _wait(fund, (600, "81.5"), (600, None), (600, "92"))
    planned = _round(fund, rule)

    foreseen = {one.claim.case: one.granted for one in rounds.preview(planned)}
    drawn = rounds.draw(round_=planned, by="finn", now=END)

    assert _granted(drawn) == foreseen == granted
    fund.refresh_from_db()
    assert (fund.held, fund.left) == (1_000, 0)
    waiting = sum(claim.rest for claim in WaitingClaim.objects.filter(ended_at=None))
    assert waiting == (800 if rule == "first_come" else 0)  # the other rounds are final
    assert not not_adding_up()


def test_a_round_drawn_again_changes_nothing(fund: Account) -> None:
    _wait(fund, (600, None))
    planned = _round(fund, "first_come")

    first, again = (rounds.draw(round_=planned, by="finn", now=END) for _ in range(2))

    assert [grant.pk for grant in first] == [grant.pk for grant in again]
    fund.refresh_from_db()
    assert fund.held == 600
    assert [grant.transfer for grant in planned.grants.all()] == [first[0].transfer]


def test_what_was_not_granted_waits_for_the_next_round(fund: Account) -> None:
    _wait(fund, (800, None), (500, None))
    rounds.draw(round_=_round(fund, "first_come"), by="finn", now=END)
    from wotu.ledger.verbs import appropriate

    appropriate(account=fund, amount=1_000, document="追加", key="more", by="finn", now=END)
    later = _round(fund, "first_come", key="later", until=END + DAY)

    assert _granted(rounds.draw(round_=later, by="finn", now=END + DAY)) == {"case:2": 300}


def test_only_who_came_in_time_is_in_a_round(fund: Account) -> None:
    _wait(fund, (1, None), (2, None), (3, None))
    planned = _round(fund, "first_come", since=NOW + dt.timedelta(hours=2), until=NOW + dt.timedelta(hours=3))

    assert [one.claim.case for one in rounds.preview(planned)] == ["case:2"]


def test_a_round_is_not_drawn_before_it_is_over(fund: Account) -> None:
    with pytest.raises(LedgerRefused, match="还没有截止"):
        rounds.draw(round_=_round(fund, "first_come"), by="finn", now=END - DAY)


def test_who_gives_up_is_served_no_more(fund: Account) -> None:
    first, _ = _wait(fund, (1_000, None), (1_000, None))
    rounds.stop_waiting(claim=first, now=NOW + DAY)

    drawn = rounds.draw(round_=_round(fund, "first_come"), by="finn", now=END)

    assert _granted(drawn) == {"case:2": 1_000}


def test_a_share_of_a_pool_is_drawn_on_both(opened: Open) -> None:
    pool = opened("small.pool", 500)
    share = opened("small.measure/2026", 1_000, part_of=pool)
    _wait(share, (900, None))

    rounds.draw(round_=_round(share, "first_come"), by="finn", now=END)

    for account in (pool, share):
        account.refresh_from_db()
    assert (pool.held, share.held) == (500, 500)


def test_a_round_holds_budget_and_bearers_with_the_pool_and_grants_no_more_than_they_have(
    opened: Open,
) -> None:
    pool, budget, city = opened("small.pool", 1_000), opened("small.budget", 500), opened("small.city", 100)
    beside = [Claim(budget.pk, 400), Claim(city.pk, 133, share=True)]
    for n in (1, 2):
        rounds.wait(
            account=pool, amount=400, case=f"case:{n}", key=f"case:{n}", by="anna", now=NOW, beside=beside
        )

    drawn = rounds.draw(round_=_round(pool, "first_come"), by="finn", now=END)

    assert _granted(drawn) == {"case:1": 300, "case:2": 0}  # a third of it is the city's
    for account in (pool, budget, city):
        account.refresh_from_db()
    assert (pool.held, budget.held, city.held) == (300, 300, 100)
    assert not not_adding_up()


def test_a_claim_waits_once(fund: Account) -> None:
    first, again = (_wait(fund, (600, None))[0] for _ in range(2))

    assert first.pk == again.pk
    with pytest.raises(OtherContent):
        _wait(fund, (601, None))
    with pytest.raises(LedgerRefused):
        rounds.wait(account=fund, amount=0, case="case:9", key="z", by="anna", now=NOW)


def test_a_round_that_cannot_be_is_refused(fund: Account) -> None:
    with pytest.raises(LedgerRefused):
        _round(fund, "by_lot")
    with pytest.raises(LedgerRefused):
        _round(fund, "first_come", until=NOW)
    _round(fund, "first_come")
    with pytest.raises(OtherContent):
        _round(fund, "pro_rata", key="first_come")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(
    st.sampled_from(["first_come", "by_score", "pro_rata"]),
    st.lists(st.tuples(st.integers(1, 10**6), st.integers(0, 3)), max_size=12),
    st.integers(0, 10**6),
)
def test_whatever_waits_a_round_gives_all_there_is_and_no_more(
    opened: Open, rule: str, claims: list[tuple[int, int]], limit: int
) -> None:
    Grant.objects.all().delete()
    WaitingClaim.objects.all().delete()
    number = Account.objects.count()
    account = opened(f"small.pool/{number}", limit)
    _wait(account, *((amount, str(score) if score else None) for amount, score in claims))

    drawn = rounds.draw(round_=_round(account, rule, key=f"{number}"), by="finn", now=END)

    account.refresh_from_db()
    assert (
        account.held
        == sum(grant.granted for grant in drawn)
        == min(limit, sum(amount for amount, _ in claims))
    )
