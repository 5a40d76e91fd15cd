"""Jobs as a worker runs them: a span each, and a count by task and outcome."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode
from procrastinate.contrib.django import app

from tests.findings.zone import empty_queue
from wotu.findings import tasks
from wotu.measures.zones import Zone
from wotu.site.models import JobTally
from wotu.site.watching import traces
from wotu.site.watching.metrics import REGISTRY
from wotu.site.working import work

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def queue(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep an empty queue, into which no clock puts anything; send nothing to a collector."""
    monkeypatch.setattr(app.periodic_registry, "periodic_tasks", {})
    monkeypatch.setattr(traces, "start", lambda: None)
    empty_queue()
    yield
    empty_queue()


def _work() -> None:
    """Work in a thread of its own: a browser's tests leave an event loop running in this one."""

    def run() -> None:
        try:
            work(until_empty=True)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(run).result()


def test_a_job_is_a_span_and_is_counted_by_how_it_ended(
    spans: InMemorySpanExporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def zone_of(name: str) -> Zone | None:
        if name == "broken":
            raise RuntimeError("qinghe")
        return None

    monkeypatch.setattr(tasks, "zone_of", zone_of)
    monkeypatch.setattr(tasks, "zones", lambda: zone_of("broken"))
    tasks.defer("nowhere", "facts", "tests")
    tasks.defer_proof("broken", "tests")
    app.configure_task("findings.new_day").defer(timestamp=0)

    _work()

    found = {span.name: span for span in spans.get_finished_spans() if span.name != "SQL"}
    told = {name: dict(span.attributes or {}) for name, span in found.items()}
    assert told["findings.match"] == {
        "job.task": "findings.match", "job.queue": "default", "job.attempt": "1",
        "job.outcome": "succeeded",
    }  # fmt: skip
    assert {name: of["job.outcome"] for name, of in told.items()} == {
        "findings.match": "succeeded", "findings.prove": "retried", "findings.new_day": "failed",
    }  # fmt: skip
    assert found["findings.new_day"].status.status_code == StatusCode.ERROR
    assert not [span for span in spans.get_finished_spans() if "qinghe" in span.to_json()]
    assert found["findings.match"].parent is None

    def counted(task: str, outcome: str) -> float | None:
        return REGISTRY.get_sample_value("wotu_job_seconds_count", {"task": task, "outcome": outcome})

    assert (counted("findings.prove", "retried"), counted("findings.new_day", "failed")) == (1, 1)
    tasks.defer("nowhere", "facts", "tests")
    _work()
    assert counted("findings.match", "succeeded") == 2
    assert JobTally.objects.get(task="findings.match").seconds > 0


def test_no_job_is_traced_unless_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(traces, "tracer", None)
    tasks.defer("nowhere", "facts", "tests")

    _work()

    assert JobTally.objects.get().outcome == "succeeded"
