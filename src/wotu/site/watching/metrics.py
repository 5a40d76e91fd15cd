"""Counts and times for Prometheus: each web process tells its own; the queue is asked when somebody scrapes.

Shut unless WOTU_METRICS_TOKEN is set: the counts say how busy a zone is, and are not for everybody.
"""

import secrets
from collections.abc import Iterator

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric, SummaryMetricFamily
from prometheus_client.registry import Collector

from wotu.access.needs import PUBLIC, open_to
from wotu.site.models import JobTally
from wotu.site.watching.matching import Matching

SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper ends of the classes of time; 0.1 s is the goal for a page."""

REGISTRY = CollectorRegistry()
REQUESTS = Counter("wotu_requests", "Requests answered.", ("view", "method", "status"), registry=REGISTRY)
TIMES = Histogram(
    "wotu_request_seconds", "Seconds from request to answer.", ("view",), buckets=SECONDS, registry=REGISTRY
)
IN_PROGRESS = Gauge("wotu_requests_in_progress", "Requests being answered.", registry=REGISTRY)


class Queue(Collector):
    """Jobs by queue and state, the oldest one's wait, those that ended: read from the database each time."""

    def collect(self) -> Iterator[Metric]:
        """Yield the measures of the queue."""
        jobs = GaugeMetricFamily("wotu_jobs", "Jobs in the queue.", labels=("queue", "status"))
        with connection.cursor() as cursor:
            cursor.execute("SELECT queue_name, status::text, count(*) FROM procrastinate_jobs GROUP BY 1, 2")
            for queue, status, number in cursor.fetchall():
                jobs.add_metric((queue, status), number)
            cursor.execute(
                "SELECT coalesce(extract(epoch FROM now() - min(e.at)), 0) FROM procrastinate_jobs AS j"
                " JOIN procrastinate_events AS e ON e.job_id = j.id AND e.type = 'deferred'"
                " WHERE j.status = 'todo' AND (j.scheduled_at IS NULL OR j.scheduled_at <= now())"
            )
            oldest = float(cursor.fetchone()[0])
        yield jobs
        yield GaugeMetricFamily("wotu_oldest_job_seconds", "How long the oldest job due has waited.", oldest)
        done = SummaryMetricFamily(
            "wotu_job_seconds", "Jobs done and the seconds they took.", labels=("task", "outcome")
        )
        for tally in JobTally.objects.order_by("task", "outcome"):
            done.add_metric((tally.task, tally.outcome), tally.jobs, tally.seconds)
        yield done


REGISTRY.register(Queue())
REGISTRY.register(Matching())


def count(view: str, method: str, status: int, seconds: float) -> None:
    """Count one answered request."""
    REQUESTS.labels(view, method, str(status)).inc()
    TIMES.labels(view).observe(seconds)


@open_to(PUBLIC)
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Tell Prometheus, if it brings the token; for anybody else there is no such page."""
    token, given = settings.WOTU_METRICS_TOKEN, request.headers.get("Authorization", "")
    if not token or not secrets.compare_digest(given.encode(), f"Bearer {token}".encode()):
        raise Http404
    return HttpResponse(generate_latest(REGISTRY), content_type=CONTENT_TYPE_LATEST)
