"""What is told of matching: what it saved, and whether the last proof found anything."""

from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry

from tests.findings.zone import NOW, ON, firm, match, measure, write
from wotu.findings.models import StandingAnswer
from wotu.findings.proving import mend, prove
from wotu.site.watching.matching import Matching

pytestmark = pytest.mark.django_db


def test_runs_and_proofs_are_told_by_zone(tmp_path: Path) -> None:
    registry = CollectorRegistry()
    registry.register(Matching())
    zone = write(tmp_path, [measure("growth", "revenue >= '1000万元'"), measure("staff", "staff >= 10")])
    firm("big", revenue="2000万元")
    match(zone, why="facts")
    match(zone, why="facts")
    StandingAnswer.objects.filter(measure="trial.growth").delete()
    proof = prove(zone=zone, on=ON, by="tests", now=NOW)

    def value(name: str, **labels: str) -> float | None:
        return registry.get_sample_value(name, {"zone": "trial", **labels})

    assert value("wotu_rematch_runs_total", why="facts") == 2
    assert value("wotu_rematch_answers_total", why="facts", what="asked") == 2
    assert value("wotu_rematch_answers_total", why="facts", what="saved") == 2
    assert value("wotu_rematch_changes_total", why="facts") == 1
    assert value("wotu_proof_differences") == 1
    assert value("wotu_proof_timestamp_seconds") == NOW.timestamp()

    mend(proof=proof, zone=zone, on=ON, by="tests", now=NOW)
    assert (value("wotu_proof_differences"), value("wotu_proof_compared")) == (0, 2)
