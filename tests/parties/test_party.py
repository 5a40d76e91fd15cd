"""What the database refuses, in words."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from wotu.parties.models import Party

pytestmark = pytest.mark.django_db

WRONG = {
    "party_kind_known": {"kind": "ship", "owner": None},
    "party_named": {"name": ""},
    "party_owned_unless_enterprise": {"kind": "project"},
    "party_credit_code_shape": {"credit_code": "91440300I922038216"},
    "party_demo_says_so": {"is_demo": True},
}


def _party(**changes: object) -> Party:
    values: dict[str, object] = {"slug": "a", "kind": "enterprise", "zone": "small", "name": "甲公司"}
    return Party(**(values | changes))


@pytest.mark.parametrize(("constraint", "changes"), WRONG.items())
def test_the_database_refuses(constraint: str, changes: dict[str, object]) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        _party(**changes).save()


@pytest.mark.parametrize("constraint", [c.name for c in Party._meta.constraints])
def test_each_constraint_has_words_for_the_user(constraint: str) -> None:
    found = next(c for c in Party._meta.constraints if c.name == constraint)

    assert any("\u4e00" <= letter <= "\u9fff" for letter in str(found.violation_error_message))


def test_the_words_reach_the_user() -> None:
    with pytest.raises(ValidationError, match="演示"):
        _party(is_demo=True).validate_constraints()


def test_a_credit_code_is_registered_once_in_a_zone() -> None:
    _party(credit_code="914403001922038216").save()

    with pytest.raises(IntegrityError, match="party_credit_code_once"):
        _party(slug="b", credit_code="914403001922038216").save()
