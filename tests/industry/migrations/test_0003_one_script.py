"""Forms stored before the scripts were one are written anew."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from tests.industry.small import firm, makes, name, product
from wotu.industry.models import Claim, ProductName

pytestmark = pytest.mark.django_db


def test_a_form_is_renewed_and_an_open_twin_gives_its_claims_away() -> None:
    alone, known = name("導電膠"), name("封测", product("packaging", zh="封装测试"))
    twin = ProductName.objects.create(zone=known.zone, name="封測", normal="封測")
    ProductName.objects.filter(pk=alone.pk).update(normal="導電膠")
    claim = makes(firm("a"), twin)

    renew = import_module("wotu.industry.migrations.0003_one_script").renew
    with connection.schema_editor() as editor:
        renew(apps, editor)

    alone.refresh_from_db()
    assert alone.normal == "导电胶"
    assert not ProductName.objects.filter(pk=twin.pk).exists()
    assert Claim.objects.get(pk=claim.pk).name == known
