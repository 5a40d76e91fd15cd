"""Traces by OpenTelemetry: a span for each request and each question to the database. Off unless asked for.

WOTU_TRACES is the address of a collector that takes OTLP over HTTP, such as http://localhost:4318/v1/traces.
A span has the statement without its values: what firms wrote leaves the site in no trace.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from opentelemetry import trace
from opentelemetry.propagate import extract
from opentelemetry.trace import Span, SpanKind, Status, StatusCode

from wotu import __version__

tracer = trace.get_tracer("wotu", __version__)


def start() -> None:
    """Send spans to the collector from now on; called once in each process that serves, after it forked."""
    if not settings.WOTU_TRACES:
        return
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import (  # noqa: PLC0415 - only where wanted
        OTLPSpanExporter,
    )
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415

    provider = TracerProvider(
        resource=Resource({"service.name": "wotu", "service.version": __version__}), shutdown_on_exit=True
    )
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=settings.WOTU_TRACES)))
    trace.set_tracer_provider(provider)


@contextmanager
def request_span(request: HttpRequest) -> Iterator[Span | None]:
    """Keep a span open while a request is answered, with one for each statement within it."""
    if not settings.WOTU_TRACES:
        yield None
        return
    parent = extract({name.lower(): value for name, value in request.headers.items()})
    with (
        tracer.start_as_current_span(request.method or "", parent, SpanKind.SERVER) as span,
        connection.execute_wrapper(_asked),
    ):
        yield span


def finish(span: Span | None, view: str, status: int) -> None:
    """Name a request's span by the view that answered."""
    if span is None:
        return
    span.update_name(view)
    span.set_attribute("http.route", view)
    span.set_attribute("http.response.status_code", status)
    if status >= 500:
        span.set_status(Status(StatusCode.ERROR))


def _asked(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    with tracer.start_as_current_span("SQL", kind=SpanKind.CLIENT) as span:
        span.set_attribute("db.system", "postgresql")
        span.set_attribute("db.query.text", sql)
        return execute(sql, params, many, context)
