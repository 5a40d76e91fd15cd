"""The site says whether it is alive."""

import os
from http import HTTPStatus
from pathlib import Path
from unittest.mock import patch

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django.fixtures import Settings

from wotu.site import health


@pytest.mark.django_db
def test_it_is_well_with_a_database(client: Client) -> None:
    answer = client.get("/healthz")

    assert answer.status_code == HTTPStatus.OK
    assert answer.json()["database"] == "ok"


def test_it_is_unwell_without_one(client: Client) -> None:
    with patch.object(connection, "cursor", side_effect=OperationalError):
        answer = client.get("/healthz")

    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE


@pytest.mark.django_db
def test_it_is_ready_when_every_part_is(client: Client) -> None:
    answer = client.get("/readyz")

    assert answer.status_code == HTTPStatus.OK
    assert {key: answer.json()[key] for key in ("database", "tables", "counts", "files")} == {
        "database": "ok", "tables": "ok", "counts": "ok", "files": "ok",
    }  # fmt: skip


@pytest.mark.django_db
def test_it_waits_beside_a_database_that_is_behind(client: Client) -> None:
    health._up_to_date.cache_clear()
    MigrationRecorder(connection).record_unapplied("audit", "0003_never_changed")

    behind = client.get("/readyz")
    assert behind.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert "wotu prepare" in behind.json()["tables"]

    MigrationRecorder(connection).record_applied("audit", "0003_never_changed")
    assert client.get("/readyz").status_code == HTTPStatus.OK, "a bad answer is not kept"


@pytest.mark.django_db
def test_it_is_not_ready_without_a_place_for_files(
    client: Client, tmp_path: Path, settings: Settings
) -> None:
    (tmp_path / "taken").write_text("")
    settings.MEDIA_ROOT = tmp_path / "taken"

    answer = client.get("/readyz")

    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert "WOTU_FILES" in answer.json()["files"]


@pytest.mark.django_db
def test_it_is_not_ready_where_files_may_not_be_written(
    client: Client, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(os, "access", lambda path, mode: path != tmp_path or not mode & os.W_OK)

    assert "WOTU_FILES" in client.get("/readyz").json()["files"]
