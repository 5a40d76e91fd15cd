"""The zone the pages of cases are tested in."""

import pytest

from tests.cases.hall import Hall, assemble_hall
from wotu.measures.zones import Zone


@pytest.fixture
def hall(small_zone: Zone) -> Hall:
    """Serve the small zone with people on both sides of its hall."""
    return assemble_hall(small_zone)
