"""Cases by the API: filed, followed and handled as on the pages, and once only."""

import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.api.calling import make_token
from tests.cases.hall import ACCOUNT, Hall, assemble_hall
from wotu.api.scopes import SCOPES, Scope
from wotu.api.verbs import issue_token
from wotu.cases.models import Case, Payee
from wotu.measures.zones import Zone

pytestmark = pytest.mark.django_db
FIRM, DESK = "/api/v1/firms/small-f1/cases", "/api/v1/zones/small/cases"


@pytest.fixture
def hall(small_zone: Zone) -> Hall:
    """Serve the small zone with people on both sides of its window."""
    return assemble_hall(small_zone)


def _secret(hall: Hall, name: str, scopes: tuple[Scope, ...] = tuple(SCOPES)) -> str:
    issued = issue_token(user=hall[name], name="test", scopes=scopes, days=30, by="tests", now=timezone.now())
    return issued.secret


def _post(secret: str, path: str, body: object, key: str = "k1") -> Any:
    headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": key}
    return Client().post(path, json.dumps(body), "application/json", headers=headers)


def _get(secret: str, path: str) -> Any:
    return Client().get(path, headers={"Authorization": f"Bearer {secret}"})


def test_a_firm_files_once_however_often_it_is_sent(hall: Hall) -> None:
    body = {"measure": "small.staff", "consent": True, "payee": ACCOUNT}
    secret = _secret(hall, "alice")

    first, again = _post(secret, FIRM, body), _post(secret, FIRM, body)

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert first.json()["state"] == "filed"
    assert first.json()["amount"] == {"low": 10_000_000, "high": 10_000_000, "unit": "fen"}
    assert Case.objects.count() == 1


def test_everything_that_stands_against_filing_is_said_and_nothing_is_written(hall: Hall) -> None:
    wrong = _post(_secret(hall, "alice"), FIRM, {"measure": "small.oldest", "consent": True})

    assert wrong.status_code == 422
    said = " ".join(error["message"] for error in wrong.json()["errors"])
    assert "1990" in said
    assert "收款账户" in said
    assert not Case.objects.exists()


def test_consent_is_not_optional(hall: Hall) -> None:
    body = {"measure": "small.staff", "consent": False, "payee": ACCOUNT}

    assert _post(_secret(hall, "alice"), FIRM, body).status_code == 422
    assert not Payee.objects.exists()


def test_an_offer_is_confirmed(hall: Hall) -> None:
    case = hall.offered()

    answer = _post(_secret(hall, "alice"), f"{FIRM}/{case.pk}/confirm", {"consent": True, "payee": ACCOUNT})

    assert answer.status_code == 200
    assert answer.json()["state"] != "offered"


def test_a_case_is_followed_with_its_steps(hall: Hall) -> None:
    case = hall.sent_back("缺名册")

    found = _get(_secret(hall, "carol"), f"{FIRM}/{case.pk}").json()

    assert found["steps"][0]["where"] == "open"
    assert found["correction"]["reasons"] == ["缺名册"]
    assert found["light"] == "stopped"


def test_a_correction_is_answered_and_a_case_taken_back(hall: Hall) -> None:
    case, secret = hall.sent_back(), _secret(hall, "alice")

    answered = _post(secret, f"{FIRM}/{case.pk}/correction", {"text": "已补"})
    withdrawn = _post(secret, f"{FIRM}/{case.pk}/withdraw", {"text": ""}, key="k2")

    assert answered.status_code == 200
    assert withdrawn.json()["state"] == "withdrawn"


def test_officials_take_a_case_from_acceptance_to_decision(hall: Hall) -> None:
    case = hall.filed()
    here = f"{DESK}/{case.pk}"
    assert _get(_secret(hall, "cleo"), DESK).json()[0]["id"] == case.pk

    _post(_secret(hall, "cleo"), f"{here}/accept", {})
    _post(_secret(hall, "dan"), f"{here}/opinion", {"step": "review", "opinion": "agreed"})
    decided = _post(_secret(hall, "anna"), f"{here}/decide", {"step": "decide", "outcome": "approved"})

    assert decided.json()["state"] == "approved"
    found = _get(_secret(hall, "anna"), here).json()
    assert found["decision"]["amount"] == 10_000_000
    assert Client().get(f"/verify/{found['decision']['code']}").status_code == 200


def test_a_step_of_somebody_else_is_not_there(hall: Hall) -> None:
    case = hall.filed()

    assert _post(_secret(hall, "dan"), f"{DESK}/{case.pk}/accept", {}).status_code == 404


def test_a_token_without_the_scope_is_refused(hall: Hall) -> None:
    case = hall.filed()

    assert _get(_secret(hall, "cleo", ("cases:read",)), f"{DESK}/{case.pk}").status_code == 403
    assert _get(make_token("eve@example.com"), f"{FIRM}/{case.pk}").status_code == 404
