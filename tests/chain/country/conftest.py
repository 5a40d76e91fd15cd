"""Countries that were built once for all tests here."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.chain.country.invented import Relations, built, country
from wotu.chain.country import build
from wotu.chain.country.store import Store
from wotu.chain.graph.relations import Graph


@dataclass(frozen=True)
class Both:
    """One country as a graph in memory and as a store on disk."""

    relations: Relations
    graph: Graph
    store: Store


@pytest.fixture(scope="package", params=[1, 2, 3])
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    """Three countries; their claims fall into several buckets."""
    relations = country(request.param)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(build, "ROWS_IN_BUCKET", 60)
        path = built(relations, tmp_path_factory.mktemp("country"))
    with Store(path, memory="300MB") as store:
        yield Both(relations, Graph(relations), store)
