"""Who uses the desk in its tests."""

import pytest
from django.test import Client

from tests.desk.official import official, signed_in
from wotu.accounts.models import User
from wotu.measures.zones import Zone


@pytest.fixture
def dan(small_zone: Zone) -> User:
    """Dan, a reviewer of the small zone."""
    return official("dan", "reviewer")


@pytest.fixture
def desk(dan: User) -> Client:
    """Dan's browser."""
    return signed_in(dan)
