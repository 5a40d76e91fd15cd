"""Random moves against a plain model: never below zero, entries always add up, every key counts once."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, ClassVar

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.ledger.conftest import NOW
from tests.random_examples import examples
from wotu.ledger import moves, verbs
from wotu.ledger.models import Account, Transfer
from wotu.ledger.moves import Claim
from wotu.ledger.reads import not_adding_up
from wotu.ledger.refusal import LedgerRefused
from wotu.rules.text import Text

ACCOUNTS = 3
DAY = dt.timedelta(days=1)
BY: dict[str, Any] = {"by": "finn", "now": NOW}
AMOUNTS = st.integers(1, 120)
NUMBERS = st.integers(0, ACCOUNTS - 1)
PARTS = st.lists(st.integers(0, 60), min_size=ACCOUNTS, max_size=ACCOUNTS)


@dataclass
class Plain:
    """What a clerk with a pencil would write: counters as dictionaries."""

    limit: list[int]
    reserved: list[int] = field(default_factory=lambda: [0] * ACCOUNTS)
    corrected: list[int] = field(default_factory=lambda: [0] * ACCOUNTS)
    held: dict[str, list[int]] = field(default_factory=dict)
    posted: dict[str, list[int]] = field(default_factory=dict)
    expires: dict[str, int | None] = field(default_factory=dict)

    def counters(self, account: int) -> tuple[int, int, int, int]:
        held = sum(lines[account] for lines in self.held.values())
        posted = self.corrected[account] + sum(lines[account] for lines in self.posted.values())
        return self.limit[account], self.reserved[account], held, posted

    def left(self, account: int) -> int:
        limit, *spoken_for = self.counters(account)
        return limit - sum(spoken_for)


class Ledger(RuleBasedStateMachine):
    """The ledger beside the plain model."""

    held: ClassVar = Bundle("held")

    @initialize(limits=st.lists(st.integers(0, 300), min_size=ACCOUNTS, max_size=ACCOUNTS))
    def open(self, limits: list[int]) -> None:
        self.outer = transaction.atomic()
        self.outer.__enter__()
        self.keys = 0
        self.day = 0
        self.plain = Plain(list(limits))
        self.accounts = [
            verbs.open_account(
                account=verbs.NewAccount("small", f"a{n}", f"a{n}", "fen", Text(f"账户{n}", f"Account {n}")),
                limit=limit, **BY,
            )
            for n, limit in enumerate(limits)
        ]  # fmt: skip

    def teardown(self) -> None:
        if hasattr(self, "outer"):
            transaction.set_rollback(True)
            self.outer.__exit__(None, None, None)

    def _key(self) -> str:
        self.keys += 1
        return f"key:{self.keys}"

    def _tried(self, act: Any, *, fits: bool) -> bool:
        """Do it twice, as an impatient person would; it is refused just where the model says so."""
        try:
            for _ in range(2):
                with transaction.atomic():
                    act()
        except LedgerRefused:
            assert not fits
            return False
        assert fits
        return True

    @rule(
        target=held,
        asked=st.dictionaries(NUMBERS, AMOUNTS, min_size=1),
        days=st.none() | st.integers(1, 4),
    )
    def hold(self, asked: dict[int, int], days: int | None) -> str:
        key = self._key()
        claims = [Claim(self.accounts[n].pk, amount) for n, amount in asked.items()]
        expires = None if days is None else NOW + (self.day + days) * DAY
        fits = all(self.plain.left(n) >= amount for n, amount in asked.items())
        if self._tried(
            lambda: moves.hold(
                key=key, claims=claims, case="case:1", verb="approve", expires_at=expires, **BY
            ),
            fits=fits,
        ):
            self.plain.held[key] = [asked.get(n, 0) for n in range(ACCOUNTS)]
            self.plain.posted[key] = [0] * ACCOUNTS
            self.plain.expires[key] = None if days is None else self.day + days
        return key

    @rule(key=held, parts=PARTS, keep=st.booleans())
    def post(self, key: str, parts: list[int], keep: bool) -> None:
        if key not in self.plain.held:
            return
        lines, asked, pay = self.plain.held[key], self._of(key, parts), self._key()
        fits = all(part <= lines[n] for n, part in enumerate(parts) if n in self._drawn(key))
        fits = fits and (any(asked.values()) or not keep)
        if self._tried(
            lambda: moves.post(transfer=self._transfer(key), amount=asked, key=pay, keep_rest=keep, **BY),
            fits=fits,
        ):
            for n in self._drawn(key):
                lines[n] -= parts[n]
                self.plain.posted[key][n] += parts[n]
            if not keep:
                self.plain.held[key] = [0] * ACCOUNTS
            self.plain.expires[key] = None

    @rule(key=held)
    def void(self, key: str) -> None:
        if key in self.plain.held:
            self._tried(lambda: moves.void(transfer=self._transfer(key), **BY), fits=True)
            self.plain.held[key] = [0] * ACCOUNTS

    @rule(
        key=held,
        parts=PARTS,
        code=st.sampled_from(["return", "clawback", "bounce"]),
    )
    def give_back(self, key: str, parts: list[int], code: moves.GaveBack) -> None:
        if key not in self.plain.held:
            return
        posted, asked, back = self.plain.posted[key], self._of(key, parts), self._key()
        drawn = self._drawn(key)
        fits = all(parts[n] <= posted[n] for n in drawn) and any(asked.values())
        if self._tried(
            lambda: moves.give_back(transfer=self._transfer(key), amount=asked, key=back, code=code, **BY),
            fits=fits,
        ):
            for n in drawn:
                posted[n] -= parts[n]
                self.plain.held[key][n] += parts[n] if code == "bounce" else 0
            self.plain.expires[key] = None

    @rule(days=st.integers(0, 3))
    def time_passes(self, days: int) -> None:
        self.day += days
        with transaction.atomic():
            moves.expire_due(now=NOW + self.day * DAY, by="clock")
        for key, day in self.plain.expires.items():
            if day is not None and day <= self.day:
                self.plain.held[key] = [0] * ACCOUNTS

    @rule(n=NUMBERS, amount=AMOUNTS, up=st.booleans())
    def appropriate(self, n: int, amount: int, up: bool) -> None:
        key, signed = self._key(), amount if up else -amount
        if self._tried(
            lambda: verbs.appropriate(
                account=self.accounts[n], amount=signed, document="文件", key=key, **BY
            ),
            fits=up or self.plain.left(n) >= amount,
        ):
            self.plain.limit[n] += signed

    @rule(n=NUMBERS, amount=AMOUNTS, up=st.booleans())
    def reserve(self, n: int, amount: int, up: bool) -> None:
        key, verb = self._key(), verbs.reserve if up else verbs.release_reserve
        if self._tried(
            lambda: verb(account=self.accounts[n], amount=amount, reason="理由", key=key, **BY),
            fits=amount <= (self.plain.left(n) if up else self.plain.reserved[n]),
        ):
            self.plain.reserved[n] += amount if up else -amount

    @rule(n=NUMBERS, amount=st.integers(-60, 60).filter(bool))
    def correct(self, n: int, amount: int) -> None:
        key = self._key()
        if self._tried(
            lambda: verbs.correct(account=self.accounts[n], amount=amount, reason="理由", key=key, **BY),
            fits=amount <= self.plain.left(n) and self.plain.corrected[n] + amount >= 0,
        ):
            self.plain.corrected[n] += amount

    @rule(both=st.tuples(NUMBERS, NUMBERS), amount=AMOUNTS)
    def move_between(self, both: tuple[int, int], amount: int) -> None:
        (source, target), key = both, self._key()
        if self._tried(
            lambda: verbs.move_between(
                source=self.accounts[source],
                target=self.accounts[target],
                amount=amount,
                document="文件",
                key=key,
                **BY,
            ),
            fits=source != target and amount <= self.plain.left(source),
        ):
            self.plain.limit[source] -= amount
            self.plain.limit[target] += amount

    def _transfer(self, key: str) -> Transfer:
        return Transfer.objects.get(key=key)

    def _drawn(self, key: str) -> set[int]:
        accounts = self._transfer(key).lines.values_list("account_id", flat=True)
        return {n for n, account in enumerate(self.accounts) if account.pk in set(accounts)}

    def _of(self, key: str, parts: list[int]) -> dict[int, int]:
        return {self.accounts[n].pk: parts[n] for n in self._drawn(key)}

    @invariant()
    def both_say_the_same(self) -> None:
        if not hasattr(self, "plain"):
            return
        for n, account in enumerate(Account.objects.order_by("id")):
            counters = (account.limit, account.reserved, account.held, account.posted)
            assert counters == self.plain.counters(n)
            assert min(*counters, account.left) >= 0
        assert not not_adding_up()


@pytest.mark.django_db
def test_any_sequence_of_moves_leaves_the_ledger_as_a_pencil_would() -> None:
    drawn = settings(max_examples=examples(15), stateful_step_count=30, deadline=None)

    run_state_machine_as_test(Ledger, settings=drawn)
