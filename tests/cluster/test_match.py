"""Matched in parts, a table gets the answers it gets at once, whatever crosses its rows."""

import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cluster.crossing import firms_that_tie, plan_across
from tests.cluster.making import at_once, in_parts, ordered, rows_at_once, rows_of, write_files
from tests.match.making import facts, make, measure
from tests.match.random_packs import ON, RANDOM_PACKS, households, packs
from tests.random_examples import examples
from wotu.cluster.engine import Progress
from wotu.cluster.job import Done, Job
from wotu.cluster.lay_out import Source, lay_out
from wotu.cluster.local import Local
from wotu.cluster.match import MatchedParts, match_parts
from wotu.cluster.merged import NUMBERS
from wotu.cluster.parts import Part, find_facts
from wotu.cluster.passes import Pass
from wotu.match.checkup import Checker
from wotu.match.examples import pick_version
from wotu.match.plan import Plan, make_plan
from wotu.match.subject import Household, Subject
from wotu.match.summary import Total, summarise
from wotu.rules.problems import PackError
from wotu.rules.vocabulary import About

PARTS = 5


class Noting(Local):
    """Notes which parts are answered anew."""

    def __init__(self) -> None:
        self.answered: list[str] = []

    def run(self, work: Pass, job: Job, parts: Sequence[Part], progress: Progress | None) -> list[Done]:
        """Do one pass for every part."""
        done = super().run(work, job, parts, progress)
        self.answered = [each.part for each in done if not each.kept]
        return done


