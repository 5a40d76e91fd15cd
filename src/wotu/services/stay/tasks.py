"""What happens by the clock at a station: thin jobs, each calls verbs."""

from collections.abc import Iterator

from django.utils import timezone
from procrastinate.contrib.django import app

from wotu.measures.zones import Zone, zones
from wotu.services.stay.pool import DAY
from wotu.services.stay.station import Station, station_of
from wotu.services.stay.verbs.arriving import place_arrivals
from wotu.services.stay.verbs.setting_up import open_nights
from wotu.services.stay.verbs.staying import count_night
from wotu.services.stay.verbs.waiting import settle_due

BY = "wotu"


@app.periodic(cron="*/5 * * * *")
@app.task(name="stay.due", queueing_lock="stay.due")
def due(timestamp: int) -> None:  # noqa: ARG001 - the queue says for when
    """Give up what nobody confirmed or came for, and offer what is free to those who wait."""
    for zone, _ in _stations():
        settle_due(zone=zone.id, now=timezone.now(), today=timezone.localdate())


@app.periodic(cron="30 22 * * *")
@app.task(name="stay.new_day", queueing_lock="stay.new_day")
def new_day(timestamp: int) -> None:  # noqa: ARG001 - the queue says for when
    """Use last night, and open one more: at 6:30 in Shanghai, 22:30 UTC."""
    for zone, station in _stations():
        now, today = timezone.now(), timezone.localdate()
        count_night(zone=zone.id, now=now, today=today)
        open_nights(zone=zone, station=station, by=BY, now=now, today=today)


@app.periodic(cron="0 12 * * *")
@app.task(name="stay.evening", queueing_lock="stay.evening")
def evening(timestamp: int) -> None:  # noqa: ARG001 - the queue says for when
    """Choose beds for whoever comes tomorrow: at 20:00 in Shanghai, 12:00 UTC."""
    for zone, _ in _stations():
        today = timezone.localdate()
        place_arrivals(zone=zone.id, night=today + DAY, by=BY, now=timezone.now(), today=today)


def _stations() -> Iterator[tuple[Zone, Station]]:
    for zone in zones():
        station = station_of(zone)
        if station is not None:
            yield zone, station
