"""The reasons behind one finding, as a page shows them."""

from dataclasses import dataclass
from fractions import Fraction

from wotu.match.explain import ConditionExplained, Explanation, amount_words, explain
from wotu.match.payment import Schedule, schedule_of
from wotu.portal import phrases
from wotu.portal.checkup import CheckUp, Item, Waiting
from wotu.portal.questions import key_of
from wotu.rules.model import Publication
from wotu.rules.text import Text

_DUE = {
    "due": Text("可拨付", "due"), "waiting": Text("等待条件满足", "waiting"),
    "unknown": Text("条件未知", "not known"),
}  # fmt: skip
_BEARERS = {
    "state": Text("中央承担", "Borne by the state"), "province": Text("省级承担", "Borne by the province"),
    "city": Text("市级承担", "Borne by the city"), "county": Text("区县承担", "Borne by the county"),
    "district": Text("区级承担", "Borne by the district"),
    "employer": Text("用人单位承担", "Borne by the employer"),
    "zone": Text("园区承担", "Borne by the zone"),
}  # fmt: skip


@dataclass(frozen=True)
class PaymentLine:
    """One stage of the payment, or something taken off."""

    label: Text
    amount: Text
    state: Text


@dataclass(frozen=True)
class Reasons:
    """Everything shown when a finding is opened."""

    item: Item
    explanation: Explanation
    conditions: tuple[tuple[ConditionExplained, tuple[Waiting | None, ...]], ...]
    payment: tuple[PaymentLine, ...]
    window: phrases.When
    process: Text
    kind: Text
    unpublished: tuple[tuple[Text, Publication], ...]


def reasons_of(check: CheckUp, item: Item) -> Reasons:
    """Explain one line of a check-up."""
    version = item.finding.line.version
    explanation = explain(check.plan, item.finding)
    return Reasons(
        item=item, explanation=explanation,
        conditions=tuple((c, tuple(_question(check, item, c))) for c in explanation.conditions),
        payment=tuple(_payment(check, item)), window=phrases.window(version.window, check.on),
        process=phrases.process(version.process), kind=phrases.benefit_kind(version.benefit),
        unpublished=tuple(phrases.unpublished(version)),
    )  # fmt: skip


def _question(check: CheckUp, item: Item, condition: ConditionExplained) -> list[Waiting | None]:
    """Return, for each fact of a condition, the question that asks for it if it is unknown."""
    vocabulary, found = check.plan.packs.vocabulary, []
    for fact in condition.facts:
        about = vocabulary[fact.slot.fact].about
        owner = check.household.enterprise if about == "enterprise" else item.finding.subject
        found.append(None if fact.known else Waiting(fact.label, key_of(owner.id, fact.slot)))
    return found


def _payment(check: CheckUp, item: Item) -> list[PaymentLine]:
    version, finding = item.finding.line.version, item.finding
    if version.payment is None or finding.status != "entitled" or not finding.award.exact:
        return []
    award = finding.award.low or 0
    paid = schedule_of(check.plan, version.payment, award, finding.subject.facts, finding.line.unit)
    lines = [PaymentLine(part.label, _units(item, part.amount), _DUE[part.state]) for part in paid.parts]
    return lines + _deductions(item, paid)


def _deductions(item: Item, paid: Schedule) -> list[PaymentLine]:
    lines = []
    if paid.offset:
        lines.append(
            PaymentLine(
                Text("抵扣应退款项", "Deducted: owed back"),
                _units(item, -paid.offset),
                Text("已扣", "deducted"),
            )
        )
    payment = item.finding.line.version.payment
    if paid.reclaimed and payment and payment.clawback:
        lines.append(
            PaymentLine(payment.clawback.label, _units(item, -paid.reclaimed), Text("应退回", "to be repaid"))
        )
    for name, amount in paid.bearers:
        label = _BEARERS.get(name) or Text(f"{name}承担", f"Borne by {name}")
        lines.append(PaymentLine(label, _units(item, amount), Text("本次", "now")))
    return lines


def _units(item: Item, amount: int) -> Text:
    return amount_words(Fraction(amount) * item.finding.line.unit, item.finding)
