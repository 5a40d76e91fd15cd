"""The site says whether it is alive."""

from http import HTTPStatus
from unittest.mock import patch

import pytest
from django.db import OperationalError, connection
from django.test import Client


@pytest.mark.django_db
def test_it_is_well_with_a_database(client: Client) -> None:
    answer = client.get("/healthz")

    assert answer.status_code == HTTPStatus.OK
    assert answer.json()["database"] == "ok"


def test_it_is_unwell_without_one(client: Client) -> None:
    with patch.object(connection, "cursor", side_effect=OperationalError):
        answer = client.get("/healthz")

    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
