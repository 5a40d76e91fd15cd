"""Officials of the small zone, signed in."""

import datetime as dt

from django.test import Client
from django.utils import timezone

from wotu.accounts.models import User
from wotu.parties.models import Appointment, Department

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ROLES = {
    "erin": "measure_editor", "edgar": "measure_editor", "lena": "legal_reviewer", "alan": "approver",
    "carol": "clerk",
}  # fmt: skip


def signed_in(who: str, zone: str = "small") -> Client:
    """Return a browser in which one of the cast is signed in."""
    department, _ = Department.objects.get_or_create(
        zone=zone, slug="policy", defaults={"name_zh": "政策处", "name_en": "Policy"}
    )
    user, _ = User.objects.get_or_create(email=f"{who}@zone.example", defaults={"name": who})
    Appointment.objects.get_or_create(
        user=user, department=department, role=ROLES[who],
        defaults={"since": timezone.localdate() - dt.timedelta(days=1), "given_by": "tests"},
    )  # fmt: skip
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client
