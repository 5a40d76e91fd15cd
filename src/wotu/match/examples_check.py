"""Comparing what came out with what a worked example expects."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from wotu.match.checkup import Finding
from wotu.match.explain import caps_that_bit
from wotu.match.payment import Schedule
from wotu.match.plan import Line, Plan
from wotu.rules.evaluate import Known
from wotu.rules.quantity import parse_quantity, quantity_text
from wotu.rules.yamlio import Item

ANSWERS = {True: "met", False: "not_met", None: "unknown"}


@dataclass
class Outcome:
    """One answer of an example: its status and where it differs from what was expected."""

    target: str
    status: str
    differences: list[str] = field(default_factory=list)

    def expect(self, what: str, wanted: str, found: str) -> None:
        """Note a difference."""
        if wanted != found:
            self.differences.append(f"{what}: expected {wanted}, found {found}")


def compare_finding(finding: Finding, expect: Mapping[str, Item]) -> Outcome:
    """Compare a finding with `expect: {status, amount, amount_min, amount_max, conditions, cap, …}`."""
    outcome = Outcome(finding.line.measure.id, finding.status)
    for key, item in expect.items():
        _COMPARE.get(key, _unknown_key)(outcome, finding, key, item)
    return outcome


def _unknown_key(outcome: Outcome, _finding: Finding, key: str, _item: Item) -> None:
    outcome.differences.append(f"unknown expectation `{key}`; known: {', '.join(_COMPARE)}")


def _status(outcome: Outcome, finding: Finding, key: str, item: Item) -> None:
    outcome.expect(key, str(item.value), finding.status)


def _amount(outcome: Outcome, finding: Finding, key: str, item: Item) -> None:
    ends = {"amount_min": [finding.award.low], "amount_max": [finding.award.high]}
    for units in ends.get(key, [finding.award.low, finding.award.high]):
        found = units if finding.status == "entitled" else 0 if finding.status == "not_entitled" else units
        outcome.expect(key, _wanted(str(item.value), finding.line), amount_text(found, finding.line))


def _wanted(text: str, line: Line) -> str:
    if text in ("unknown", "none", "open"):
        return "unknown"
    quantity = parse_quantity(text)
    return amount_text(int(quantity.value / line.unit), line)


def amount_text(units: int | None, line: Line) -> str:
    """Write an award in words; unknown where there is none."""
    if units is None:
        return "unknown"
    benefit = line.version.benefit
    return quantity_text(units * line.unit, benefit.dimension, benefit.type == "rate")


def _conditions(outcome: Outcome, finding: Finding, _key: str, item: Item) -> None:
    answers = {a.clause.condition.id: ANSWERS[a.answer] for a in finding.clauses}
    wanted = item.value if isinstance(item.value, dict) else {}
    for name, value in wanted.items():
        outcome.expect(f"condition {name}", str(value.value), answers.get(name, "no such condition"))


def _cap(outcome: Outcome, finding: Finding, key: str, item: Item) -> None:
    bit = caps_that_bit(finding) | {c.rule.removeprefix("cap:") for c in finding.changes}
    outcome.expect(
        key,
        str(item.value),
        str(item.value) if str(item.value) in bit else ", ".join(sorted(bit)) or "none",
    )


def _reduced_by(outcome: Outcome, finding: Finding, key: str, item: Item) -> None:
    rules = {part for change in finding.changes for part in (change.rule, change.rule.partition(":")[2])}
    found = str(item.value) if str(item.value) in rules else ", ".join(sorted(rules)) or "nothing"
    outcome.expect(key, str(item.value), found)


def _unknown(outcome: Outcome, finding: Finding, key: str, item: Item) -> None:
    wanted = {str(entry.value) for entry in item.value if isinstance(entry, Item)}
    found = {str(slot) for slot in (*finding.unknown_slots(), *finding.unknown_award_slots())}
    names = {text.partition("@")[0] for text in found}
    missing = wanted - found - names
    outcome.expect(key, ", ".join(sorted(wanted)), ", ".join(sorted(wanted - missing)))


def _version(outcome: Outcome, finding: Finding, key: str, item: Item) -> None:
    outcome.expect(key, str(item.value), finding.line.version.id)


_COMPARE = {
    "status": _status, "amount": _amount, "amount_min": _amount, "amount_max": _amount,
    "conditions": _conditions, "cap": _cap, "reduced_by": _reduced_by, "unknown": _unknown,
    "version": _version,
}  # fmt: skip


def compare_value(plan: Plan, name: str, value: Known | None, expect: Mapping[str, Item]) -> Outcome:
    """Compare a definition's value with `expect: medium`, `true`, a quantity, or `unknown`."""
    definition = plan.packs.definitions[name]
    wanted = str(expect["value"].value) if "value" in expect else ""
    outcome = Outcome(name, "unknown" if value is None else "known")
    if value is None or isinstance(value, bool):
        outcome.expect("value", wanted, "unknown" if value is None else str(value).lower())
    elif isinstance(value, str):
        outcome.expect("value", wanted, value)
    else:
        type_ = definition.node.type
        found = quantity_text(Fraction(value), type_.dimension, type_.percent)
        quantity = parse_quantity(wanted)
        outcome.expect("value", quantity_text(quantity.value, type_.dimension, type_.percent), found)
    return outcome


def compare_payment(finding: Finding, schedule: Schedule, expect: Mapping[str, Item]) -> Outcome:
    """Compare a payment schedule with `expect: {stage: amount or waiting, bearer: amount, offset, …}`."""
    outcome = Outcome(finding.line.measure.id, finding.status)
    found = {
        part.id: part.state if part.state != "due" else amount_text(part.amount, finding.line)
        for part in schedule.parts
    }
    found |= {name: amount_text(amount, finding.line) for name, amount in schedule.bearers}
    for name in ("offset", "reclaimed", "payable"):
        found[name] = amount_text(getattr(schedule, name), finding.line)
    found["clawback"] = found["reclaimed"]
    for key, item in expect.items():
        wanted = str(item.value)
        shown = wanted if wanted in ("waiting", "unknown", "due") else _wanted(wanted, finding.line)
        outcome.expect(key, shown, found.get(key, "nothing of that name"))
    return outcome
