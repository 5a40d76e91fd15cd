"""The check-up of one enterprise as a page needs it: four groups, totals, questions, a combination."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from wotu.facts.reads import household_of
from wotu.match.ask import Question, next_questions, potential
from wotu.match.checkup import Award, Checker, Finding
from wotu.match.combine import Combination, best_combination
from wotu.match.explain import award_text, rule_label
from wotu.match.missing import Shortfall, nearest
from wotu.match.plan import Plan
from wotu.match.subject import Household
from wotu.measures.overview import certain_money, is_grant, one_text_each
from wotu.measures.zones import Zone, checker
from wotu.parties.models import Party
from wotu.portal.answers import Answer, entries, with_beginnings
from wotu.portal.questions import Decides, key_of
from wotu.rules.nodes import FactRef
from wotu.rules.quantity import fen_in_words
from wotu.rules.text import Text
from wotu.rules.vocabulary import Slot, Type
from wotu.rules.words import in_words

GroupName = Literal["entitled", "nearly", "unknown", "not"]
GROUPS: tuple[GroupName, ...] = ("entitled", "nearly", "unknown", "not")
NEAR = Fraction(1)
"""A change larger than the present value itself is not "nearly"."""


@dataclass(frozen=True)
class Waiting:
    """A fact a finding waits for: its name, and the question that asks for it."""

    label: Text
    question: str


@dataclass(frozen=True)
class Item:
    """One finding, as a line of the page."""

    finding: Finding
    group: GroupName
    amount: Text | None
    because: Text
    shortfall: Shortfall | None = None
    waiting: tuple[Waiting, ...] = ()

    @property
    def measure(self) -> str:
        """The text's key in an address."""
        return self.finding.line.version.key.replace("#", "~")

    @property
    def title(self) -> Text:
        """The measure's title."""
        return self.finding.line.measure.title

    @property
    def is_published(self) -> bool:
        """Whether the measure's detail was published."""
        return self.finding.line.version.publication.published

    @property
    def is_ranked(self) -> bool:
        """Whether a comparison with other enterprises still decides."""
        return self.group == "entitled" and self.finding.depends_on_others

    @property
    def member(self) -> str:
        """The name of the person, project or site, where it is not the enterprise itself."""
        return "" if self.finding.subject.about == "enterprise" else self.finding.subject.name

    @property
    def is_grant(self) -> bool:
        """Whether it is money given, not lent, so that it counts in a total."""
        return is_grant(self.finding)


@dataclass(frozen=True)
class Group:
    """One of the four answers and the findings that have it."""

    name: GroupName
    items: tuple[Item, ...]
    total: int
    is_upper: bool = False

    @property
    def worth(self) -> Text | None:
        """The money of the group."""
        return fen_in_words(self.total) if self.total else None


@dataclass(frozen=True)
class Choice:
    """The best combination: `chosen` are the rivals of what is given up, `others` how many more stay."""

    best: Combination
    chosen: tuple[tuple[Finding, Award], ...]
    others: int


@dataclass(frozen=True)
class BarPart:
    """A stretch of the bar under the totals."""

    name: GroupName
    start: int
    width: int


