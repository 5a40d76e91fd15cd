"""The benchmark compares like with like: our kernel and the reference answer the same."""

import numpy as np
import pyarrow as pa
import pytest
from benchmarks.matching import data, engine, ours, pack
from benchmarks.matching.peers import numpy_reference
from benchmarks.matching.spec import Workload, workload

ROWS = 2_000


@pytest.fixture(scope="module")
def enterprises() -> pa.Table:
    return data.make(ROWS)


@pytest.fixture
def asked() -> Workload:
    return workload(60)


def test_a_workload_is_always_the_same_and_a_larger_one_begins_with_it(asked: Workload) -> None:
    larger = workload(300)

    assert workload(60) == asked
    assert larger.measures[:60] == asked.measures
    assert larger.conditions[: len(asked.conditions)] == asked.conditions


def test_the_workload_is_the_one_the_goals_speak_of(asked: Workload) -> None:
    assert (asked.uses, len(asked.conditions)) == (250, 110)
    assert {len(measure.conditions) for measure in asked.measures} == {3, 4, 5, 6}


def test_the_table_is_always_the_same_and_some_of_every_fact_is_unknown(
    enterprises: pa.Table,
) -> None:
    facts = enterprises.drop("subject")

    assert data.make(ROWS).equals(enterprises)
    assert all(0.01 < column.null_count / ROWS < 0.15 for column in facts.columns)


def test_our_kernel_and_the_reference_agree_on_every_row_to_the_fen(
    enterprises: pa.Table,
    asked: Workload,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pack, "BUILD", tmp_path_factory.mktemp("bench"))
    kernel = ours.Engine(asked, enterprises)
    reference = numpy_reference.Engine(asked, enterprises)
    answers = zip(kernel.unpack(kernel.kept()), reference.unpack(reference.rows()), strict=True)

    for (status, amount), (expected_status, expected_amount) in answers:
        np.testing.assert_array_equal(status, expected_status)
        np.testing.assert_array_equal(amount, expected_amount)
    assert kernel.totals() == reference.totals()


def test_answers_of_all_three_kinds_occur(enterprises: pa.Table, asked: Workload) -> None:
    reference = numpy_reference.Engine(asked, enterprises)
    seen = {int(kind) for status, _ in reference.unpack(reference.rows()) for kind in status}

    assert seen == {engine.NO, engine.UNKNOWN, engine.YES}
