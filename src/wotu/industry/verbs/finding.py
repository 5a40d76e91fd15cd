"""Keeping what was worked out in the background. It says nothing new, so no audit entry tells of it."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from wotu.industry.models import FoundLeads


def keep_leads(
    *, zone: str, product: str, token: UUID, leads: Sequence[dict[str, Any]], now: dt.datetime
) -> FoundLeads:
    """Keep whom to invite for a product at one state of knowledge, in the place of an older one."""
    kept, _ = FoundLeads.objects.update_or_create(
        zone=zone, product=product, defaults={"token": token, "leads": list(leads), "at": now}
    )
    return kept
