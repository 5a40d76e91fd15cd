"""Spans, kept in memory."""

from collections.abc import Iterator
from unittest.mock import patch

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from pytest_django.fixtures import Settings

from wotu.site.watching import traces


@pytest.fixture
def spans(settings: Settings) -> Iterator[InMemorySpanExporter]:
    kept, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(kept))
    settings.WOTU_TRACES = "http://collector.invalid/v1/traces"
    with patch.object(traces, "tracer", provider.get_tracer("tests")):
        yield kept
    provider.shutdown()
