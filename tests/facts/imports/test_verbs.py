"""Importing: good rows go in, the same file changes nothing, a batch is undone as a whole."""

import datetime as dt

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.facts.imports.sheets import GOOD, NEW, OTHER, as_csv
from wotu.audit.models import AuditEntry
from wotu.facts.imports.problems import Problem
from wotu.facts.imports.reads import problems_of
from wotu.facts.imports.verbs import Opened, building_on, commit_part, open_batch, undo_batch
from wotu.facts.models import Batch, FactEntry
from wotu.facts.reads import household_of
from wotu.facts.verbs import NotAllowed, decide_fact
from wotu.measures.zones import Zone
from wotu.parties.models import Party
from wotu.rules.vocabulary import Slot

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2025, 3, 1, tzinfo=dt.UTC)
ON = dt.date(2025, 3, 1)
ROWS = [("", OTHER, "1200", "31", "是"), ("", GOOD, "900", "8", "否"), ("", "123", "1", "1", "是")]


def _open(
    zone: Zone, content: bytes, *, name: str = "表.csv", new_firms: str = "report", kind: str = "tax"
) -> Opened:
    return open_batch(
        zone="small", name=name, content=content, kind=kind, source="", new_firms=new_firms,
        vocabulary=zone.packs.vocabulary, by="bob", now=NOW, today=ON,
    )  # fmt: skip


def _import(zone: Zone, content: bytes, *, new_firms: str = "report", rows: int = 500) -> Batch:
    batch = _open(zone, content, new_firms=new_firms).batch
    while batch.state != "committed":
        batch = commit_part(batch=batch, vocabulary=zone.packs.vocabulary, by="bob", now=NOW, rows=rows)
    return batch


def _revenue(zone: Zone, slug: str = "small-f1") -> object:
    firm = Party.objects.get(slug=slug)
    return household_of(firm, zone.packs.vocabulary, ON).enterprise.facts.get(Slot("revenue"))


def test_nothing_is_recorded_before_it_is_committed(small_zone: Zone) -> None:
    before = FactEntry.objects.count()
    batch = _open(small_zone, as_csv(ROWS)).batch

    assert FactEntry.objects.count() == before
    assert (batch.state, batch.rows, batch.source) == ("draft", 3, "表.csv")
    assert [use["fact"] for use in batch.mapping] == ["", "", "revenue", "staff", "hightech"]


def test_good_rows_go_in_and_bad_ones_are_reported(small_zone: Zone) -> None:
    batch = _import(small_zone, as_csv(ROWS))

    assert (batch.good, batch.recorded, batch.committed_by) == (2, 6, "bob")
    assert _revenue(small_zone) == 12_000_000
    (problem,) = problems_of(batch)
    assert (problem.row, problem.column, problem.value) == (4, "统一社会信用代码", "123")
    assert {e.source for e in batch.entries.all()} == {"表.csv"}


def test_a_large_sheet_goes_in_part_by_part(small_zone: Zone) -> None:
    batch = _open(small_zone, as_csv(ROWS)).batch
    vocabulary = small_zone.packs.vocabulary
    first = commit_part(batch=batch, vocabulary=vocabulary, by="bob", now=NOW, rows=2)
    assert (first.state, first.done, first.recorded) == ("part", 2, 6)

    last = commit_part(batch=batch, vocabulary=vocabulary, by="bob", now=NOW, rows=2)
    again = commit_part(batch=batch, vocabulary=vocabulary, by="bob", now=NOW, rows=2)
    assert (last.state, again.done, again.recorded) == ("committed", 3, 6)


def test_the_same_file_again_leads_to_the_same_batch(small_zone: Zone) -> None:
    batch = _import(small_zone, as_csv(ROWS))
    entries, audit = FactEntry.objects.count(), AuditEntry.objects.count()

    again = _open(small_zone, as_csv(ROWS), name="另一个名字.csv")
    assert (again.batch, again.is_new) == (batch, False)
    assert (FactEntry.objects.count(), AuditEntry.objects.count()) == (entries, audit)


def test_the_same_figures_in_another_file_record_nothing(small_zone: Zone) -> None:
    _import(small_zone, as_csv(ROWS))

    assert _import(small_zone, as_csv(ROWS, encoding="utf-8")).recorded == 0


