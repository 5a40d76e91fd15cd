"""The run of ten thousand cases, small: every verb, the payment, and the books to the fen."""

from pathlib import Path

import pytest
from benchmarks.cases.hall import furnish, total, write_pack
from benchmarks.cases.playing import VERBS, moment, pay_everything, play, reckon
from pytest_django.fixtures import Settings


@pytest.mark.django_db
def test_sixty_cases_go_from_filing_to_payment_and_the_books_agree_to_the_fen(
    tmp_path: Path, settings: Settings
) -> None:
    settings.WOTU_PACKS = tmp_path
    write_pack(tmp_path)
    now, today = moment()
    _, account = furnish(60, now)

    times = play([f"hall-{number}" for number in range(60)], now, today)

    assert {verb: len(seconds) for verb, seconds in times.items()} == dict.fromkeys(VERBS, 60)
    books = reckon(account)
    assert (books.states, books.held, books.left) == ({"approved": 60}, total(60), 0)
    assert books.to_the_fen
    assert pay_everything(now, today) == 60
    books = reckon(account)
    assert (books.states, books.posted, books.held) == ({"delivered": 60}, total(60), 0)
    assert books.to_the_fen
