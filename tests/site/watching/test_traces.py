"""Traces are off unless a collector is named; then requests and questions are spans, without values."""

from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from unittest.mock import patch

import pytest
from django.db import DataError, connection
from django.test import Client, RequestFactory
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode

from wotu.site.watching import traces

pytestmark = pytest.mark.django_db


def test_nothing_is_traced_unless_asked_for(client: Client) -> None:
    with patch.object(traces, "tracer") as tracer:
        client.get("/healthz")
        traces.start()

    tracer.start_as_current_span.assert_not_called()
    assert not isinstance(trace.get_tracer_provider(), TracerProvider)


def test_a_request_is_a_span_with_its_questions_inside(client: Client, spans: InMemorySpanExporter) -> None:
    parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    client.get("/healthz", headers={"traceparent": parent})

    *asked, request = spans.get_finished_spans()
    assert request.name == "healthz"
    assert (request.attributes or {})["http.response.status_code"] == 200
    assert f"{request.context.trace_id:032x}" in parent, "the trace of who asked goes on"
    assert (asked[0].attributes or {})["db.query.text"] == "SELECT 1"
    assert asked[0].parent is not None
    assert asked[0].parent.span_id == request.context.span_id


def test_a_span_holds_no_values(client: Client, spans: InMemorySpanExporter) -> None:
    client.get("/catalogue/?q=青禾精密")

    texts = [str(span.attributes) for span in spans.get_finished_spans()]
    assert texts
    assert not [text for text in texts if "青禾" in text]


def test_a_statement_that_fails_tells_no_values_either(spans: InMemorySpanExporter) -> None:
    with (
        pytest.raises(DataError, match="qinghe"),
        traces.request_span(RequestFactory().get("/")),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT CAST(%s AS integer)", ["qinghe"])

    asked = spans.get_finished_spans()[0]
    assert asked.status.status_code == StatusCode.ERROR
    assert "qinghe" not in asked.to_json()


def test_the_collector_is_sent_what_it_understands() -> None:
    taken: list[tuple[str, bytes]] = []

    class Collector(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            taken.append((self.path, self.rfile.read(length)))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Collector) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        provider = TracerProvider()
        address = f"http://127.0.0.1:{server.server_port}/v1/traces"
        provider.add_span_processor(SimpleSpanProcessor(OTLPSpanExporter(endpoint=address)))
        with provider.get_tracer("tests").start_as_current_span("catalogue"):
            pass
        provider.shutdown()
        server.shutdown()

    assert taken
    assert taken[0][0] == "/v1/traces"
    assert b"catalogue" in taken[0][1]
