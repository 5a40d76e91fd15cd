"""Files of other packages that our pages load."""

import hashlib
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.finders import get_finders

from wotu.look.carried import CarriedFiles

ECHARTS_5_5_1 = "e84270bd0cd5bdf60fefc26d00c2a391cb2e81f4d26a7a9ee16185a54773a3cf"
"""Of dist/echarts.min.js in the npm package echarts@5.5.1."""


def test_echarts_is_the_file_its_authors_published() -> None:
    found = finders.find("carried/echarts.min.js")

    assert found
    assert hashlib.sha256(Path(found).read_bytes()).hexdigest() == ECHARTS_5_5_1


def test_nothing_else_of_the_package_is_served() -> None:
    assert not finders.find("carried/echarts-gl.min.js")
    assert not finders.find("echarts.min.js")
    assert finders.find("carried/echarts.min.js", find_all=True)


def test_collecting_files_takes_it_along() -> None:
    (own,) = [one for one in get_finders() if isinstance(one, CarriedFiles)]

    assert [(name, vars(storage)["prefix"], storage.exists(name)) for name, storage in own.list(None)] == [
        ("echarts.min.js", "carried", True)
    ]
