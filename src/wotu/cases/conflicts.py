"""What stands against an award: the same thing had already, or another that may not stand beside it."""

from collections.abc import Iterable

from wotu.cases.asking import Asked
from wotu.cases.models import LIVE, Case
from wotu.match.stack import Conflicts, conflicts
from wotu.parties.models import Party
from wotu.rules.evaluate import compile_node
from wotu.rules.model import Stacking
from wotu.rules.text import Text
from wotu.rules.vocabulary import ABOUTS, Slot


def against(
    asked: Asked, enterprise: Party, subject: Party, period: str, leaving_out: Case | None = None
) -> tuple[Text, ...]:
    """Return what stands against an award for a subject among the firm's cases that stand, in words.

    Double applications (重复申报) and stacking rules (就高不重复, 不得同时享受) are looked for.
    """
    others = Case.objects.filter(enterprise=enterprise, state__in=LIVE).select_related("subject")
    if leaving_out is not None:
        others = others.exclude(pk=leaving_out.pk)
    return tuple(_said(asked, subject, period, others))


def _said(asked: Asked, subject: Party, period: str, others: Iterable[Case]) -> Iterable[Text]:
    found = conflicts(asked.checker.plan.stacking)
    mine = asked.finding.line.measure.id
    titles = asked.checker.plan.packs.measures
    for other in others:
        if (other.measure, other.subject_id, other.period) == (mine, subject.pk, period):
            yield Text(
                f"已有办件{other.number}，同一事项同一期间不能重复申报。",
                f"Case {other.number} is for the same thing and period already.",
            )
            continue
        rule = _rule_between(asked, found, mine, subject, other)
        if rule is not None:
            title = (
                titles[other.measure].title if other.measure in titles else Text(other.measure, other.measure)
            )
            yield Text(
                f"与办件{other.number}“{title.zh}”冲突：{rule.label.zh}。",
                f"Conflicts with case {other.number}, “{title.en}”: {rule.label.en}.",
            )


def _rule_between(asked: Asked, found: Conflicts, mine: str, subject: Party, other: Case) -> Stacking | None:
    for rule in found.rules:
        if (
            found.between(rule, mine, other.measure)
            and _same_key(asked, rule, mine, subject, other)
            and not _excepted(asked, rule)
        ):
            return rule
    return None


def _excepted(asked: Asked, rule: Stacking) -> bool:
    """Tell whether the rule's own exception is known to hold."""
    if rule.unless is None:
        return False
    return compile_node(asked.checker.plan.fix(rule.unless))(asked.finding.subject.facts) is True


def _same_key(asked: Asked, rule: Stacking, mine: str, subject: Party, other: Case) -> bool:
    """Tell whether two awards coincide in what the rule looks at; unknown never coincides."""
    if rule.key == "enterprise":
        return True
    if rule.key == "row":
        return subject.pk == other.subject_id
    if rule.key == "year_and_kind":
        measures = asked.checker.plan.packs.measures
        theirs = measures.get(other.measure)
        same_year = other.on.year == asked.checker.plan.on.year
        return same_year and theirs is not None and measures[mine].kind == theirs.kind
    rows = {row.id: row.facts for about in ABOUTS for row in asked.household.rows(about)}
    here, there = (rows.get(slug, {}).get(Slot(rule.key)) for slug in (subject.slug, other.subject.slug))
    return here is not None and here == there
