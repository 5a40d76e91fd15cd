"""What is known about a firm in the order a reader looks for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from wotu.facts.history import Known
from wotu.facts.models import Dispute
from wotu.parties.models import Party
from wotu.rules.text import Text
from wotu.rules.vocabulary import Period

TOPICS: dict[Period, Text] = {
    "once": Text("基本情况", "Basics"),
    "since": Text("资质与状态", "Titles and statuses"),
    "year": Text("年度数据", "Yearly figures"),
    "quarter": Text("季度数据", "Quarterly figures"),
    "at": Text("时点数据", "Measured on a date"),
}


@dataclass(frozen=True)
class Line:
    """One fact at one time, with what the reader may do about it."""

    known: Known

    @property
    def waiting(self) -> Dispute | None:
        """The dispute that waits for an answer."""
        return next((dispute for dispute in self.known.disputes if dispute.state == "open"), None)

    @property
    def answered(self) -> list[Dispute]:
        """Disputes that were answered, the latest first."""
        return [d for d in reversed(self.known.disputes) if d.state in ("accepted", "rejected")]

    @property
    def is_own(self) -> bool:
        """Whether what counts is the firm's own statement."""
        return self.known.used is not None and self.known.used.kind == "statement"


@dataclass(frozen=True)
class Topic:
    """Facts of one kind, of the firm or of something that belongs to it."""

    title: Text
    about: Party
    lines: list[Line]


def topics_of(enterprise: Party, members: Sequence[Party], known: Sequence[Known]) -> list[Topic]:
    """Return what is known by topic: the firm's own facts first, then whoever belongs to it."""
    mine: dict[int, list[Known]] = {}
    for one in known:
        mine.setdefault(one.party.pk, []).append(one)
    found = []
    for period, title in TOPICS.items():
        lines = [Line(one) for one in mine.get(enterprise.pk, []) if one.fact.period == period]
        found += [Topic(title, enterprise, lines)] if lines else []
    for member in members:
        lines = [Line(one) for one in mine.get(member.pk, [])]
        found += [Topic(Text(member.name, member.name), member, lines)] if lines else []
    return found
