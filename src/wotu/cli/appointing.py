"""Appointing the first official of a zone, once Django is set up."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from wotu.accounts.verbs import register_account
from wotu.measures.zones import zone, zones
from wotu.parties.models import Department
from wotu.parties.offices import appoint, register_department


def appoint_first(*, email: str, zone_id: str, name: str, role: str, slug: str, by: str) -> str:
    """Appoint a person, making account and department where there are none; return what to do next.

    Raises:
        ValueError: there is no such zone, or the address is not one.
        CannotDo: the office cannot be given.
    """
    where = zone(zone_id)
    if where is None:
        raise ValueError(f"there is no zone {zone_id}; there are: {', '.join(each.id for each in zones())}")
    try:
        validate_email(email)
    except ValidationError:
        raise ValueError(f"{email} is not an e-mail address") from None
    now, today = timezone.now(), timezone.localdate()
    with transaction.atomic():
        user = register_account(
            email=email, name=name or email.partition("@")[0], password=None, by=by, now=now
        )
        known = Department.objects.filter(zone=where.id, slug=slug).first()
        office = known or register_department(
            zone=where.id, slug=slug, name_zh="管委会办公室", name_en="Main Office", by=by, now=now
        )
        appoint(user=user, department=office, role=role, since=today, by=by, now=now)
    first = (
        "" if user.has_usable_password() else f" They set a password at {reverse('account_reset_password')}."
    )
    return f"{user.email} is {role} of {where.id}.{first}"
