"""Missing links of the zones of a country: those of `wotu.chain.gaps`, with the same parts, score and order.

The question is asked for one zone, or for all of them in stretches of zones, so that memory stays bounded.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from wotu.chain.country.folders import new_folder
from wotu.chain.country.questions import question
from wotu.chain.country.store import Store
from wotu.chain.gaps import HALF, WEIGHTS, Gap, why
from wotu.chain.links import link_of

ALL = 2**31 - 1
"""As many as there are."""
FIRMS_AT_ONCE = 1_000_000
"""Firms of the zones of a stretch."""


def gaps(store: Store, zone: str, *, limit: int | None = None) -> list[Gap]:
    """Return the zone's missing links, the most pressing first; none for a zone without firms.

    Raises:
        LookupError: there is no such zone.
    """
    number = store.zone_number(zone)
    rows = sorted(store.ask(gaps_sql(number, number, limit)), key=lambda row: row["place"])
    return [_gap(row, store.products[row["product"]]) for row in rows]


def write_all_gaps(
    store: Store, folder: Path, *, limit: int | None = None, tell: Callable[[int, int], None] | None = None
) -> int:
    """Write the missing links of every zone as Parquet files; return how many there are.

    Args:
        store: the country.
        folder: the folder to make; it is there when all is written.
        limit: the most for a zone.
        tell: told how many zones are done, and how many there are.

    Raises:
        CountryMistakes: the folder is there already.
    """
    with new_folder(folder) as partial:
        written = 0
        for first, last in stretches(store):
            written += store.write(
                f"{gaps_sql(first, last, limit)} ORDER BY zone, place", partial / f"gaps-{first:06}.parquet"
            )
            if tell:
                tell(last, len(store.zones))
    return written


def gaps_sql(first: int, last: int, limit: int | None) -> str:
    """Return the question for the zones with these numbers; its rows come in any order."""
    weights = {name: float(weight) for name, weight in WEIGHTS.items()}
    return question(
        "gaps", first=first, last=last, limit=ALL if limit is None else limit, half=HALF, **weights
    )


def stretches(store: Store) -> Iterator[tuple[int, int]]:
    """Return the first and the last number of zones that are asked together."""
    first, firms = 1, 0
    for row in store.zones.values():
        firms += row["firms"]
        if firms >= FIRMS_AT_ONCE or row["zone"] == len(store.zones):
            yield first, row["zone"]
            first, firms = row["zone"] + 1, 0


def _gap(row: dict[str, Any], product: dict[str, Any]) -> Gap:
    named = {name: product[name] for name in ("zh", "en")}
    link = link_of({**row, **named, "makers_inside": 0, "capacity_fen": None})
    parts = {name: row[f"part_{name}"] for name in WEIGHTS}
    return Gap(link, row["place"], row["score"], parts, why(link))
