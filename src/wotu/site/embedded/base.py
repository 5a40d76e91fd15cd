"""Django's PostgreSQL backend, with the server started at the first connection.

Whatever needs the database — a page, a command, a test — gets one; whatever does not never
waits for one.
"""

from typing import Any

from django.conf import settings
from django.db.backends.postgresql import base

from wotu.site.embedded.server import Server


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to the embedded PostgreSQL."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect, starting the server first if it sleeps."""
        Server.of(settings.WOTU_VAR).ensure()
        return super().get_new_connection(conn_params)
