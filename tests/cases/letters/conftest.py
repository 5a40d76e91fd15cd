"""The zone the pages of cases are tested in."""

import pytest

from tests.cases.window import Window, assemble_window
from wotu.measures.zones import Zone


@pytest.fixture
def window(small_zone: Zone) -> Window:
    """Serve the small zone with people on both sides of its window."""
    return assemble_window(small_zone)
