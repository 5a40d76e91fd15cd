"""A real cluster of Spark on loopback, a master and two workers, answers as one machine does.

One story in one test: a cluster takes long to start, and its chapters share it.
"""

import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.scale.standalone import Standalone
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from tests.cluster.crossing import firms_that_tie, plan_across
from tests.cluster.making import SlowSpark, at_once, in_parts, rows_at_once, rows_of, write_files
from tests.cluster.questions import answers, write_asked
from tests.match.random_packs import ON, households, packs
from tests.random_examples import examples
from wotu.cli.app import app
from wotu.cluster.engine import NotReady
from wotu.cluster.lay_out import Source, lay_out
from wotu.cluster.local import Local
from wotu.cluster.match import match_parts
from wotu.cluster.parts import find_facts
from wotu.cluster.spark import Spark
from wotu.cluster.spark_session import check_ready, session
from wotu.match.plan import Plan, make_plan
from wotu.match.subject import Household

PARTS = 5
LIGHT = "-XX:TieredStopAtLevel=1"
"""Java that is not there for long does not pay for compiling what it runs."""
SMALL = {"spark.sql.shuffle.partitions": "3", "spark.sql.codegen.wholeStage": "false"}


@pytest.fixture
def cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Standalone]:
    check_ready("local[2]")
    monkeypatch.setenv("SPARK_SUBMIT_OPTS", LIGHT)
    with Standalone(tmp_path / "cluster", java=LIGHT) as started:
        yield started


def test_a_cluster_answers_as_one_machine_does(
    cluster: Standalone, tmp_path: Path, subtests: pytest.Subtests
) -> None:
    with subtests.test("the command, with its own session"):
        _the_command_prints_the_same_totals(cluster, tmp_path / "command")
    with session(cluster.address, {**cluster.settings, **SMALL}) as started:
        spark = Spark(started)
        with subtests.test("ties, nothing, month ends, decimals and cuts"):
            _everything_that_crosses_agrees(spark, tmp_path / "各地 [1]*{2}")
        with subtests.test("questions with ties and nothing, texts and numbers at their ends"):
            write_asked(tmp_path / "asked", seed=7)
            local = answers(Local(), tmp_path / "asked", tmp_path / "local")
            assert answers(spark, tmp_path / "asked", tmp_path / "spark") == local
        with subtests.test("random packs and facts"):
            _random_packs_agree(spark)
        with subtests.test("a match that was stopped goes on"):
            _what_is_done_is_not_done_again(SlowSpark(started), spark, tmp_path / "stopped")
        with subtests.test("a worker that is lost in the middle"):
            _a_lost_worker_changes_nothing(SlowSpark(started), cluster, tmp_path / "lost")


def _files(folder: Path) -> tuple[Plan, list[Path]]:
    plan = plan_across(folder)
    return plan, write_files(folder / "files", firms_that_tie(), plan.packs.vocabulary)


def _the_command_prints_the_same_totals(cluster: Standalone, folder: Path) -> None:
    plan, (firms, projects) = _files(folder)
    common = ["--packs", str(folder / "made"), "--on", plan.on.isoformat()]
    facts, out = str(folder / "facts"), str(folder / "out")
    lay = ["lay-out", str(firms), "--projects", str(projects), "--packs", str(folder / "made"), "-o", facts]
    run = CliRunner().invoke
    assert run(app, [*lay, "--parts", "3"]).exit_code == 0
    whole = run(app, ["match", str(firms), "--projects", str(projects), *common])

    settings = [part for name, value in cluster.settings.items() for part in ("--spark", f"{name}={value}")]
    asked = ["match", "--engine", "spark", "--master", cluster.address, *settings, facts, "-o", out, *common]
    result = run(app, asked)

    assert result.exit_code == 0, result.output
    assert result.stdout == whole.stdout
    assert "0 of 3 parts unchanged" in result.stderr


def _everything_that_crosses_agrees(spark: Spark, folder: Path) -> None:
    plan, paths = _files(folder)
    rows, _ = in_parts(plan, paths, folder, spark, PARTS)
    assert rows == rows_at_once(at_once(plan, paths))


def _random_packs_agree(spark: Spark) -> None:
    @settings(max_examples=examples(3), phases=[Phase.explicit, Phase.generate])
    @given(st.data(), households(most=7))
    def agree(data: st.DataObject, found: list[Household]) -> None:
        with tempfile.TemporaryDirectory() as name:
            plan = make_plan(data.draw(packs(Path(name), crossing=True)), ON)
            paths = write_files(Path(name) / "files", found, plan.packs.vocabulary)
            rows, _ = in_parts(plan, paths, Path(name), spark, 2)
            assert rows == rows_at_once(at_once(plan, paths))

    agree()


def _in_background(spark: Spark, plan: Plan, folder: Path) -> tuple[threading.Thread, list[object]]:
    came_of_it: list[object] = []

    def run() -> None:
        try:
            came_of_it.append(
                match_parts(plan, find_facts(folder / "facts"), folder / "out", spark, workers=1)
            )
        except NotReady as stopped:
            came_of_it.append(stopped)

    thread = threading.Thread(target=run)
    thread.start()
    return thread, came_of_it


def _done(folder: Path, count: int) -> dict[Path, int]:
    """Wait until some parts are answered; return them with their place on the disk."""
    end = time.monotonic() + 90
    while time.monotonic() < end:
        found = list((folder / "out" / "answers").glob("part-*.parquet"))
        if len(found) >= count:
            return {path: path.stat().st_ino for path in found}
        time.sleep(0.05)
    raise TimeoutError


def _what_is_done_is_not_done_again(slow: SlowSpark, spark: Spark, folder: Path) -> None:
    plan, paths = _files(folder)
    lay_out([Source(path) for path in paths], plan.packs.vocabulary, folder / "facts", PARTS)
    thread, came_of_it = _in_background(slow, plan, folder)
    _done(folder, 2)
    slow.session.sparkContext.cancelAllJobs()
    thread.join()
    assert isinstance(came_of_it[0], NotReady)
    before = {path: path.stat().st_ino for path in (folder / "out" / "answers").glob("part-*.parquet")}
    assert 2 <= len(before) < PARTS

    matched = match_parts(plan, find_facts(folder / "facts"), folder / "out", spark, workers=1)

    assert len(before) <= matched.kept < PARTS
    assert {path: path.stat().st_ino for path in before} == before
    assert rows_of(folder / "out") == rows_at_once(at_once(plan, paths))


def _a_lost_worker_changes_nothing(slow: SlowSpark, cluster: Standalone, folder: Path) -> None:
    plan, paths = _files(folder)
    lay_out([Source(path) for path in paths], plan.packs.vocabulary, folder / "facts", PARTS)
    thread, came_of_it = _in_background(slow, plan, folder)
    assert len(_done(folder, 1)) < PARTS
    cluster.kill_worker()
    thread.join()
    assert not isinstance(came_of_it[0], NotReady), came_of_it
    assert rows_of(folder / "out") == rows_at_once(at_once(plan, paths))
