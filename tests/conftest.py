"""What every test may rely on.

Tests that need a database get real PostgreSQL: the embedded one starts at the first connection,
so a run without such tests starts nothing. Each parallel worker has a database of its own on it.
"""

import pytest
from django.conf import settings

from wotu.site.embedded.server import Server


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the embedded PostgreSQL after the last worker, unless something else still uses it."""
    is_worker = hasattr(config, "workerinput")
    if not is_worker and settings.DATABASES["default"]["ENGINE"] == "wotu.site.embedded":
        Server.of(settings.WOTU_VAR).release()
