"""The matrix of the API: every operation, for everybody of the cast with a token good for everything."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from tests.access.cases import case_of
from tests.access.who import (
    ACCOUNTS,
    ANSWERING,
    DESK,
    EVERYBODY,
    FIRM,
    NEIGHBOUR,
    NOBODY,
    SEEING,
    SEEING_CASES,
    Who,
)
from tests.cast import STRANGER, Cast
from wotu.api.scopes import SCOPES
from wotu.api.site import operations
from wotu.api.verbs import issue_token
from wotu.measures.zones import Zone

pytestmark = pytest.mark.django_db

REFUSED = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}
RECORDING: Who = frozenset({"alice", "bob", "cleo", "dan", "zoe"})
"""Who may record facts of the firm: those who answer for it, and the officials who may import."""
FACTS = {"facts": [{"fact": "revenue", "value": "900万元", "period": "2023", "source": "年报"}]}


PAYEE = {"name": "青禾", "bank": "演示银行", "number": "62220000111122"}
CONSENT: Mapping[str, object] = {"consent": True}
FILING: Mapping[str, object] = {"measure": "small.hightech", "consent": True, "payee": PAYEE}
OPINION: Mapping[str, object] = {"step": "review", "opinion": "agreed"}
DECISION: Mapping[str, object] = {"step": "decide", "outcome": "approved"}
UNABLE = frozenset({HTTPStatus.UNPROCESSABLE_ENTITY})
"""Somebody who may, but not as the case stands."""


@dataclass(frozen=True)
class Operation:
    """Who may call an operation of the description, and what it is sent."""

    method: str
    path: str
    opens_to: Who
    body: Mapping[str, object] | None = None
    answers: frozenset[HTTPStatus] = frozenset({HTTPStatus.OK, HTTPStatus.CREATED})


def _of(path: str) -> str:
    return f"/api/v1/{path}"


OPERATIONS = [
    Operation("get", _of("me"), ACCOUNTS),
    Operation("get", _of("zones"), EVERYBODY),
    Operation("get", _of("zones/{zone_id}/measures"), EVERYBODY),
    Operation("get", _of("measures/{measure_id}"), EVERYBODY),
    Operation("get", _of("firms"), ACCOUNTS),
    Operation("get", _of("firms/{slug}"), SEEING | DESK),
    Operation("get", _of("firms/{slug}/checkup"), SEEING | DESK),
    Operation("get", _of("firms/{slug}/facts"), SEEING | DESK),
    Operation("post", _of("firms/{slug}/facts"), RECORDING, FACTS),
    Operation("get", _of("firms/{slug}/cases"), SEEING),
    Operation("post", _of("firms/{slug}/cases"), ANSWERING, FILING),
    Operation("get", _of("firms/{slug}/cases/{number}"), SEEING),
    Operation("post", _of("firms/{slug}/cases/{number}/confirm"), ANSWERING, CONSENT, UNABLE),
    Operation("post", _of("firms/{slug}/cases/{number}/withdraw"), ANSWERING, {"text": ""}),
    Operation("post", _of("firms/{slug}/cases/{number}/correction"), ANSWERING, {"text": ""}, UNABLE),
    Operation("get", _of("zones/{zone_id}/cases"), SEEING_CASES),
    Operation("get", _of("zones/{zone_id}/cases/{number}"), SEEING_CASES),
    Operation("post", _of("zones/{zone_id}/cases/{number}/accept"), frozenset({"cleo"}), {"step": "accept"}),
    Operation("post", _of("zones/{zone_id}/cases/{number}/opinion"), NOBODY, OPINION),  # not reached yet
    Operation("post", _of("zones/{zone_id}/cases/{number}/decide"), NOBODY, DECISION),  # not reached yet
]
OF_A_FIRM = [each for each in OPERATIONS if "{slug}" in each.path and "{number}" not in each.path]


def _call(cast: Cast, person: str, operation: Operation, firm: str) -> HttpResponse:
    """Call an operation, and undo whatever it wrote."""
    number = case_of(cast).pk if "{number}" in operation.path else 0
    path = operation.path.format(slug=firm, zone_id="small", measure_id="small.staff", number=number)
    cache.clear()
    with transaction.atomic():
        headers = {} if person == STRANGER else _headers(cast, person)
        if operation.body is None:
            answer = getattr(Client(), operation.method)(path, headers=headers)
        else:
            data = json.dumps(operation.body)
            answer = Client().post(path, data, "application/json", headers=headers)
        transaction.set_rollback(True)
    found: HttpResponse = answer
    return found


def _headers(cast: Cast, person: str) -> dict[str, str]:
    user, now = cast[person], timezone.now()
    issued = issue_token(user=user, name="test", scopes=list(SCOPES), days=1, by="tests", now=now)
    return {"Authorization": f"Bearer {issued.secret}", "Idempotency-Key": "one"}


def _wrong(cast: Cast, operation: Operation, firm: str, opens_to: Who) -> list[str]:
    found = []
    for person in sorted(EVERYBODY):
        answer = _call(cast, person, operation, firm)
        if person in opens_to:
            fine = answer.status_code in operation.answers
        else:
            fine = answer.status_code in REFUSED and firm not in answer.content.decode()
        if not fine:
            found.append(f"{person}: {operation.method} {operation.path} at {firm}: {answer.status_code}")
    return found


def test_every_operation_is_in_the_table() -> None:
    described = {(method, path) for path, methods in operations().items() for method in methods}

    assert described == {(operation.method, operation.path) for operation in OPERATIONS}


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: f"{each.method} {each.path}")
def test_who_gets_an_answer(two_zones: Zone, cast: Cast, operation: Operation) -> None:
    assert not _wrong(cast, operation, FIRM, operation.opens_to)


@pytest.mark.parametrize("operation", OF_A_FIRM, ids=lambda each: f"{each.method} {each.path}")
def test_who_gets_an_answer_about_the_neighbour(two_zones: Zone, cast: Cast, operation: Operation) -> None:
    theirs = (operation.opens_to - SEEING) | {"nora"}

    assert not _wrong(cast, operation, NEIGHBOUR, theirs)