@dataclass(frozen=True)
class CheckUp:
    """Everything the page shows about one enterprise as of one date."""

    party: Party
    zone: Zone
    on: dt.date
    checker: Checker
    household: Household
    findings: tuple[Finding, ...]

    @property
    def plan(self) -> Plan:
        """The rules in force."""
        return self.checker.plan

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Every finding as a line."""
        return tuple(_item(self, finding) for finding in self.findings)

    @cached_property
    def groups(self) -> dict[GroupName, Group]:
        """The four groups, in the order they are read."""
        return {name: _group(name, [i for i in self.items if i.group == name]) for name in GROUPS}

    @cached_property
    def questions(self) -> list[Question]:
        """Every question that is open, first things first."""
        return next_questions(self.checker, self.household, limit=len(self.findings) * 50)

    @cached_property
    def combination(self) -> Choice | None:
        """The best legal combination, where something has to be given up for it."""
        rules = [{rule.measure, *rule.members} for rule in self.plan.stacking]
        entitled = {f.line.measure.id for f in self.findings if f.status == "entitled"}
        if not any(len(names & entitled) > 1 for names in rules):
            return None
        best = best_combination(self.checker, self.household)
        lost = {finding.line.measure.id for finding, _ in best.given_up}
        rivals = {name for names in rules if names & lost for name in names}
        chosen = [pair for pair in best.chosen if pair[0].line.measure.id in rivals]
        return Choice(best, tuple(chosen), len(best.chosen) - len(chosen)) if lost else None

    @property
    def certain(self) -> int:
        """The money that is certain, in fen."""
        return self.groups["entitled"].total

    @property
    def possible(self) -> int:
        """The most that answers may add, in fen, as far as amounts are known."""
        return self.groups["unknown"].total

    def decided_by(self, question: Question) -> Decides:
        """Return what a question decides about."""
        key = key_of(question.subject_id, question.slot)
        mine = [item for item in self.items if key in {one.question for one in item.waiting}]
        worth = sum(_most(item) for item in mine if item.group == "unknown")
        return Decides(len(mine), worth)

    @cached_property
    def bar(self) -> list[BarPart]:
        """The four groups side by side, by how many they are."""
        parts, start = [], 0
        for name, group in self.groups.items():
            if group.items:
                parts.append(BarPart(name, start, len(group.items)))
                start += len(group.items)
        return parts

    @property
    def bar_width(self) -> int:
        """How many findings the bar is long."""
        return max(len(self.items), 1)

    @cached_property
    def without_rows(self) -> int:
        """How many measures are about people, projects or sites this enterprise has none of."""
        there = {"enterprise"} | {member.about for member in self.household.members}
        return len({line.measure.id for line in self.plan.lines if line.about not in there})

    def find(self, measure: str, subject: str) -> Item | None:
        """Return one line by its text and its subject; `#` in the key of a text may stand for itself."""
        wanted = (measure.replace("#", "~"), subject)
        return next((item for item in self.items if (item.measure, item.finding.subject.id) == wanted), None)


def check_up(
    party: Party,
    zone: Zone,
    on: dt.date,
    answers: Sequence[Answer] = (),
    *,
    known_on: dt.date | None = None,
) -> CheckUp:
    """Check an enterprise: what is on record, or was on a day, with the answers just given."""
    vocabulary = zone.packs.vocabulary
    more = entries(list(answers), vocabulary)
    household = household_of(party, vocabulary, on, more, known_on=known_on)
    household = with_beginnings(household, list(answers))
    rules = checker(zone, on)
    return CheckUp(party, zone, on, rules, household, tuple(one_text_each(rules.check(household))))


def _item(check: CheckUp, finding: Finding) -> Item:
    if finding.status == "entitled":
        waiting = _waiting(check, finding, finding.unknown_award_slots())
        return Item(
            finding, "entitled", award_text(finding), _because_entitled(check, finding), None, waiting
        )
    if finding.status == "unknown":
        waiting = _waiting(check, finding, finding.unknown_slots())
        names = [w.label for w in waiting]
        because = Text(
            "等待：" + "、".join(n.zh for n in names), "Waits for: " + "; ".join(n.en for n in names)
        )
        return Item(finding, "unknown", _open_amount(finding), because, None, waiting)
    short = nearest(check.checker, finding)
    if short is not None and len(short.changes) == 1 and short.distance <= NEAR:
        return Item(finding, "nearly", _then(finding, short), short.changes[0].words, short)
    return Item(finding, "not", None, _because_not(finding))


def _because_entitled(check: CheckUp, finding: Finding) -> Text:
    if finding.changes:
        label = rule_label(check.plan, finding, finding.changes[-1])
        return Text(f"条件全部满足；{label.zh}", f"Every condition is met; {label.en}")
    return Text("条件全部满足", "Every condition is met")


def _because_not(finding: Finding) -> Text:
    failed = [a.clause.condition for a in finding.clauses if a.answer is False]
    label = failed[0].label
    if failed[0].veto:
        label = Text(f"一票否决：{label.zh}", f"Vetoed: {label.en}")
    else:
        label = Text(f"未满足：{label.zh}", f"Not met: {label.en}")
    more = len(failed) - 1
    if not more:
        return label
    return Text(f"{label.zh}（另有{more}条不满足）", f"{label.en} (and {more} more)")


def _waiting(check: CheckUp, finding: Finding, slots: Sequence[Slot]) -> tuple[Waiting, ...]:
    vocabulary = check.plan.packs.vocabulary
    found = []
    for slot in slots:
        fact = vocabulary[slot.fact]
        owner = check.household.enterprise if fact.about == "enterprise" else finding.subject
        label = in_words(FactRef(Type("date") if slot.began else fact.type, slot), vocabulary)
        found.append(Waiting(label, key_of(owner.id, slot)))
    return tuple(found)


def _open_amount(finding: Finding) -> Text | None:
    benefit = finding.line.version.benefit
    if benefit.form == "service" or finding.award.high is not None or finding.award.low is not None:
        return award_text(finding)
    most = int(potential(finding))
    if benefit.type in ("money", "credit_line") and most > 1:
        return Text(f"最高{fen_in_words(most).zh}", f"up to {fen_in_words(most).en}")
    return None


def _then(finding: Finding, short: Shortfall) -> Text | None:
    """Return what the enterprise would get after the change."""
    changed = Finding(finding.line, finding.subject, "entitled", finding.clauses, short.award, short.award)
    if short.award.low is None and short.award.high is None:
        return (
            award_text(changed) if finding.line.version.benefit.form in ("service", "case_by_case") else None
        )
    return award_text(changed)


def _group(name: GroupName, items: list[Item]) -> Group:
    if name == "entitled":
        total = sum(certain_money(i.finding) for i in items)
        order = sorted(
            items, key=lambda i: (i.finding.taken_away, not i.is_grant, -(i.finding.award.low or 0))
        )
        upper = any(i.is_grant and not i.finding.award.exact and not i.is_ranked for i in items)
        return Group(name, tuple(order), total, upper)
    if name == "nearly":
        total = sum(i.shortfall.award.low or 0 for i in items if i.is_grant and i.shortfall)
        return Group(name, tuple(sorted(items, key=_distance)), total)
    if name == "unknown":
        order = sorted(items, key=lambda i: (len(i.waiting), -_most(i)))
        return Group(name, tuple(order), sum(map(_most, items)), is_upper=True)
    return Group(name, tuple(items), 0)


def _most(item: Item) -> int:
    """Return the most a grant may come to, in fen; 0 if not known, decided case by case, or no grant."""
    by_formula = item.is_grant and item.finding.line.version.benefit.form != "case_by_case"
    worth = int(potential(item.finding)) if by_formula else 0
    return worth if worth > 1 else 0


def _distance(item: Item) -> Fraction:
    return item.shortfall.distance if item.shortfall else Fraction(0)
