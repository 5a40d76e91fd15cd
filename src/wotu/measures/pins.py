"""Pinning: the text of every pack a case was filed under, kept so that it can be asked again years later."""

import datetime as dt
import tempfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from weakref import WeakKeyDictionary, WeakValueDictionary

from django.conf import settings

from wotu.measures.models import Pin
from wotu.measures.texts import content_of, read_files, write_files
from wotu.measures.zones import Zone
from wotu.measures.zones import zone as served
from wotu.rules.load import load_packs

ZONES_KEPT = 32
_contents: WeakKeyDictionary[Zone, str] = WeakKeyDictionary()
"""What the zones of this process say, hashed once each."""
_known: WeakValueDictionary[tuple[str, str], Zone] = WeakValueDictionary()
"""The same the other way round: a case asks often for the zone it is pinned to."""


def pin_of(zone: Zone, now: dt.datetime) -> Pin:
    """Return the pin of what a zone's measures say, kept now if it never was; in the caller's transaction.

    All packs the zone builds on are kept with it.
    """
    content = content_of_zone(zone)
    found = Pin.objects.filter(zone=zone.id, content=content).defer("files").first()
    if found is not None:
        return found
    pin, _ = Pin.objects.get_or_create(
        zone=zone.id, content=content, defaults={"files": _files(zone), "made_at": now}
    )
    return pin


def content_of_zone(zone: Zone) -> str:
    """Return the hash of what a zone's measures say, worked out once a process."""
    known = _contents.get(zone)
    if known is None:
        known = _contents[zone] = content_of(_files(zone))
        _known[zone.id, known] = zone
    return known


def zone_of(pin: Pin) -> Zone:
    """Return the zone as it was pinned: the one served now where it says the same, else one laid out."""
    known = _known.get((pin.zone, pin.content))
    if known is not None:
        return known
    now = served(pin.zone)
    if now is not None and content_of_zone(now) == pin.content:
        return now
    return _laid_out(pin.pk, pin.zone, pin.content)


@lru_cache(maxsize=ZONES_KEPT)
def _laid_out(pk: int, zone: str, content: str) -> Zone:
    place = settings.WOTU_EDITIONS / "pins" / content[:24]
    if not (place / zone / "pack.yaml").is_file():
        _lay_out(place, Pin.objects.values_list("files", flat=True).get(pk=pk))
    packs = load_packs([place / zone], bases=place)
    loaded = Zone(packs.packs[zone], packs)
    _contents[loaded] = content
    _known[zone, content] = loaded
    return loaded


def _lay_out(place: Path, files: Mapping[str, str]) -> None:
    """Write the files of a pin, whole or not at all: several processes may need them at once."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".making-", dir=place.parent) as making:
        made = Path(making) / "made"
        write_files(made, files)
        try:
            made.rename(place)
        except OSError:
            if not place.is_dir():
                raise


def _files(zone: Zone) -> dict[str, str]:
    return {
        f"{id_}/{path}": text
        for id_, pack in zone.packs.packs.items()
        for path, text in read_files(Path(pack.folder)).items()
    }
