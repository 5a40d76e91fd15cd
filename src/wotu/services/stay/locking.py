"""A stay for one verb alone: its case locked first, then the stay itself."""

import datetime as dt
from functools import partial

from django.db import transaction

from wotu.cases.progress import locked
from wotu.refusal import CannotDo
from wotu.services.stay.models import Stay


def locked_stay(stay: Stay, *states: str) -> Stay:
    """Return a stay as it is now, kept from everybody else until the transaction ends.

    Raises:
        CannotDo: it is in none of the states the step is taken from.
    """
    case = locked(stay.case)
    found = (
        Stay.objects.select_for_update(of=("self",))
        .select_related("site", "wants_site", "person__owner", "commissioner")
        .get(pk=stay.pk)
    )
    found.case = case
    if states and found.state not in states:
        raise CannotDo(
            f"这次入住现在是“{found.label.zh}”，不能这样办。请刷新页面看最新情况。",
            f"The stay is “{found.label.en}” now. Reload the page to see how it stands.",
        )
    return found


def offer_after(zone: str, *, now: dt.datetime, today: dt.date) -> None:
    """Once this transaction is through: offer what came back to those who wait."""
    from wotu.services.stay.verbs.waiting import offer_nights  # noqa: PLC0415 - the two call each other

    transaction.on_commit(partial(offer_nights, zone=zone, now=now, today=today), robust=True)
