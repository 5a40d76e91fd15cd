"""Watching each request: its id, how long it took, what came of it.

What is written down names the view, never the address with its arguments: an address can name a firm.
"""

import logging
import re
import time
from collections.abc import Callable
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

from wotu.site.watching import metrics, traces
from wotu.site.watching.current import request_id, view_of

HEADER = "X-Request-ID"
_GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}")
"""An id the proxy in front gave is kept if it is one, and not something to break a log with."""
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
"""Anybody may invent others: each would be a series of its own for as long as the process lives."""

logger = logging.getLogger("wotu.requests")


class WatchingMiddleware:
    """The outermost middleware: everything a request costs lies within it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, and write down how it went."""
        given = request.headers.get(HEADER, "")
        id_ = given if _GIVEN.fullmatch(given) else uuid4().hex
        token = request_id.set(id_)
        began = time.perf_counter()
        try:
            with metrics.IN_PROGRESS.track_inprogress(), traces.request_span(request) as span:
                response = self.get_response(request)
                view = view_of(request)
                traces.finish(span, view, response.status_code)
            took = time.perf_counter() - began
            method = request.method if request.method in METHODS else "other"
            metrics.count(view, method, response.status_code, took)
            logger.info(
                "%s %s %s", method, view, response.status_code,
                extra={
                    "method": method, "view": view, "status": response.status_code,
                    "milliseconds": round(took * 1000, 1),
                },
            )  # fmt: skip
        finally:
            request_id.reset(token)
        response[HEADER] = id_
        return response
