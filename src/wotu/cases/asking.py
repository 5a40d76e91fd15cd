"""Asking a measure for one subject: under the text in force, or under the text a case is pinned to."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wotu.cases.kinds import kind_of
from wotu.cases.models import Case
from wotu.facts.reads import household_of
from wotu.match.checkup import Checker, Finding
from wotu.match.stack import conflicts
from wotu.match.subject import Household
from wotu.measures.pins import zone_of
from wotu.measures.zones import Zone, checker, compiled
from wotu.parties.models import Party
from wotu.rules.flow import Flow
from wotu.rules.model import Version


@dataclass(frozen=True)
class Asked:
    """An answer with what it was asked of, so that it can be explained."""

    checker: Checker
    household: Household
    finding: Finding

    @property
    def version(self) -> Version:
        """The text that answered."""
        return self.finding.line.version

    @property
    def ends(self) -> tuple[int | None, int | None]:
        """The least and the most that may be given.

        Where another award of the firm displaces it (就高不重复), what is given on its own: the firm chooses
        which it files. A limit that is used up leaves nothing.
        """
        award = self.finding.before if self.is_displaced else self.finding.award
        return award.low, award.high

    @property
    def is_displaced(self) -> bool:
        """Whether nothing is left of it only because it may not stand beside another award of the firm."""
        rules = {f"stacking:{rule.id}" for rule in conflicts(self.checker.plan.stacking).rules}
        return self.finding.taken_away and all(change.rule in rules for change in self.finding.changes)


def ask(
    zone: Zone, enterprise: Party, subject: Party, measure: str, on: dt.date,
    *, data: Mapping[str, Any] | None = None,
) -> Asked | None:  # fmt: skip
    """Return what a measure in force answers for a subject as of a date; None where no text is in force.

    `data` is what is about to be filed: a kind may say more by it than is on record.
    """
    return _ask(checker(zone, on), enterprise, subject, measure, data=data or {})


def ask_again(case: Case) -> Asked:
    """Return what the text a case is pinned to answers, as of the case's date, by what is known now."""
    zone = pinned(case)
    asked = _ask(
        compiled(zone, case.on), case.enterprise, case.subject, case.measure, case.version, data=case.data
    )
    if asked is None:
        raise LookupError(f"{case.version} is not among the texts case {case.pk} is pinned to")
    return asked


def pinned(case: Case) -> Zone:
    """Return the zone as it was when the case was filed."""
    return zone_of(case.pin)


def version_of(case: Case) -> Version:
    """Return the text a case is pinned to."""
    versions = pinned(case).packs.measures[case.measure].versions
    return next(version for version in versions if version.key == case.version)


def flow_of(case: Case) -> Flow:
    """Return the steps a case goes through."""
    return version_of(case).flow


def _ask(
    checker: Checker, enterprise: Party, subject: Party, measure: str, version: str = "", *,
    data: Mapping[str, Any],
) -> Asked | None:  # fmt: skip
    plan = checker.plan
    kind = kind_of(plan.packs.measures[measure].service) if measure in plan.packs.measures else None
    more = {enterprise.slug: kind.facts(enterprise, data, plan.on)} if kind else None
    household = household_of(enterprise, plan.packs.vocabulary, plan.on, more)
    found = [
        finding
        for finding in checker.check(household)
        if finding.line.measure.id == measure
        and finding.subject.id == subject.slug
        and version in ("", finding.line.version.key)
    ]
    best = _best(found)
    return None if best is None else Asked(checker, household, best)


def _best(found: Sequence[Finding]) -> Finding | None:
    order = {"entitled": 0, "unknown": 1, "not_entitled": 2}
    return min(found, key=lambda f: (order[f.status], f.taken_away), default=None)
