"""Approve, batch, check, pay, return, claw back, set off in any order: the books agree to the fen.

Beside them stands a plain model of the bank: what it paid out, by instalment, and what came back.
"""

import datetime as dt
from collections import Counter as Sums
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import settings as drawn
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from pytest_django.fixtures import Settings

from tests.cases.desk import FRIDAY, NOW, assemble_desk
from tests.payments.desk import Counter, sheet
from tests.random_examples import examples
from wotu.accounts.models import User
from wotu.cases.models import Case
from wotu.cases.verbs.delivering import revoke_case
from wotu.cases.verbs.filing import state_payee
from wotu.facts.verbs import NewFact, record_facts
from wotu.ledger.models import Account
from wotu.ledger.reads import not_adding_up
from wotu.measures.demonstration import load_demonstration
from wotu.measures.zones import zone
from wotu.parties.models import Party
from wotu.payments.bank_file import read_bank_file, yuan
from wotu.payments.models import Batch, Debt, Instalment, Order
from wotu.payments.reconciling import reconcile
from wotu.payments.verbs.asking import ask_cases
from wotu.payments.verbs.checking import check_batch, send_back_batch
from wotu.payments.verbs.recalling import recall_batch
from wotu.payments.verbs.receiving import pay_again
from wotu.payments.verbs.reclaiming import claim_debt, repay
from wotu.refusal import CannotDo

MEASURES = ("small.staff", "small.staged", "small.clawed", "small.deducted", "small.monthly", "small.split")
FIRMS = ("small-f1", "small-f2")


