"""Facts leave the books part by part, and a match over the files answers as the site does."""

import datetime as dt
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.findings.zone import NOW, ON, firm, measure, say, write
from wotu.audit.models import AuditEntry
from wotu.cluster.local import Local
from wotu.cluster.match import match_parts
from wotu.cluster.parts import find_facts
from wotu.facts.export import Exported, export_facts
from wotu.findings.models import StandingAnswer
from wotu.findings.verbs import rematch
from wotu.match.plan import make_plan
from wotu.measures.zones import Zone
from wotu.parties.models import Party
from wotu.rules.problems import PackError

pytestmark = pytest.mark.django_db


@pytest.fixture
def trial(tmp_path: Path) -> Zone:
    found = write(
        tmp_path / "packs",
        [
            measure("growth", "revenue >= '1000万元'"),
            measure("staff", "staff >= 10"),
            measure("tech", "hightech"),
            measure("cost", "cost >= '50万元'", about="project"),
        ],
    )
    for number in range(5):
        party = firm(f"f{number}", revenue=f"{number * 700}万元", **({"staff": "12"} if number % 2 else {}))
        if number != 3:
            say(party, "hightech", "true", since=dt.date(2024, 5, 1))
        project = Party.objects.create(
            slug=f"p{number}", kind="project", zone="trial", name="项目", owner=party
        )
        say(project, "cost", f"{number * 20}万元")
    return found


def _export(zone: Zone, folder: Path, firms_a_part: int = 2) -> list[Exported]:
    vocabulary = zone.packs.vocabulary
    return list(
        export_facts(zone="trial", vocabulary=vocabulary, folder=folder, on=ON, by="tests", now=NOW,
                     firms_a_part=firms_a_part)
    )  # fmt: skip


def _answers(zone: Zone, folder: Path) -> set[tuple[str, str, str]]:
    output = folder.with_name("answers")
    match_parts(make_plan(zone.packs, ON), find_facts(folder), output, Local())
    rows = pa.concat_tables(pq.read_table(path) for path in (output / "answers").iterdir()).to_pylist()
    return {(row["subject_id"], row["measure"], row["status"]) for row in rows}


def test_a_match_over_the_files_answers_as_the_site_does(trial: Zone, tmp_path: Path) -> None:
    rematch(zone=trial, on=ON, by="tests", now=NOW)
    stands = StandingAnswer.objects.exclude(status="not_entitled")

    _export(trial, tmp_path / "facts")

    expected = set(stands.values_list("subject__slug", "measure", "status"))
    assert _answers(trial, tmp_path / "facts") == expected
    assert {status for _, _, status in expected} == {"entitled", "unknown"}


def test_a_text_that_says_nothing_is_unknown_both_ways(tmp_path: Path) -> None:
    zone = write(tmp_path / "packs", [measure("known", "sector <> '农业'")])
    for word in ("未知", "不详", "Unknown", "制造"):
        firm(word, sector=word)
    rematch(zone=zone, on=ON, by="tests", now=NOW)

    _export(zone, tmp_path / "facts")

    told = set(StandingAnswer.objects.values_list("subject__slug", "measure", "status"))
    assert _answers(zone, tmp_path / "facts") == told
    assert {slug for slug, _, status in told if status == "entitled"} == {"制造"}


def test_a_match_as_of_another_day_says_whose_day_the_facts_are_of(trial: Zone, tmp_path: Path) -> None:
    _export(trial, tmp_path / "facts")
    facts, said = find_facts(tmp_path / "facts"), []
    for day in (ON, ON + dt.timedelta(days=1)):
        matched = match_parts(make_plan(trial.packs, day), facts, tmp_path / "out", Local())
        said.append([text for text in matched.added.said if f"those of {ON}" in text])

    assert [len(texts) for texts in said] == [0, 2], "enterprises and projects"


def test_firms_and_what_belongs_to_them_stand_in_parts_of_one_name(trial: Zone, tmp_path: Path) -> None:
    done = _export(trial, tmp_path)

    assert [part.part for part in done] == ["trial-0001", "trial-0002", "trial-0003"]
    for part in done:
        firms = pq.read_table(tmp_path / "enterprise" / f"{part.part}.parquet")["id"].to_pylist()
        owners = pq.read_table(tmp_path / "project" / f"{part.part}.parquet")["enterprise"].to_pylist()
        assert owners == firms
        assert part.rows == {"enterprise": len(firms), "person": 0, "project": len(firms), "site": 0}


def test_parts_of_before_that_are_no_longer_needed_go(trial: Zone, tmp_path: Path) -> None:
    _export(trial, tmp_path)
    (tmp_path / "enterprise" / "other-0001.parquet").touch()

    _export(trial, tmp_path, firms_a_part=10)

    left = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.parquet")}
    names = ("enterprise/trial-0001", "project/trial-0001", "enterprise/other-0001")
    assert left == {f"{name}.parquet" for name in names}


def test_an_export_that_was_stopped_is_no_use_until_it_is_done_again(trial: Zone, tmp_path: Path) -> None:
    _export(trial, tmp_path)
    half = export_facts(zone="trial", vocabulary=trial.packs.vocabulary, folder=tmp_path, on=ON, by="tests",
                        now=NOW, firms_a_part=3)  # fmt: skip
    next(half)
    del half
    (tmp_path / "project" / ".trial-0001-0a1b2c3d.parquet").touch()

    with pytest.raises(PackError, match="the export of trial was stopped"):
        find_facts(tmp_path)

    _export(trial, tmp_path)
    assert len(find_facts(tmp_path).parts) == 3
    assert not list((tmp_path / "project").glob(".trial*"))


def test_the_trail_says_who_took_what(trial: Zone, tmp_path: Path) -> None:
    _export(trial, tmp_path)

    entry = AuditEntry.objects.get(verb="export_facts")
    assert (entry.by, entry.about, entry.detail["firms"]) == ("tests", "trial", 5)
