"""Matching on the desk."""

from http import HTTPStatus
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoCaptureOnCommitCallbacks
from pytest_django.fixtures import Settings

from tests.findings.zone import NOW, ON, appoint, firm, match, measure, person, write
from tests.portal.inbox.test_views import BACKEND
from wotu.findings.models import StandingAnswer
from wotu.findings.proving import prove
from wotu.findings.verbs import rematch
from wotu.measures.zones import Zone

pytestmark = pytest.mark.django_db


@pytest.fixture
def zone(tmp_path: Path, settings: Settings, client: Client) -> Zone:
    settings.WOTU_PACKS = tmp_path
    dan = person("dan")
    appoint(dan, "reviewer")
    client.force_login(dan, backend=BACKEND)
    return write(
        tmp_path,
        [measure("growth", "revenue >= '1000万元'", "0.01 * revenue"), measure("staff", "staff >= 10")],
    )


def test_before_the_first_run_the_page_offers_one(client: Client, zone: Zone) -> None:
    page = client.get("/desk/trial/matching/").content.decode()

    assert "还没有匹配过" in page
    assert "重新匹配" in page


def test_the_page_says_what_was_asked_again_and_what_was_saved(
    client: Client, zone: Zone, monkeypatch: pytest.MonkeyPatch
) -> None:
    firm("big", revenue="2000万元")
    match(zone)
    match(zone)

    page = client.get("/desk/trial/matching/")

    assert page.context["run"].saved == 2
    text = page.content.decode()
    assert "100.0%" in text
    assert "其中1个（50.0%）因为缺少事实" in text
    assert "staff" in text


def test_a_button_puts_one_job_into_the_queue_and_the_page_follows_it(
    client: Client, zone: Zone, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post("/desk/trial/matching/again", follow=True)

    assert ProcrastinateJob.objects.filter(task_name="findings.match").count() == 1
    assert "已排队" in answer.content.decode()
    part = client.get("/desk/trial/matching/progress").content.decode()
    assert 'hx-trigger="every 2s"' in part
    assert "<html" not in part


def test_a_run_in_hand_shows_how_far_it_is(client: Client, zone: Zone) -> None:
    firm("big")
    run = match(zone)
    run.state, run.firms, run.firms_done = "running", 40, 10
    run.save()

    assert "正在匹配：10／40家企业" in client.get("/desk/trial/matching/progress").content.decode()


def test_the_page_shows_what_each_day_saved(client: Client, zone: Zone) -> None:
    firm("big", revenue="2000万元")
    for _ in range(3):
        rematch(zone=zone, on=ON, by="tests", now=timezone.now())

    page = client.get("/desk/trial/matching/")

    day = page.context["days"][0]
    assert (day.runs, day.evaluated, day.saved) == (3, 2, 4)
    assert "4 (66.7%)" in page.content.decode()


def test_what_a_proof_found_is_named_to_all_and_mended_by_the_administrator(
    client: Client, zone: Zone, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    firm("big", revenue="2000万元")
    match(zone)
    StandingAnswer.objects.filter(measure="trial.growth").update(low=1, high=1)
    proof = prove(zone=zone, on=ON, by="tests", now=NOW)

    page = client.get("/desk/trial/matching/").content.decode()
    assert "1个结论与全量结果不一致" in page
    assert "<td>0.01元</td><td>20万元</td>" in page
    assert "确认更正" not in page, "Dan reviews"
    mend = f"/desk/trial/matching/proofs/{proof.pk}/mend"
    assert client.post(mend).status_code == HTTPStatus.FORBIDDEN
    today = reverse("desk:today:home", args=["trial"])
    assert "与全量结果不一致的结论" not in client.get(today).content.decode()

    zoe = person("zoe")
    appoint(zoe, "zone_admin")
    client.force_login(zoe, backend=BACKEND)
    assert "与全量结果不一致的结论" in client.get(today).content.decode()
    assert "确认更正" in client.get("/desk/trial/matching/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(mend).status_code == HTTPStatus.FOUND
    job = ProcrastinateJob.objects.get(task_name="findings.mend")
    assert (job.args["proof"], "zoe" in job.args["by"]) == (proof.pk, True)
    assert "核对已排队" in client.get("/desk/trial/matching/").content.decode()


def test_a_button_asks_for_a_proof(
    client: Client, zone: Zone, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/desk/trial/matching/prove")

    assert ProcrastinateJob.objects.get().task_name == "findings.prove"
    assert "现在核对" not in client.get("/desk/trial/matching/").content.decode()


def test_an_official_of_another_zone_finds_nothing(client: Client, zone: Zone) -> None:
    client.force_login(person("stranger"), backend=BACKEND)

    for path in ("", "progress"):
        assert client.get(f"/desk/trial/matching/{path}").status_code == HTTPStatus.FORBIDDEN
