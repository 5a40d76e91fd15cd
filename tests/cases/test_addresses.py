"""The links in messages lead to pages that are there."""

from types import SimpleNamespace
from typing import Any

from django.urls import resolve

from wotu.cases import addresses


def test_every_address_of_a_case_is_a_page() -> None:
    case: Any = SimpleNamespace(pk=7, zone="win", enterprise=SimpleNamespace(slug="qinghe"))
    person: Any = SimpleNamespace(slug="tara")

    found = (
        addresses.for_firm(case), addresses.for_person(case, person), addresses.for_desk(case),
        addresses.queue("win"),
    )  # fmt: skip

    assert [resolve(address).view_name for address in found] == [
        "portal:cases:case", "portal:own_cases:case", "desk:cases:case", "desk:cases:home",
    ]  # fmt: skip
