"""Is the site alive, and may it be sent work? For load balancers and for `make run`."""

import os
from functools import cache

from django.conf import settings
from django.core.cache import cache as counts
from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wotu import __version__
from wotu.access.needs import PUBLIC, open_to

UNAVAILABLE = 503


@open_to(PUBLIC)
@never_cache
@require_safe
def healthz(_request: HttpRequest) -> JsonResponse:
    """Answer 200 when pages and database work, 503 when the database does not."""
    database = _database()
    said = {"version": __version__, "database": database}
    return JsonResponse(said, status=200 if database == "ok" else UNAVAILABLE)


@open_to(PUBLIC)
@never_cache
@require_safe
def readyz(_request: HttpRequest) -> JsonResponse:
    """Answer 200 when requests may be sent here: database, tables, shared counts and files are as they must.

    A process that starts beside an older database says which part is not ready, and waits.
    """
    said = {"database": _database()}
    if said["database"] == "ok":
        said |= {"tables": _tables(), "counts": _counts(), "files": _files()}
    ready = all(one == "ok" for one in said.values())
    return JsonResponse({"version": __version__, **said}, status=200 if ready else UNAVAILABLE)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except OperationalError:
        return "unreachable"
    return "ok"


def _tables() -> str:
    if _up_to_date():
        return "ok"
    _up_to_date.cache_clear()  # only a good answer is for good
    return "behind: run `wotu prepare`"


@cache
def _up_to_date() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _counts() -> str:
    try:
        counts.get("readyz")
    except DatabaseError:
        return "missing: run `wotu prepare`"
    return "ok"


def _files() -> str:
    folder = settings.MEDIA_ROOT
    try:
        folder.mkdir(parents=True, exist_ok=True)
        writable = os.access(folder, os.W_OK | os.X_OK)
    except OSError:
        writable = False
    return "ok" if writable else "not writable: see WOTU_FILES"
