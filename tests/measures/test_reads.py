"""What the desk reads of editions beside the steps: what the folder hides, which files are worked on."""

import datetime as dt
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.small_zone import write_small_zone
from wotu.measures import reads, verbs
from wotu.measures.models import Edition
from wotu.refusal import CannotDo

pytestmark = pytest.mark.django_db

ERIN = "erin@zone.example"
TODAY = dt.date(2026, 3, 2)
NOW = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.WOTU_PACKS = tmp_path / "packs"
    settings.WOTU_EDITIONS = tmp_path / "editions"
    return write_small_zone(settings.WOTU_PACKS)


def _draft(file: str, old: str, new: str) -> Edition:
    made = verbs.begin_edition(zone="small", title="改", by=ERIN, now=NOW)
    text = reads.whole_of(made)[file].replace(old, new)
    return verbs.save_edition(
        zone="small", number=made.number, revision=1, path=file, text=text, by=ERIN, now=NOW
    )


def test_a_change_of_the_folder_hidden_by_the_edition_in_force_is_named(folder: Path) -> None:
    edition = _draft("sources.yaml", "试验办法", "修订办法")
    Edition.objects.filter(pk=edition.pk).update(
        state="published", approved_by="alan", valid_from=TODAY, published_at=NOW
    )
    assert reads.left_behind("small", TODAY) == []

    text = (folder / "sources.yaml").read_text(encoding="utf-8")
    (folder / "sources.yaml").write_text(text.replace("2024-01-01", "2024-02-01"), encoding="utf-8")

    assert reads.left_behind("small", TODAY) == ["sources.yaml"]
    assert reads.in_force_number("small", TODAY) == edition.number


def test_a_file_worked_on_is_listed_with_the_draft(folder: Path) -> None:
    edition = _draft("sources.yaml", "试验办法", "修订办法")

    assert reads.drafted_measures([edition]) == {"sources.yaml": [edition.number]}


def test_reach_refuses_a_draft_that_cannot_be_loaded(folder: Path) -> None:
    edition = _draft("measures/all.yaml", "when: hightech", "when: hightec")

    with pytest.raises(CannotDo, match="改好后才能测算"):
        reads.reach_of(edition, TODAY)


def test_a_new_state_of_the_folder_is_recorded_beside_the_old_one(folder: Path) -> None:
    first = verbs.record_folder(zone="small", by=ERIN, now=NOW)
    (folder / "sources.yaml").write_text("sources: {}\n", encoding="utf-8")
    second = verbs.record_folder(zone="small", by=ERIN, now=NOW)

    assert (first.number, second.number) == (1, 2)
    assert first.content != second.content
