"""How long files are kept, and what keeps one longer."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from wotu.facts.models import Dispute, Evidence, FactEntry
from wotu.rules.text import Text

RULES = Path(__file__).parent / "data" / "retention.yaml"


@dataclass(frozen=True, slots=True)
class Rule:
    """For how many years content is kept; where nobody published it, what is assumed."""

    years: int
    published: bool
    assumption: Text | None


@dataclass(frozen=True)
class Due:
    """A file whose time is over. `held` says what keeps it all the same; None where nothing does."""

    evidence: Evidence
    held: Text | None


@cache
def rules() -> Mapping[str, Rule]:
    """Return the rules by what files are handed in for."""
    table: dict[str, Any] = yaml.safe_load(RULES.read_text(encoding="utf-8"))
    return {
        name: Rule(row["years"], row["published"], Text(**row["assumption"]) if "assumption" in row else None)
        for name, row in table.items()
    }


def day_of(now: dt.datetime) -> dt.date:
    """Return the day a moment falls on, where the site is."""
    return now.astimezone(timezone.get_default_timezone()).date()


def keep_until(day: dt.date, purpose: str = "default") -> dt.date:
    """Return the first day the content of a file handed in on a day need not be kept."""
    years = (rules().get(purpose) or rules()["default"]).years
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return dt.date(day.year + years, 3, 1)


def due(today: dt.date) -> list[Due]:
    """Return the files whose time is over and whose content is still there, the oldest first."""
    over = list(Evidence.objects.filter(purged_at=None, keep_until__lte=today).order_by("keep_until", "id"))
    held = held_by([one.pk for one in over])
    return [Due(one, held.get(one.pk)) for one in over]


def held_by(ids: Collection[int]) -> dict[int, Text]:
    """Return what keeps which of these files: each part of the site is asked (`EVIDENCE_HELD_BY`)."""
    held: dict[int, Text] = {}
    for name in settings.EVIDENCE_HELD_BY if ids else ():
        held |= import_string(name)(ids)
    return held


def by_facts(ids: Collection[int]) -> dict[int, Text]:
    """Keep files that a fact which stands rests on."""
    found = FactEntry.objects.standing().filter(evidence__in=ids).values_list("evidence", flat=True)
    return {id_: Text("有效的事实以它为据", "a fact that stands rests on it") for id_ in found if id_}


def by_disputes(ids: Collection[int]) -> dict[int, Text]:
    """Keep files of a dispute that waits for its answer."""
    found = Dispute.objects.filter(evidence__in=ids, state="open").values_list("evidence", flat=True)
    return {id_: Text("有未答复的异议", "a dispute waits for its answer") for id_ in found if id_}
