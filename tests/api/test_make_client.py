"""The written client, used as a program would use it, against the running site."""

import importlib.util
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from django.core.cache import cache
from pytest_django.live_server_helper import LiveServer

from tests.api.calling import make_token, member
from tests.house.files import ROOT
from wotu.measures.zones import Zone

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def client_module() -> ModuleType:
    """Load the client as the one file it is."""
    spec = importlib.util.spec_from_file_location("wotu_client", ROOT / "clients/python/wotu_client.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["wotu_client"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def wotu(client_module: ModuleType, live_server: LiveServer, small_zone: Zone) -> Iterator[Any]:
    """Return a client with the token of a clerk."""
    cache.clear()
    member("bob@example.com", "small-f1", "clerk")
    yield client_module.Wotu(live_server.url, make_token("bob@example.com"))
    cache.clear()


def test_it_reads_pages_and_check_ups(wotu: Any) -> None:
    assert [firm.slug for firm in wotu.list_firms(page_size=1)] == ["small-f1", "small-f2"]
    check = wotu.check_up("small-f1")
    assert check.firm.slug == "small-f1"
    assert {finding.status for finding in check.findings} <= {"entitled", "not_entitled", "unknown"}
    assert all(condition.label.zh for finding in check.findings for condition in finding.conditions)
    assert wotu.me().firms == ["small-f1"]


def test_it_records_facts_once_per_key(wotu: Any, client_module: ModuleType) -> None:
    fact = client_module.FactIn(fact="revenue", value="900万元", period="2023", source="年报")
    facts = client_module.FactsIn(facts=[fact])

    assert wotu.record_facts("small-f1", facts, key="a").recorded == 1
    assert wotu.record_facts("small-f1", facts, key="a").recorded == 1
    assert wotu.record_facts("small-f1", facts).known_before == 1


def test_a_problem_is_raised_with_its_fields(wotu: Any, client_module: ModuleType) -> None:
    with pytest.raises(client_module.Refused) as refused:
        wotu.get_firm("nobody")
    assert refused.value.status == 404

    bad = client_module.FactsIn(facts=[client_module.FactIn(fact="", value="", source="")])
    with pytest.raises(client_module.Refused) as refused:
        wotu.record_facts("small-f1", bad)
    assert refused.value.status == 422
    assert {error["field"] for error in refused.value.errors} >= {"facts.0.fact", "facts.0.value"}
