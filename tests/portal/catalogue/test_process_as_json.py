"""A process in the JSON of a measure: its steps, the departments side by side, the time of each."""

import json
from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def _process(client: Client, measure: str) -> dict[str, Any]:
    found = json.loads(client.get(f"/measures/{measure}.json").content)
    process: dict[str, Any] = found["texts"][0]["process"]
    return process


def test_departments_that_work_side_by_side_stand_in_branches_with_their_norms(client: Client) -> None:
    process = _process(client, "nanchang.credit_repair")

    assert (process["total"], process["published"]) == (5, False)
    assert "三个部门并联" in process["assumption"]["zh"]
    assert process["source"]["article"] == "信用修复“一件事”"
    accept, bodies, decide, answer = process["steps"]
    assert (accept["does"], decide["does"], answer["does"]) == ("accept", "decide", "deliver")
    assert bodies["parallel"] == "bodies"
    assert [[step["department"]["id"] for step in branch] for branch in bodies["branches"]] == [
        ["credit_office"], ["market"], ["tax"]
    ]  # fmt: skip
    (tax,) = bodies["branches"][2]
    assert tax["department"]["label"] == {"zh": "税务部门", "en": "Tax office"}
    assert tax["norm"] == {
        "working_days": 3, "words": {"zh": "3个工作日", "en": "3 working days"}, "counts": True,
        "silence": None,
    }  # fmt: skip


def test_what_stops_the_clock_what_silence_means_and_what_was_not_published_is_said(client: Client) -> None:
    process = _process(client, "showcase.joint_review")

    (departments,) = (step for step in process["steps"] if "parallel" in step)
    (industry, checks), (experts,) = departments["branches"]
    assert (industry["norm"]["counts"], experts["norm"]["counts"]) == (True, False)
    assert checks["branches"][0][0]["norm"]["silence"] == "agreed"
    deliver = _process(client, "showcase.same_day")["steps"][-1]
    assert (deliver["published"], deliver["assumption"]["en"][:27]) == (False, "The time of delivery was no")
