"""What stands against an award: the same thing had already, or another that may not stand beside it.

It is asked at filing, at approval and before paying.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, QuerySet

from wotu.cases.asking import Asked, ask_again
from wotu.cases.models import LIVE, Case
from wotu.facts.models import FactEntry
from wotu.match.stack import Conflicts, conflicts, measures_of
from wotu.parties.models import Party
from wotu.rules.evaluate import Known, compile_node
from wotu.rules.model import Stacking
from wotu.rules.text import Text
from wotu.rules.vocabulary import ABOUTS, Slot

FOR_GOOD = "life"
"""The period of what is had once and never again."""


def firm_locked(enterprise: Party) -> None:
    """Take what a firm files one at a time, so that two of its cases cannot overlook each other."""
    Party.objects.select_for_update(of=("self",), no_key=True).get(pk=enterprise.pk)


def against(
    asked: Asked, enterprise: Party, subject: Party, period: str, leaving_out: Case | None = None
) -> tuple[Text, ...]:
    """Return what stands against an award for a subject among the cases that stand, in words.

    Double applications (重复申报) and stacking rules (就高不重复, 不得同时享受) are looked for. Rules keyed
    by the firm or its row look at awards of the same period; what a product, person or standard had counts
    for good, whichever firm had it.
    """
    others = Case.objects.filter(state__in=LIVE)
    if leaving_out is not None:
        others = others.exclude(pk=leaving_out.pk)
    return _Mine(asked, enterprise, subject, period).stands_against(others)


def before_paying(case: Case) -> tuple[Text, ...]:
    """Return what stands against paying an approved case, in words; called with the case locked.

    Only what was approved or delivered before it stands in the way: of two approved awards in conflict the
    later one is not paid. Whether the firm is entitled is not asked again: that was decided.
    """
    decided = Case.objects.filter(state__in=("approved", "delivered")).exclude(pk=case.pk)
    earlier = Q(decided_at__lt=case.decided_at) | Q(decided_at=case.decided_at, pk__lt=case.pk)
    mine = _Mine(ask_again(case), case.enterprise, case.subject, case.period)
    return mine.stands_against(decided.filter(earlier))


@dataclass(frozen=True)
class _Mine:
    """An award somebody is to get, held against others."""

    asked: Asked
    enterprise: Party
    subject: Party
    period: str

    def stands_against(self, others: QuerySet[Case]) -> tuple[Text, ...]:
        """Say what stands against the award among these cases."""
        here = Q(enterprise=self.enterprise) | Q(subject=self.subject)
        found = [self._against(one) for one in others.filter(here).select_related("subject").order_by("pk")]
        for rule, parties in self._elsewhere():
            theirs = others.filter(subject__in=parties, measure__in=measures_of(rule)).exclude(here)
            for measure in dict.fromkeys(theirs.order_by("pk").values_list("measure", flat=True)):
                if self.rules.between(rule, self.measure, measure):
                    title = self._title(measure)
                    found.append(
                        Text(
                            f"其他主体已就同一对象申报“{title.zh}”：{rule.label.zh}。",
                            f"Somebody else has “{title.en}” for the same thing: {rule.label.en}.",
                        )
                    )
        return tuple(said for said in found if said is not None)

    @property
    def measure(self) -> str:
        return self.asked.finding.line.measure.id

    @cached_property
    def rules(self) -> Conflicts:
        return conflicts(self.asked.checker.plan.stacking)

    @cached_property
    def rows(self) -> dict[str, Mapping[Slot, Known]]:
        """The facts of everything that belongs to the firm, by its public name."""
        return {row.id: row.facts for about in ABOUTS for row in self.asked.household.rows(about)}

    def _against(self, other: Case) -> Text | None:
        """Say what stands between the award and another case; None where nothing does."""
        if (other.measure, other.subject_id) == (self.measure, self.subject.pk) and self._meets(other):
            return Text(
                f"已有办件{other.number}，同一事项同一期间不能重复申报。",
                f"Case {other.number} is for the same thing and period already.",
            )
        for rule in self.rules.rules:
            if self.rules.between(rule, self.measure, other.measure) and self._same_key(rule, other):
                if self._excepted(rule, self.subject) or self._excepted(rule, other.subject):
                    continue
                title = self._title(other.measure)
                return Text(
                    f"与办件{other.number}“{title.zh}”冲突：{rule.label.zh}。",
                    f"Conflicts with case {other.number}, “{title.en}”: {rule.label.en}.",
                )
        return None

    def _title(self, measure: str) -> Text:
        known = self.asked.checker.plan.packs.measures.get(measure)
        return known.title if known else Text(measure, measure)

    def _meets(self, other: Case) -> bool:
        """Tell whether two awards are of one period; what is had once and never again meets every one."""
        return self.period == other.period or FOR_GOOD in (self.period, other.period)

    def _same_key(self, rule: Stacking, other: Case) -> bool:
        """Tell whether two awards coincide in what the rule looks at; unknown never coincides."""
        if rule.key == "enterprise":
            return self._meets(other)
        if rule.key == "row":
            return self.subject.pk == other.subject_id and self._meets(other)
        if rule.key == "year_and_kind":
            measures = self.asked.checker.plan.packs.measures
            theirs = measures.get(other.measure)
            same_year = other.on.year == self.asked.checker.plan.on.year
            return same_year and theirs is not None and measures[self.measure].kind == theirs.kind
        here, there = (self._value(rule, slug) for slug in (self.subject.slug, other.subject.slug))
        return here is not None and here == there

    def _value(self, rule: Stacking, slug: str) -> Known | None:
        return self.rows.get(slug, {}).get(Slot(rule.key))

    def _excepted(self, rule: Stacking, subject: Party) -> bool:
        """Tell whether the rule's own exception is known to hold for one of the two."""
        if rule.unless is None:
            return False
        node = self.asked.checker.plan.fix(rule.unless)
        return compile_node(node)(self.rows.get(subject.slug, {})) is True

    def _elsewhere(self) -> Iterator[tuple[Stacking, list[int]]]:
        """Yield the rules that name a product, person or standard, and who else has the same one."""
        for rule in self.rules.rules:
            value = self._value(rule, self.subject.slug)
            named = self.measure in measures_of(rule) and rule.key not in _KEYS_OF_THE_FIRM
            if named and isinstance(value, str) and not self._excepted(rule, self.subject):
                same = FactEntry.objects.standing(None).filter(fact=rule.key, value=value)
                yield rule, list(same.values_list("party", flat=True).distinct())


_KEYS_OF_THE_FIRM = ("enterprise", "row", "year_and_kind")
