"""Several at once, and killed in the middle: nobody is paid twice, nothing is half-written.

First the race is shown with the guards off: no lock, and without the constraint that stands behind it.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from pytest_django.fixtures import Settings

from tests.cases.desk import FRIDAY, NOW, Desk, assemble_desk
from tests.house.files import ROOT
from tests.payments.desk import WAN, Counter, sheet
from wotu.accounts.models import User
from wotu.cases.conflicts import before_paying
from wotu.ledger.models import Account
from wotu.measures.demonstration import load_demonstration
from wotu.measures.zones import zone
from wotu.payments.bank_file import yuan
from wotu.payments.models import Batch, Instalment, Order, Receipt
from wotu.payments.reconciling import reconcile
from wotu.payments.verbs import batching
from wotu.payments.verbs.checking import note_download
from wotu.payments.verbs.receiving import import_receipts, keep_receipts
from wotu.refusal import CannotDo
from wotu.workdays.verbs import seed_notices

pytestmark = pytest.mark.django_db(transaction=True)

BEHIND = ["order_once_an_instalment"]


@pytest.fixture
def counter(staged_packs: Path, settings: Settings) -> Counter:
    """Put a finance desk into a database whose transactions are real, with one award due."""
    settings.WOTU_PACKS = staged_packs
    seed_notices(now=NOW)
    found = zone("small")
    assert found is not None
    load_demonstration(zone=found, by="tests", now=NOW, today=FRIDAY)
    desk: Desk = assemble_desk(found)
    finn, fay = (User.objects.create_user(f"{one}@example.org", name=one) for one in ("finn", "fay"))
    counter = Counter(desk, finn, fay)
    for measure in ("small.staff", "small.monthly"):
        counter.budget(measure)
        desk.approved(measure)
    return counter


@pytest.fixture
def without_the_constraints() -> Iterator[None]:
    """Take away what stands behind the lock: one standing order an instalment, one order a reference."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE indexname = ANY(%s)", [BEHIND])
        made = dict(cursor.fetchall())
        cursor.execute("ALTER TABLE payments_order DROP CONSTRAINT order_reference_once")
        cursor.execute("DROP INDEX order_once_an_instalment")
        yield
        cursor.execute("TRUNCATE payments_order CASCADE")
        cursor.execute(made["order_once_an_instalment"])
        cursor.execute("ALTER TABLE payments_order ADD CONSTRAINT order_reference_once UNIQUE (reference)")


def _at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do everything at the same moment, each on a connection of its own; return what came of each."""
    together = threading.Barrier(len(acts))
    came: list[Any] = [None] * len(acts)

    def run(number: int) -> None:
        together.wait()
        try:
            came[number] = acts[number]()
        except CannotDo as refused:
            came[number] = refused
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came


def _two_makers(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Let both makers look before either writes, where nothing keeps them from it."""
    both = threading.Barrier(2)

    def together(case: Any) -> Any:
        with suppress(threading.BrokenBarrierError):
            both.wait(timeout=1)
        return before_paying(case)

    monkeypatch.setattr(batching, "before_paying", together)
    due = counter.due()
    return _at_once(*(lambda by=by: counter.batch(*due, by=by) for by in (counter.finn, counter.fay)))


def test_with_the_guards_off_two_makers_order_the_same_money_twice(
    counter: Counter, monkeypatch: pytest.MonkeyPatch, without_the_constraints: None
) -> None:
    monkeypatch.setattr(batching, "GUARDED", False)

    _two_makers(counter, monkeypatch)

    assert (
        Order.objects.filter(state="ordered").count()
        == 2 * Instalment.objects.filter(state="batched").count()
    )


@pytest.mark.parametrize("guarded", [True, False], ids=["by the lock", "by the constraint alone"])
def test_two_makers_at_once_order_everything_once(
    counter: Counter, monkeypatch: pytest.MonkeyPatch, guarded: bool
) -> None:
    monkeypatch.setattr(batching, "GUARDED", guarded)

    _two_makers(counter, monkeypatch)

    assert Order.objects.filter(state="ordered").count() == 2
    assert Order.objects.filter(state="ordered").values("instalment").distinct().count() == 2


def _receipts(counter: Counter, *more: tuple[object, ...]) -> bytes:
    rows: list[tuple[object, ...]] = [
        (one.reference, "已支付", yuan(one.amount), counter.today, f"S{one.pk}", "")
        for one in Order.objects.order_by("reference")
    ]
    return sheet([*rows, *more])


def test_two_imports_of_the_same_receipts_at_once_pay_once(counter: Counter) -> None:
    counter.ordered()
    counter.later()
    content = _receipts(counter)

    came = _at_once(*(lambda: counter.take_in(content) for _ in range(4)))

    assert sorted(len(one.reading.fresh) for one in came) == [0, 0, 0, 2]
    assert Receipt.objects.count() == 2
    _paid_once()


def test_overlapping_files_at_once_pay_once(counter: Counter) -> None:
    counter.ordered()
    counter.later()
    files = [
        _receipts(counter, (f"FK0000000{n}-9", "已支付", "1.00", counter.today, f"X{n}", ""))
        for n in range(4)
    ]

    came = _at_once(*(lambda content=content: counter.take_in(content) for content in files))

    assert sum(len(one.reading.fresh) for one in came) == 2
    _paid_once()


def test_killed_in_the_middle_of_an_import_nothing_is_half_written(counter: Counter) -> None:
    batch = counter.ordered()
    counter.later()
    file = keep_receipts(
        zone="small", name="r.csv", content=_receipts(counter), user=counter.finn, now=counter.now
    )

    left = _killed_while_importing(file.pk, counter.finn.pk, counter.now.isoformat())

    assert left == -9
    assert not Receipt.objects.exists()
    assert set(Instalment.objects.filter(orders__isnull=False).values_list("state", flat=True)) == {"batched"}
    assert reconcile("small").adds_up
    batch = Batch.objects.get(pk=batch.pk)
    assert note_download(batch=batch, by="finn", now=counter.now) == bytes(batch.file or b"")

    import_receipts(file=file, user=counter.finn, now=counter.now, today=counter.today)

    _paid_once()


def _killed_while_importing(file: int, user: int, now: str) -> int:
    place = connection.settings_dict
    database = {key: place[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT") if key in place}
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    said = json.dumps({"database": database, "file": file, "user": user, "now": now})
    found = zone("small")
    assert found is not None
    env = {
        **os.environ, "PYTHONPATH": paths, "DJANGO_SETTINGS_MODULE": "wotu.site.settings",
        "WOTU_PACKS": str(found.pack.folder.parent),
    }  # fmt: skip
    ran = subprocess.run(
        [sys.executable, "-m", "tests.payments.dying"], cwd=ROOT, env=env, input=said, text=True, check=False,
        timeout=120,
    )  # fmt: skip
    return ran.returncode


def _paid_once() -> None:
    books = reconcile("small")
    assert books.adds_up, books.differences
    paid = 10 * WAN + 333_334
    assert books.paid == paid
    assert sum(Account.objects.values_list("posted", flat=True)) == paid
