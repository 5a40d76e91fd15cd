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
    multiple,
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
Given = dict[str, Any]
BY: dict[str, Any] = {"by": "finn", "now": NOW}
AMOUNTS = st.integers(1, 60)
CODES = st.sampled_from(["return", "clawback", "bounce"])
NUMBERS = st.integers(0, ACCOUNTS - 1)
PERCENTS = st.lists(st.sampled_from([0, 50, 100, 100, 101]), min_size=ACCOUNTS, max_size=ACCOUNTS)
"""How much of what there is; 101 is a little more than that."""


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

    @initialize(
        target=held,
        limits=st.lists(st.integers(60, 400), min_size=ACCOUNTS, max_size=ACCOUNTS),
        first=st.lists(st.tuples(NUMBERS, st.integers(2, 20)), min_size=1, max_size=4),
    )
    def open(self, limits: list[int], first: list[tuple[int, int]]) -> Any:
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
        return multiple(*(self._hold({n: amount}, 2 if n else None) for n, amount in first if amount))

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
    def hold(self, asked: dict[int, int], days: int | None) -> Any:
        key = self._hold(asked, days)
        return multiple(key) if key in self.plain.held else multiple()

    def _hold(self, asked: dict[int, int], days: int | None) -> str:
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

    @rule(key=held, percents=PERCENTS, keep=st.booleans(), back=st.none() | CODES)
    def use(self, key: str, percents: list[int], keep: bool, back: moves.GaveBack | None) -> None:
        self._post(key, percents, keep)
        if back:
            self._give_back(key, percents[::-1], back)

    def _post(self, key: str, percents: list[int], keep: bool) -> None:
        lines, pay = self.plain.held[key], self._key()
        parts = _parts(lines, percents)
        asked = self._of(key, parts)
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
        self._tried(lambda: moves.void(transfer=self._transfer(key), **BY), fits=True)
        if any(self.plain.held[key]):
            self.plain.expires[key] = None
        self.plain.held[key] = [0] * ACCOUNTS

    @rule(key=held, percents=PERCENTS, code=CODES)
    def give_back(self, key: str, percents: list[int], code: moves.GaveBack) -> None:
        self._give_back(key, percents, code)

    def _give_back(self, key: str, percents: list[int], code: moves.GaveBack) -> None:
        posted, back = self.plain.posted[key], self._key()
        parts = _parts(posted, percents)
        asked = self._of(key, parts)
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

    @rule(
        verb=st.sampled_from(["appropriate", "reserve", "correct", "move"]),
        both=st.tuples(NUMBERS, NUMBERS),
        amount=AMOUNTS,
        up=st.booleans(),
    )
    def keep_the_books(self, verb: str, both: tuple[int, int], amount: int, up: bool) -> None:
        getattr(self, f"_{verb}")(both, amount, up)

    def _appropriate(self, both: tuple[int, int], amount: int, up: bool) -> None:
        n, key, signed = both[0], self._key(), amount if up else -amount
        given: Given = {"account": self.accounts[n], "amount": signed, "document": "文件", "key": key}
        if self._tried(lambda: verbs.appropriate(**given, **BY), fits=up or self.plain.left(n) >= amount):
            self.plain.limit[n] += signed

    def _reserve(self, both: tuple[int, int], amount: int, up: bool) -> None:
        n, key, verb = both[0], self._key(), verbs.reserve if up else verbs.release_reserve
        given: Given = {"account": self.accounts[n], "amount": amount, "reason": "理由", "key": key}
        most = self.plain.left(n) if up else self.plain.reserved[n]
        if self._tried(lambda: verb(**given, **BY), fits=amount <= most):
            self.plain.reserved[n] += amount if up else -amount

    def _correct(self, both: tuple[int, int], amount: int, up: bool) -> None:
        n, key, signed = both[0], self._key(), amount if up else -amount
        given: Given = {"account": self.accounts[n], "amount": signed, "reason": "理由", "key": key}
        most = self.plain.left(n) if up else self.plain.corrected[n]
        if self._tried(lambda: verbs.correct(**given, **BY), fits=amount <= most):
            self.plain.corrected[n] += signed

    def _move(self, both: tuple[int, int], amount: int, up: bool) -> None:  # noqa: ARG002
        (source, target), key = both, self._key()
        given: Given = {"source": self.accounts[source], "target": self.accounts[target]}
        if self._tried(
            lambda: verbs.move_between(**given, amount=amount, document="文件", key=key, **BY),
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
        for transfer in Transfer.objects.all():
            held, posted = sum(self.plain.held[transfer.key]), sum(self.plain.posted[transfer.key])
            assert transfer.state in (("held",) if held else ("posted",) if posted else ("void", "expired"))
        assert not not_adding_up()


def _parts(amounts: list[int], percents: list[int]) -> list[int]:
    """Return so much of each amount; a little more of nothing is one."""
    return [
        amount + 1 if percent > 100 else amount * percent // 100
        for amount, percent in zip(amounts, percents, strict=True)
    ]


@pytest.mark.django_db
def test_any_sequence_of_moves_leaves_the_ledger_as_a_pencil_would() -> None:
    drawn = settings(max_examples=examples(20), stateful_step_count=25, deadline=None)

    run_state_machine_as_test(Ledger, settings=drawn)
