"""A zone at a glance: how its enterprises stand under its measures."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from wotu.facts.reads import households_of
from wotu.match.checkup import Finding
from wotu.measures.zones import Zone, checker
from wotu.parties.reads import enterprises_of


@dataclass(frozen=True)
class Overview:
    """Counts over the findings of a zone's enterprises; `certain` is in fen."""

    zone: Zone
    firms: int
    entitled: int
    unknown: int
    not_entitled: int
    certain: int


def overview(zone: Zone, on: dt.date) -> Overview:
    """Check every enterprise of a zone."""
    rules, answers, certain = checker(zone, on), Counter[str](), 0
    households = households_of(enterprises_of(zone.id), zone.packs.vocabulary, on)
    for household in households:
        findings = one_text_each(rules.check(household))
        answers.update(finding.status for finding in findings)
        certain += sum(certain_money(finding) for finding in findings)
    return Overview(
        zone, len(households), answers["entitled"], answers["unknown"], answers["not_entitled"], certain
    )


def is_grant(finding: Finding) -> bool:
    """Tell whether money is given, not lent, so that it counts in a total."""
    return finding.line.version.benefit.type == "money"


def certain_money(finding: Finding) -> int:
    """Return the money, in fen, a finding is sure to bring; a ranking makes it unsure."""
    sure = finding.status == "entitled" and is_grant(finding) and not finding.depends_on_others
    return finding.award.low or 0 if sure else 0


def one_text_each(findings: Iterable[Finding]) -> list[Finding]:
    """Leave out texts that are another cohort's, unless no text of the measure is this subject's."""
    by_claim: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        by_claim.setdefault((finding.line.measure.id, finding.subject.id), []).append(finding)
    kept = []
    for mine in by_claim.values():
        own = [f for f in mine if not _other_cohort(f)]
        kept += own or mine[:1]
    return kept


def _other_cohort(finding: Finding) -> bool:
    cohort = finding.line.version.cohort
    return cohort is not None and finding.clauses[0].answer is False
