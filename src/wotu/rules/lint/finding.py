"""What a review of a pack finds, and the pieces it looks at."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from wotu.rules.model import Measure, PackSet, Version
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
        """Yield every clause of the text."""
        benefit, place = self.version.benefit, self.measure.place
        for condition in self.version.conditions:
            yield Clause(condition.id, condition.label, condition.place, (condition.node,), is_condition=True)
        for parameter in self.version.parameters.values():
            yield Clause(parameter.name, parameter.label, parameter.place, (parameter.node,))
        award = tuple(node for node in (benefit.low, benefit.high) if node is not None)
        yield Clause("benefit", self.version.clause, place, award)
        for cap in benefit.caps:
            yield Clause(cap.id, cap.label, place, (cap.limit,))

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
