"""Jobs of the chain: thin. They read the clock, as the faces do."""

from contextlib import suppress

from django.db import transaction
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from wotu.industry.atlas import atlas
from wotu.industry.leading import written
from wotu.industry.verbs.finding import keep_leads

AGAIN = RetryStrategy(max_attempts=3, exponential_wait=4)


@app.task(name="industry.find_leads", retry=AGAIN)
def find_leads(zone: str, product: str) -> None:
    """Find whom to invite for a product, then for every other missing link of the zone."""
    found = atlas(zone)
    if found.revision is None:
        return
    for one in dict.fromkeys([product, *(gap.link.product for gap in found.gaps)]):
        with suppress(LookupError):  # it was merged or set aside meanwhile
            leads = [written(lead) for lead in found.leads(one)]
            keep_leads(zone=zone, product=one, token=found.revision, leads=leads, now=timezone.now())


def ask_for_leads(zone: str, product: str) -> None:
    """Have the leads of a zone found soon; nothing where that waits to be done already."""
    job = find_leads.configure(queueing_lock=f"leads:{zone}", lock=f"leads:{zone}")
    with suppress(AlreadyEnqueued), transaction.atomic():
        job.defer(zone=zone, product=product)
