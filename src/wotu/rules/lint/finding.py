"""What a review of a pack finds, and the pieces it looks at."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from wotu.rules.model import Benefit, Measure, PackSet, Payment, Version
from wotu.rules.nodes import Node
from wotu.rules.problems import Place
from wotu.rules.text import Text
from wotu.rules.vocabulary import Vocabulary

Severity = Literal["review", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should look at. Nothing is ever dropped or changed because of it.

    `review` is for the legal reviewer, `warning` probably wants mending, `note` is for information.
    """

    code: str
    severity: Severity
    place: Place
    measure: str
    clause: str
    message: Text
    why: Text
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """One piece of a version that says something: a condition, a parameter, the award, a cap."""

    id: str
    label: Text
    place: Place
    nodes: tuple[Node, ...]
    is_condition: bool = False
    is_veto: bool = False

    def facts(self) -> set[str]:
        """Return the names of the facts it looks at."""
        return {slot.fact for node in self.nodes for slot in node.slots}


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One text of one measure under review, as of a day number."""

    version: Version
    packs: PackSet
    day: int

    @property
    def measure(self) -> Measure:
        """The measure."""
        return self.version.measure

    @property
    def vocabulary(self) -> Vocabulary:
        """The facts there are."""
        return self.packs.vocabulary

    def clauses(self) -> Iterator[Clause]:
        """Yield every clause of the text: its title, conditions, parameters, award, ranking, payment."""
        version, place = self.version, self.measure.place
        yield Clause("title", self.measure.title, place, ())
        for c in version.conditions:
            yield Clause(c.id, c.label, c.place, (c.node,), is_condition=True, is_veto=c.veto)
        for parameter in version.parameters.values():
            yield Clause(parameter.name, parameter.label, parameter.place, (parameter.node,))
        yield Clause("benefit", version.clause, place, _award(version.benefit))
        for cap in version.benefit.caps:
            yield Clause(cap.id, cap.label, place, _known(cap.limit, cap.already))
        if version.ranking:
            nodes = _known(version.ranking.by, version.ranking.within)
            yield Clause("ranking", version.clause, place, nodes)
        if version.payment:
            yield from _payment(version.payment, version.clause, place)

    def finding(
        self,
        code: str,
        severity: Severity,
        clause: Clause | None,
        message: Text,
        why: Text,
        *,
        citation: str = "",
    ) -> Finding:
        """Return a finding about a clause of this text, or about the text as a whole."""
        place = clause.place if clause else self.measure.place
        name = clause.id if clause else ""
        return Finding(code, severity, place, self.version.key, name, message, why, citation)


def _known(*nodes: Node | None) -> tuple[Node, ...]:
    return tuple(node for node in nodes if node is not None)


def _award(benefit: Benefit) -> tuple[Node, ...]:
    tiers = (benefit.tiers.of,) if benefit.tiers else ()
    return _known(benefit.low, benefit.high, benefit.minimum, *tiers)


def _payment(payment: Payment, clause: Text, place: Place) -> Iterator[Clause]:
    for stage in payment.stages:
        yield Clause(stage.id, stage.label, place, _known(stage.when))
    if payment.clawback:
        yield Clause("clawback", payment.clawback.label, place, (payment.clawback.when,))
    if payment.offset:
        yield Clause("offset", clause, place, (payment.offset,))
