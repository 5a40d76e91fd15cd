"""Who sits at the desk of the demonstration chain."""

import pytest
from django.test import Client

from tests.desk.chain.demonstration_world import ZONE, demonstration
from tests.desk.official import official, signed_in
from wotu.accounts.models import User


@pytest.fixture
def nanchang_dan(db: None) -> User:
    """Dan, a reviewer of Nanchang, where the demonstration chain is."""
    demonstration()
    return official("dan", "reviewer", ZONE)


@pytest.fixture
def nanchang_desk(nanchang_dan: User) -> Client:
    """Dan's browser."""
    return signed_in(nanchang_dan)


@pytest.fixture
def audrey(nanchang_dan: User) -> Client:
    """The browser of Audrey, who audits: she sees the chain and changes nothing."""
    return signed_in(official("audrey", "auditor", ZONE))