@settings(RANDOM_PACKS, max_examples=examples(20))
@given(st.data(), households(most=7))
def test_parts_and_one_table_agree(data: st.DataObject, found: list[Household]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        plan = make_plan(data.draw(packs(Path(folder), crossing=True)), ON)
        paths = write_files(Path(folder) / "files", found, plan.packs.vocabulary)
        expected = at_once(plan, paths)

        rows, matched = in_parts(plan, paths, Path(folder), Local())

    assert rows == rows_at_once(expected)
    summary = summarise(expected.answers, expected.ballot)
    assert matched.added.summary.missing == summary.missing
    assert [_numbers(total) for total in matched.added.summary.totals] == list(map(_numbers, summary.totals))


def _numbers(total: Total) -> tuple[object, ...]:
    return total.measure.id, *(getattr(total, name) for name in NUMBERS)


@settings(RANDOM_PACKS, max_examples=examples(10))
@given(st.data(), households(most=1))
def test_parts_and_the_single_subject_agree(data: st.DataObject, found: list[Household]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        plan = make_plan(data.draw(packs(Path(folder))), ON)
        paths = write_files(Path(folder) / "files", found, plan.packs.vocabulary)
        rows, _ = in_parts(plan, paths, Path(folder), Local())
    by_measure: dict[tuple[str, str], list[object]] = {}
    checker = Checker.of(plan)
    for finding in checker.check(found[0]):
        by_measure.setdefault((finding.subject.id, finding.line.measure.id), []).append(finding)
    told = {key: pick_version(each) for key, each in by_measure.items()}  # type: ignore[arg-type]
    assert {(row["subject_id"], row["measure"]): row["status"] for row in rows} == {
        key: finding.status for key, finding in told.items() if finding.status != "not_entitled"
    }
    for row in rows:
        finding = told[str(row["subject_id"]), str(row["measure"])]
        most = None if finding.status == "unknown" else finding.award.high
        assert row["amount_max"] == (None if most is None else most * finding.line.unit)


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return plan_across(tmp_path)


@pytest.fixture
def place(plan: Plan, tmp_path: Path) -> Path:
    """Lay the firms out and match them once."""
    paths = write_files(tmp_path / "files", firms_that_tie(), plan.packs.vocabulary)
    lay_out([Source(path) for path in paths], plan.packs.vocabulary, tmp_path / "facts", PARTS)
    assert _again(plan, tmp_path).kept == 0
    return tmp_path


def _again(plan: Plan, folder: Path, engine: Local | None = None) -> MatchedParts:
    return match_parts(plan, find_facts(folder / "facts"), folder / "out", engine or Local(), workers=1)


def _change(folder: Path, before: str, after: str, plan: Plan) -> None:
    """Change the firms' file and lay it out again."""
    firms, projects = folder / "files" / "firms.csv", folder / "files" / "projects.csv"
    text = firms.read_text(encoding="utf-8")
    assert before in text
    firms.write_text(text.replace(before, after), encoding="utf-8")
    lay_out([Source(firms), Source(projects)], plan.packs.vocabulary, folder / "facts")


def _expected(folder: Path, plan: Plan) -> list[dict[str, object]]:
    return rows_at_once(at_once(plan, sorted((folder / "files").glob("*.csv"))))


def test_everything_that_ties_and_crosses_agrees(place: Path, plan: Plan) -> None:
    rows = rows_of(place / "out")

    assert rows == _expected(place, plan)
    reduced = {str(row["reduced_by"]) for row in rows}
    budgets = {f"budget:made.{name}" for name in ("turn", "score", "shared")}
    assert reduced >= {*budgets, "band:A", "band:B", "stacking:one", "stacking:rest"}


def test_a_folder_may_have_any_name(place: Path, plan: Plan) -> None:
    folder = place / "各地 [1]*{2}?"
    paths = [place / "files" / "firms.csv", place / "files" / "projects.csv"]
    assert in_parts(plan, paths, folder, Local())[0] == _expected(place, plan)


def test_nothing_is_done_again_for_the_same_facts(place: Path, plan: Plan) -> None:
    again = _again(plan, place)

    assert (again.kept, again.parts) == (PARTS, PARTS)
    assert again.rows == len(rows_of(place / "out"))


def test_a_part_that_changed_is_done_again_and_those_it_changes(place: Path, plan: Plan) -> None:
    _change(place, "𠮷3,", "𠮷333,", plan)
    noting = Noting()

    again = _again(plan, place, noting)

    assert 0 < len(noting.answered) == PARTS - again.kept
    assert rows_of(place / "out") == _expected(place, plan)


def test_where_nothing_crosses_only_the_changed_part_is_done(tmp_path: Path) -> None:
    from tests.match.small import FIRMS, ON, load, write_csv

    plan = make_plan(load(tmp_path), ON)
    path = write_csv(tmp_path / "f.csv", FIRMS)
    lay_out([Source(path)], plan.packs.vocabulary, tmp_path / "facts", 3)
    _again(plan, tmp_path)
    write_csv(path, [row if row[0] != "a" else [*row[:2], "9000万元", *row[3:]] for row in FIRMS])
    lay_out([Source(path)], plan.packs.vocabulary, tmp_path / "facts")

    assert _again(plan, tmp_path).kept == 2
    assert rows_of(tmp_path / "out") == rows_at_once(at_once(plan, [path]))


def test_another_day_is_another_match(place: Path, plan: Plan) -> None:
    later = make_plan(plan.packs, plan.on.replace(day=2))
    assert _again(later, place).kept == 0


def test_a_broken_part_is_named_and_the_others_stay_done(place: Path, plan: Plan) -> None:
    whole = rows_of(place / "out")
    facts = find_facts(place / "facts")
    kept = facts.parts[2].files["project"].read_bytes()
    facts.parts[2].files["project"].write_bytes(b"PAR1 no more")

    with pytest.raises(PackError) as broken:
        _again(plan, place)

    [problem] = broken.value.problems
    assert "part part-2: PackError" in problem.message
    assert "is not a Parquet file" in problem.message
    facts.parts[2].files["project"].write_bytes(kept)
    assert _again(plan, place).kept == PARTS
    assert rows_of(place / "out") == whole


def test_a_machine_with_another_version_does_nothing(place: Path, plan: Plan) -> None:
    class Elsewhere(Local):
        """Stands for a machine with another version."""

        def run(self, work: Pass, job: Job, parts: Sequence[Part], progress: Progress | None) -> list[Done]:
            """Do one pass for every part."""
            return super().run(work, replace(job, version="9.9"), parts, progress)

    with pytest.raises(PackError, match=r"is installed on this machine, and 9\.9 on the one that asks"):
        _again(plan, place, Elsewhere())


def test_a_figure_no_key_can_hold_is_named_with_its_measure_and_firm(tmp_path: Path) -> None:
    power = " * ".join(["rd"] * 9)
    plan = make_plan(make(tmp_path, [measure("fine", ranking={"by": f"1 / ({power})", "top": 1})]).packs, ON)
    big = Household(Subject("firm", facts(rd=10**7 + 1)))
    paths = write_files(tmp_path / "files", [big], plan.packs.vocabulary)
    with pytest.raises(PackError, match=r"TooFine: made\.fine, firm: a figure that is ranked is too fine"):
        in_parts(plan, paths, tmp_path, Local())


def test_the_answers_of_a_part_that_is_gone_go_with_it(place: Path, plan: Plan) -> None:
    for about in ("enterprise", "project"):
        (place / "facts" / about / "part-4.parquet").unlink()
    foreign = place / "out" / "answers" / "mine.parquet"
    pq.write_table(pq.read_table(place / "facts" / "enterprise" / "part-0.parquet"), foreign)

    assert _again(plan, place).parts == PARTS - 1

    left = {path.stem for path in (place / "out" / "answers").glob("*")}
    assert left == {"part-0", "part-1", "part-2", "part-3", "mine"}


def test_a_match_that_was_killed_anywhere_goes_on_and_leaves_nothing_half(place: Path, plan: Plan) -> None:
    folders = [path for path in (place / "out").rglob("*") if path.is_dir()]
    assert {path.name for path in folders} >= {"answers", "ranked", "bundled", "drawn", "short", "part=0"}
    for folder in folders:
        name = "short" if folder.name == "short" else "part-0"
        (folder / f".{name}-0a1b2c3d.parquet").write_bytes(b"PAR1 and no more")
    (place / "facts" / "enterprise" / ".part-0-0a1b2c3d.parquet").write_bytes(b"PAR1 and no more")

    assert _again(plan, place).kept == PARTS

    assert rows_of(place / "out") == _expected(place, plan)
    assert not list((place / "out" / "answers").glob(".part*"))


@pytest.mark.parametrize("touched", ["enterprise", "project"])
def test_a_part_that_is_changed_in_the_middle_is_not_matched(touched: About, place: Path, plan: Plan) -> None:
    part = find_facts(place / "facts").parts[1]
    path = part.files[touched]
    other = min(file.stat().st_mtime_ns for file in part.files.values())

    class Meddling(Local):
        """Changes a file between two passes, without making it the latest or larger."""

        def run(self, work: Pass, job: Job, parts: Sequence[Part], progress: Progress | None) -> list[Done]:
            """Do one pass for every part."""
            done = super().run(work, job, parts, progress)
            os.utime(path, ns=(other - 1, other - 1))
            return done

    shutil.rmtree(place / "out")
    with pytest.raises(PackError, match=r"part part-1: .*changed while it was being matched"):
        _again(plan, place, Meddling())


def test_rows_that_cannot_be_read_are_set_aside_part_by_part(place: Path, plan: Plan) -> None:
    _change(place, "B1,6,1", "B1,many,1", plan)

    again = _again(plan, place)

    assert {kind.about: kind.rejected for kind in again.added.read} == {"enterprise": 1, "project": 0}
    [path] = (place / "out" / "rejected").glob("*.enterprise.csv")
    assert "'many'" in path.read_text(encoding="utf-8-sig")
    assert rows_of(place / "out") == ordered(_expected(place, plan))
    _change(place, "B1,many,1", "B1,6,1", plan)
    _again(plan, place)
    assert not list((place / "out" / "rejected").glob("*"))


def test_the_rejected_rows_of_a_part_that_is_gone_go_with_it(place: Path, plan: Plan) -> None:
    _change(place, "B1,6,1", "B1,many,1", plan)
    _again(plan, place)
    [path] = (place / "out" / "rejected").glob("*.enterprise.csv")
    (path.parent / "mine.csv").touch()
    for about in ("enterprise", "project"):
        (place / "facts" / about / f"{path.name.partition('.')[0]}.parquet").unlink()

    _again(plan, place)

    assert [left.name for left in path.parent.iterdir()] == ["mine.csv"]
