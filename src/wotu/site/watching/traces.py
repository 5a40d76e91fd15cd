"""Traces by OpenTelemetry: a span for each request, job and question to the database. Off unless asked for.

WOTU_TRACES is the address of a collector that takes OTLP over HTTP, such as http://localhost:4318/v1/traces.
A span has the statement without its values: what firms wrote leaves the site in no trace.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest
from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.propagate import extract
from opentelemetry.trace import Span, SpanKind, Status, StatusCode
from procrastinate.jobs import Job

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


@contextmanager
def job_span(job: Job) -> Iterator[Span | None]:
    """Keep a span open while a job is done, with one for each statement within it."""
    if not settings.WOTU_TRACES:
        yield None
        return
    about = {"job.task": job.task_name, "job.queue": job.queue, "job.attempt": str(job.attempts + 1)}
    with (
        _span(job.task_name, SpanKind.CONSUMER, about, Context()) as span,
        connection.execute_wrapper(_asked),
    ):
        yield span


def finish_job(span: Span | None, outcome: str) -> None:
    """Say how a job ended."""
    if span is None:
        return
    span.set_attribute("job.outcome", outcome)
    if outcome != "succeeded":
        span.set_status(Status(StatusCode.ERROR))


def _span(
    name: str, kind: SpanKind, about: Mapping[str, str], within: Context | None = None
) -> AbstractContextManager[Span]:
    """Open a span that keeps nothing of what an error says: the database names values in its errors."""
    return tracer.start_as_current_span(
        name, within, kind, about, record_exception=False, set_status_on_exception=False
    )


def _asked(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    about = {"db.system": "postgresql", "db.query.text": sql}
    with _span("SQL", SpanKind.CLIENT, about) as span:
        try:
            return execute(sql, params, many, context)
        except DatabaseError:
            span.set_status(Status(StatusCode.ERROR))
            raise
