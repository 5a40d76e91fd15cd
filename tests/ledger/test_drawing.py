"""Which accounts an award draws on."""

import datetime as dt
from typing import Any

import pytest

from tests.ledger.conftest import NOW
from tests.ledger.test_opening import packs
from wotu.ledger import moves
from wotu.ledger.drawing import NoBudget, claims_for
from wotu.ledger.models import Account
from wotu.ledger.opening import budget_of, open_from_pack
from wotu.ledger.refusal import Short
from wotu.ledger.verbs import NewAccount, open_account
from wotu.rules.model import Version
from wotu.rules.text import Text

BY: dict[str, Any] = {"by": "finn@example.org", "now": NOW}
TODAY = dt.date(2026, 3, 2)


def _version(measure: str) -> Version:
    return packs("showcase").measures[measure].versions[0]


def _budget(measure: str, limit: int, bearer: str = "") -> Account:
    account = budget_of(
        zone="showcase",
        measure=packs("showcase").measures[measure],
        year=2026,
        document="演示",
        bearer=bearer,
    )
    return open_account(account=account, limit=limit, **BY)


def _claims(measure: str, amount: int) -> list[moves.Claim]:
    return claims_for(zone="showcase", version=_version(measure), amount=amount, day=TODAY)


@pytest.mark.django_db
def test_an_award_draws_on_the_pool_of_its_capacity() -> None:
    open_from_pack(pack=packs("showcase").packs["showcase"], years=[2026], **BY)
    measure = next(
        m.id
        for m in packs("showcase").measures.values()
        if m.versions[0].capacity and m.versions[0].capacity.account == "showcase.first_come_fund"
    )

    (claim,) = _claims(measure, 100)

    assert Account.objects.get(pk=claim.account_id).code == "showcase.first_come_fund/2026"


@pytest.mark.django_db
def test_a_measures_part_of_a_shared_pool_is_held_on_both() -> None:
    open_from_pack(pack=packs("showcase").packs["showcase"], years=[2026], **BY)
    measure = next(
        m.id
        for m in packs("showcase").measures.values()
        if m.versions[0].capacity and m.versions[0].capacity.account == "showcase.first_come_fund"
    )
    part = _budget(measure, 300)

    claims = _claims(measure, 200)
    for number in (1, 2):
        hold = {"key": f"case:{number}", "claims": claims, "case": f"case:{number}", "verb": "approve", **BY}
        if number == 1:
            moves.hold(**hold)
        else:
            with pytest.raises(Short) as refused:
                moves.hold(**hold)

    assert [lack.account_id for lack in refused.value.lacking] == [part.pk]
    pool = Account.objects.get(code="showcase.first_come_fund/2026")
    assert pool.held == 200


@pytest.mark.django_db
def test_a_pool_called_like_its_measure_is_held_once_and_beside_the_measures_budget() -> None:
    pack = packs("wangcheng").packs["wangcheng"]
    version = packs("wangcheng").measures["wangcheng.venture_fund"].versions[0]
    open_from_pack(pack=pack, years=[2026], **BY)
    asked: dict[str, Any] = {"zone": "wangcheng", "version": version, "amount": 100, "day": TODAY}
    assert len(claims_for(**asked)) == 1

    budget = budget_of(zone="wangcheng", measure=version.measure, year=2026, document="演示")
    opened = open_account(account=budget, limit=500, **BY)

    claims = claims_for(**asked)
    pool = Account.objects.get(family="wangcheng.venture_fund")
    assert {claim.account_id for claim in claims} == {pool.pk, opened.pk}


@pytest.mark.django_db
def test_a_cost_split_holds_on_the_bearers_beside_the_budget() -> None:
    whole = _budget("showcase.partial_clawback", 1_000)
    city, district = (_budget("showcase.partial_clawback", 1_000, who) for who in ("city", "district"))

    claims = _claims("showcase.partial_clawback", 101)

    assert {(claim.account_id, claim.amount, claim.share) for claim in claims} == {
        (whole.pk, 101, False), (city.pk, 21, True), (district.pk, 40, True),
    }  # fmt: skip


@pytest.mark.django_db
def test_without_an_appropriation_there_is_nothing_to_draw_on() -> None:
    with pytest.raises(NoBudget, match="还没有下达指标"):
        _claims("showcase.partial_clawback", 100)


@pytest.mark.django_db
def test_the_worked_example_of_the_document() -> None:
    """The lines of docs/ledger.md, in units of 0.1万元."""
    year: dict[str, Any] = {"starts": dt.date(2026, 1, 1), "ends": dt.date(2027, 1, 1), "unit": "fen"}

    def account(code: str, limit: int, **more: Any) -> Account:
        new = NewAccount(zone="small", code=code, family=code, label=Text(code, code), **year, **more)
        return open_account(account=new, limit=limit, **BY)

    fund = account("fund", 1_000)
    share, city = account("share", 300, part_of=fund), account("city", 200)
    shown = []

    def look() -> None:
        row = []
        for each in (fund, share, city):
            each.refresh_from_db()
            row.append((each.held, each.posted, each.left))
        shown.append(row)

    look()
    claims = [moves.Claim(fund.pk, 120), moves.Claim(share.pk, 120), moves.Claim(city.pk, 60, share=True)]
    held = moves.hold(key="1", claims=claims, case="case:1", verb="approve", **BY)
    look()
    moves.post(transfer=held, amount=50, key="pay", keep_rest=True, **BY)
    look()
    more = [moves.Claim(fund.pk, 200), moves.Claim(share.pk, 200), moves.Claim(city.pk, 100, share=True)]
    with pytest.raises(Short):
        moves.hold(key="2", claims=more, case="case:2", verb="approve", **BY)
    look()
    moves.give_back(transfer=held, key="bounced", amount=50, code="bounce", **BY)
    look()
    moves.post(transfer=held, amount=50, key="again", **BY)
    look()
    moves.give_back(transfer=held, key="back", amount=10, code="clawback", **BY)
    look()

    assert shown == [
        [(0, 0, 1000), (0, 0, 300), (0, 0, 200)],
        [(120, 0, 880), (120, 0, 180), (60, 0, 140)],
        [(70, 50, 880), (70, 50, 180), (35, 25, 140)],
        [(70, 50, 880), (70, 50, 180), (35, 25, 140)],
        [(120, 0, 880), (120, 0, 180), (60, 0, 140)],
        [(0, 50, 950), (0, 50, 250), (0, 25, 175)],
        [(0, 40, 960), (0, 40, 260), (0, 20, 180)],
    ]