def test_new_firms_are_registered_only_where_chosen(small_zone: Zone) -> None:
    rows = [("丙公司", NEW, "500", "", "")]
    reported = _import(small_zone, as_csv(rows))
    assert (reported.good, Party.objects.filter(credit_code=NEW).exists()) == (0, False)

    registered = _import(small_zone, as_csv(rows, encoding="utf-8"), new_firms="register")
    assert (registered.good, registered.registered) == (1, 1)
    assert _revenue(small_zone, f"small-{NEW.lower()}") == 5_000_000


def test_undoing_a_batch_brings_back_what_stood_before(small_zone: Zone) -> None:
    before = _revenue(small_zone)
    batch = _import(small_zone, as_csv(ROWS))
    assert _revenue(small_zone) != before

    number = undo_batch(batch=batch, reason="发错了文件", by="bob", now=NOW)
    batch.refresh_from_db()
    assert (number, _revenue(small_zone), batch.state) == (6, before, "undone")
    assert batch.entries.count() == 6, "nothing is deleted"


def test_after_undoing_the_same_file_may_come_again(small_zone: Zone) -> None:
    undo_batch(batch=_import(small_zone, as_csv(ROWS)), reason="发错了", by="bob", now=NOW)

    again = _import(small_zone, as_csv(ROWS))
    assert (again.recorded, _revenue(small_zone)) == (6, 12_000_000)


def test_a_batch_that_later_entries_build_on_is_not_undone_under_them(small_zone: Zone) -> None:
    first = _import(small_zone, as_csv(ROWS))
    second = _import(small_zone, as_csv([("", OTHER, "1300", "31", "是")]))

    with pytest.raises(NotAllowed, match="不能整批撤销"):
        undo_batch(batch=first, reason="错", by="bob", now=NOW)
    assert [entry.batch for entry in building_on(first)] == [second]
    undo_batch(batch=second, reason="错", by="bob", now=NOW)
    undo_batch(batch=first, reason="错", by="bob", now=NOW)
    assert not FactEntry.objects.standing().filter(kind="tax").exists()


def test_a_decision_about_a_batch_keeps_it_from_being_undone(small_zone: Zone) -> None:
    batch = _import(small_zone, as_csv(ROWS))
    entry = batch.entries.filter(fact="revenue")[0]
    decide_fact(
        entry=entry, value="1亿元", reason="审计", vocabulary=small_zone.packs.vocabulary, by="dan", now=NOW
    )

    with pytest.raises(NotAllowed, match="不能整批撤销"):
        undo_batch(batch=batch, reason="错", by="bob", now=NOW)


def test_an_undone_batch_and_a_reasonless_undoing_are_refused(small_zone: Zone) -> None:
    batch = _import(small_zone, as_csv(ROWS))
    with pytest.raises(NotAllowed, match="理由"):
        undo_batch(batch=batch, reason=" ", by="bob", now=NOW)
    undo_batch(batch=batch, reason="错", by="bob", now=NOW)

    with pytest.raises(NotAllowed, match="已经撤销"):
        undo_batch(batch=batch, reason="错", by="bob", now=NOW)
    with pytest.raises(NotAllowed, match="不能导入"):
        commit_part(batch=batch, vocabulary=small_zone.packs.vocabulary, by="bob", now=NOW)


def test_a_decision_cannot_be_imported(small_zone: Zone) -> None:
    with pytest.raises(NotAllowed, match="来源类别"):
        _open(small_zone, as_csv(ROWS), kind="decision")


def test_a_part_asks_the_database_a_bounded_number_of_times(
    small_zone: Zone, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    rows = [(f"企业{n}", "", str(n), "1", "是") for n in range(300)]
    Party.objects.bulk_create(
        Party(slug=f"e{n}", kind="enterprise", zone="small", name=f"企业{n}") for n in range(300)
    )
    batch = _open(small_zone, as_csv(rows)).batch

    with django_assert_max_num_queries(14):
        done = commit_part(batch=batch, vocabulary=small_zone.packs.vocabulary, by="bob", now=NOW)
    assert done.recorded == 900


def test_problems_are_kept_in_both_languages() -> None:
    from wotu.rules.text import Text

    problem = Problem(3, "收入", "x", Text("不是数", "not a number"), Text("写数", "write one"))
    assert Problem.of(problem.kept()) == problem  # type: ignore[arg-type]