class Payments(RuleBasedStateMachine):
    """The finance desk beside a plain bank."""

    @initialize()
    def begin(self) -> None:
        self.outer = transaction.atomic()
        self.outer.__enter__()
        found = zone("small")
        assert found is not None
        load_demonstration(zone=found, by="tests", now=NOW, today=FRIDAY)
        desk = assemble_desk(found)
        finn, fay = (User.objects.create_user(f"{one}@example.org", name=one) for one in ("finn", "fay"))
        self.counter, self.desk = Counter(desk, finn, fay), desk
        for measure in MEASURES:
            self.counter.budget(measure)
        for who in ("city", "county"):
            self.counter.budget("small.split", bearer=who)
        _know(desk.zone, "small-f2", "staff", "12")
        self.bank: Sums[int] = Sums()
        self.sent: dict[str, int] = {}
        self.repaid = 0
        self.numbers = 0

    def teardown(self) -> None:
        if hasattr(self, "outer"):
            transaction.set_rollback(True)
            self.outer.__exit__(None, None, None)

    @property
    def _at(self) -> dict[str, Any]:
        return {"now": self.counter.now, "today": self.counter.today}

    def _tried(self, act: Any) -> Any:
        try:
            with transaction.atomic():
                return act()
        except CannotDo:
            return None

    @rule(firm=st.sampled_from(FIRMS), measure=st.sampled_from(MEASURES))
    def approve(self, firm: str, measure: str) -> None:
        self._tried(lambda: self.desk.approved_for(firm, measure))

    @rule(take=st.integers(1, 4))
    def batch(self, take: int) -> None:
        due = self.counter.due()[:take]
        if due:
            self._tried(lambda: self.counter.batch(*due))

    @rule(ok=st.booleans())
    def check(self, ok: bool) -> None:
        batch = Batch.objects.filter(state="made").first()
        if batch is None:
            return
        at: dict[str, Any] = {"user": self.desk.anna, "now": self.counter.now}
        if not ok:
            self._tried(lambda: send_back_batch(batch=batch, reason="再核", **at))
            return
        checked = self._tried(lambda: check_batch(batch=batch, today=self.counter.today, **at))
        if checked:
            self.sent |= read_bank_file(bytes(checked.file))[1]

    @rule()
    def reject(self) -> None:
        batch = Batch.objects.filter(state="checked").first()
        if batch is not None:
            at: dict[str, Any] = {"user": self.desk.anna, **self._at}
            self._tried(lambda: recall_batch(batch=batch, reason="整批未受理", **at))

    @rule(which=st.integers(0, 5), paid=st.booleans(), twice=st.booleans())
    def receive(self, which: int, paid: bool, twice: bool) -> None:
        orders = list(Order.objects.filter(reference__in=self.sent, state="ordered"))
        if orders:
            self._receipt(orders[which % len(orders)], paid=paid, twice=twice)

    @rule(which=st.integers(0, 5))
    def bounce(self, which: int) -> None:
        orders = list(Order.objects.filter(reference__in=self.sent, state="paid"))
        orders = [order for order in orders if order.instalment.case.state in ("approved", "delivered")]
        if orders:
            self._receipt(orders[which % len(orders)], paid=False, twice=False)

    def _receipt(self, order: Order, *, paid: bool, twice: bool) -> None:
        self.numbers += 1
        result, why = ("已支付", "") if paid else ("退票", "户名不符")
        amount = yuan(self.sent[order.reference])
        row = (order.reference, result, amount, self.counter.today, f"S{self.numbers}", why)
        was = order.state
        for _ in range(1 + twice):
            done = self.counter.take_in(sheet([row]))
            assert not done.reading.wrong
        if paid:
            self.bank[order.instalment_id] += order.amount
        elif was == "paid":
            self.bank[order.instalment_id] -= order.amount

    @rule(firm=st.sampled_from(FIRMS), number=st.integers(10_000_000, 99_999_999))
    def mend(self, firm: str, number: int) -> None:
        party = Party.objects.get(slug=firm)
        state_payee(
            party=party, name=party.name, bank="银行", number=str(number), by="x", now=self.counter.now
        )

    @rule()
    def again(self) -> None:
        one = Instalment.objects.filter(state="returned").first()
        if one is not None:
            self._tried(
                lambda: pay_again(instalment=one, why="银行的问题", user=self.counter.finn, **self._at)
            )

    @rule(which=st.integers(0, 5))
    def revoke(self, which: int) -> None:
        cases = list(Case.objects.filter(state__in=("approved", "delivered")).order_by("id"))
        if cases:
            case = cases[which % len(cases)]
            self._tried(lambda: revoke_case(case=case, why="材料不实", by="anna", **self._at))

    @rule(firm=st.sampled_from(FIRMS), out=st.booleans())
    def move(self, firm: str, out: bool) -> None:
        self.counter.now += dt.timedelta(minutes=1)
        _know(self.desk.zone, firm, "moved_out", str(out).lower(), self.counter.now)

    @rule(firm=st.sampled_from(FIRMS), owed=st.integers(1, 90_000))
    def owe(self, firm: str, owed: int) -> None:
        self.counter.now += dt.timedelta(minutes=1)
        _know(self.desk.zone, firm, "owed", f"{owed}元", self.counter.now)

    @rule(days=st.integers(1, 40))
    def wait(self, days: int) -> None:
        self.counter.later(days)
        ask_cases(cases=Case.objects.order_by("id"), now=self.counter.now, today=self.counter.today)

    @rule()
    def claim(self) -> None:
        debt = Debt.objects.filter(state="proposed").first()
        if debt is not None:
            self._tried(lambda: claim_debt(debt=debt, user=self.counter.finn, **self._at))

    @rule(part=st.integers(1, 100))
    def pay_back(self, part: int) -> None:
        debt = Debt.objects.filter(state="claimed").exclude(kind="declared").first()
        if debt is None:
            return
        amount = max(debt.rest * part // 100, 1)
        self.numbers += 1
        repay(
            debt=debt,
            amount=amount,
            document=f"T{self.numbers}",
            user=self.counter.finn,
            now=self.counter.now,
        )
        self.repaid += amount

    @invariant()
    def books_agree_to_the_fen(self) -> None:
        if not hasattr(self, "bank"):
            return
        books = reconcile("small")
        assert books.adds_up, books.differences
        assert books.paid == sum(self.bank.values())
        assert books.repaid == self.repaid
        assert books.held == books.to_pay + books.with_bank
        assert books.posted == books.paid + books.set_off - books.came_back
        assert not not_adding_up()

    @invariant()
    def nobody_is_paid_more_than_an_instalment_once(self) -> None:
        if not hasattr(self, "bank"):
            return
        for one in Instalment.objects.filter(pk__in=self.bank):
            assert 0 <= self.bank[one.pk] <= one.amount - one.offset

    @invariant()
    def money_out_is_what_accounts_say(self) -> None:
        if not hasattr(self, "bank"):
            return
        declared = sum(
            entry.amount
            for debt in Debt.objects.filter(kind="declared")
            for entry in debt.entries.filter(order__batch__state__in=("checked", "settled"))
        )
        budgets = Account.objects.filter(family__in=MEASURES)
        assert sum(account.posted for account in budgets) == sum(self.bank.values()) - self.repaid + declared


def _know(where: Any, slug: str, fact: str, value: str, now: dt.datetime = NOW) -> None:
    new = [NewFact(Party.objects.get(slug=slug), fact, value, "tests")]
    record_facts(facts=new, vocabulary=where.packs.vocabulary, about="tests", by="tests", now=now)


@pytest.fixture
def served(staged_packs: Path, db: None, settings: Settings) -> None:
    settings.WOTU_PACKS = staged_packs


def test_the_books_agree_whatever_happens(served: None) -> None:
    run_state_machine_as_test(
        Payments, settings=drawn(max_examples=examples(10), stateful_step_count=20, deadline=None)
    )
