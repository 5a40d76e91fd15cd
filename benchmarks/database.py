"""A database of its own (`test_…`) for a benchmark, filled before and removed after."""

# ruff: noqa: PLC0415 - Django must be set up before its models are imported

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.books import Books


@contextmanager
def filled(firms: int) -> "Iterator[Books]":
    """Set up the site on a database with a zone of so many firms."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wotu.site.settings")
    import django
    from django.db import connection

    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["testserver", *settings.ALLOWED_HOSTS]
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        from benchmarks.books import fill

        start = time.perf_counter()
        books = fill(firms)
        took = time.perf_counter() - start
        every, here = len(books.everywhere), len(books.firms)
        print(f"{here:,} firms in {books.zone.id}, {every:,} in all, filled in {took:.0f} s\n", flush=True)
        yield books
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
