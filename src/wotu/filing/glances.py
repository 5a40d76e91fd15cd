"""Looking at firms: their check-up in a few numbers, kept for the list of firms."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Max, Min, Q
from django.db.models.functions import Coalesce

from wotu.audit.verbs import note
from wotu.facts.models import FactEntry
from wotu.facts.reads import households_of
from wotu.filing.models import Glance
from wotu.match.ask import open_measures, potential
from wotu.match.checkup import Checker, Finding
from wotu.match.subject import Household
from wotu.measures.overview import certain_money, is_grant, one_text_each
from wotu.measures.zones import Zone, checker
from wotu.parties.models import Party
from wotu.rules.evaluate import compile_node

AT_ONCE = 500
_FIELDS = [f.name for f in Glance._meta.concrete_fields if not f.primary_key]


def unseen(zone: str, on: dt.date) -> list[Party]:
    """Return the enterprises never looked at, or not since their facts changed, or not on this day."""
    entries = FactEntry.objects.filter(party__zone=zone).order_by()
    of_firm = entries.values_list(Coalesce("party__owner", "party")).annotate(last=Max("pk"))
    last = dict(of_firm)
    firms = Party.objects.filter(kind="enterprise", zone=zone).select_related("glance").order_by("pk")
    return [firm for firm in firms if _is_behind(firm, last.get(firm.pk, 0), on)]


def _is_behind(firm: Party, last: int, on: dt.date) -> bool:
    glance = getattr(firm, "glance", None)
    return glance is None or glance.seen_to < last or glance.on != on


@dataclass(frozen=True)
class Freshness:
    """How many enterprises of a zone were never looked at, and the day the oldest glance is of."""

    never: int
    oldest: dt.date | None


def freshness(zone: str) -> Freshness:
    """Return how fresh a zone's glances are, in one query."""
    firms = Party.objects.filter(kind="enterprise", zone=zone)
    return Freshness(**firms.aggregate(never=Count("pk", filter=Q(glance=None)), oldest=Min("glance__on")))


def refresh_glances(*, zone: Zone, firms: Sequence[Party], on: dt.date, by: str, now: dt.datetime) -> int:
    """Look at these firms of a zone again; return how many."""
    rules = checker(zone, on)
    with transaction.atomic():
        last = FactEntry.objects.aggregate(last=Max("pk"))["last"] or 0
        for start in range(0, len(firms), AT_ONCE):
            batch = firms[start : start + AT_ONCE]
            households = households_of(batch, zone.packs.vocabulary, on)
            Glance.objects.bulk_create(
                [_glance(*pair, rules, on, last) for pair in zip(batch, households, strict=True)],
                update_conflicts=True, unique_fields=["party"], update_fields=_FIELDS,
            )  # fmt: skip
        if firms:
            note(verb="refresh_glances", about=zone.id, by=by, now=now, firms=len(firms))
    return len(firms)


def _glance(party: Party, household: Household, rules: Checker, on: dt.date, last: int) -> Glance:
    findings = one_text_each(rules.check(household))
    waiting = open_measures(findings, household, rules.plan.packs.vocabulary)
    count = Counter(finding.status for finding in findings)
    return Glance(
        party=party, zone=party.zone, on=on, seen_to=last,
        section=defined(rules, household, "section")[:2], size_class=defined(rules, household, "size_class"),
        entitled=count["entitled"], unknown=count["unknown"], not_entitled=count["not_entitled"],
        questions=len({cell for measure in waiting for cell in measure.cells}),
        certain=sum(certain_money(f) for f in findings), possible=sum(map(possible_money, findings)),
    )  # fmt: skip


def defined(rules: Checker, household: Household, name: str) -> str:
    """Return what a definition of the packs says about an enterprise; nothing where it is unknown."""
    definition = rules.plan.packs.definitions.get(name)
    if definition is None or definition.node.type.kind != "text":
        return ""
    return str(compile_node(rules.plan.fix(definition.node))(household.enterprise.facts) or "")


def possible_money(finding: Finding) -> int:
    """Return the most, in fen, a finding that waits for facts may bring; 0 where nobody can say."""
    if finding.status != "unknown" or not is_grant(finding):
        return 0
    if finding.line.version.benefit.form == "case_by_case":
        return 0
    worth = int(potential(finding))
    return worth if worth > 1 else 0
