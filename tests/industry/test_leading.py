"""Where much is known, leads are found in the background and kept for that state of knowledge."""

from collections.abc import Iterator

import pytest
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.findings.zone import empty_queue
from tests.industry.leads_world import clerks, world
from tests.industry.small import ZONE, firm, makes
from wotu.industry import atlas as atlases
from wotu.industry import leading
from wotu.industry.atlas import atlas
from wotu.industry.leading import read, search, written
from wotu.industry.models import FoundLeads
from wotu.industry.tasks import ask_for_leads
from wotu.refusal import CannotDo

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def _much_is_known(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Take the zone for one of which much is known, with an empty queue into which no clock puts anything."""
    monkeypatch.setattr(app.periodic_registry, "periodic_tasks", {})
    monkeypatch.setattr(leading, "AT_ONCE", 3)
    empty_queue()
    yield
    empty_queue()


def _work() -> None:
    with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]
        app.run_worker(wait=False, listen_notify=False, install_signal_handlers=False)
    atlases._kept.clear()  # another process has worked it out


def test_a_lead_is_read_as_it_was_written() -> None:
    world()

    for lead in atlas(ZONE).leads("mocvd"):
        assert read(written(lead)) == lead


@pytest.mark.usefixtures("_much_is_known")
def test_leads_of_a_large_zone_are_found_once_for_all_missing_links_and_kept() -> None:
    bob, _ = clerks()
    here = world()
    expected = [lead.firm for lead in atlas(ZONE).leads("mocvd")]
    atlases._kept.clear()
    assert search(atlas(ZONE), "mocvd").leads is None
    with pytest.raises(CannotDo, match="还在计算"):
        here.take_up(bob)

    ask_for_leads(ZONE, "mocvd")
    ask_for_leads(ZONE, "mocvd")
    assert ProcrastinateJob.objects.filter(status="todo").count() == 1
    _work()

    found = search(atlas(ZONE), "mocvd")
    assert found.leads is not None
    assert [lead.firm for lead in found.leads] == expected
    assert FoundLeads.objects.count() == len(atlas(ZONE).gaps)
    assert here.take_up(bob).reasons["lead"]["evidence"]


@pytest.mark.usefixtures("_much_is_known")
def test_what_was_found_is_not_shown_after_something_changed() -> None:
    here = world()
    ask_for_leads(ZONE, "mocvd")
    _work()
    assert search(atlas(ZONE), "mocvd").leads is not None

    makes(firm("new", name="新来装备", place="某地"), here.mocvd)

    assert search(atlas(ZONE), "mocvd").leads is None
    ask_for_leads(ZONE, "mocvd")
    _work()
    found = search(atlas(ZONE), "mocvd").leads
    assert found is not None
    assert "new" in [lead.firm for lead in found]
    assert FoundLeads.objects.count() == len(atlas(ZONE).gaps), "the new answer stands in the old one's place"
