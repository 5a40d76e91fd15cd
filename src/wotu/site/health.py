"""Is the site alive? For load balancers and for `make run`."""

from django.db import OperationalError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wotu import __version__
from wotu.access.needs import PUBLIC, open_to


@open_to(PUBLIC)
@never_cache
@require_safe
def healthz(_request: HttpRequest) -> JsonResponse:
    """Answer 200 when pages and database work, 503 when the database does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except OperationalError:
        return JsonResponse({"version": __version__, "database": "unreachable"}, status=503)
    return JsonResponse({"version": __version__, "database": "ok"})
