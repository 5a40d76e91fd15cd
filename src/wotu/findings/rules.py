"""The rules of a zone on a day, with a fingerprint for whatever is answered together."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from wotu.findings.models import RuleSet
from wotu.match.bundles import Bundle, bundles, fingerprint
from wotu.match.checkup import Checker
from wotu.measures.zones import Zone, checker

KEPT = 32


@dataclass(frozen=True, eq=False)
class Rules:
    """A zone's rules as of a date."""

    zone: Zone
    checker: Checker
    bundles: tuple[Bundle, ...]
    text: str
    versions: frozenset[str]

    def stale_since(self, seen: RuleSet) -> tuple[Bundle, ...]:
        """Return the bundles that read otherwise than when `seen` was on."""
        known = set(seen.bundles)
        return tuple(bundle for bundle in self.bundles if bundle.text not in known)

    def on_record(self) -> RuleSet:
        """Return the record of these rules, made if need be."""
        found, _ = RuleSet.objects.get_or_create(
            zone=self.zone.id,
            text=self.text,
            defaults={
                "bundles": [bundle.text for bundle in self.bundles],
                "versions": sorted(self.versions),
            },
        )
        return found


@lru_cache(maxsize=KEPT)
def rules_of(zone: Zone, on: dt.date) -> Rules:
    """Return a zone's rules as of a date."""
    check = checker(zone, on)
    found = bundles(check.plan)
    text = fingerprint(sorted(bundle.text for bundle in found))
    return Rules(zone, check, found, text, frozenset(line.version.key for line in check.plan.lines))
